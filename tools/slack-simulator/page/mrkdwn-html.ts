/** Slack's markup as HTML: emphasis, code, quotes, links, mentions, a few emoji. */
import { raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { Workspace } from '../state/model.ts'
import { displayText } from '../driver/text/display-text.ts'

/** What `html` gives: markup that is not escaped again. */
export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>

/** Emoji by name, as signs that every text font has. */
const EMOJI: Record<string, string> = {
  white_check_mark: '✔',
  heavy_check_mark: '✔',
  x: '✖',
  warning: '⚠',
  page_facing_up: '▤',
  memo: '✎',
  pencil2: '✎',
  hourglass: '⧗',
  hourglass_flowing_sand: '⧗',
  tada: '✦',
  wave: '✋',
  mag: '⌕',
  star: '★',
  lock: '🔒',
  bell: '♪',
  information_source: 'ℹ',
  point_right: '☞',
  leftwards_arrow_with_hook: '↩',
  arrow_left: '←',
  bulb: '☼',
  paperclip: '⎘',
  open_file_folder: '▭',
  calendar: '▦',
  speech_balloon: '❝',
  link: '∞',
  no_entry_sign: '⊘',
  repeat: '↻',
  fast_forward: '»',
  question: '?',
  clipboard: '▤',
  arrow_right: '→',
  busts_in_silhouette: '☺',
  bust_in_silhouette: '☺',
  outbox_tray: '⇪',
  inbox_tray: '⇩',
  rewind: '«',
  clock: '◷',
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const emoji = (text: string): string =>
  text.replaceAll(/:([a-z0-9_+-]+):/g, (whole, name: string) =>
    EMOJI[name] ? `<span class="emoji" title=":${name}:">${EMOJI[name]}</span>` : whole,
  )

/** Plain text with its line breaks and emoji. */
export const plainHtml = (text: string): Markup => raw(emoji(escape(text)).replaceAll('\n', '<br>'))

/** A text object, or a message's `text`. */
export function mrkdwnHtml(workspace: Workspace, text: string): Markup {
  // Links and mentions first become marks that no emphasis touches.
  const marks: string[] = []
  const keep = (markup: string): string => `\u0001${marks.push(markup) - 1}\u0001`
  const shown = text
    .replaceAll(/```([\s\S]+?)```/g, (_, code: string) => keep(`<pre>${escape(displayText(workspace, code))}</pre>`))
    .replaceAll(/`([^`\n]+)`/g, (_, code: string) => keep(`<code>${escape(displayText(workspace, code))}</code>`))
    .replaceAll(/<(https?:[^|>]+|mailto:[^|>]+)(?:\|([^>]*))?>/g, (_, url: string, label?: string) =>
      keep(
        `<a href="${escape(displayText(workspace, url))}" target="_blank" rel="noreferrer">` +
          `${escape(displayText(workspace, label ?? url.replace('mailto:', '')))}</a>`,
      ),
    )
    .replaceAll(/<[@#!][^>]*>/g, (mention) =>
      keep(`<span class="mention">${escape(displayText(workspace, mention))}</span>`),
    )
  const marked = emoji(escape(displayText(workspace, shown)))
    .replaceAll(/(^|[\s(\u0001])\*([^*\n]+)\*(?=$|[\s).,:;!?\u0001])/g, '$1<b>$2</b>')
    .replaceAll(/(^|[\s(])_([^_\n]+)_(?=$|[\s).,:;!?])/g, '$1<i>$2</i>')
    .replaceAll(/(^|[\s(])~([^~\n]+)~(?=$|[\s).,:;!?])/g, '$1<s>$2</s>')
    .replaceAll(/^&gt; ?(.*)$/gm, '<blockquote>$1</blockquote>')
    .replaceAll('</blockquote>\n', '</blockquote>')
    .replaceAll('\n', '<br>')
  return raw(marked.replaceAll(/\u0001(\d+)\u0001/g, (_, index: string) => marks[Number(index)] ?? ''))
}

/** A text object of either kind. */
export function textHtml(workspace: Workspace, object: unknown): Markup {
  const { type, text = '' } = (object ?? {}) as { type?: string; text?: string }
  return type === 'mrkdwn' ? mrkdwnHtml(workspace, text) : plainHtml(text)
}
