/** Refuses a request whose parameters or body do not fit their schema, with all that is wrong at once. */
import { z, type RouteConfig } from '@hono/zod-openapi'
import type { ZodError } from 'zod'
import { fail, failAll, unwrap, type DomainError } from '../../../../../domain/kernel/errors.ts'
import { describeIssue } from './describe-issue.ts'

/** More mistakes than these are not told. */
const MAX_PROBLEMS = 100

interface Checked {
  readonly success: boolean
  readonly target: string
  readonly error?: ZodError
  readonly data?: unknown
}

const CALLED: Readonly<Record<string, string>> = {
  query: 'query parameter',
  header: 'header',
  json: 'member',
  form: 'field',
}

/**
 * zod-openapi's hook for a route: throws `Refused` that names every field that does not fit its schema, `invalid` for
 * the query and the headers, `unprocessable` for the body. An impossible path parameter is `not_found`.
 */
export const rejectInvalidRequest =
  (route?: RouteConfig) =>
  ({ success, target, error, data }: Checked): void => {
    if (success || error === undefined) return
    if (target === 'param') unwrap(fail('not_found', 'There is nothing at this address.'))
    const part = { sent: data, known: membersOf(route, target), called: CALLED[target] ?? 'member' }
    const problems = error.issues.flatMap((issue) => describeIssue(issue, part)).slice(0, MAX_PROBLEMS)
    const code = target === 'json' || target === 'form' ? 'unprocessable' : 'invalid'
    const errors = problems.map(({ field, message }): DomainError => {
      const named = field === '' || message.includes(`“${field}”`) ? message : `“${field}”: ${message}`
      return { code, message: named, details: { field } }
    })
    unwrap(failAll(errors, 'things in the request'))
  }

/** Refuses members of the body of an operation that takes none: whoever sends them expects them to matter. */
export function rejectMembers(body: unknown): void {
  const names =
    typeof body === 'object' && body !== null && !Array.isArray(body) ? Object.keys(body).slice(0, MAX_PROBLEMS) : ['']
  if (names.length === 0) return
  const errors = names.map((name): DomainError => {
    const field = name.slice(0, 200).toWellFormed()
    const what = field === '' ? 'This takes no body.' : `There is no member “${field}”: this takes no body.`
    return { code: 'unprocessable', message: what, details: { field } }
  })
  unwrap(failAll(errors, 'things in the request'))
}

/** The names that a part of the request may have. */
function membersOf(route: RouteConfig | undefined, target: string): readonly string[] {
  const content = route?.request?.body?.content ?? {}
  const type = target === 'json' ? 'application/json' : 'multipart/form-data'
  const body = content[type]
  const schema = target === 'query' ? route?.request?.query : body !== undefined && 'schema' in body && body.schema
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
}
