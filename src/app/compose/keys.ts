/** The keys that a start makes for the first administrators. */
import { loadLocalSecret } from '../../adapters/outbound/system/local-secret.ts'
import { INSTALLATION_TENANT } from '../../domain/kernel/access.ts'
import type { Config } from '../config.ts'
import type { App } from '../../ports/app.ts'
import type { KeyRing } from '../../ports/keys/key-ring.ts'
import type { Database } from './stores/database.ts'

/** The tenant of an installation with a single tenant. */
export const TENANT = INSTALLATION_TENANT

/** The API key of this machine's owner: a file in the data folder; on a shared database it follows from its keys. */
export async function localKey({ data_dir }: Config, { shared }: Database, { apiKeys, keyRing }: App): Promise<string> {
  const secret = shared ? derivedKey(keyRing, 'local key') : await loadLocalSecret(data_dir)
  await apiKeys.create({ name: 'This machine', tenant: TENANT, roles: ['admin'], secret })
  return secret
}

/** Registers the admin key that the environment presets, if any, before the first request. */
export async function presetAdminKey({ admin_key }: Config, { apiKeys, logger }: App): Promise<void> {
  if (admin_key === undefined) return
  const { key } = await apiKeys.create({ name: 'Admin', tenant: TENANT, roles: ['admin'], secret: admin_key })
  if (key.revoked_at !== null)
    logger.warn(
      { revoked_at: key.revoked_at },
      'DOCGEN_ADMIN_KEY is a key that was revoked: it opens nothing. Set another one',
    )
}

/**
 * The admin key of the first start; undefined if there is one already, or the environment presets it. On a shared
 * database it follows from the installation's keys, so that instances starting at the same moment agree.
 */
export async function firstAdminKey(
  { admin_key }: Config,
  { shared }: Database,
  { apiKeys, keyRing }: App,
): Promise<string | undefined> {
  if (admin_key !== undefined) return undefined
  const keys = await apiKeys.list(TENANT)
  if (keys.length > 1) return undefined
  const preset = shared ? { secret: derivedKey(keyRing, 'first admin key') } : {}
  return (await apiKeys.create({ name: 'Admin', tenant: TENANT, roles: ['admin'], ...preset })).secret
}

const derivedKey = (keyRing: KeyRing, purpose: string): string =>
  `dgk_${Buffer.from(keyRing.digest(`docgen ${purpose}`), 'hex').toString('base64url')}`
