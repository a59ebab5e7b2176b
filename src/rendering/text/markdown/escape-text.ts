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
const WORD = /^(?:[A-Za-z0-9]|[\p{L}\p{N}])$/u
const PUNCTUATION = /^[!-/:-@[-`{-~]$/

/** Words and numbers that begin no block, and signs that are marks nowhere. */
const ORDINARY = /^(?:[A-Za-zÀ-ɏ€]|\+?\d+(?![\d.)]))[A-Za-z0-9À-ɏ€ .,;:'"/%()+@$=?-]*$/

/** Whether a text, like most, is printed as it is wherever text can be: it is certain at a glance. */
export const isOrdinary = (text: string): boolean => ORDINARY.test(text) && !text.endsWith(' ')

/** The answer as text of its place. */
export function escapeText(text: string, place: MarkdownText): string {
  if (isPlain(text, place)) return text
  const { before, after, start = false, breaks } = place
  if (!LINE_BREAKS.test(text)) return escapeLine(trimLine(text, start, after === '\n'), before, after, start, place)
  const lines = text.split(LINE_BREAKS)
  const isBlock = breaks !== 'cell' && breaks !== 'space'
  const escaped = lines.map((line, index) => {
    const isFirst = index === 0
    const isLast = index === lines.length - 1
    const trimmed = trimLine(line, !isFirst || start, !isLast || after === '\n')
    return escapeLine(trimmed, isFirst ? before : '\n', isLast ? after : '\n', isFirst ? start : isBlock, place)
  })
  return joinLines(escaped, place)
}

function isPlain(text: string, { also, breaks, heading, start }: MarkdownText): boolean {
  if (also !== undefined || MAY_BE_MARKS.test(text)) return false
  if ((breaks === 'cell' && text.includes('|')) || (heading === true && text.includes('#'))) return false
  return start !== true || !BLOCK.test(text)
}

/** Spaces at the edges of a line have a meaning, or none at all. */
function trimLine(line: string, start: boolean, end: boolean): string {
  const begun = start ? line.replace(/^[ \t]+/, '') : line
  return end ? begun.replace(/[ \t]+$/, '') : begun
}

function joinLines(lines: readonly string[], { breaks, prefix = '' }: MarkdownText): string {
  const first = lines.findIndex((line) => line !== '')
  if (first < 0) return ''
  const kept = lines.slice(first, lines.findLastIndex((line) => line !== '') + 1)
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
  start: boolean,
  { breaks, also = '', heading }: MarkdownText,
): string {
  const around = { line, before, after, also, isCell: breaks === 'cell' }
  const block = start ? BLOCK.exec(line)?.[0] : undefined
  const number = block !== undefined && /^\d/.test(block) ? block.length : undefined
  let text = ''
  let at = 0
  if (number !== undefined) {
    text = `${line.slice(0, number)}\\`
    at = number
  } else if (block !== undefined && !/^[*_~|]/.test(block.trimStart())) text = '\\'
  MARKS.lastIndex = 0
  for (let match = MARKS.exec(line); match !== null; match = MARKS.exec(line)) {
    const { 0: sign, index } = match
    const isBlock = block !== undefined && index === 0
    if (index === number || index < at || (isBlock && !/^[*_~|]/.test(sign))) continue
    const written = escapeSign(sign, index, isBlock, around)
    if (written === sign) continue
    text += line.slice(at, index) + written
    at = index + sign.length
  }
  const closing = heading === true ? /(?:^|[ \t])(#+)[ \t]*$/.exec(line) : null
  const hashes = closing === null ? -1 : closing.index + closing[0].indexOf('#')
  return hashes >= at ? `${text}${line.slice(at, hashes)}\\${line.slice(hashes)}` : text + line.slice(at)
}

/** The line of a sign, and what stands round the line. */
interface SignPlace {
  readonly line: string
  readonly before: string | undefined
  readonly after: string | undefined
  readonly also: string
  readonly isCell: boolean
}

const everyChar = (signs: string): string => (signs.length === 1 ? `\\${signs}` : signs.replace(/[^]/g, '\\$&'))
const isSpace = (character: string | undefined): boolean => character !== undefined && SPACE.test(character)
const isWord = (character: string | undefined): boolean => character !== undefined && WORD.test(character)

/** Whether a reference to a character stands here, or one may end behind the line. */
const isEntity = (rest: string, after: string | undefined): boolean =>
  /^&(?:#|[A-Za-z][A-Za-z0-9]*;)/.test(rest) ||
  (/^&(?:[A-Za-z][A-Za-z0-9]*)?$/.test(rest) && (after === undefined || /[;#A-Za-z0-9]/.test(after)))

/** A sign, or a row of one, as text. `isBlock`: it begins what would be a block. */
function escapeSign(
  sign: string,
  index: number,
  isBlock: boolean,
  { line, before, after, also, isCell }: SignPlace,
): string {
  const end = index + sign.length
  const left = index === 0 ? before : line[index - 1]
  const right = end === line.length ? after : line[end]
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
      return right === undefined || (right === '[' && end === line.length) ? '\\!' : sign
    case '<':
      return right === undefined || /[A-Za-z/!?]/.test(right) ? '\\<' : sign
    case '&':
      return isEntity(line.slice(index), after) ? '\\&' : sign
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
