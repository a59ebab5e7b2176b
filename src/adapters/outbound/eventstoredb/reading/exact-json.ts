/**
 * JSON texts through a client that prints JSON. A text that `JSON.stringify` would print just so (all that it made
 * itself) goes as it is, readable by any tool. Any other, with blanks, doubled keys or long numbers, goes wrapped as `{
 * "$text": "…" }`. Both come back byte for byte.
 */
import type { Bytes } from './read-messages.ts'

const WRAPPER = '$text'
const WRAPPED = `{"${WRAPPER}":`

export type JsonObject = Readonly<Record<string, unknown>>

/** For the client to print. Takes the JSON text of an object, and what it says. */
export function toClientJson(text: string, value: JsonObject): JsonObject {
  return isExact(text, value) ? value : { [WRAPPER]: text }
}

/**
 * The same as bytes, which the client takes for metadata: what it prints itself, it turns into base64 and back twice.
 */
export function toClientBytes(text: string, value: JsonObject): Uint8Array {
  return new TextEncoder().encode(isExact(text, value) ? text : JSON.stringify({ [WRAPPER]: text }))
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

const isExact = (text: string, value: JsonObject): boolean => JSON.stringify(value) === text && !isWrapper(value)

function isWrapper(value: unknown): value is { [WRAPPER]: string } {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, WRAPPER)) return false
  return Object.keys(value).length === 1 && typeof (value as Record<string, unknown>)[WRAPPER] === 'string'
}
