/** Makes, rotates and revokes API keys, and records it. */
import { mayGrantScopes, type AccessScope } from '../../domain/account/scopes.ts'
import type { Caller, Role } from '../../domain/kernel/access.ts'
import { fail, unwrap } from '../../domain/kernel/errors.ts'
import type { ApiKey, ApiKeys, ApiKeyWithSecret } from '../../ports/people/api-keys.ts'
import { recordSecurityEvent, type SecurityDeps, type SecuritySource } from './record-security-event.ts'

type Deps = SecurityDeps & { readonly apiKeys: ApiKeys }

const HOUR = 3_600_000

/** How long the former secret of a rotated key opens, in hours. */
export const OVERLAP = { standard: 24, most: 720 } as const

export interface MakeKey {
  readonly name: string
  readonly roles: readonly Role[]
  /** Null for all that the roles allow. */
  readonly scopes: readonly AccessScope[] | null
  /** ISO 8601; null for never. */
  readonly expires_at: string | null
  /** Presets the secret: the same one gives the same key again. */
  readonly secret?: string
}

/** Throws `Refused`: `unprocessable` for an end that is over, `forbidden` for more than the caller’s own scopes. */
export async function makeKey(
  deps: Deps,
  { name, roles, scopes, expires_at, secret }: MakeKey,
  caller: Caller,
  source: SecuritySource,
): Promise<ApiKeyWithSecret> {
  const end = expires_at === null ? null : new Date(expires_at).toISOString()
  if (end !== null && end <= deps.clock.now())
    unwrap(fail('unprocessable', 'The key would have expired already. Give a time to come.', { field: 'expires_at' }))
  requireOwnScopes(caller, scopes)
  const { made, key, ...rest } = await deps.apiKeys.create({
    name: name.trim(),
    tenant: caller.tenant,
    roles: [...new Set(roles)],
    scopes: scopes === null ? null : [...new Set(scopes)],
    expires_at: end,
    made_by: caller.actor,
    ...(secret === undefined ? {} : { secret }),
  })
  if (made) {
    const data = {
      key: key.id,
      roles: [...key.roles],
      ...(key.scopes === null ? {} : { scopes: [...key.scopes] }),
      ...(key.expires_at === null ? {} : { expires_at: key.expires_at }),
    }
    await recordSecurityEvent(deps, key.actor, { type: 'KeyMade', data }, source)
  }
  return { key, ...rest }
}

/** Throws `Refused`: `not_found`, `conflict` for a key that opens nothing any more, `forbidden` as for `makeKey`. */
export async function rotateKey(
  deps: Deps,
  { id, overlap_hours, secret }: { readonly id: string; readonly overlap_hours: number; readonly secret?: string },
  caller: Caller,
  source: SecuritySource,
): Promise<ApiKeyWithSecret> {
  const known = await findKey(deps, id, caller)
  const former_until = new Date(Date.parse(deps.clock.now()) + overlap_hours * HOUR).toISOString()
  const done = await deps.apiKeys.rotate(caller.tenant, id, {
    former_until,
    ...(secret === undefined ? {} : { secret }),
  })
  if (done === undefined)
    return unwrap(fail('conflict', 'This key was revoked or has expired. Make another one instead.'))
  const { rotated, ...result } = done
  if (rotated)
    await recordSecurityEvent(deps, known.actor, { type: 'KeyRotated', data: { key: known.id, former_until } }, source)
  return result
}

/** Throws `Refused`: `not_found`, `conflict` for the caller’s own key without `even_own`, `forbidden` as `makeKey`. */
export async function revokeKey(
  deps: Deps,
  { id, even_own }: { readonly id: string; readonly even_own: boolean },
  caller: Caller,
  source: SecuritySource,
): Promise<ApiKey> {
  const known = await findKey(deps, id, caller)
  if (known.actor === caller.actor && !even_own)
    unwrap(
      fail('conflict', 'This is the key that you are using yourself: you would be shut out at once.', {
        own_key: true,
      }),
    )
  await deps.apiKeys.revoke(caller.tenant, id)
  if (known.revoked_at === null)
    await recordSecurityEvent(deps, known.actor, { type: 'KeyRevoked', data: { key: known.id } }, source)
  return (await deps.apiKeys.find(caller.tenant, id)) ?? known
}

async function findKey({ apiKeys }: Deps, id: string, caller: Caller): Promise<ApiKey> {
  const key = await apiKeys.find(caller.tenant, id)
  if (key === undefined) return unwrap(fail('not_found', 'There is no such key.'))
  requireOwnScopes(caller, key.scopes)
  return key
}

/** A key that is held to parts of the API gives nobody more, and takes nothing from who has more. */
function requireOwnScopes(caller: Caller, scopes: readonly AccessScope[] | null): void {
  if (!mayGrantScopes(caller, scopes))
    unwrap(
      fail('forbidden', 'Your key is held to some scopes, and this is about a key that has others. Use another key.', {
        field: 'scopes',
      }),
    )
}
