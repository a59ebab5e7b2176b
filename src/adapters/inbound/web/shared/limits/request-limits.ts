/**
 * Limits of what comes in over HTTP: by address for whoever has not shown a valid key or session, by caller for
 * everybody else. So an office behind one address shares no limit, but for what comes without a key that is valid.
 */
import { createHash } from 'node:crypto'
import type { HttpBindings } from '@hono/node-server'
import type { Context, MiddlewareHandler } from 'hono'
import { LRUCache } from 'lru-cache'
import { fail, unwrap } from '../../../../../domain/kernel/errors.ts'
import { onBehalfOf, ownerOf } from '../../../../../ports/limits/on-behalf-of.ts'
import { WINDOW_S, type Allowance, type RateLimit, type RateLimits } from '../../../../../ports/limits/rate-limits.ts'
import { Turns, type EndTurn } from '../../../../../ports/limits/turns.ts'
import type { Logger } from '../../../../../ports/logger.ts'
import { clientAddress, type IsProxy } from './client-address.ts'
import { OpenStreams, type StreamSettings } from './open-streams.ts'
import { groupOf } from './route-group.ts'

export interface RequestLimitOptions {
  readonly rates: RateLimits
  readonly settings: StreamSettings & {
    /** Requests of one caller that are worked on at once, and that wait behind them. At once 0: no limit. */
    readonly at_once: number
    readonly waiting: number
  }
  readonly isProxy: IsProxy
  readonly logger: Logger
  /** Notes a key or session that opens nothing, once in a minute for each source; left out: only the log has it. */
  readonly refused?: ((c: Context, shown: RefusedSecret) => Promise<void>) | undefined
}

/** A key or session that opens nothing, as it was sent, and from where. */
interface RefusedSecret {
  readonly method: ShownSecret
  readonly secret: string | undefined
  readonly address: string
}

/** What a request shows to say who sends it. */
export type ShownSecret = 'key' | 'session'

type Owner = { readonly tenant: string; readonly actor: string }

/** The caller once it is known; the key, session or sign-in link that a request shows. */
type CallerOf = (c: Context) => Owner | undefined
type SecretOf = (c: Context) => string | undefined

/** How long a key that opened something passes without being counted, and how many such keys are remembered. */
const KNOWN_KEYS = { max: 10_000, ttl: 60 * 60 * 1000 }
/** Sources that a line was logged for in this window. */
const LOGGED = { max: 10_000, ttl: WINDOW_S * 1000 }

export class RequestLimits {
  readonly streams: OpenStreams
  readonly #rates: RateLimits
  readonly #isProxy: IsProxy
  readonly #logger: Logger
  readonly #refused: RequestLimitOptions['refused']
  readonly #turns: Turns
  readonly #known = new LRUCache<string, true>(KNOWN_KEYS)
  readonly #logged = new LRUCache<string, true>(LOGGED)
  readonly #turnOf = new WeakMap<Request, EndTurn>()

  constructor({ rates, settings, isProxy, logger, refused }: RequestLimitOptions) {
    this.#rates = rates
    this.#isProxy = isProxy
    this.#logger = logger
    this.#refused = refused
    const { at_once, waiting } = settings
    this.#turns = new Turns(at_once === 0 ? {} : { each: at_once, waiting })
    this.streams = new OpenStreams(settings)
  }

