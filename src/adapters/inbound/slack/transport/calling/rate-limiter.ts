/**
 * Limits calls to Slack: about one message a second per channel, and no call of a method in a workspace before Slack's
 * `Retry-After` is over.
 */
import { LRUCache } from 'lru-cache'

/** Slack accepts a short burst of messages, then one a second. */
const BURST = 3
const INTERVAL_MS = 1000
/** More than clocks are corrected by while they run. */
const SET_BACK_MS = 60_000

/**
 * Times are milliseconds since 1970. Old entries are evicted; all of them once the clock was set back, or everybody
 * would wait until it is there again.
 */
export class RateLimiter {
  /** When each channel's burst is used up, so that the next message must wait. */
  readonly #channels = new LRUCache<string, number>({ max: 20_000 })
  /** When each message's turn in its channel comes. */
  readonly #turns = new LRUCache<string, number>({ max: 20_000 })
  readonly #limits = new LRUCache<string, number>({ max: 20_000 })
  #latest = 0

  /**
   * Reserves a message's turn in its channel; returns the milliseconds until then. Reserving again returns the same
   * turn.
   */
  reserveTurn(channel: string, post: string, now: number): number {
    this.#look(now)
    const own = this.#turns.get(post)
    if (own !== undefined) return Math.max(0, own - now)
    const paid = Math.max(this.#channels.get(channel) ?? 0, now) + INTERVAL_MS
    this.#channels.set(channel, paid)
    const turn = Math.max(now, paid - BURST * INTERVAL_MS)
    this.#turns.set(post, turn)
    return turn - now
  }

  /** Releases a used turn: the message needs another one when it is retried. */
  releaseTurn(post: string): void {
    this.#turns.delete(post)
  }

  /** The milliseconds until a method may be called again. */
  waitBefore(team: string, method: string, now: number): number {
    this.#look(now)
    return Math.max(0, (this.#limits.get(`${team} ${method}`) ?? 0) - now)
  }

  #look(now: number): void {
    if (now < this.#latest - SET_BACK_MS) for (const times of [this.#channels, this.#turns, this.#limits]) times.clear()
    this.#latest = now
  }

  /** Records that Slack asked for a pause. */
  blockUntil(team: string, method: string, until: number): void {
    this.#limits.set(`${team} ${method}`, until)
  }
}
