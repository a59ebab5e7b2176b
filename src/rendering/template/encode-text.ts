/** Encodes text for each place where a tag can be. Text is always literal: nothing in it is read as a tag or as XML. */
import { Refused } from '../../domain/kernel/errors.ts'
import type { ValuePlace } from './program.ts'

const SPECIAL = /[\u0000-\u001f"&<>\u0085\u2028\u2029\ud800-\udfff\ufffe\uffff]/
/** The same where there is no XML. */
const SPECIAL_IN_SOURCE = /[\u0000-\u001f\u0085\u2028\u2029\ud800-\udfff\ufffe\uffff]/
const FORBIDDEN = /[\u0000-\u0008\u000c\u000e-\u001f\ufffe\uffff]/
const LINE_BREAKS = /\r\n|[\r\n\u000b\u0085\u2028\u2029]/g

/** The text escaped for its place, with line breaks as that place represents them. Throws Refused (`characters`). */
export function encodeText(text: string, name: string, place: ValuePlace): string {
  if (place === 'argument') return encodeArgument(text, name)
  if (place === 'instruction') return encodeInstruction(text, name)
  if (!(place === 'source' ? SPECIAL_IN_SOURCE : SPECIAL).test(text)) return text
  checkCharacters(text, name)
  switch (place) {
    case 'source':
      return text.replace(LINE_BREAKS, '\n')
    case 'attribute':
      return escapeXml(text).replace(LINE_BREAKS, '&#10;').replace(/\t/g, '&#9;')
    case 'address':
    case 'content':
      return escapeXml(text).replace(LINE_BREAKS, '\n')
    case 'run':
      return escapeXml(text)
  }
}

/** Text that is one field argument without quotation marks. */
const ONE_WORD = /^[^\s"\\\u201C-\u201F\p{Cc}\p{Cs}\ufffe\uffff]+$/u

const encodeArgument = (text: string, name: string): string =>
  ONE_WORD.test(text) ? escapeXml(text) : `&quot;${encodeInstruction(text, name)}&quot;`

/** Text inside quotation marks. Word also ends an argument at typographic ones. */
function encodeInstruction(text: string, name: string): string {
  checkCharacters(text, name)
  const line = text
    .replace(LINE_BREAKS, ' ')
    .replace(/\t/g, ' ')
    .replace(/[\u201C-\u201F]/g, '"')
  return escapeXml(line.replace(/["\\]/g, '\\$&'))
}

/** Text of a run, with line breaks and tabs as elements of WordprocessingML. */
export function encodeRunText(text: string, name: string, prefix: string): string {
  if (!SPECIAL.test(text)) return text
  checkCharacters(text, name)
  const end = `</${prefix}t>`
  const begin = `<${prefix}t xml:space="preserve">`
  return escapeXml(text)
    .replace(LINE_BREAKS, `${end}<${prefix}br/>${begin}`)
    .replace(/\t/g, `${end}<${prefix}tab/>${begin}`)
}

/** Throws Refused (`characters`) for what XML cannot hold; such characters come with text pasted from PDFs. */
export function checkCharacters(text: string, name: string): void {
  if (FORBIDDEN.test(text) || !text.isWellFormed()) {
    throw valueRefusal(
      name,
      'characters',
      `The value of "${name}" holds control characters or broken Unicode. Type it again instead of pasting it.`,
    )
  }
}

/** `& < > "` as entities, for text and attributes alike. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (char) => ENTITIES[char] ?? char)
}
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** The error for a value that cannot be printed: `variable` names it, `reason` is a stable slug. */
export const valueRefusal = (variable: string, reason: string, message: string): Refused =>
  new Refused({ code: 'unprocessable', message, details: { variable, reason } })
