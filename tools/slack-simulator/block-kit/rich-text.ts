/** Rich text, as people's messages have it. */
import { boolean, byType, integer, list, object, oneOf, required, string, type Check, type Fields } from './checks.ts'

const style = object({ bold: boolean, italic: boolean, strike: boolean, code: boolean, underline: boolean })
const piece = (type: string, fields: Fields): Check => object({ type: required(oneOf(type)), style, ...fields })
const text = string(40_000)
const piecesOf: Check = list(
  byType({
    text: piece('text', { text: required(text) }),
    link: piece('link', { url: required(string(3000)), text, unsafe: boolean }),
    user: piece('user', { user_id: required(text) }),
    channel: piece('channel', { channel_id: required(text) }),
    usergroup: piece('usergroup', { usergroup_id: required(text) }),
    team: piece('team', { team_id: required(text) }),
    emoji: piece('emoji', { name: required(text), unicode: text, url: text, skin_tone: integer(1, 6) }),
    broadcast: piece('broadcast', { range: required(oneOf('here', 'channel', 'everyone')) }),
    date: piece('date', {
      timestamp: required(integer(0, 9_999_999_999)),
      format: required(text),
      url: text,
      fallback: text,
    }),
    color: piece('color', { value: required(text) }),
  }),
  10_000,
  0,
)

const section = object({ type: required(oneOf('rich_text_section')), elements: required(piecesOf) })
const border = integer(0, 1)

/** A whole rich text block; its `block_id` is looked at with the other blocks'. */
export const richTextBlock: Check = object({
  type: required(oneOf('rich_text')),
  block_id: string(255),
  elements: required(
    list(
      byType({
        rich_text_section: section,
        rich_text_list: object({
          type: required(oneOf('rich_text_list')),
          style: required(oneOf('bullet', 'ordered')),
          elements: required(list(section, 1_000)),
          indent: integer(0, 8),
          offset: integer(0, 10_000),
          border,
        }),
        rich_text_quote: object({ type: required(oneOf('rich_text_quote')), elements: required(piecesOf), border }),
        rich_text_preformatted: object({
          type: required(oneOf('rich_text_preformatted')),
          elements: required(piecesOf),
          border,
          language: text,
        }),
      }),
      1_000,
      0,
    ),
  ),
})
