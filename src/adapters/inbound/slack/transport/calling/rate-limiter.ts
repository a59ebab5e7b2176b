/**
 * How fast Slack may be called: about one post a second in a channel, and no call of a method in a workspace before
 * Slack's `Retry-After` is over.
 */
import { LRUCache } from 'lru-cache'

/** Slack lets a few posts through at once, and one a second after them. */
const BURST = 3
const INTERVAL_MS = 1000

/** Times are milliseconds since 1970; what is long past is forgotten. */
export class RateLimiter {
  /** When each channel's posts so far will have been paid for. */
  readonly #channels = new LRUCache<string, number>({ max: 20_000 })
  /** When each post's turn in its channel is. */
  readonly #turns = new LRUCache<string, number>({ max: 20_000 })
  readonly #limits = new LRUCache<string, number>({ max: 20_000 })

  /**
   * A post's turn in a channel, its own until it is used, however often it comes for it; gives after how many
   * milliseconds it is there.
   */
  reserveTurn(channel: string, post: string, now: number): number {
    const own = this.#turns.get(post)
    if (own !== undefined) return Math.max(0, own - now)
    const paid = Math.max(this.#channels.get(channel) ?? 0, now) + INTERVAL_MS
    this.#channels.set(channel, paid)
    const turn = Math.max(now, paid - BURST * INTERVAL_MS)
    this.#turns.set(post, turn)
    return turn - now
  }

  /** The post is made: the next time it needs another turn. */
  releaseTurn(post: string): void {
    this.#turns.delete(post)
  }

  /** After how many milliseconds a method may be called again. */
  waitBefore(team: string, method: string, now: number): number {
    return Math.max(0, (this.#limits.get(`${team} ${method}`) ?? 0) - now)
  }

  /** Slack asked for a pause. */
  blockUntil(team: string, method: string, until: number): void {
    this.#limits.set(`${team} ${method}`, until)
  }
}
