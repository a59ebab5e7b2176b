/** Reads the form that was posted, once, into `posted`: up to a limit, and no more fields than a page of ours has. */
import type { MiddlewareHandler } from 'hono'
import { fail, unwrap } from '../../../../../domain/kernel/errors.ts'
import { checkFormParts, isForm } from '../../../request-body/form-parts.ts'
import { bodyMemory, type BodyReservation } from '../../../request-body/body-memory.ts'
import { heavyTurns } from '../../../request-body/heavy-turns.ts'
import { bodySource, hasBody, keepBody, readUpTo } from '../../../request-body/read-up-to.ts'
import type { ConsoleEnv, PageContext, PostedForm } from '../env.ts'

/** Bytes: a little more than the largest template with its questions file, or document to verify. */
const MAX_UPLOAD_BYTES = 28 * 1024 * 1024
/** Bytes: a picture, or a pasted table with every sign of it escaped. */
const MAX_FORM_BYTES = 6 * 1024 * 1024
/** A question with the most choices, all of them chosen, is half of it. */
const MAX_FIELDS = 1000

const UPLOADS = /^\/(verify|templates(\/marked|\/[^/]+\/versions)?)$/

const NO_FORM = fail(
  'unsupported_media_type',
  'This is no form of a page here. Go back, load the page again and repeat what you did.',
)

/** How many bytes the page at this address takes. */
export const maxFormBytes = (c: PageContext): number => (UPLOADS.test(c.req.path) ? MAX_UPLOAD_BYTES : MAX_FORM_BYTES)

/** Whether a request may change something. */
export const isUnsafeMethod = (method: string): boolean => method !== 'GET' && method !== 'HEAD'

/**
 * Throws `Refused`: `too_large`, `unsupported_media_type` for what is no form, `invalid` for a broken one, and as
 * `bodyMemory` does.
 */
export const readForm =
  (limitOf: (c: PageContext) => number): MiddlewareHandler<ConsoleEnv> =>
  async (c, next) => {
    if (!isUnsafeMethod(c.req.method)) return next()
    const hold = bodyMemory.reserve()
    try {
      c.set('posted', await parseForm(c, limitOf(c), hold))
      await next()
    } finally {
      hold.release()
    }
  }

async function parseForm(c: PageContext, limit: number, hold: BodyReservation): Promise<PostedForm> {
  const type = c.req.header('content-type')
  if (type === undefined && !hasBody(bodySource(c))) return {}
  if (type === undefined || !isForm(type)) return unwrap(NO_FORM)
  const bytes = await readUpTo(bodySource(c), limit, hold)
  await heavyTurns.take(bytes.length, () => checkFormParts(bytes, type, MAX_FIELDS))
  keepBody(c.req, bytes)
  try {
    return await heavyTurns.take(bytes.length, () => c.req.parseBody({ all: true }))
  } catch {
    return unwrap(fail('invalid', 'This form did not arrive whole. Go back and send it again.'))
  }
}
