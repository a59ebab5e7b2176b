/** All ports in memory, as small as the API's tests need them. */
import { createHmac } from 'node:crypto'
import { v4 as uuid, v5 as uuidV5 } from 'uuid'
import type { Caller, Role } from '../../../src/domain/access.ts'
import type { AnyEvent } from '../../../src/domain/catalogue.ts'
import type { Decider } from '../../../src/domain/decider.ts'
import type { RecordedEvent } from '../../../src/domain/event.ts'
import type { Accounts, ApiKey } from '../../../src/ports/accounts.ts'
import type { Aggregates, Folded } from '../../../src/ports/aggregates.ts'
import type { App } from '../../../src/ports/app.ts'
import type { EventLog, RecordedOpenEvent } from '../../../src/ports/event-log.ts'
import { WrongExpectedRevision } from '../../../src/ports/event-store.ts'
import { compileTemplate } from '../../../src/rendering/compile.ts'

export function fakeLog(): EventLog {
  const all: RecordedEvent<AnyEvent>[] = []
  const wakes = new Set<() => void>()
  const of = (stream: string) => all.filter((event) => event.stream === stream)
  return {
    async append(stream, tip, events, context) {
      const at = of(stream).length - 1
      if (at !== tip.revision) throw new WrongExpectedRevision(stream, tip.revision, at)
      const recorded = events.map((event, index): RecordedEvent<AnyEvent> => ({
        stream, revision: at + 1 + index, position: String(all.length + index).padStart(9, '0'), event,
        envelope: {
          id: uuidV5(String(index), context.command_id), type: event.type, version: 1, tenant: context.tenant, actor: context.actor, at: context.now,
          command_id: context.command_id, request_digest: context.request_digest, correlation_id: context.correlation_id, causation_id: context.causation_id,
          surface: context.surface, hash: 'h', previous_hash: '',
        },
      }))
      all.push(...recorded)
      for (const wake of wakes) wake()
      return recorded
    },
    read: async (stream, from) => of(stream).filter(({ revision }) => revision >= from),
    async *subscribe(after, { signal }) {
      let at = after === undefined ? 0 : Number(after) + 1
      while (!signal.aborted) {
        const events = all.slice(at) as unknown as RecordedOpenEvent[]
        at = all.length
        if (events.length > 0) yield { events, position: String(at - 1).padStart(9, '0'), caught_up: true }
        else {
          await new Promise<void>((resolve) => {
            const wake = () => {
              wakes.delete(wake)
              resolve()
            }
            wakes.add(wake)
            signal.addEventListener('abort', wake, { once: true })
          })
        }
      }
    },
    head: async () => (all.length === 0 ? undefined : String(all.length - 1).padStart(9, '0')),
    compare: (a, b) => Number(a) - Number(b),
  }
}

export function fakeAggregates(log: EventLog): Aggregates {
  async function fold<State, E extends AnyEvent>(decider: Decider<State, E>, stream: string, to: number): Promise<Folded<State>> {
    let state = decider.initial()
    let tip = { revision: -1, hash: '' }
    const commands = new Map<string, { revision: number; request_digest: string }>()
    for (const { event, revision, envelope } of await log.read(stream, 0)) {
      if (revision > to) break
      state = decider.evolve(state, event as E, { revision, envelope })
      tip = { revision, hash: envelope.hash }
      commands.set(envelope.command_id, { revision, request_digest: envelope.request_digest })
    }
    return { state, ...tip, commands }
  }
  return {
    load: (decider, stream) => fold(decider, stream, Infinity),
    loadAt: (decider, stream, revision) => fold(decider, stream, revision),
    advance<State, E extends AnyEvent>(decider: Decider<State, E>, _stream: string, folded: Folded<State>, events: readonly RecordedEvent<AnyEvent>[]): Folded<State> {
      const state = events.reduce((now, { event, revision, envelope }) => decider.evolve(now, event as E, { revision, envelope }), decider.copy(folded.state))
      return { ...folded, state, revision: events.at(-1)?.revision ?? folded.revision }
    },
  }
}

export function fakeAccounts(): Accounts {
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

export function fakeApp(): App {
  const log = fakeLog()
  const files = new Map<string, Uint8Array>()
  const put = async (key: string, bytes: Uint8Array) => {
    if (files.has(key)) return 'exists' as const
    files.set(key, bytes)
    return 'stored' as const
  }
  return {
    log,
    aggregates: fakeAggregates(log),
    documents: { put, get: async (key) => files.get(key), has: async (key) => files.has(key), delete: async (key) => void files.delete(key) },
    sealedDocuments: { put: (_subject, key, bytes) => put(key, bytes), get: async (_subject, key) => files.get(key), has: async (key) => files.has(key) },
    compiler: { compile: compileTemplate, close: async () => undefined },
    templateCache: { get: async () => undefined, put: async () => undefined },
    readDatabase: {} as App['readDatabase'],
    accounts: fakeAccounts(),
    keyRing: {
      seal: async (_subject, plain) => plain,
      open: async (_subject, sealed) => sealed,
      destroy: async () => undefined,
      digest: (text) => createHmac('sha256', 'test').update(text).digest('hex'),
    },
    clock: { now: () => new Date().toISOString() },
    logger: { info: () => undefined, warn: () => undefined, error: (fields, message) => console.error(message, fields) },
  }
}

export const keyFor = async (app: App, ...roles: Role[]): Promise<string> =>
  (await app.accounts.createKey({ name: roles.join(' '), tenant: 'default', roles })).secret
