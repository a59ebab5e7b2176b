/**
 * What Slack makes of a text as a person typed it: entities, links, mentions, and the rich text block every typed
 * message has.
 */
import type { Json, Workspace } from '../../state/model.ts'

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const SPECIAL = new RegExp(
  [
    /(?<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)/,
    /(?<url>https?:\/\/[^\s<>]*[^\s<>.,;:!?)])/,
    /(?<domain>\b(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|de|uk)\b(?:\/[^\s<>]*)?)/,
    /(?<![\w])@(?<user>[a-z][\w.-]*)/,
    /(?<![\w])#(?<channel>[a-z][\w-]*)/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gi',
)

interface Piece {
  raw: string
  marked: string
  element: Json
}

function piecesOf(workspace: Workspace, typed: string): Piece[] {
  const pieces: Piece[] = []
  const plain = (text: string): void => {
    if (text) pieces.push({ raw: text, marked: escape(text), element: { type: 'text', text } })
  }
  let end = 0
  for (const match of typed.matchAll(SPECIAL)) {
    const piece = special(workspace, match)
    if (!piece) continue
    plain(typed.slice(end, match.index))
    pieces.push(piece)
    end = match.index + match[0].length
  }
  plain(typed.slice(end))
  return pieces
}

function special(workspace: Workspace, { 0: raw, groups = {} }: RegExpMatchArray): Piece | undefined {
  const { mail, url, domain, user, channel } = groups
  if (mail)
    return {
      raw,
      marked: `<mailto:${mail}|${escape(mail)}>`,
      element: { type: 'link', url: `mailto:${mail}`, text: mail, unsafe: true },
    }
  if (url) return { raw, marked: `<${escape(url)}>`, element: { type: 'link', url } }
  if (domain)
    return {
      raw,
      marked: `<http://${escape(domain)}|${escape(domain)}>`,
      element: { type: 'link', url: `http://${domain}`, text: domain },
    }
  const named = user && [...workspace.users.values()].find(({ name }) => name === user.toLowerCase())
  if (named) return { raw, marked: `<@${named.id}>`, element: { type: 'user', user_id: named.id } }
  const place =
    channel &&
    [...workspace.channels.values()].find(({ name, kind }) => kind !== 'im' && name === channel.toLowerCase())
  if (place) return { raw, marked: `<#${place.id}|${place.name}>`, element: { type: 'channel', channel_id: place.id } }
  return undefined
}

/** The `text` and `blocks` of a typed message. */
export function typedMessage(workspace: Workspace, typed: string): { text: string; blocks: Json[] | undefined } {
  const pieces = piecesOf(workspace, typed)
  return {
    text: pieces.map(({ marked }) => marked).join(''),
    blocks:
      typed === ''
        ? undefined
        : [
            {
              type: 'rich_text',
              elements: [{ type: 'rich_text_section', elements: pieces.map(({ element }) => element) }],
            },
          ],
  }
}
