/** Whether a tag of a text file is a paragraph by itself. */

/** A line that ends a paragraph: an empty one, or sections' tags alone. */
const BETWEEN = /^\s*(?:\{\{[#^/!][^{}]*\}\}\s*)*$/
/** The rest of a line without words. Both look no further than the first word: a line may be as long as the file. */
const BLANK_REST = /[^\S\n]*(?:\n|$)/y
/** Four spaces make a block of code. */
const MAX_INDENT = 3

/** True where the tag from `start` to `end` is alone on its line, and no text stands on the lines around it. */
export function standsAlone(text: string, start: number, end: number): boolean {
  let from = start
  while (from > 0 && start - from < MAX_INDENT && text[from - 1] === ' ') from -= 1
  if (from > 0 && text[from - 1] !== '\n') return false
  BLANK_REST.lastIndex = end
  if (!BLANK_REST.test(text)) return false
  const next = BLANK_REST.lastIndex
  const before = from === 0 ? '' : text.slice(text.lastIndexOf('\n', from - 2) + 1, from - 1)
  const after = text.slice(next, endOfLine(text, next))
  return BETWEEN.test(before) && BETWEEN.test(after)
}

function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from)
  return at < 0 ? text.length : at
}
