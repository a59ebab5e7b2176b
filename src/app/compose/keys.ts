/** The keys that a start reads or makes: the master key, and those of the first administrators. */
import path from 'node:path'
import { loadMasterKey, parseMasterKey } from '../../adapters/outbound/crypto/master-key.ts'
import { loadLocalSecret } from '../../adapters/outbound/system/local-secret.ts'
import { INSTALLATION_TENANT } from '../../domain/kernel/access.ts'
import type { Config } from '../config.ts'
import type { App } from '../../ports/app.ts'
import type { KeyRing } from '../../ports/keys/key-ring.ts'
import type { Database } from './stores/database.ts'

/** The tenant of an installation with a single tenant. */
export const TENANT = INSTALLATION_TENANT

/** Reads the master key from the environment or the data folder. */
export const masterKey = async ({ master_key, data_dir }: Config): Promise<Uint8Array> =>
  master_key === undefined
    ? loadMasterKey(path.join(data_dir, 'master.key'))
    : parseMasterKey(master_key, 'DOCGEN_MASTER_KEY')

/** The API key of this machine's owner: a file in the data folder; on a shared database derived from the master key. */
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
 * database it is derived from the master key, so that instances starting at the same moment agree.
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
