/** Answers in addresses of Markdown links and pictures. */
import type { MarkdownAddress } from '../../template/program.ts'
import { encodeMarkup } from './encode-markup.ts'

/** Schemes that only show or write something. */
const HARMLESS = /^(?:https?|mailto|tel|ftp|sms):/i
const SCHEME = /^[a-z][a-z0-9+.-]*:/i
const BARE = /^[^\s:/?#@<>]+@[^\s:/?#@<>]+\.[^\s:/?#@<>]+$/

/** The answer percent-encoded; one that would run a script or open a file leads nowhere. */
export function encodeAddress(text: string, place: MarkdownAddress): string {
  const whole = text.trim().toWellFormed()
  const encoded = place.begins === undefined ? encodeURIComponent(whole) : encodeWhole(whole)
  const marks = place.bare === true ? /[()*~!'`]|_(?!\w)|(?<!\w)_|[.,:;?!]$/g : /[()]/g
  const address = encoded.replace(marks, percent)
  if (place.markup === true) return encodeMarkup(address, '&#10;')
  if (address === '' && place.definition === true && place.begins === 'whole') return '<>'
  return address.replace(/&(?=#|[a-z][a-z0-9]*(?:;|$))/gi, '&amp;')
}

function encodeWhole(text: string): string {
  const address = encodeURI(text).replace(/%25([0-9a-f]{2})/gi, '%$1')
  if (BARE.test(text)) return `mailto:${address}`
  return SCHEME.test(address) && !HARMLESS.test(address) ? address.replace(':', '%3A') : address
}

const percent = (sign: string): string => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`

/** As CommonMark has it. */
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
const MAIL_ADDRESS = new RegExp(`^[a-z0-9.!#$%&'*+/=?^_{|}~-]+@${LABEL}(?:\\.${LABEL})*$`, 'i')

/** Whether an address can stand in `<…>` as it is. */
export const isAutolink = (address: string): boolean =>
  (HARMLESS.test(address) && /^[a-z]+:[^\s<>]+$/i.test(address)) || MAIL_ADDRESS.test(address)
