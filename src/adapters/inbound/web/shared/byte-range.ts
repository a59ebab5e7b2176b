/** The one range of bytes that a request asks for (RFC 9110 §14.1.2). */

/** From and to are inclusive, from 0. */
export interface ByteRange {
  readonly from: number
  readonly to: number
}

/**
 * The range within `size` bytes; undefined where all are wanted: no header, another unit, several ranges, or one that
 * is malformed, as RFC 9110 §14.2 allows.
 */
export function readByteRange(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | undefined {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? []
  if (first === '' && last === '') return undefined
  const from = first === '' ? Math.max(size - Number(last), 0) : Number(first)
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (first !== '' && last !== '' && Number(last) < from) return undefined
  return from > to ? 'unsatisfiable' : { from, to }
}
