/**
 * What Slack's editor makes of a paste, and what its client puts into the clipboard, as far as the public record tells.
 *
 * - Cells of a spreadsheet, or text with tabs, become a table block in an attachment; the message's own text and blocks
 *   have nothing of it. https://github.com/openclaw/openclaw/issues/112229, https://github.com/vercel/chat/issues/803
 * - A table block has at most 100 rows of 20 cells. https://docs.slack.dev/reference/block-kit/blocks/table-block
 *   What a longer paste becomes is told nowhere: here it stays text with tabs.
 * - Of Word's characters none is changed: no-break spaces, soft hyphens, typographic quotes and bullets arrive.
 *   https://github.com/lyft/omnibot/pull/32, https://github.com/StackStorm/hubot-stackstorm/pull/214
 * - Marks in it (`*x*`) are text: the editor makes styles of what is typed. Whether it offers to format a paste, and
 *   whether it makes links and emoji of it, is told nowhere: here it does not.
 * - A message has at most 40,000 characters; the rest of a longer one is cut.
 *   https://api.slack.com/changelog/2018-04-truncating-really-long-messages
 * - Copied from Slack, spaces may be no-break spaces. https://github.com/scrapinghub/slackbot/pull/222
 */
import type { Json, Workspace } from '../../state/model.ts'
import { escapeTyped } from './typed-pieces.ts'
import { typedMessage, type TypedMessage } from './typed-text.ts'

const [MAX_ROWS, MAX_CELLS, MAX_CHARACTERS] = [100, 20, 40_000]

/** The message that a clipboard's plain text becomes, after `words` that were typed. */
export function pastedMessage(workspace: Workspace, pasted: string, words = ''): TypedMessage {
  const text = pasted.replaceAll(/\r\n?/g, '\n')
  const rows = text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.split('\t'))
  const isTable = text.includes('\t') && rows.length <= MAX_ROWS && rows.every(({ length }) => length <= MAX_CELLS)
  if (!isTable) return literalMessage(`${words}${text}`.slice(0, MAX_CHARACTERS))
  const width = Math.max(...rows.map(({ length }) => length))
  const table = { type: 'table', rows: rows.map((row) => Array.from({ length: width }, (_, at) => cellOf(row[at]))) }
  return {
    ...typedMessage(workspace, words),
    attachments: [{ id: 1, fallback: '[no preview available]', blocks: [table] }],
  }
}

const literalMessage = (text: string): TypedMessage => ({
  text: escapeTyped(text),
  blocks: [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }] }],
})

/** Rich text must not be empty, and a raw text neither: an empty cell has a space. */
const cellOf = (text = ''): Json => ({ type: 'raw_text', text: text === '' ? ' ' : text })

/** What is in the clipboard after a text was marked in Slack and copied: the worst that is told. */
export const copiedText = (shown: string): string => shown.replaceAll(' ', '\u00A0')
