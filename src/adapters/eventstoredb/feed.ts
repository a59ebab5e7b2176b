/**
 * One subscription on the server, as long as it lasts: what it tells, in order. The client hands out events through a buffer, but tells of
 * checkpoints and of having caught up as soon as it reads them, ahead of the events before them. Here they wait for their turn.
 */
import { START, streamNameFilter, type AllStreamResolvedEvent, type AllStreamSubscription, type EventStoreDBClient } from '@eventstore/db-client'
import type { Position } from '../../ports/event-store.ts'
import { decodePosition, encodePosition } from './position.ts'
import { within, type TIMED_OUT, type Timers } from './timers.ts'

/** How many events of others the server may pass over before it tells how far it has come. */
const SEARCH_WINDOW = 500

export type Signal =
  | { readonly kind: 'event'; readonly event: AllStreamResolvedEvent }
  | { readonly kind: 'checkpoint'; readonly position: Position }
  | { readonly kind: 'caught_up' }
  | { readonly kind: 'fell_behind' }

type Marker = { readonly at: number; readonly signal: Signal }

export class Feed {
  readonly #subscription: AllStreamSubscription
  readonly #markers: Marker[] = []
  /** Events that the client put into its buffer, and that were taken out. */
  #pushed = 0
  #taken = 0
  #end: { readonly error: unknown } | undefined
  readonly #ended: AbortSignal
  #wake = () => {}
  readonly #wakeNow = () => this.#wake()

  /** After a position (undefined: from the start); `buffer` is how many events may wait here, before the server is held up. No wait outlasts `ended`. */
  constructor(client: EventStoreDBClient, prefixes: readonly string[], after: Position | undefined, buffer: number, ended: AbortSignal) {
    this.#ended = ended
    ended.addEventListener('abort', this.#wakeNow)
    const mark = (signal: Signal) => {
      this.#markers.push({ at: this.#pushed, signal })
      this.#wake()
    }
    const filter = streamNameFilter({
      prefixes: [...prefixes],
      maxSearchWindow: SEARCH_WINDOW,
      // A throw in here would end the subscription without a word.
      checkpointReached: async (_, position) => mark({ kind: 'checkpoint', position: encodePosition(position) }),
    })
    const from = after === undefined ? undefined : decodePosition(after)
    const fromPosition = from === undefined || from.commit === 0n ? START : from
    this.#subscription = client.subscribeToAll({ fromPosition, filter, requiresLeader: true }, { highWaterMark: buffer })
    this.#countPushes()
    const end = (error?: unknown) => {
      this.#end ??= { error }
      this.#wake()
    }
    this.#subscription
      .on('caughtUp', () => mark({ kind: 'caught_up' }))
      .on('fellBehind' as 'caughtUp', () => mark({ kind: 'fell_behind' }))
      .on('readable', this.#wakeNow)
      .on('error', end)
      .on('end', () => end())
      .on('close', () => end())
  }

  /** What comes next, if it is here. */
  take(): Signal | undefined {
    const marker = this.#markers[0]
    if (marker !== undefined && marker.at === this.#taken) {
      this.#markers.shift()
      return marker.signal
    }
    const event = this.#subscription.read() as AllStreamResolvedEvent | null
    if (event === null) return undefined
    this.#taken++
    return { kind: 'event', event }
  }

  /** Puts a signal back that the caller has no use for yet. */
  untake(signal: Signal): void {
    this.#markers.unshift({ at: this.#taken, signal })
  }

  /** How it ended; undefined while it goes on. What came before the end can still be taken. */
  get end(): { readonly error: unknown } | undefined {
    return this.#end
  }

  /** Resolves when there may be something to take or it has ended; `TIMED_OUT` after `ms` of silence. */
  async wait(timers: Timers, ms: number): Promise<typeof TIMED_OUT | void> {
    if (this.#ended.aborted || this.#end !== undefined || this.#subscription.readableLength > 0 || this.#markers[0]?.at === this.#taken) return
    const woken = new Promise<void>((resolve) => {
      this.#wake = resolve
    })
    return within(timers, ms, woken)
  }

  /** Ends it on the server too. */
  async stop(): Promise<void> {
    this.#ended.removeEventListener('abort', this.#wakeNow)
    await this.#subscription.unsubscribe().catch(() => {})
    this.#subscription.destroy()
  }

  #countPushes(): void {
    const subscription = this.#subscription
    const push = subscription.push.bind(subscription)
    subscription.push = (event: unknown) => {
      if (event !== null) this.#pushed++
      return push(event)
    }
  }
}
