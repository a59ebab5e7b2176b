/** Checks a JSON body before it is parsed: UTF-8, depth, number of values, syntax. */
import { fail, unwrap } from '../../../../../domain/kernel/errors.ts'

/** Deeper than lists in lists ever get. */
const MAX_DEPTH = 50
/**
 * More than a list of a thousand items with a hundred fields each has; to take apart many more would hold everybody up.
 */
const MAX_VALUES = 200_000

/** Throws `Refused` (`invalid`, `too_large`) for a body that is not well-formed JSON within the limits. */
export function checkJson(bytes: Uint8Array): void {
  if (bytes.length === 0) unwrap(fail('invalid', 'The body is empty. Send JSON, or leave out Content-Type.'))
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return unwrap(fail('invalid', 'The body is not UTF-8. JSON has to be sent as UTF-8.'))
  }
  const { depth, values } = measureJson(text)
  if (depth > MAX_DEPTH)
    unwrap(
      fail('invalid', `The JSON is nested too deeply: at most ${MAX_DEPTH} levels are taken.`, { limit: MAX_DEPTH }),
    )
  if (values > MAX_VALUES)
    unwrap(fail('too_large', `The JSON holds too much: at most ${MAX_VALUES} values are taken.`, { limit: MAX_VALUES }))
  try {
    JSON.parse(text)
  } catch (error) {
    const place = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1]
    unwrap(fail('invalid', `The body is not valid JSON${place === undefined ? '' : `: look at character ${place}`}.`))
  }
}

/** How deep arrays and objects are nested, and how many values there are, strings aside. One pass, no recursion. */
function measureJson(text: string): { readonly depth: number; readonly values: number } {
  let [depth, deepest, values, quoted] = [0, 0, 1, false]
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at)
    if (quoted) {
      if (char === BACKSLASH) at++
      else if (char === QUOTE) quoted = false
    } else if (char === QUOTE) quoted = true
    else if (char === COMMA) values++
    else if (char === OPEN_BRACKET || char === OPEN_BRACE) deepest = Math.max(deepest, ++depth)
    else if (char === CLOSE_BRACKET || char === CLOSE_BRACE) depth--
  }
  return { depth: deepest, values }
}

const [QUOTE, COMMA, BACKSLASH, OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [
  0x22, 0x2c, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d,
]