  /**
   * Before anything is looked up: counts, by address, what comes without a key, and keys that open nothing. A key that
   * opened something a while ago is not counted, so that an address that guesses does not keep out who works there.
   */
  unknownCallers(method: ShownSecret, secretOf: SecretOf, callerOf: CallerOf): MiddlewareHandler {
    return async (c, next) => {
      const address = this.#addressOf(c)
      if (address === undefined) return next()
      c.set('clientAddress', address)
      const secret = secretOf(c)
      const digest = secret === undefined ? undefined : createHash('sha256').update(secret).digest('base64')
      if (digest !== undefined && this.#known.has(digest)) return next()
      const shows = digest !== undefined || isSignIn(c)
      const limit = shows ? 'wrong_keys' : 'unknown_callers'
      const allowance = await this.#rates.take(limit, address)
      if (allowance?.allowed === false) {
        if (this.#isNews('refused', limit, address)) this.#log(c, limit, address, 'refused')
        refuse(c, limit, allowance)
      }
      await next()
      if (!shows) return
      const { status } = c.res
      if (status === 401) {
        // A sign-in link that opens nothing is noted by who tries it.
        const isNoted = isSignIn(c) && this.#refused !== undefined
        if (this.#isNews('unknown', limit, address) && !isNoted)
          await (this.#refused?.(c, { method, secret, address }) ?? this.#log(c, limit, address, 'unknown'))
      }
      const opened = digest === undefined ? status < 400 : callerOf(c) !== undefined
      if (opened && digest !== undefined) this.#known.set(digest, true)
      // A store that is away says nothing about the key.
      if (opened || status >= 500) await this.#rates.giveBack(limit, address)
    }
  }

  /** Once the caller is known: counts the request before it costs anything, and does it at the caller's turn. */
  callers(callerOf: CallerOf): MiddlewareHandler {
    return async (c, next) => {
      const caller = callerOf(c)
      // A call in this process is that of its owner.
      if (caller === undefined || incomingOf(c) === undefined) return next()
      const owner = ownerOf(caller)
      const limit = groupOf(c.req.method, c.req.path)
      const allowance = await this.#rates.take(limit, owner)
      if (allowance?.allowed === false) {
        if (this.#isNews('refused', limit, owner)) this.#log(c, limit, owner, 'refused')
        refuse(c, limit, allowance)
      }
      const end = await this.#turns.take(owner)
      if (end === undefined) return unwrap(WAITING)
      this.#turnOf.set(c.req.raw, end)
      try {
        await onBehalfOf(owner, next)
      } finally {
        end()
      }
      if (allowance !== undefined)
        for (const [name, value] of Object.entries(rateHeaders(limit, allowance))) c.res.headers.set(name, value)
    }
  }

  /**
   * For a request that works on nothing while it waits: gives its turn to the caller's next, and counts it with the
   * caller's live streams until the returned function is called. Undefined where so many are open: it should not wait.
   */
  mayWait(c: Context, caller: Owner): (() => void) | undefined {
    const ended = this.streams.tryOpen(caller)
    if (ended !== undefined) this.#turnOf.get(c.req.raw)?.()
    return ended
  }

  /** Counts a sign-in link that is asked for, by where from and whom to; refuses (`too_many`) whether known or not. */
  async linkRequests(c: Context, email: string | undefined): Promise<void> {
    const address = this.#addressOf(c)
    for (const [limit, who] of [
      ['link_requests', address],
      ['links_to_address', email],
    ] as const) {
      const allowance = who === undefined ? undefined : await this.#rates.take(limit, who)
      if (allowance?.allowed !== false) continue
      // An e-mail address does not get into the log.
      const source = address ?? 'here'
      if (this.#isNews('refused', limit, source)) this.#log(c, limit, source, 'refused')
      refuse(c, limit, allowance)
    }
  }

  #addressOf(c: Context): string | undefined {
    return clientAddress(incomingOf(c), this.#isProxy)
  }

  /** True once for each source and window. */
  #isNews(what: 'unknown' | 'refused', limit: RateLimit, source: string): boolean {
    const key = `${what} ${limit} ${source}`
    if (this.#logged.has(key)) return false
    this.#logged.set(key, true)
    return true
  }

  /** Never the key. */
  #log(c: Context, limit: RateLimit, source: string, what: 'unknown' | 'refused'): void {
    const request_id: unknown = c.get('requestId')
    this.#logger.warn({ security: limit, source, request_id }, MESSAGES[what])
  }
}

const MESSAGES = {
  unknown: 'a key, session or sign-in link that opens nothing was shown; further ones of this minute are not logged',
  refused: 'a limit was reached; what comes on top in this minute is refused, and not logged',
} as const

/** What opens it, a link’s token or a key, stands in the body, which is read later. */
const isSignIn = (c: Context): boolean =>
  c.req.method === 'POST' && (c.req.path === '/sign-in' || c.req.path === '/sign-in/key')

const incomingOf = (c: Context) => (c.env as Partial<HttpBindings> | undefined)?.incoming

/** RateLimit header fields (draft-ietf-httpapi-ratelimit-headers-10). */
const rateHeaders = (limit: RateLimit, { limit: quota, remaining, reset_s }: Allowance): Record<string, string> => ({
  'ratelimit-policy': `"${limit}";q=${quota};w=${WINDOW_S}`,
  ratelimit: `"${limit}";r=${remaining};t=${reset_s}`,
})

const WHAT: Readonly<Record<RateLimit, string>> = {
  reads: 'More is being read',
  writes: 'More is being changed',
  uploads: 'More template files are being read',
  documents: 'More documents are being made',
  wrong_keys: 'More keys that open nothing come from this address',
  unknown_callers: 'More requests without a key come from this address',
  link_requests: 'More sign-in links are asked for from here',
  links_to_address: 'More sign-in links are asked for to this e-mail address',
}

function refuse(c: Context, limit: RateLimit, allowance: Allowance): never {
  for (const [name, value] of Object.entries(rateHeaders(limit, allowance))) c.header(name, value)
  return unwrap(
    fail(
      'too_many',
      `${WHAT[limit]} than the ${allowance.limit} that are taken in a minute. Go on in ${allowance.reset_s} s.`,
      { limit: allowance.limit, retry_after_s: allowance.reset_s },
    ),
  )
}

const WAITING = fail('too_many', 'More of your requests wait at once than are taken. Send them one after the other.', {
  retry_after_s: 1,
})
