/**
 * Limits the cost of reading a Markdown template; what exceeds them is a mistake with its line. Only `parseMarkdown`
 * limits the cost of an answer.
 */
import type { Result } from '../../domain/kernel/errors.ts'
import { type Mistake, refuseMistakes } from '../template/mistake.ts'
import type { LimitExceeded } from './parse-markdown.ts'

/** Characters, pictures aside. */
const MAX_LENGTH = 1_000_000
const MAX_LINES = 20_000
const MAX_PARAGRAPH_LENGTH = 20_000
/** Lines that begin a block of their own. */
const OWN_BLOCK = /^\s*(?:[|>#]|[-+*]\s|\d{1,9}[.)]\s|$)/

/** Refuses a file that would cost too much to parse; undefined when it is within the limits. */
export function checkMarkdownCost(markdown: string): Result<never> | undefined {
  if (markdown.length > MAX_LENGTH) return refuseLarge(`${markdown.length} characters; ${MAX_LENGTH}`)
  const lines = markdown.split('\n')
  const full = lines.filter((line) => line.trim() !== '').length
  if (full > MAX_LINES) return refuseLarge(`${full} lines; ${MAX_LINES}`)
  let length = 0
  for (const [index, line] of lines.entries()) {
    length = OWN_BLOCK.test(line) ? line.length : length + line.length
    if (length > MAX_PARAGRAPH_LENGTH) {
      const message = `A paragraph has more than ${MAX_PARAGRAPH_LENGTH} characters up to here.`
      return refuseExcess({ line: index + 1, message, fix: 'Put empty lines between its parts.' }, line.slice(0, 60))
    }
  }
  return undefined
}

function refuseLarge(what: string): Result<never> {
  const message = `The file has ${what} can be made Word.`
  return refuseExcess({ line: 1, message, fix: 'Split it into several templates, or write it in Word.' })
}

/** Refuses a template that exceeds a limit. */
export function refuseExcess({ line, message, fix }: LimitExceeded, around = ''): Result<never> {
  const mistake: Mistake = { part: 'text', paragraph: line, around, message, fix }
  return refuseMistakes([mistake])
}
