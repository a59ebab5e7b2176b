/**
 * What a Markdown file may cost to read: its parser takes the square of a paragraph's length for some inputs, so those are refused before it sees them.
 */
import { type Token, walkTokens } from 'marked'
import { type Mistake, refuseMistakes } from '../mistake.ts'
import type { Result } from '../../domain/errors.ts'

/** Characters, pictures aside. */
const LONGEST = 1_000_000
const LONGEST_PARAGRAPH = 20_000
/** Signs of emphasis in a paragraph. */
const MOST_SIGNS = 1_000
/** Quotations in quotations, and columns of a list's indentation. */
const DEEPEST = 50
const MOST_COLUMNS = 100
/** Paragraphs, cells, pieces of text of one look. */
const MOST_TOKENS = 30_000
const MOST_LINES = 20_000

/** Lines that begin a block of their own. */
const OWN_BLOCK = /^\s*(?:[|>#]|[-+*]\s|\d{1,9}[.)]\s|$)/

/** The first thing in the text that would cost too much; undefined for an honest file. */
export function tooCostly(markdown: string): Result<never> | undefined {
  if (markdown.length > LONGEST) return refused(1, '', `The file has ${markdown.length} characters; ${LONGEST} can be made Word.`, 'Split it into several templates, or write it in Word.')
  const lines = markdown.split('\n')
  const full = lines.filter(line => line.trim() !== '').length
  if (full > MOST_LINES) return refused(1, '', `The file has ${full} lines; ${MOST_LINES} can be made Word.`, 'Split it into several templates, or write it in Word.')
  let [length, signs] = [0, 0]
  for (const [index, line] of lines.entries()) {
    if (OWN_BLOCK.test(line)) [length, signs] = [0, 0]
    length += line.length
    signs += line.length > 0 ? line.match(/[*_~]/g)?.length ?? 0 : 0
    const at = line.slice(0, 60)
    if (length > LONGEST_PARAGRAPH) return refused(index + 1, at, `A paragraph has more than ${LONGEST_PARAGRAPH} characters up to here.`, 'Put empty lines between its parts.')
    if (signs > MOST_SIGNS) return refused(index + 1, at, `A paragraph has more than ${MOST_SIGNS} signs of emphasis (*, _, ~) up to here.`, 'Put empty lines between its parts.')
    const start = /^[\s>]*/.exec(line)?.[0] ?? ''
    if (start.length > MOST_COLUMNS || start.split('>').length > DEEPEST) return refused(index + 1, at, 'This line is indented or quoted too deeply.', 'Take some of the signs or spaces at its beginning away.')
  }
  return undefined
}

/** The same for what the parser made of it. */
export function tooMany(tokens: readonly Token[]): Result<never> | undefined {
  let count = 0
  void walkTokens([...tokens], () => { count += 1 })
  return count > MOST_TOKENS ? refused(1, '', `The file has ${count} paragraphs, cells and pieces of text; ${MOST_TOKENS} can be made Word.`, 'Split it into several templates, or write it in Word.') : undefined
}

function refused(line: number, around: string, message: string, fix: string): Result<never> {
  const mistake: Mistake = { part: 'text', paragraph: line, around, message, fix }
  return refuseMistakes([mistake])
}
