/**
 * JSON texts through a client that parses and prints JSON. A text that `JSON.stringify` would print just so (all that it made itself) goes
 * as it is, readable by any tool. Any other, with blanks, doubled keys or long numbers, goes wrapped as `{ "$text": "…" }`. Both come back
 * byte for byte.
 */
const WRAPPER = '$text'

export type JsonObject = Readonly<Record<string, unknown>>

/** For the client to print. Takes the JSON text of an object, and what it says. */
export function toClientJson(text: string, value: JsonObject): JsonObject {
  return isExact(text, value) ? value : { [WRAPPER]: text }
}

/** The same as bytes, which the client takes for metadata: what it prints itself, it turns into base64 and back twice. */
export function toClientBytes(text: string, value: JsonObject): Uint8Array {
  return new TextEncoder().encode(isExact(text, value) ? text : JSON.stringify({ [WRAPPER]: text }))
}

/** The text again. What others wrote and is no JSON comes as the text it is. */
export function fromClientJson(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8')
  if (typeof value === 'string') return value
  return isWrapper(value) ? value[WRAPPER] : JSON.stringify(value ?? {})
}

/** What the text says, where the client has read just that. */
export function readByClient(value: unknown): JsonObject | undefined {
  const isPlain = typeof value === 'object' && value !== null && !(value instanceof Uint8Array) && !isWrapper(value)
  return isPlain ? (value as JsonObject) : undefined
}

const isExact = (text: string, value: JsonObject): boolean => JSON.stringify(value) === text && !isWrapper(value)

function isWrapper(value: unknown): value is { [WRAPPER]: string } {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, WRAPPER)) return false
  return Object.keys(value).length === 1 && typeof (value as Record<string, unknown>)[WRAPPER] === 'string'
}
