/** Makes text safe for a terminal, measures its width, and wraps it. */
import { stripVTControlCharacters } from 'node:util'

/** Control characters (C0, DEL, C1), line separators, and what turns the reading direction of all that follows. */
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g

/**
 * Text from elsewhere (a template, an answer, a service) without anything that a terminal would obey, so that no name
 * can move the cursor, change colours or the window's title. Line breaks and tabs stay.
 */
export const safeText = (text: string): string =>
  stripVTControlCharacters(text.replaceAll('\r\n', '\n')).replaceAll(CONTROL_CHARACTERS, '�').toWellFormed()

/** The same on one line. */
export const safeLine = (text: string): string => safeText(text).replaceAll(/\s+/g, ' ').trim()

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
/** East Asian wide and fullwidth characters, and emoji (Unicode UAX #11). */
const WIDE = new RegExp(
  [
    String.raw`^(?:\p{Emoji_Presentation}`,
    String.raw`[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3]`,
    String.raw`[\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]`,
    String.raw`[\u{20000}-\u{3fffd}])`,
  ].join('|'),
  'u',
)

/** How many columns text takes; colours take none. */
export function widthOf(text: string): number {
  let width = 0
  for (const { segment } of segmenter.segment(stripVTControlCharacters(text)))
    width += WIDE.test(segment) || segment.includes('\ufe0f') ? 2 : 1
  return width
}

/** Cut to a number of columns, with `…` where something is missing. */
export function shorten(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text
  let kept = ''
  let width = 0
  for (const { segment } of segmenter.segment(text)) {
    width += widthOf(segment)
    if (width > columns - 1) break
    kept += segment
  }
  return `${kept.trimEnd()}…`
}

/** Lines of at most that many columns, broken between words where there are any; line breaks stay. */
export function wrap(text: string, columns: number): string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, Math.max(columns, 10)))
}

/** An indented line keeps its indent when it goes on below. */
function wrapLine(line: string, columns: number): string[] {
  const indent = /^ */.exec(line)?.[0].slice(0, columns / 2) ?? ''
  return wrapWords(line.trimStart().split(' '), columns - indent.length).map((text) => indent + text)
}

function wrapWords(words: readonly string[], columns: number): string[] {
  const lines: string[] = []
  let current = ''
  for (const word of words) {
    const longer = current === '' ? word : `${current} ${word}`
    if (widthOf(longer) <= columns) {
      current = longer
      continue
    }
    if (current !== '') lines.push(current)
    const pieces = splitWord(word, columns)
    lines.push(...pieces.slice(0, -1))
    current = pieces.at(-1) ?? ''
  }
  return [...lines, current]
}

/** A word that is wider than the line, in pieces. */
function splitWord(word: string, columns: number): string[] {
  if (widthOf(word) <= columns) return [word]
  const pieces = ['']
  for (const { segment } of segmenter.segment(word)) {
    const last = pieces.at(-1) ?? ''
    if (widthOf(last + segment) > columns) pieces.push(segment)
    else pieces[pieces.length - 1] = last + segment
  }
  return pieces
}

/** Filled up with spaces to a number of columns. */
export const pad = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - widthOf(text)))
