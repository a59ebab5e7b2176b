/**
 * The content id of a Markdown document: a comment on its last line, which no reader of Markdown shows. Plain text can
 * hide nothing, so it carries none.
 */
import { parser } from '../markdown/parser.ts'

const COMMENT = /\n*^<!-- docgen-content-id: ([0-9a-f]{64}) -->[ \t]*\n?/gm

/** What may still be open at the end of a text, and would show the comment: a fence, or a block of HTML. */
const MAY_BE_OPEN = /```|~~~|<(?:script|pre|style|textarea|[!?])/i

/** The text with the comment; as it is where the comment would be shown, or the id is empty. */
export function addContentComment(text: string, id: string): string {
  if (id === '') return text
  const comment = `<!-- docgen-content-id: ${id} -->`
  const whole = `${text}${text.endsWith('\n') ? '' : '\n'}\n${comment}\n`
  return !MAY_BE_OPEN.test(text) || isHidden(whole, comment) ? whole : text
}

function isHidden(text: string, comment: string): boolean {
  const tokens: Parameters<typeof parser.block.parse>[3] = []
  parser.block.parse(text.replaceAll(/\r\n?/g, '\n'), parser, {}, tokens)
  const last = tokens.at(-1)
  return last?.type === 'html_block' && last.content.trim() === comment
}

/** The text without its comment, and the id in it; line ends are `\n`. */
export function splitContentComment(text: string): { readonly text: string; readonly content_id?: string } {
  const [found] = [...text.matchAll(COMMENT)].slice(-1)
  if (found?.[1] === undefined) return { text }
  return { text: `${text.replaceAll(COMMENT, '\n').trimEnd()}\n`, content_id: found[1] }
}
