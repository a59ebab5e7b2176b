/** Checks a JSON body before it is parsed: depth and number of values as it arrives, UTF-8; then its syntax. */
import { fail, unwrap } from '../../../../../domain/kernel/errors.ts'

/** Deeper than lists in lists ever get. */
const MAX_DEPTH = 50
/**
 * More than a list of a thousand items with a hundred fields each has; to take apart many more would hold everybody up.
 */
const MAX_VALUES = 200_000
/**
 * In one object. No template has so many questions; an object with very many names costs twenty times what an array
 * does.
 */
const MAX_NAMES = 5_000
/** Bytes of one string: a picture of 5 MB in base64, as a `data:` address. */
const MAX_STRING = 7 * 1024 * 1024
/** Bytes of a string that are looked at one by one before the rest is skipped. */
const NEAR = 64

/** Its value, of a body whose extent was looked at. Throws `Refused` (`invalid`) for what is not well-formed JSON. */
export function parseJson(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return unwrap(fail('invalid', 'The body is empty. Send JSON, or leave out Content-Type.'))
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return unwrap(fail('invalid', 'The body is not UTF-8. JSON has to be sent as UTF-8.'))
  }
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    const place = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1]
    return unwrap(
      fail('invalid', `The body is not valid JSON${place === undefined ? '' : `: look at character ${place}`}.`),
    )
  }
}

/**
 * Looks at a body while it arrives, so that what is nested too deeply, or holds too many values, or too many names in
 * one object, is refused before the rest of it is read. One pass over the bytes: in UTF-8 those of JSON's signs are no
 * part of any other sign.
 */
export class JsonExtent {
  /** Of each array and object that is open here: how many names it has so far. */
  readonly #open: number[] = []
  #values = 1
  #inString = false
  #isEscaped = false
  #stringBytes = 0
  readonly #quotes = new NextByte(QUOTE)
  readonly #backslashes = new NextByte(BACKSLASH)

  /** Throws `Refused` (`invalid`, `too_large`). */
  readonly add = (chunk: Uint8Array): void => {
    let at = 0
    while (at < chunk.length) at = this.#inString ? this.#readString(chunk, at) : this.#readSign(chunk[at] ?? 0, at)
  }

  #readSign(byte: number, at: number): number {
    if (byte === QUOTE) {
      this.#inString = true
      this.#stringBytes = 0
    } else if (byte === COMMA) {
      if (++this.#values > MAX_VALUES) unwrap(TOO_MANY_VALUES)
    } else if (byte === COLON) {
      if (++this.#open[this.#open.length - 1]! > MAX_NAMES) unwrap(TOO_MANY_NAMES)
    } else if (byte === OPEN_BRACKET || byte === OPEN_BRACE) {
      if (this.#open.push(0) > MAX_DEPTH) unwrap(TOO_DEEP)
    } else if (byte === CLOSE_BRACKET || byte === CLOSE_BRACE) this.#open.pop()
    return at + 1
  }

  /** To the end of the string, or of the chunk. */
  #readString(chunk: Uint8Array, start: number): number {
    let at = start
    while (at < chunk.length && this.#inString) {
      // Sign by sign where strings are short or full of escapes; what is long is skipped, forty times as fast.
      for (const near = Math.min(chunk.length, at + NEAR); at < near && this.#inString; at++) {
        if (this.#isEscaped) this.#isEscaped = false
        else if (chunk[at] === BACKSLASH) this.#isEscaped = true
        else if (chunk[at] === QUOTE) this.#inString = false
      }
      if (this.#inString && !this.#isEscaped)
        at = Math.min(this.#quotes.next(chunk, at), this.#backslashes.next(chunk, at))
    }
    this.#stringBytes += at - start - (this.#inString ? 0 : 1)
    if (this.#stringBytes > MAX_STRING) unwrap(TOO_LONG_STRING)
    return at
  }
}

/** Finds a byte from place to place, so that no part of a chunk is searched twice. */
class NextByte {
  readonly #byte: number
  #chunk: Uint8Array | undefined
  #found = -1

  constructor(byte: number) {
    this.#byte = byte
  }

  /** Where it is, from `at` on; the length of the chunk where it is not. `at` never goes back in one chunk. */
  next(chunk: Uint8Array, at: number): number {
    if (chunk !== this.#chunk || this.#found < at) {
      const found = chunk.indexOf(this.#byte, at)
      this.#chunk = chunk
      this.#found = found === -1 ? chunk.length : found
    }
    return this.#found
  }
}

const TOO_DEEP = fail('invalid', `The JSON is nested too deeply: at most ${MAX_DEPTH} levels are taken.`, {
  limit: MAX_DEPTH,
})
const TOO_LONG_STRING = fail('too_large', 'A text is too long: at most 7 MB are taken, for a picture.', {
  limit: MAX_STRING,
})
const TOO_MANY_VALUES = fail('too_large', `The JSON holds too much: at most ${MAX_VALUES} values are taken.`, {
  limit: MAX_VALUES,
})
const TOO_MANY_NAMES = fail('too_large', `An object has too many names: at most ${MAX_NAMES} are taken.`, {
  limit: MAX_NAMES,
})

const [QUOTE, COMMA, COLON, BACKSLASH, OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [
  0x22, 0x2c, 0x3a, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d,
]
