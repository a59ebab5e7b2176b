/**
 * Reads a request's body before anything looks at it: not more than the limit, of the right type, and, where it is
 * JSON, well-formed and not so deep that a later step would run out of stack. `operation` puts it after the key and the
 * role: who it is comes before what they send.
 */
import type { MiddlewareHandler } from 'hono'
import { fail, unwrap } from '../../../../../domain/kernel/errors.ts'
import { checkFormParts, isMultipart } from '../../../request-body/form-parts.ts'
import { bodyMemory } from '../../../request-body/body-memory.ts'
import { keepBody, readUpTo } from '../../../request-body/read-up-to.ts'
import type { ApiEnv } from '../api-types.ts'

export type BodyKind = 'json' | 'multipart'

/**
 * Bytes. JSON takes a list with a few pictures of 5 MB; multipart a template of 25 MB and what is written beside it.
 */
export const BODY_LIMITS: Readonly<Record<BodyKind, number>> = { json: 16 * 1024 * 1024, multipart: 26 * 1024 * 1024 }

/** Deeper than lists in lists ever get. */
const MAX_DEPTH = 50
/**
 * More than a list of a thousand items with a hundred fields each has; to take apart many more would hold everybody up.
 */
const MAX_VALUES = 200_000

/** More than any operation has. */
const MAX_FIELDS = 100

const CONTENT_TYPES: Readonly<
  Record<BodyKind, { readonly is: (contentType: string) => boolean; readonly name: string }>
> = {
  json: { is: (contentType) => /^application\/json\s*(;|$)/i.test(contentType), name: 'application/json' },
  multipart: { is: isMultipart, name: 'multipart/form-data with a boundary' },
}

/**
 * Throws `Refused`: `too_large`, `unsupported_media_type`, `invalid` or `unavailable`. The route's validators then find
 * the body already read.
 */
export function readBody(...kinds: readonly BodyKind[]): MiddlewareHandler<ApiEnv> {
  const limit = Math.max(...kinds.map((kind) => BODY_LIMITS[kind]))
  return async (c, next) => {
    const type = c.req.header('content-type')
    const kind = type === undefined ? undefined : kinds.find((one) => CONTENT_TYPES[one].is(type))
    const hold = bodyMemory.reserve()
    try {
      const bytes = await readUpTo(c.req.raw, kind === undefined ? limit : BODY_LIMITS[kind], hold)
      if (kind === undefined && (bytes.length > 0 || type !== undefined)) {
        unwrap(
          fail(
            'unsupported_media_type',
            `Send the body as ${kinds.map((one) => CONTENT_TYPES[one].name).join(' or ')}.`,
          ),
        )
      }
      if (kind === 'json') checkJson(bytes)
      if (kind === 'multipart' && type !== undefined) checkFormParts(bytes, type, MAX_FIELDS)
      keepBody(c.req, bytes)
      await next()
    } finally {
      hold.release()
    }
  }
}

function checkJson(bytes: Uint8Array): void {
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
