/**
 * Notes what people were refused, and whose generations they looked at: each once in a while, so that nobody can fill
 * the log by asking again and again.
 */
import type { Context, MiddlewareHandler } from 'hono'
import { LRUCache } from 'lru-cache'
import { recordSecurityEvent, type SecurityDeps } from '../../../../commands/account/record-security-event.ts'
import { strangersOf, type RefusalReason } from '../../../../domain/account/account-events.ts'
import { LINK } from '../../../../domain/account/template-link.ts'
import { generationDecider } from '../../../../domain/generation/generation-decider.ts'
import { generationStream } from '../../../../domain/generation/generation-events.ts'
import { isCaller, type Caller } from '../../../../domain/kernel/access.ts'
import type { ApiKeys } from '../../../../ports/people/api-keys.ts'
import type { Surface } from '../../../../domain/kernel/event.ts'
import { securitySource } from './security-source.ts'

/** A refusal is noted once in a minute for each caller and operation, or for each source. */
const REFUSALS = { max: 10_000, ttl: 60_000 }
/** A look at somebody else's generation once in an hour for each reader. */
const LOOKS = { max: 10_000, ttl: 60 * 60_000 }

/** Without stores that can be written, only the log has it. */
type Deps = Pick<SecurityDeps, 'logger'> & Partial<SecurityDeps & { readonly apiKeys: Pick<ApiKeys, 'whyRefused'> }>

export class SecurityNotes {
  readonly #deps: Deps
  readonly #refusals = new LRUCache<string, true>(REFUSALS)
  readonly #looks = new LRUCache<string, true>(LOOKS)

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** `needs`: the role or scope that the caller lacks, as `role:admin`. Never throws. */
  async accessRefused(
    c: Context,
    surface: Surface,
    caller: Caller,
    { operation, needs }: { readonly operation: string; readonly needs: string },
  ): Promise<void> {
    const key = `${caller.tenant} ${caller.actor} ${operation} ${needs}`
    if (this.#refusals.has(key)) return
    this.#refusals.set(key, true)
    const source = securitySource(c, surface, caller)
    await this.#tryToRecord(caller.actor, { type: 'AccessRefused', data: { operation, needs } }, source)
  }

  /**
   * A key or session that opens nothing was shown, by whoever: noted with the key that it was, if it was one. `secret`
   * as it was sent; `address` goes into the log only. The caller limits how often. Never throws.
   */
  async signInRefused(
    c: Context,
    {
      tenant,
      method,
      secret = '',
      address,
    }: { tenant: string; method: 'key' | 'session'; secret?: string | undefined; address: string },
  ): Promise<void> {
    const key = method === 'key' ? await this.#keyOf(secret.replace(/^Bearer +/i, '')) : undefined
    const source = {
      ...securitySource(c, method === 'key' ? 'http' : 'console', { tenant: key?.tenant ?? tenant }),
      address,
    }
    const data = { method, reason: key?.reason ?? 'unknown' } as const
    await this.#tryToRecord(key?.actor ?? strangersOf(tenant), { type: 'SignInRefused', data }, source)
  }

  /** A store that is away knows nobody: the refusal is noted all the same. */
  async #keyOf(secret: string) {
    try {
      return await this.#deps.apiKeys?.whyRefused(secret)
    } catch {
      return undefined
    }
  }

  /**
   * A link for people without an account was opened, and does not work. `link`: left out for one that nobody knows;
   * `address` goes into the log only. Never throws.
   */
  async linkRefused(
    c: Context,
    refused: { tenant: string; link?: string | undefined; reason: RefusalReason; address: string | undefined },
  ): Promise<void> {
    const { tenant, link, reason, address } = refused
    const account = link === undefined ? strangersOf(tenant) : LINK + link
    const key = `${account} ${reason} ${address ?? ''}`
    if (this.#refusals.has(key)) return
    this.#refusals.set(key, true)
    const event = { type: 'SignInRefused', data: { method: 'template_link', reason } } as const
    await this.#tryToRecord(account, event, { ...securitySource(c, 'console', { tenant }), address })
  }

  /**
   * For paths with the id of a generation: notes who reads one that is not theirs, or fetches its document. What cannot
   * be noted is not shown.
   */
  reads(surfaceOf: (c: Context) => Surface, callerOf: (c: Context) => Caller): MiddlewareHandler {
    return async (c, next) => {
      await next()
      const id = c.req.param('id')
      if (c.req.method !== 'GET' || c.res.status >= 400 || id === undefined) return
      const type = c.req.path.endsWith('/document') ? 'OthersDocumentDownloaded' : 'OthersGenerationRead'
      try {
        await this.#noteRead(c, surfaceOf(c), callerOf(c), type, id)
      } catch (error) {
        await c.res.body?.cancel()
        throw error
      }
    }
  }

  /** Notes a look at the answers of these generations, those of others. Throws where it cannot be noted. */
  async generationsRead(c: Context, surface: Surface, caller: Caller, ids: readonly string[]): Promise<void> {
    for (const id of ids) await this.#noteRead(c, surface, caller, 'OthersGenerationRead', id)
  }

  async #noteRead(
    c: Context,
    surface: Surface,
    caller: Caller,
    type: 'OthersDocumentDownloaded' | 'OthersGenerationRead',
    id: string,
  ): Promise<void> {
    const { log, aggregates, clock, logger } = this.#deps
    if (log === undefined || aggregates === undefined || clock === undefined) return
    const key = `${type} ${caller.tenant} ${caller.actor} ${id}`
    if (this.#looks.has(key)) return
    const { state } = await aggregates.load(generationDecider, generationStream(id))
    const { requester } = state
    if (requester !== undefined && !isCaller(caller, requester)) {
      const source = securitySource(c, surface, caller)
      const event = { type, data: { generation: id, requester } } as const
      await recordSecurityEvent({ log, aggregates, clock, logger }, caller.actor, event, source)
    }
    this.#looks.set(key, true)
  }

  async #tryToRecord(
    account: string,
    event: Parameters<typeof recordSecurityEvent>[2],
    source: Parameters<typeof recordSecurityEvent>[3],
  ): Promise<void> {
    const { log, aggregates, clock, logger } = this.#deps
    const fields = { security: event.type, account, ...event.data, request_id: source.request_id }
    if (log === undefined || aggregates === undefined || clock === undefined)
      return logger.warn({ ...fields, address: source.address }, 'security event')
    try {
      await recordSecurityEvent({ log, aggregates, clock, logger }, account, event, source)
    } catch (error) {
      // The refusal stands; only its note is lost.
      logger.error(
        { ...fields, error: error instanceof Error ? error.name : 'unknown' },
        'a security event could not be recorded',
      )
    }
  }
}
