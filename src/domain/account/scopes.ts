/**
 * What a key may be held to, beside its roles: parts of the API, named after the tags of the OpenAPI document, to read
 * or to change.
 */
import type { Caller } from '../kernel/access.ts'

/** `x:write` includes `x:read`. A further tag is a further line. */
export const SCOPES = [
  'templates:read',
  'templates:write',
  'generations:read',
  'generations:write',
  'conversation:read',
  'conversation:write',
  'audit:read',
  'reports:read',
  'keys:read',
  'keys:write',
  'sessions:read',
  'sessions:write',
  'people:read',
  'people:write',
  'operations:read',
  'operations:write',
] as const
export type Scope = (typeof SCOPES)[number]

/** The scope of an operation by its tag in the OpenAPI document. Throws for a tag that `SCOPES` lacks. */
export function scopeOf(tag: string | undefined, access: 'read' | 'write'): Scope {
  const name = `${tag?.toLowerCase()}:${access}`
  const scope = SCOPES.find((one) => one === name)
  if (scope === undefined) throw new Error(`No scope “${name}”: add it to src/domain/account/scopes.ts.`)
  return scope
}

/** Whether the caller may use what the scope stands for; whoever has no scopes is not held to any. */
export function hasScope({ scopes }: Pick<Caller, 'scopes'>, scope: Scope): boolean {
  return scopes === undefined || scopes.includes(scope) || scopes.includes(scope.replace(/:read$/, ':write'))
}

/** Whether all that `scopes` open (null: everything) is open to the caller, too. */
export function mayGrantScopes(caller: Pick<Caller, 'scopes'>, scopes: readonly Scope[] | null): boolean {
  return caller.scopes === undefined || (scopes !== null && scopes.every((scope) => hasScope(caller, scope)))
}
