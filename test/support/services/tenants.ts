/** One installation with several tenants, each with people, keys, templates and conversations, for tests of who may what. */
import { outboxTransport } from '../../../src/adapters/outbound/mail-outbox/outbox-transport.ts'
import { createConsole } from '../../../src/adapters/inbound/web/console/console.ts'
import { createHttpApi } from '../../../src/adapters/inbound/web/api/api.ts'
import type { Api } from '../../../src/adapters/inbound/web/api/api-types.ts'
import { createLiveTail } from '../../../src/storage/live-changes.ts'
import { ROLES, type Caller, type Role } from '../../../src/domain/kernel/access.ts'
import { testApp, type TestApp } from './app.ts'

/** Of the installation, of two issuers with a claim, and of two workspaces. */
export const TENANTS = [
  'default',
  'openid-0a1b2c3d4e5f-acme',
  'openid-f5e4d3c2b1a0-acme',
  'slack-t1',
  'slack-t2',
] as const
export type Tenant = (typeof TENANTS)[number]

/** What is asked of both surfaces, without a port between. */
export interface TenantsService {
  readonly app: TestApp
  readonly api: Api
  /** The console's routes, as `METHOD /path`. */
  readonly pages: readonly string[]
  readonly keys: ReadonlyMap<Tenant, ReadonlyMap<Role, Account>>
  readonly people: ReadonlyMap<Tenant, ReadonlyMap<Role, Account>>
  close(): Promise<void>
}

/** Somebody who can send requests. */
export interface Account {
  readonly caller: Caller
  /** With a bearer key, or a session's cookie. */
  send(method: string, path: string, body?: unknown): Promise<Reply>
}

export interface Reply {
  readonly status: number
  readonly text: string
  readonly headers: Headers
}

export async function tenantsService(): Promise<TenantsService> {
  const app = await testApp({ mail: outboxTransport() })
  const live = createLiveTail(app)
  // Read models are not rebuilt: who may ask for it is what counts here.
  const operations = { rebuild: async () => true, rebuildAll: async () => undefined, retryStream: async () => true }
  const api = createHttpApi(app, { live, operations })
  const console = createConsole(app, { live, retryStream: async () => true })
  api.route('/', console)
  const send = async (path: string, init: RequestInit): Promise<Reply> => {
    const response = await api.request(path, { redirect: 'manual', ...init })
    const stream = response.headers.get('content-type')?.startsWith('text/event-stream') === true
    if (stream) await response.body?.cancel()
    return { status: response.status, headers: response.headers, text: stream ? '' : await response.text() }
  }
  const bodyOf = (body: unknown) =>
    body === undefined || body instanceof FormData
      ? { body }
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }

  async function keyOf(tenant: string, role: Role): Promise<Account> {
    const { key, secret } = await app.apiKeys.create({ name: `${role} key`, tenant, roles: [role] })
    return {
      caller: { actor: key.actor, tenant, roles: [role] },
      send: (method, path, body) => {
        const { headers, ...rest } = { headers: {}, ...bodyOf(body) }
        return send(path, {
          method,
          ...rest,
          headers: { ...headers, authorization: `Bearer ${secret}` },
        } as RequestInit)
      },
    }
  }

  async function personOf(tenant: string, role: Role): Promise<Account> {
    const kind = role === 'guest' ? 'guest' : 'person'
    const person = await app.people.add({ tenant, name: `${role} person`, kind, roles: role === 'guest' ? [] : [role] })
    const { token } = await app.sessions.begin({ actor: person.actor, tenant, method: 'openid' })
    const { caller } = (await app.sessions.authenticate(token))!
    return {
      caller,
      send: (method, path, body = {}) => {
        const headers = { cookie: `docgen_session=${token}`, 'sec-fetch-site': 'same-origin' }
        if (method === 'GET') return send(path, { method, headers })
        const form = new FormData()
        const csrf = app.keyRing.digest(`csrf ${token}`)
        for (const [name, value] of Object.entries({ csrf, ...(body as Record<string, string | File>) }))
          form.append(name, value)
        return send(path, { method, headers, body: form })
      },
    }
  }

  const each = async (tenants: readonly Tenant[], make: (tenant: string, role: Role) => Promise<Account>) => {
    const all = new Map<Tenant, Map<Role, Account>>()
    for (const tenant of tenants) {
      const ofTenant = new Map<Role, Account>()
      for (const role of ROLES) ofTenant.set(role, await make(tenant, role))
      all.set(tenant, ofTenant)
    }
    return all
  }
  return {
    app,
    api,
    pages: console.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path}`)
      .filter((page, index, all) => all.indexOf(page) === index),
    keys: await each(TENANTS, keyOf),
    people: await each(['default'], personOf),
    async close() {
      await live.close()
      await app.close()
    },
  }
}

/** A template's file. */
export const LETTER_FILE = 'Dear {{name}}, re {{matter}}\n{{#items}}\n- {{title}}\n{{/items}}\n'
