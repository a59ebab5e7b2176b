/**
 * Reads a request's body before anything looks at it: not more than the limit, of the right type, and, where it is
 * JSON, well-formed and not so deep that a later step would run out of stack. `operation` puts it after the key and the
 * role: who it is comes before what they send.
 */
import type { MiddlewareHandler } from 'hono'
import { fail, unwrap } from '../../../../../domain/kernel/errors.ts'
import { checkFormParts, isMultipart } from '../../../request-body/form-parts.ts'
import { bodyMemory } from '../../../request-body/body-memory.ts'
import { heavyTurns } from '../../../request-body/heavy-turns.ts'
import { bodySource, keepBody, keepJson, parseForm, readUpTo } from '../../../request-body/read-up-to.ts'
import type { ApiEnv } from '../api-types.ts'
import { JsonExtent, parseJson } from './json-body.ts'

export type BodyKind = 'json' | 'multipart'

/**
 * Bytes. JSON with answers takes a list with a few pictures of 5 MB; multipart a template of 25 MB and what is written
 * beside it.
 */
export const BODY_LIMITS: Readonly<Record<BodyKind, number>> = { json: 16 * 1024 * 1024, multipart: 26 * 1024 * 1024 }
/** Bytes of JSON where no answers are sent: a thousand questions with what is said of them. */
export const SMALL_JSON = 1024 * 1024

const TAKES_ANSWERS = /\/(generations|documents|preview|try|items|answers\/[^/]+|delegated-questions\/[^/]+\/[^/]+)$/

const limitOf = (kind: BodyKind, path: string): number =>
  kind === 'json' && !TAKES_ANSWERS.test(path) ? SMALL_JSON : BODY_LIMITS[kind]

/** More than any operation has. */
const MAX_FIELDS = 100

/** `application/json` (RFC 8259), with no charset but UTF-8: it has none of its own, and others would be misread. */
function isUtf8Json(contentType: string): boolean {
  const [type = '', ...parameters] = contentType.split(';').map((part) => part.trim().toLowerCase())
  const charset = parameters.find((one) => one.startsWith('charset='))?.slice('charset='.length)
  return type === 'application/json' && (charset === undefined || /^"?utf-?8"?$/.test(charset))
}

const CONTENT_TYPES: Readonly<
  Record<BodyKind, { readonly is: (contentType: string) => boolean; readonly name: string }>
> = {
  json: { is: isUtf8Json, name: 'application/json in UTF-8' },
  multipart: { is: isMultipart, name: 'multipart/form-data with a boundary' },
}

/**
 * Throws `Refused`: `too_large`, `unsupported_media_type`, `invalid` or `unavailable`. The route's validators then find
 * the body already read.
 */
export function readBody(...kinds: readonly BodyKind[]): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const type = c.req.header('content-type')
    const kind = type === undefined ? undefined : kinds.find((one) => CONTENT_TYPES[one].is(type))
    const hold = bodyMemory.reserve()
    try {
      const look = kind === 'json' ? new JsonExtent().add : undefined
      const bytes = await readUpTo(bodySource(c), limitOf(kind ?? 'json', c.req.path), hold, { look })
      if (kind === undefined && (bytes.length > 0 || type !== undefined)) {
        unwrap(
          fail(
            'unsupported_media_type',
            `Send the body as ${kinds.map((one) => CONTENT_TYPES[one].name).join(' or ')}.`,
          ),
        )
      }
      if (kind === 'json') keepJson(c.req, await heavyTurns.take(bytes.length, () => parseJson(bytes)))
      keepBody(c.req, bytes)
      if (kind === 'multipart' && type !== undefined) {
        await heavyTurns.take(bytes.length, () => checkFormParts(bytes, type, MAX_FIELDS))
        await heavyTurns.take(bytes.length, () => parseForm(c.req))
      }
      await next()
    } finally {
      hold.release()
    }
  }
}
