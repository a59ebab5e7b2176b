/** Text for Slack: cut to fit, escaped so that it is shown literally, split over several sections. */
import type { MrkdwnElement, PlainTextElement } from '@slack/types'
import { MAX_SECTION_TEXT } from '../../limits.ts'
import { plainForm } from './plain-form.ts'

/** Cuts to at most `max` UTF-16 units, the ellipsis included; never inside a surrogate pair. */
export function cut(text: string, max: number): string {
  const whole = text.toWellFormed()
  if (whole.length <= max) return whole
  const end = max - 1
  const splits = end > 0 && isHighSurrogate(whole.charCodeAt(end - 1))
  return `${whole.slice(0, splits ? end - 1 : end).trimEnd()}…`
}

const isHighSurrogate = (code: number): boolean => code >= 0xd8_00 && code <= 0xdb_ff

/** The text on one line, without control characters. */
export const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim()

/** A plain text object; Slack refuses empty ones. */
export function plainText(text: string, max: number): PlainTextElement {
  const shown = oneLine(text)
  return { type: 'plain_text', text: cut(shown === '' ? '–' : shown, max), emoji: false }
}

/** A zero-width character: before a mark of Slack's markup it makes the mark a plain character. */
const WORD_JOINER = '\u2060'

/** Whether markup has such characters. */
export const hasJoiners = (markup: string): boolean => markup.includes(WORD_JOINER)

/**
 * Markup that shows exactly this text: no mention, link, emoji or style. Between two letters (`a_b@c.example`) a mark
 * is none for Slack, and stays alone: what is shown should be what is copied.
 */
export function escapeMarkup(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}--[\n\t]]/gv, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(
      /(?<![\p{L}\p{N}])[*_~]|[*_~](?![\p{L}\p{N}])|`|:(?=[\w+'-]+:)|^(?=&gt;)/gmu,
      (mark) => `${WORD_JOINER}${mark}`,
    )
}

/** The longest prefix of a text whose escaped markup fits into `max` units. */
export function escapeCut(text: string, max: number): string {
  const whole = escapeMarkup(text)
  if (whole.length <= max) return whole
  let [fits, breaks] = [0, Math.min(text.length, max)]
  while (breaks - fits > 1) {
    const middle = (fits + breaks) >> 1
    if (escapeMarkup(cut(text, middle)).length <= max) fits = middle
    else breaks = middle
  }
  return fits === 0 ? '…' : escapeMarkup(cut(text, fits))
}

/** Bold markup of a text on one line. */
export const bold = (text: string, max = 1000): string => `*${escapeCut(oneLine(text) || '–', max - 2)}*`

/** Italic markup of a text on one line. */
export const italic = (text: string, max = 1000): string => `_${escapeCut(oneLine(text) || '–', max - 2)}_`

/** A link in markup. The URL is our own; the label may be any text. */
export const link = (url: string, label: string, max = 1000): string =>
  `<${url.replaceAll(/[<>|\s]/g, encodeURIComponent)}|${escapeCut(oneLine(label) || url, max).replaceAll('|', '¦')}>`

/** A text object of markup, or of plain text where that is what can be copied. Bare URLs and names stay as they are. */
export function shownText(markup: string): MrkdwnElement | PlainTextElement {
  const plain = hasJoiners(markup) ? plainForm(markup) : undefined
  return plain === undefined || plain === ''
    ? { type: 'mrkdwn', text: markup === '' ? '–' : markup, verbatim: true }
    : { type: 'plain_text', text: plain, emoji: false }
}

/** Splits a text into pieces of at most `max` units of markup, between lines or words where possible. */
export function splitText(text: string, max: number = MAX_SECTION_TEXT): string[] {
  const found: string[] = []
  let rest = text.toWellFormed()
  while (rest !== '') {
    if (escapeMarkup(rest).length <= max) return [...found, escapeMarkup(rest)]
    let end = Math.min(rest.length, max)
    while (escapeMarkup(rest.slice(0, end)).length > max) end = Math.floor(end * 0.9)
    const line = rest.lastIndexOf('\n', end)
    const word = rest.lastIndexOf(' ', end)
    const at = line > end / 2 ? line : word > end / 2 ? word : isHighSurrogate(rest.charCodeAt(end - 1)) ? end - 1 : end
    found.push(escapeMarkup(rest.slice(0, at)))
    rest = rest.slice(at).replace(/^\s/, '')
  }
  return found
}
