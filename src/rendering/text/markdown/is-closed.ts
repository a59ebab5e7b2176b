/** Whether Markdown of an answer ends with itself. */
import { parser } from '../../markdown/parser.ts'

/** What may go on to the end of a file: a block of code, a piece of HTML. */
const MAY_GO_ON = /^[ \t>]*(?:[-+*][ \t]+|\d{1,9}[.)][ \t]+)*(?:`{3}|~{3}|<)/m
const WORD = 'zq'

/** False where a fence or a comment stays open: it would swallow the rest of the document. */
export function isClosed(markdown: string): boolean {
  if (!MAY_GO_ON.test(markdown)) return true
  const tokens = parser.parse(`${markdown}\n\n${WORD}`, {})
  const [inline, close] = tokens.slice(-2)
  return inline?.type === 'inline' && inline.content === WORD && close?.type === 'paragraph_close' && close.level === 0
}
