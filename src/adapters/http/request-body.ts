/**
 * Reads a request's body before anything looks at it: not more than the limit, of the right type, and, where it is JSON, well-formed and not
 * so deep that a later step would run out of stack.
 */
import type { MiddlewareHandler } from 'hono'
import { fail, unwrap } from '../../domain/errors.ts'
import type { ApiEnv } from './api-types.ts'

export type BodyKind = 'json' | 'multipart'

/** Bytes. JSON takes a list with a few pictures of 5 MB; multipart a template of 25 MB and what is written beside it. */
export const BODY_LIMITS: Readonly<Record<BodyKind, number>> = { json: 16 * 1024 * 1024, multipart: 26 * 1024 * 1024 }

/** Deeper than lists in lists ever get. */
const MAX_DEPTH = 50
/** More than a list of a thousand items with a hundred fields each has; to take apart many more would hold everybody up. */
const MAX_VALUES = 200_000

const TYPES: Readonly<Record<BodyKind, { readonly pattern: RegExp; readonly name: string }>> = {
  json: { pattern: /^application\/json\s*(;|$)/i, name: 'application/json' },
  multipart: { pattern: /^multipart\/form-data\s*;\s*boundary=[^\s;]{1,80}$/i, name: 'multipart/form-data with a boundary' },
}

/** Throws `Refused`: `too_large`, `unsupported_media_type` or `invalid`. The route's validators then find the body already read. */
export function readBody(...kinds: readonly BodyKind[]): MiddlewareHandler<ApiEnv> {
  const limit = Math.max(...kinds.map((kind) => BODY_LIMITS[kind]))
  return async (c, next) => {
    const type = c.req.header('content-type')
    const kind = type === undefined ? undefined : kinds.find((one) => TYPES[one].pattern.test(type))
    const bytes = await readUpTo(c.req.raw, kind === undefined ? limit : BODY_LIMITS[kind])
    if (kind === undefined && (bytes.length > 0 || type !== undefined)) {
      unwrap(fail('unsupported_media_type', `Send the body as ${kinds.map((one) => TYPES[one].name).join(' or ')}.`))
    }
    if (kind === 'json' && bytes.length === 0) unwrap(fail('invalid', 'The body is empty. Send JSON, or leave out Content-Type.'))
    if (kind === 'json') checkJson(bytes)
    // Hono keeps promises here, whatever its types say.
    c.req.bodyCache.arrayBuffer = Promise.resolve(new Uint8Array(bytes).buffer) as unknown as ArrayBuffer
    await next()
  }
}

async function readUpTo(request: Request, limit: number): Promise<Uint8Array> {
  const announced = request.headers.get('content-length')
  // What is announced is refused unread; what comes without a length is counted as it comes.
  if (announced !== null && Number(announced) > limit) refuseSize(limit)
  if (request.body === null) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = request.body.getReader()
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      size += read.value.length
      if (size > limit) refuseSize(limit)
      chunks.push(read.value)
    }
  } finally {
    reader.releaseLock()
  }
  return Buffer.concat(chunks, size)
}

const refuseSize = (limit: number): never =>
  unwrap(fail('too_large', `The body is too large: at most ${Math.floor(limit / 1024 / 1024)} MB are taken here.`, { limit }))

function checkJson(bytes: Uint8Array): void {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return unwrap(fail('invalid', 'The body is not UTF-8. JSON has to be sent as UTF-8.'))
  }
  const { depth, values } = shapeOf(text)
  if (depth > MAX_DEPTH) unwrap(fail('invalid', `The JSON is nested too deeply: at most ${MAX_DEPTH} levels are taken.`, { limit: MAX_DEPTH }))
  if (values > MAX_VALUES) unwrap(fail('too_large', `The JSON holds too much: at most ${MAX_VALUES} values are taken.`, { limit: MAX_VALUES }))
  try {
    JSON.parse(text)
  } catch (error) {
    const place = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1]
    unwrap(fail('invalid', `The body is not valid JSON${place === undefined ? '' : `: look at character ${place}`}.`))
  }
}

/** How deep arrays and objects are nested, and how many values there are, strings aside. One pass, no recursion. */
function shapeOf(text: string): { readonly depth: number; readonly values: number } {
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

const [QUOTE, COMMA, BACKSLASH, OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [0x22, 0x2c, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d]
