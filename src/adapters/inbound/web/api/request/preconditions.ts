/** Revisions as entity tags (RFC 9110 §8.8.3): what a client saw, and whether it is still so. */
import { fail, unwrap } from '../../../../../domain/kernel/errors.ts'
import type { ApiContext } from '../api-types.ts'

export const revisionTag = (revision: number): string => `"r${revision}"`

/**
 * The revision that `If-Match` names; undefined without one, or for `*`. Anything that can never be current is
 * `precondition_failed`.
 */
export function readIfMatch(c: ApiContext): number | undefined {
  const header = c.req.header('if-match')?.trim()
  if (header === undefined || header === '*') return undefined
  const revision = /^"r(\d{1,15})"$/.exec(header)?.[1]
  if (revision !== undefined) return Number(revision)
  return unwrap(
    fail('precondition_failed', 'If-Match takes the one ETag that you were given, such as "r3".', {
      field: 'If-Match',
    }),
  )
}

/** Whether `If-None-Match` names this tag: then the client has it already. */
export function matchesIfNoneMatch(c: ApiContext, tag: string): boolean {
  const header = c.req.header('if-none-match')
  return (
    header !== undefined &&
    header.split(',').some((one) => one.trim().replace(/^W\//, '') === tag || one.trim() === '*')
  )
}
