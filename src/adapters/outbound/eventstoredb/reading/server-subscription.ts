/**
 * One subscription on the server, as long as it lasts: what it tells, in order. So much is taken from the server ahead
 * of who reads it here, and no more.
 */
import type { EventStoreDBClient } from '@eventstore/db-client'
import type { Position } from '../../../../ports/events/event-store.ts'
import { readAfter } from './position.ts'
import { openRead, readError, type ReadCall } from './read-call.ts'
import { EMPTY, type ReadAnswer } from './read-messages.ts'
import { withTimeout, type TIMED_OUT, type Timers } from '../connection/timers.ts'

/** How many events of others the server may pass over before it tells how far it has come. */
const SEARCH_WINDOW = 500

export class ServerSubscription {
  readonly #buffer: number
  /** What is taken from, and what has come in since. */
  #ready: ReadAnswer[] = []
  #next = 0
  #arrived: ReadAnswer[] = []
  #call: ReadCall | undefined
  #end: { readonly error: unknown } | undefined
  readonly #ended: AbortSignal
  #wake = () => {}
  readonly #wakeNow = () => this.#wake()

  /**
   * After a position (undefined: from the start); `buffer` is how many events may wait here, before the server is held
   * up. No wait outlasts `ended`.
   */
  constructor(
    client: EventStoreDBClient,
    prefixes: readonly string[],
    after: Position | undefined,
    buffer: number,
    ended: AbortSignal,
  ) {
    this.#buffer = buffer
    this.#ended = ended
    ended.addEventListener('abort', this.#wakeNow)
    const filter = { stream_identifier: { prefix: prefixes }, max: SEARCH_WINDOW, checkpointIntervalMultiplier: 1 }
    const opened = openRead(client, { all: readAfter(after), subscription: EMPTY, filter })
    opened.then(
      (call) => this.#listen(call),
      (error: unknown) => this.#finish(error),
    )
  }

  /** What comes next, if it is here. */
  shift(): ReadAnswer | undefined {
    if (this.#next === this.#ready.length && this.#arrived.length > 0) {
      this.#ready = this.#arrived
      this.#arrived = []
      this.#next = 0
    }
    const answer = this.#ready[this.#next]
    if (answer === undefined) return undefined
    this.#next++
    if (this.#waiting <= this.#buffer / 2 && this.#call?.isPaused() === true) this.#call.resume()
    return answer
  }

  /** Puts one back in front, since the caller has no use for it yet: one at a time. */
  unshift(answer: ReadAnswer): void {
    this.#ready[--this.#next] = answer
  }

  /** How it ended; undefined while it goes on. What came before the end can still be taken. */
  get end(): { readonly error: unknown } | undefined {
    return this.#end
  }

  /** Resolves when there may be something to take or it has ended; `TIMED_OUT` after `ms` of silence. */
  async wait(timers: Timers, ms: number): Promise<typeof TIMED_OUT | void> {
    if (this.#ended.aborted || this.#end !== undefined || this.#waiting > 0) return
    const woken = new Promise<void>((resolve) => {
      this.#wake = resolve
    })
    return withTimeout(timers, ms, woken)
  }

  /** Ends it on the server too. */
  stop(): void {
    this.#ended.removeEventListener('abort', this.#wakeNow)
    this.#finish(undefined)
    this.#call?.cancel()
    // A call that the server ended while it was held up would keep its last answers for ever, and the client that call.
    this.#call?.destroy()
  }

  get #waiting(): number {
    return this.#ready.length - this.#next + this.#arrived.length
  }

  #listen(call: ReadCall): void {
    this.#call = call
    call
      .on('data', (answer: ReadAnswer) => {
        this.#arrived.push(answer)
        if (this.#waiting >= this.#buffer) call.pause()
        this.#wake()
      })
      .on('error', (error) => this.#finish(readError(error)))
      .on('end', () => this.#finish(undefined))
      .on('close', () => this.#finish(undefined))
    // Stopped while it was being opened.
    if (this.#end !== undefined) this.stop()
  }

  #finish(error: unknown): void {
    this.#end ??= { error }
    this.#wake()
  }
}
