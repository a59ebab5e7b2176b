/**
 * Limits calls to Slack: posts in a channel and in a workspace within sliding windows, and no call of a method in a
 * workspace before Slack's `Retry-After` is over.
 */
import { LRUCache } from 'lru-cache'

/** So many in any stretch of so many milliseconds. */
export interface PostingWindow {
  readonly most: number
  readonly ms: number
}

/** The windows of a channel and of a workspace; Slack's by default. */
export interface PostingWindows {
  readonly channel?: PostingWindow
  readonly workspace?: PostingWindow
}

/**
 * “1 per second” with “short bursts”: five in five seconds, and a little more for networks.
 * https://docs.slack.dev/apis/web-api/rate-limits
 */
const CHANNEL: PostingWindow = { most: 5, ms: 5250 }
/** “Several hundred messages per minute”. https://docs.slack.dev/reference/methods/chat.postMessage#rate_limiting */
const WORKSPACE: PostingWindow = { most: 280, ms: 60_000 }
/** More than clocks are corrected by while they run. */
const SET_BACK_MS = 60_000

/** Where a message is posted. */
interface Place {
  readonly team: string
  readonly channel: string
}

/**
 * Times are milliseconds since 1970. Old entries are evicted; all of them once the clock was set back, or everybody
 * would wait until it is there again.
 */
export class RateLimiter {
  readonly #channel: PostingWindow
  readonly #workspace: PostingWindow
  /** When messages were or will be posted, in order: by channel, and by workspace. */
  readonly #channels = new LRUCache<string, readonly number[]>({ max: 20_000 })
  readonly #workspaces = new LRUCache<string, readonly number[]>({ max: 10_000 })
  /** When each message's turn in its channel comes. */
  readonly #turns = new LRUCache<string, number>({ max: 20_000 })
  readonly #limits = new LRUCache<string, number>({ max: 20_000 })
  #latest = 0

  constructor({ channel = CHANNEL, workspace = WORKSPACE }: PostingWindows = {}) {
    this.#channel = channel
    this.#workspace = workspace
  }

  /**
   * Reserves a message's turn in its channel and workspace; returns the milliseconds until then. Reserving again for
   * the same `post` returns the same turn, until it is released.
   */
  reserveTurn({ team, channel }: Place, post: string, now: number): number {
    this.#look(now)
    const own = this.#turns.get(post)
    if (own !== undefined) return Math.max(0, own - now)
    const place = `${team} ${channel}`
    const turn = Math.max(
      now,
      earliest(this.#channels.get(place), this.#channel),
      earliest(this.#workspaces.get(team), this.#workspace),
    )
    this.#channels.set(place, withTurn(this.#channels.get(place), turn, now - this.#channel.ms))
    this.#workspaces.set(team, withTurn(this.#workspaces.get(team), turn, now - this.#workspace.ms))
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
    if (now < this.#latest - SET_BACK_MS)
      for (const times of [this.#channels, this.#workspaces, this.#turns, this.#limits]) times.clear()
    this.#latest = now
  }

  /** Records that Slack asked for a pause. */
  blockUntil(team: string, method: string, until: number): void {
    this.#limits.set(`${team} ${method}`, until)
  }
}

/** When a window has room again; turns that are still to come count, too. */
const earliest = (turns: readonly number[] = [], { most, ms }: PostingWindow): number =>
  (turns.at(-most) ?? Number.NEGATIVE_INFINITY) + ms

/** In order, without those that have left the window. */
const withTurn = (turns: readonly number[] = [], turn: number, over: number): number[] =>
  [...turns.filter((at) => at > over), turn].toSorted((a, b) => a - b)
