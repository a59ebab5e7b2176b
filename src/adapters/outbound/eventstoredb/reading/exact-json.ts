/**
 * JSON texts are stored as they are, byte for byte, for any tool to read. An object whose only member is `$text` stands
 * for the text in it: earlier versions stored so what their client would have printed otherwise.
 */
import type { Bytes } from './read-messages.ts'

const WRAPPER = '$text'
const WRAPPED = `{"${WRAPPER}":`

export type JsonObject = Readonly<Record<string, unknown>>

/**
 * Takes the JSON text of an object, well-formed, and what it says. What would be taken for a wrapper is put into one.
 */
export function toStoredBytes(text: string, value: JsonObject): Buffer {
  return Buffer.from(isWrapper(value) ? JSON.stringify({ [WRAPPER]: text }) : text, 'utf8')
}

/** The text again. What others wrote comes as it is. */
export function fromStoredJson(bytes: Bytes): string {
  if (bytes.length === 0) return '{}'
  const text = bytes.toString('utf8')
  if (!text.startsWith(WRAPPED)) return text
  try {
    const value: unknown = JSON.parse(text)
    return isWrapper(value) ? value[WRAPPER] : text
  } catch {
    return text
  }
}

function isWrapper(value: unknown): value is { [WRAPPER]: string } {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, WRAPPER)) return false
  return Object.keys(value).length === 1 && typeof (value as Record<string, unknown>)[WRAPPER] === 'string'
}
