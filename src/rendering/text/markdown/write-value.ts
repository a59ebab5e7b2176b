/** Prints a value at its place in a Markdown file. What a person wrote stays text, whatever it holds. */
import type { Link, Markdown, RenderValue } from '../../../domain/template/render-data.ts'
import { encodeText } from '../../template/encode-text.ts'
import type { MarkdownPlace, MarkdownText } from '../../template/program.ts'
import { isLink, isMarkdown, plainText } from '../../template/values.ts'
import { encodeAddress, isAutolink } from './encode-address.ts'
import { encodeInfo, encodeMarkup, encodeScript, encodeTitle } from './encode-markup.ts'
import { escapeText, isOrdinary } from './escape-text.ts'
import { isClosed, withoutHtml } from './answer-markup.ts'
import { encodeYaml } from './encode-yaml.ts'

/** The value as it stands in the file. Throws Refused for what has no text. */
export function writeValue(value: RenderValue, name: string, place: MarkdownPlace): string {
  if (place.in === 'text') {
    if (typeof value === 'string' && place.also === undefined && isOrdinary(value)) return value
    if (isLinkValue(value)) return writeLink(value, name, place)
    if (typeof value === 'object' && isMarkdown(value) && place.label !== true) return writeMarkdown(value, name, place)
    return escapeText(printed(plainText(value, name), name), place)
  }
  const isAddress = place.in === 'address' || place.in === 'brackets' || place.in === 'yaml'
  const text = printed(isAddress ? addressOf(value, name) : plainText(value, name), name)
  switch (place.in) {
    case 'code':
      return (place.cell === true ? text.replaceAll('|', '\\|') : text).replaceAll('\n', place.breaks)
    case 'address':
      return encodeAddress(text, place)
    case 'title':
      return encodeTitle(text)
    case 'info':
      return encodeInfo(text)
    case 'script':
      return encodeScript(text)
    case 'markup':
      return encodeMarkup(text, place.breaks)
    case 'brackets':
      return text.replaceAll('\n', ' ').trim()
    case 'yaml':
      return encodeYaml(text, place.style, place.indent)
  }
}

/** Refuses what no file can hold; line ends of every kind are one. */
const printed = (text: string, name: string): string => encodeText(text, name, 'source')

const isLinkValue = (value: RenderValue): value is Link => typeof value === 'object' && isLink(value)

function addressOf(value: RenderValue, name: string): string {
  return isLinkValue(value) ? value.href.replace(/^mailto:(?=[^?]*$)/i, '') : plainText(value, name)
}

/** A link where text stands: `<address>`, or `[text](address)` where they differ. */
function writeLink({ href, text }: Link, name: string, place: MarkdownText): string {
  const words = printed(text, name)
  if (place.label === true) return escapeText(words, place)
  const address = encodeAddress(printed(href, name), { in: 'address', begins: 'whole' })
  const bare = address.replace(/^mailto:/i, '')
  // Behind an exclamation mark the longer form would be a picture.
  const isShort = words === href || `mailto:${words}` === href || place.before === '!'
  if (isShort && isAutolink(bare)) return `<${bare}>`
  const breaks = place.breaks === 'cell' ? 'cell' : 'space'
  return `[${escapeText(words, { in: 'text', breaks, before: '[', after: ']' })}](${address})`
}

/** Markdown stays structure, as far as its place can hold it. */
function writeMarkdown(value: Markdown, name: string, place: MarkdownText): string {
  const text = withoutHtml(printed(value.markdown, name))
  if (!isClosed(text)) return escapeText(text, place)
  switch (place.breaks) {
    case 'cell':
      return text.trim().replace(/\\?\|/g, '\\|').replace(/\n+/g, '<br>')
    case 'space':
      return text.trim().replace(/\s*\n\s*/g, ' ')
    default:
      return text.replaceAll('\n', `\n${place.prefix ?? ''}`)
  }
}
