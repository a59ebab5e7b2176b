/** Refuses a request whose parameters or body do not fit their schema. */
import type { ZodError } from 'zod'
import { fail, unwrap } from '../../../../../domain/kernel/errors.ts'

/**
 * zod-openapi's hook: throws `Refused` naming the field that does not fit its schema. An impossible path parameter is
 * `not_found`.
 */
export function rejectInvalidRequest(result: {
  readonly success: boolean
  readonly target: string
  readonly error?: ZodError
}): void {
  if (result.success || result.error === undefined) return
  const { target, error } = result
  if (target === 'param') unwrap(fail('not_found', 'There is nothing at this address.'))
  const issues = error.issues
    .slice(0, 20)
    .map(({ path, message }) => ({ field: fieldName(path), message: endWithPeriod(message) }))
  const [first = { field: '', message: 'It does not fit.' }] = issues
  const where = first.field === '' ? '' : `“${first.field}”: `
  const inBody = target === 'json' || target === 'form'
  unwrap(fail(inBody ? 'unprocessable' : 'invalid', `${where}${first.message}`, { field: first.field, issues }))
}

const fieldName = (path: readonly PropertyKey[]): string =>
  path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part).slice(0, 200)}`,
    )
    .join('')
    .toWellFormed()

const endWithPeriod = (message: string): string => (/[.!?]$/.test(message) ? message : `${message}.`)
