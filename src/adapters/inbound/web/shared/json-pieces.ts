/** JSON in pieces, so that a value of many megabytes is never written in one go. */

/** Characters of one piece, about: some hundred microseconds of writing. */
const PIECE = 64 * 1024
/** Characters for what is no text, or a name, about. */
const SCALAR = 8

/** Whether the JSON of a value has fewer than about `most` characters; looks at no more of it than that takes. */
export const isShorterThan = (value: unknown, most: number): boolean => leftOf(value, most) > 0

/** The text of `JSON.stringify(value)` in pieces; only a single text may make one of them much longer than others. */
export function* jsonPieces(value: unknown): Generator<string, void, undefined> {
  let piece = ''
  for (const part of partsOf(value)) {
    piece += part
    if (piece.length < PIECE) continue
    yield piece
    piece = ''
  }
  if (piece !== '') yield piece
}

function* partsOf(value: unknown): Generator<string, void, undefined> {
  if (!isContainer(value) || isShorterThan(value, PIECE)) {
    yield JSON.stringify(value) ?? 'null'
    return
  }
  const isList = Array.isArray(value)
  yield isList ? '[' : '{'
  let before = ''
  for (const [key, one] of isList ? value.entries() : Object.entries(value)) {
    if (!isList && !isWritten(one)) continue
    yield isList ? before : `${before}${JSON.stringify(key)}:`
    yield* partsOf(one)
    before = ','
  }
  yield isList ? ']' : '}'
}

/** What `most` leaves after the value; 0 or less where it is used up. */
function leftOf(value: unknown, most: number): number {
  if (typeof value === 'string') return most - value.length
  if (!isContainer(value)) return most - SCALAR
  let left = most
  for (const one of Array.isArray(value) ? value : Object.values(value)) {
    left = leftOf(one, left - SCALAR)
    if (left <= 0) break
  }
  return left
}

/** A list, or an object that is written as it stands; anything else (dates, bytes) is written by itself. */
function isContainer(value: unknown): value is readonly unknown[] | Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Array.prototype || prototype === Object.prototype || prototype === null
}

/** JSON leaves the others out. */
const isWritten = (value: unknown): boolean =>
  value !== undefined && typeof value !== 'function' && typeof value !== 'symbol'
