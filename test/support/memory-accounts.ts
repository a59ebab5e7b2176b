/** Accounts in memory: keys only, nobody signs in to the console. */
import { v4 as uuid } from 'uuid'
import type { Caller } from '../../src/domain/access.ts'
import type { Accounts, ApiKey } from '../../src/ports/accounts.ts'

export function memoryAccounts(): Accounts {
  const keys = new Map<string, ApiKey>()
  const callerOf = (key: ApiKey): Caller => ({ actor: key.actor, tenant: key.tenant, roles: key.roles })
  return {
    async createKey({ name, tenant, roles, secret = `dg_${uuid()}` }) {
      const known = keys.get(secret)
      const id = uuid()
      const key = known ?? { id, name, tenant, roles, actor: `key:${id}`, created_at: new Date().toISOString(), revoked_at: null }
      keys.set(secret, key)
      return { key, secret }
    },
    listKeys: async (tenant) => [...keys.values()].filter((key) => key.tenant === tenant),
    async revokeKey(tenant, id) {
      for (const [secret, key] of keys) {
        if (key.id !== id || key.tenant !== tenant) continue
        keys.set(secret, { ...key, revoked_at: new Date().toISOString() })
        return true
      }
      return false
    },
    async authenticateKey(secret) {
      const key = keys.get(secret)
      return key === undefined || key.revoked_at !== null ? undefined : callerOf(key)
    },
    createSignIn: async () => 'token',
    redeemSignIn: async () => undefined,
    authenticateSession: async () => undefined,
    endSession: async () => undefined,
    namesOf: async () => new Map(),
  }
}
