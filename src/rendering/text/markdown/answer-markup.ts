/** What an answer in Markdown must not do to the document round it: bring HTML, or go on to the end of the file. */
import { parser } from '../../markdown/parser.ts'

const MAY_BE_HTML = /<[A-Za-z/!?]/
/** The beginning of a tag, and not an address between brackets. */
const TAG = /<(?!(?:https?|mailto|tel|ftp|sms):[^\s<>]*>|[^\s<>@]+@[^\s<>@]+>)(?=[A-Za-z/!?])/gi

/** The Markdown with its HTML as text, as in Word. */
export function withoutHtml(markdown: string): string {
  if (!MAY_BE_HTML.test(markdown)) return markdown
  const lines = markdown.split('\n')
  for (const { type, map, children } of parser.parse(markdown, {})) {
    const holdsHtml = type === 'html_block' || children?.some((each) => each.type === 'html_inline') === true
    if (!holdsHtml || map === null) continue
    for (let at = map[0]; at < map[1]; at++) lines[at] = (lines[at] ?? '').replace(TAG, '\\<')
  }
  return lines.join('\n')
}

/** What may go on to the end of a file: a block of code. */
const MAY_GO_ON = /^[ \t>]*(?:[-+*][ \t]+|\d{1,9}[.)][ \t]+)*(?:`{3}|~{3}|<)/m
const WORD = 'zq'

/** False where Markdown leaves something open that would swallow the rest of the document. */
export function isClosed(markdown: string): boolean {
  if (!MAY_GO_ON.test(markdown)) return true
  const tokens = parser.parse(`${markdown}\n\n${WORD}`, {})
  const [inline, close] = tokens.slice(-2)
  return inline?.type === 'inline' && inline.content === WORD && close?.type === 'paragraph_close' && close.level === 0
}
