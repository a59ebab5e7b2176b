/** What may stand beside a value when the document is made, as far as the template decides it. */
import type { Piece } from './flow.ts'

type Pieces = readonly Piece[]

/** The character before a piece; a line end at the beginning of the file, undefined where answers decide. */
export const characterBefore = (pieces: Pieces, index: number): string | undefined =>
  only(charactersBeside(pieces, index, -1, new Set()))

/** The character behind a piece. */
export const characterAfter = (pieces: Pieces, index: number): string | undefined =>
  only(charactersBeside(pieces, index, 1, new Set()))

/** Beside a section's edge stands what is beyond it, and its own other end: it may repeat, or be left out. */
function charactersBeside(pieces: Pieces, index: number, step: 1 | -1, seen: Set<number>): (string | undefined)[] {
  const at = index + step
  const piece = pieces[at]
  if (piece === undefined) return ['\n']
  if (piece.kind === 'value') return [undefined]
  if (piece.kind === 'text') {
    const character = piece.text.at(step > 0 ? 0 : -1)
    if (character === undefined) return charactersBeside(pieces, at, step, seen)
    return [character === '\r' ? '\n' : character]
  }
  if (seen.has(at)) return []
  seen.add(at)
  return [...charactersBeside(pieces, at, step, seen), ...charactersBeside(pieces, piece.other, step, seen)]
}

const WORD = /^[\p{L}\p{N}]$/u

function only(found: readonly (string | undefined)[]): string | undefined {
  const [first, ...others] = new Set(found)
  if (first === undefined || others.length === 0) return first
  const all = [first, ...others]
  if (all.every((each) => each === '\n' || each === ' ')) return ' '
  return all.every((each) => each !== undefined && WORD.test(each)) ? first : undefined
}

/** The marks of quotations and lists at the beginning of a line. */
const MARKS = String.raw`[ \t]*(?:(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$))[ \t]*)*`
const ONLY_MARKS = new RegExp(`^${MARKS}$`)
const FIRST_MARKS = new RegExp(`^${MARKS}`)

/** No line begins with more marks than this, and none is looked through further: then it may be the beginning. */
const MAX_MARKS = 200

/** Whether nothing but marks of quotations and lists may stand before a value on its line. */
export const mayBeginLine = (pieces: Pieces, index: number): boolean => beginsLine(pieces, index - 1, '', new Set())

function beginsLine(pieces: Pieces, from: number, behind: string, seen: Set<number>): boolean {
  let between = behind
  for (let at = from; at >= 0; at--) {
    const piece = pieces[at]
    if (from - at > MAX_MARKS) return true
    if (piece?.kind === 'text') {
      const line = Math.max(piece.text.lastIndexOf('\n'), piece.text.lastIndexOf('\r'))
      const words = piece.text.slice(line + 1)
      if (words.length > MAX_MARKS) return false
      between = words + between
      if (line >= 0 || !ONLY_MARKS.test(between)) return line >= 0 && ONLY_MARKS.test(between)
    } else if (piece?.kind === 'open' || piece?.kind === 'close') {
      if (seen.has(at)) return false
      seen.add(at)
      // What a section ends with may stand here, or what is before it.
      if (beginsLine(pieces, piece.other - 1, between, seen)) return true
    }
  }
  return ONLY_MARKS.test(between)
}

/** What a further line of the same block begins with: marks of quotations, and spaces for all others. */
export const linePrefix = (line: string): string => (FIRST_MARKS.exec(line)?.[0] ?? '').replace(/[^>\t]/g, ' ')
