/**
 * Keeps an answer text where Markdown would read it as marks (CommonMark 0.31, with GitHub's tables, strikethrough and
 * task lists). A sign gets a backslash only where it could be a mark.
 */
import type { MarkdownText } from '../../template/program.ts'

const LINE_BREAKS = /\r\n|[\r\n\u000b\u0085\u2028\u2029]/
/** A text without any of these is printed as it is. */
const MAY_BE_MARKS = /[\\`*_~[\]\r\n\u000b\u0085\u2028\u2029]|&(?=[#A-Za-z]|$)|<(?=[A-Za-z/!?]|$)|!$|^[ \t]|[ \t]$/
/**
 * What would be a block at the beginning of a line: a heading, a quotation, an item, a line under a heading, a rule, a
 * fence, the line under a table's head. Digits alone are the number of an item.
 */
const BLOCK =
  /^(?:#{1,6}(?=[ \t]|$)|>|[-+*](?=[ \t]|$)|\d{1,9}(?=[.)](?:[ \t]|$))|[.)](?=[ \t]|$)|~{3,}|[-=_*:|+~ \t]+$)/
const MARKS = /\\|`|\*+|_+|~+|[[\]!<>&|()]/g
const SPACE = /^[\p{Zs}\t\n\f\r]$/u
const WORD = /^[\p{L}\p{N}]$/u
const PUNCTUATION = /^[!-/:-@[-`{-~]$/

/** The answer as text of its place. */
export function escapeText(text: string, place: MarkdownText): string {
  if (isPlain(text, place)) return text
  const lines = text.split(LINE_BREAKS).map((line, index, all) => {
    const isFirst = index === 0
    const isLast = index === all.length - 1
    const trimmed = trimLine(line, !isFirst || place.start === true, !isLast || place.after === '\n')
    return escapeLine(trimmed, isFirst ? place.before : '\n', isLast ? place.after : '\n', {
      ...place,
      start: !isFirst && place.breaks !== 'cell' && place.breaks !== 'space' ? true : isFirst ? place.start : undefined,
    })
  })
  return joinLines(lines, place)
}

function isPlain(text: string, { also, breaks, heading, start }: MarkdownText): boolean {
  if (also !== undefined || MAY_BE_MARKS.test(text)) return false
  if ((breaks === 'cell' && text.includes('|')) || (heading === true && text.includes('#'))) return false
  return start !== true || !BLOCK.test(text)
}

/** Spaces at the edges of a line have a meaning, or none at all. */
const trimLine = (line: string, start: boolean, end: boolean): string =>
  (end ? line.replace(/[ \t]+$/, '') : line).replace(start ? /^[ \t]+/ : /^(?!)/, '')

function joinLines(lines: readonly string[], { breaks, prefix = '' }: MarkdownText): string {
  const first = lines.findIndex((line) => line !== '')
  const kept = lines.slice(Math.max(first, 0), lines.findLastIndex((line) => line !== '') + 1)
  switch (breaks) {
    case 'cell':
      return kept.join('<br>')
    case 'space':
      return kept.filter((line) => line !== '').join(' ')
    default: {
      const next = `\n${prefix}`
      return kept.reduce((text, line, index) => {
        if (index === 0) return line
        const above = kept[index - 1] ?? ''
        // Two spaces break the line; a line of its own that holds nothing is a backslash, or ends the paragraph.
        if (breaks === 'paragraph' && (line === '' || above === '')) return `${text}${next}${line}`
        return `${text}${above === '' ? '\\' : '  '}${next}${line}`
      })
    }
  }
}

function escapeLine(
  line: string,
  before: string | undefined,
  after: string | undefined,
  { start, breaks, also = '', heading }: MarkdownText,
): string {
  const isCell = breaks === 'cell'
  const block = start === true ? BLOCK.exec(line)?.[0] : undefined
  const closing = heading === true ? /(?:^|[ \t])(#+)[ \t]*$/.exec(line) : null
  let text = ''
  let at = 0
  const put = (from: number, to: number, written: string): void => {
    text += line.slice(at, from) + written
    at = to
  }
  if (block !== undefined && /^\d/.test(block)) put(block.length, block.length, '\\')
  else if (block !== undefined && !/^[*_~|]/.test(block.trimStart())) put(0, 0, '\\')
  for (const { 0: sign, index } of line.matchAll(MARKS)) {
    const isEscaped = block !== undefined && /^\d/.test(block) && index === block.length
    if (isEscaped || index < at || (block !== undefined && index === 0 && !/^[*_~|]/.test(sign))) continue
    const end = index + sign.length
    const left = index === 0 ? before : line.at(index - 1)
    const right = end === line.length ? after : line.at(end)
    const isBlock = block !== undefined && index === 0
    const written = escapeSign(sign, left, right, { isBlock, isCell, also, after, rest: line.slice(index) })
    if (written !== sign) put(index, end, written)
  }
  if (closing !== null && closing.index + closing[0].indexOf('#') >= at)
    put(closing.index + closing[0].indexOf('#'), closing.index + closing[0].indexOf('#'), '\\')
  return text + line.slice(at)
}

interface SignPlace {
  /** It begins what would be a block. */
  readonly isBlock: boolean
  readonly isCell: boolean
  readonly also: string
  /** The line from the sign on, and the character behind the line. */
  readonly rest: string
  readonly after: string | undefined
}

const everyChar = (signs: string): string => signs.replace(/[^]/g, '\\$&')
const isSpace = (character: string | undefined): boolean => character !== undefined && SPACE.test(character)
const isWord = (character: string | undefined): boolean => character !== undefined && WORD.test(character)

/** Whether a reference to a character stands here, or one may end behind the line. */
const isEntity = (rest: string, after: string | undefined): boolean =>
  /^&(?:#|[A-Za-z][A-Za-z0-9]*;)/.test(rest) ||
  (/^&(?:[A-Za-z][A-Za-z0-9]*)?$/.test(rest) && (after === undefined || /[;#A-Za-z0-9]/.test(after)))

/** A sign, or a row of one, as text. */
function escapeSign(
  sign: string,
  left: string | undefined,
  right: string | undefined,
  { isBlock, isCell, also, rest, after }: SignPlace,
): string {
  switch (sign[0]) {
    case '\\':
      // In a table some read a backslash before the end of a cell first, others last.
      if (isCell && (right === undefined || right === '|')) return '&#92;'
      return right === undefined || right === '\n' || PUNCTUATION.test(right) ? '\\\\' : sign
    case '`':
      return also.includes('`') ? '&#96;' : '\\`'
    case '*':
      return !isBlock && isSpace(left) && isSpace(right) ? sign : everyChar(sign)
    case '_':
      return !isBlock && ((isSpace(left) && isSpace(right)) || (isWord(left) && isWord(right))) ? sign : everyChar(sign)
    case '~':
      return !isBlock && isSpace(left) && isSpace(right) ? sign : everyChar(sign)
    case '!':
      return right === undefined || (right === '[' && rest.length === 1) ? '\\!' : sign
    case '<':
      return right === undefined || /[A-Za-z/!?]/.test(right) ? '\\<' : sign
    case '&':
      return isEntity(rest, after) ? '\\&' : sign
    case '|':
      if (isCell) return left === '\\' ? '&#124;' : '\\|'
      return isBlock ? '\\|' : sign
    case '[':
    case ']':
      return `\\${sign}`
    case '>':
      // In an address between brackets a backslash is a part of the address.
      return isBlock ? '\\>' : also.includes('>') ? '&gt;' : sign
    default:
      return also.includes(sign) ? `\\${sign}` : sign
  }
}
