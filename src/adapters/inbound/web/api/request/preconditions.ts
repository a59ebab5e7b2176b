/** Revisions as entity tags (RFC 9110 §8.8.3): what a client saw, and whether it is still so. */
import { fail, unwrap } from '../../../../../domain/kernel/errors.ts'
import type { ApiContext } from '../api-types.ts'

/**
 * The tag of a revision. What is shown may also follow from a template version that was published since
 * (`asked_version`): then it is part of the tag, and means nothing to `If-Match`.
 */
export const revisionTag = (revision: number, asked_version?: number): string =>
  asked_version === undefined ? `"r${revision}"` : `"r${revision}-q${asked_version}"`

/**
 * The revision that `If-Match` names; undefined without one, or for `*`. Anything that can never be current is
 * `precondition_failed`.
 */
export function readIfMatch(c: ApiContext): number | undefined {
  const header = c.req.header('if-match')?.trim()
  if (header === undefined || header === '*') return undefined
  // Compression on the way makes a tag weak; the revision in it means the same.
  const revision = /^(?:W\/)?"r(\d{1,15})(?:-q\d{1,15})?"$/.exec(header)?.[1]
  if (revision !== undefined) return Number(revision)
  return unwrap(
    fail('precondition_failed', 'If-Match takes the one ETag that you were given, such as "r3".', {
      field: 'If-Match',
    }),
  )
}

/** Throws `Refused` (`precondition_failed`) where `If-Match` names a revision and none can be meant. */
export function rejectIfMatch(c: ApiContext): void {
  const header = c.req.header('if-match')?.trim()
  if (header === undefined || header === '*') return
  unwrap(
    fail('precondition_failed', 'Nothing here has a revision that If-Match could name. Leave it out.', {
      field: 'If-Match',
    }),
  )
}
