/** How fast Slack may be called: about one post a second in a channel, and no call of a method in a workspace before Slack's `Retry-After` is over. */
import { LRUCache } from 'lru-cache'

/** Slack lets a few posts through at once, and one a second after them. */
const BURST = 3
const EVERY_MS = 1000

/** Times are milliseconds since 1970; what is long past is forgotten. */
export class Pace {
  /** When each channel's posts so far will have been paid for. */
  readonly #channels = new LRUCache<string, number>({ max: 20_000 })
  readonly #limits = new LRUCache<string, number>({ max: 20_000 })

  /** Takes a turn in a channel; gives after how many milliseconds it may be used. A turn that is not used is lost. */
  turn(channel: string, now: number): number {
    const paid = Math.max(this.#channels.get(channel) ?? 0, now) + EVERY_MS
    this.#channels.set(channel, paid)
    return Math.max(0, paid - now - BURST * EVERY_MS)
  }

  /** After how many milliseconds a method may be called again. */
  waitFor(team: string, method: string, now: number): number {
    return Math.max(0, (this.#limits.get(`${team} ${method}`) ?? 0) - now)
  }

  /** Slack asked for a pause. */
  limited(team: string, method: string, until: number): void {
    this.#limits.set(`${team} ${method}`, until)
  }
}
