/**
 * Rate limits in the memory of this process, which decides alone; what it has counted goes to a store that instances
 * share in portions, and comes back as a block. So no request waits for that store, and together N instances let
 * through at most N portions more than the limit.
 */
import { RateLimiterMemory, RateLimiterRes, type RateLimiterAbstract } from 'rate-limiter-flexible'
import type { Logger } from '../../../ports/logger.ts'
import {
  RATE_LIMITS,
  WINDOW_S,
  type Allowance,
  type RateLimit,
  type RateLimits,
} from '../../../ports/limits/rate-limits.ts'
import type { SharedCounters } from './shared-counters.ts'

/** How many of each there may be in a minute; 0 or left out: no limit. */
export type RateLimitSettings = Readonly<Partial<Record<RateLimit, number>>>

export interface SharedCounting {
  readonly counters: SharedCounters
  /** Callers and addresses are not written down there as they are. */
  readonly digest: (who: string) => string
}

/** One of so many parts of a limit is counted here before it is counted together. */
const PORTIONS = 10

export class CountedRateLimits implements RateLimits {
  readonly #counters: ReadonlyMap<RateLimit, Counter>

  /** `shared`: where instances count together; left out for an instance alone. */
  constructor(settings: RateLimitSettings, logger: Logger, shared?: SharedCounting) {
    this.#counters = new Map(
      RATE_LIMITS.map((name) => [name, settings[name] ?? 0] as const)
        .filter(([, limit]) => limit > 0)
        .map(([name, limit]) => [name, new Counter(name, limit, logger, shared)]),
    )
  }

  async take(limit: RateLimit, who: string): Promise<Allowance | undefined> {
    return this.#counters.get(limit)?.take(who)
  }

  async giveBack(limit: RateLimit, who: string): Promise<void> {
    await this.#counters.get(limit)?.giveBack(who)
  }
}

class Counter {
  readonly #limit: number
  readonly #portion: number
  readonly #own: RateLimiterMemory
  readonly #shared: RateLimiterAbstract | undefined
  readonly #digest: (who: string) => string
  readonly #logger: Logger

  constructor(name: RateLimit, limit: number, logger: Logger, shared: SharedCounting | undefined) {
    this.#limit = limit
    this.#portion = Math.max(1, Math.floor(limit / PORTIONS))
    this.#own = new RateLimiterMemory({ points: limit, duration: WINDOW_S })
    this.#shared = shared?.counters(name, limit)
    this.#digest = shared?.digest ?? ((who) => who)
    this.#logger = logger
  }

  async take(who: string): Promise<Allowance> {
    const counted = await consume(this.#own, who, 1)
    const { consumedPoints, msBeforeNext } = counted
    const allowed = consumedPoints <= this.#limit
    if (allowed && consumedPoints % this.#portion === 0) void this.#countTogether(who)
    return {
      allowed,
      limit: this.#limit,
      remaining: Math.max(0, this.#limit - consumedPoints),
      reset_s: Math.min(WINDOW_S, Math.max(1, Math.ceil(msBeforeNext / 1000))),
      first: consumedPoints === 1,
    }
  }

  async giveBack(who: string): Promise<void> {
    await this.#own.reward(who)
  }

  /** Not waited for: it says only how it goes on. */
  async #countTogether(who: string): Promise<void> {
    if (this.#shared === undefined) return
    try {
      const { consumedPoints, msBeforeNext } = await consume(this.#shared, this.#digest(who), this.#portion)
      if (consumedPoints > this.#limit) await this.#own.block(who, Math.ceil(msBeforeNext / 1000))
    } catch (error) {
      this.#logger.warn(
        { error: error instanceof Error ? error.name : 'unknown' },
        'requests are counted by each instance alone for the moment',
      )
    }
  }
}

/** The library rejects with the count where it is over the limit, and with an `Error` where its store fails. */
async function consume(limiter: RateLimiterAbstract, who: string, points: number): Promise<RateLimiterRes> {
  try {
    return await limiter.consume(who, points)
  } catch (error) {
    if (error instanceof RateLimiterRes) return error
    throw error
  }
}
