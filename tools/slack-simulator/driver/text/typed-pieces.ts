/**
 * One stretch of a typed line as Slack's editor makes it: bold, italic, struck, code, links, mentions, emoji; each both
 * as mrkdwn (the `text` of the message) and as an element of rich text.
 * https://docs.slack.dev/messaging/formatting-message-text, `@slack/types` (`RichTextElement`)
 */
import type { Json, Workspace } from '../../state/model.ts'
import { EMOJI_CHARACTERS, findEmoji } from './emoji.ts'

export interface Piece {
  /** As mrkdwn. */
  marked: string
  element: Json
}

export const escapeTyped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const STYLES = { '*': 'bold', _: 'italic', '~': 'strike', '`': 'code' } as const

/** Between word boundaries, without blanks at its ends: `5*3*2` and `snake_case_name` stay. */
const styled = (mark: string, name: string): RegExp =>
  new RegExp(`(?<![\\w${mark}])${mark}(?<${name}>[^\\s${mark}](?:[^\\n${mark}]*[^\\s${mark}])?)${mark}(?![\\w${mark}])`)

const SPECIAL = new RegExp(
  [
    styled('`', 'code'),
    styled('\\*', 'bold'),
    styled('_', 'italic'),
    styled('~', 'strike'),
    /(?<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)/,
    /(?<url>https?:\/\/[^\s<>]*[^\s<>.,;:!?)*_~`])/,
    /(?<domain>\b(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|de|uk)\b(?:\/[^\s<>]*)?)/,
    /(?<![\w])@(?<user>[a-z][\w.-]*)/,
    /(?<![\w])#(?<channel>[a-z][\w-]*)/,
    /:(?<shortcode>[a-z0-9_+-]+):/,
    new RegExp(`(?<character>${EMOJI_CHARACTERS.join('|')})`),
  ]
    .map(({ source }) => source)
    .join('|'),
  'gi',
)

/** The pieces of a typed text, in order. */
export function piecesOf(workspace: Workspace, typed: string): Piece[] {
  const pieces: Piece[] = []
  const plain = (text: string): void => {
    if (text) pieces.push({ marked: escapeTyped(text), element: { type: 'text', text } })
  }
  let end = 0
  for (const match of typed.matchAll(SPECIAL)) {
    const found = special(workspace, match)
    if (found === undefined) continue
    plain(typed.slice(end, match.index))
    pieces.push(...found)
    end = match.index + match[0].length
  }
  plain(typed.slice(end))
  return pieces
}

function special(workspace: Workspace, { groups = {} }: RegExpMatchArray): Piece[] | undefined {
  const { code, bold, italic, strike, mail, url, domain, user, channel, shortcode, character } = groups
  if (code)
    return [{ marked: `\`${escapeTyped(code)}\``, element: { type: 'text', text: code, style: { code: true } } }]
  if (bold) return inStyle(workspace, '*', bold)
  if (italic) return inStyle(workspace, '_', italic)
  if (strike) return inStyle(workspace, '~', strike)
  if (mail) return [link(`mailto:${mail}`, mail)]
  if (url) return [{ marked: `<${escapeTyped(url)}>`, element: { type: 'link', url } }]
  if (domain) return [link(`http://${domain}`, domain)]
  const named = user && [...workspace.users.values()].find(({ name }) => name === user.toLowerCase())
  if (named) return [{ marked: `<@${named.id}>`, element: { type: 'user', user_id: named.id } }]
  const place =
    channel &&
    [...workspace.channels.values()].find(({ name, kind }) => kind !== 'im' && name === channel.toLowerCase())
  // `<#C…|>`: the name is left out, and so must be looked up. https://docs.slack.dev/messaging/formatting-message-text
  if (place) return [{ marked: `<#${place.id}|>`, element: { type: 'channel', channel_id: place.id } }]
  const emoji = findEmoji(shortcode ?? character ?? '')
  return emoji && [{ marked: `:${emoji.name}:`, element: { type: 'emoji', ...emoji } }]
}

const link = (url: string, text: string): Piece => ({
  marked: `<${escapeTyped(url)}|${escapeTyped(text)}>`,
  element: { type: 'link', url, text, ...(url.startsWith('mailto:') && { unsafe: true }) },
})

/** What stands within a style has it; the marks stand around it in mrkdwn. */
function inStyle(workspace: Workspace, mark: keyof typeof STYLES, inner: string): Piece[] {
  const pieces = piecesOf(workspace, inner)
  return pieces.map(({ marked, element }, index) => ({
    marked: `${index === 0 ? mark : ''}${marked}${index === pieces.length - 1 ? mark : ''}`,
    element: { ...element, style: { ...(element['style'] as Json | undefined), [STYLES[mark]]: true } },
  }))
}
