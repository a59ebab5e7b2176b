/** Checks a JSON body before it is parsed: UTF-8, depth, number of values; then its syntax. */
import { fail, ok, unwrap, type Result } from '../../../../../domain/kernel/errors.ts'

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
/** Characters of one string: a picture of 5 MB in base64, as a `data:` address. */
const MAX_STRING = 7 * 1024 * 1024

/** Its value. Throws `Refused` (`invalid`, `too_large`) for a body that is not well-formed JSON within the limits. */
export function parseJson(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return unwrap(fail('invalid', 'The body is empty. Send JSON, or leave out Content-Type.'))
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return unwrap(fail('invalid', 'The body is not UTF-8. JSON has to be sent as UTF-8.'))
  }
  unwrap(checkExtent(text))
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
 * Refuses what is nested too deeply, or holds too many values, or too many names in one object. One pass, no recursion,
 * no further than it must.
 */
function checkExtent(text: string): Result<true> {
  /** Of each array and object that is open here: how many names it has so far. */
  const open: number[] = []
  let values = 1
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at)
    if (char === QUOTE) {
      const end = endOfString(text, at)
      if (end - at > MAX_STRING) return TOO_LONG_STRING
      at = end
    } else if (char === COMMA && ++values > MAX_VALUES) return TOO_MANY_VALUES
    else if (char === COLON && ++open[open.length - 1]! > MAX_NAMES) return TOO_MANY_NAMES
    else if ((char === OPEN_BRACKET || char === OPEN_BRACE) && open.push(0) > MAX_DEPTH) return TOO_DEEP
    else if (char === CLOSE_BRACKET || char === CLOSE_BRACE) open.pop()
  }
  return ok(true)
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

/** Where the string that begins at `start` ends. Long ones are searched, not read sign by sign. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let before = end
    while (text.charCodeAt(before - 1) === BACKSLASH) before--
    if ((end - before) % 2 === 0) return end
  }
  return text.length
}

const [QUOTE, COMMA, COLON, BACKSLASH, OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [
  0x22, 0x2c, 0x3a, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d,
]
