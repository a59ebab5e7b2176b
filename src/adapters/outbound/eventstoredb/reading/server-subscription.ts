/**
 * One subscription on the server: its messages in order, in a bounded buffer. A full buffer pauses the stream, which
 * holds the server up (backpressure).
 */
import type { Position } from '../../../../ports/events/event-store.ts'
import { readAfter } from './position.ts'
import type { ServerConnection } from '../connection/server-connection.ts'
import { openRead, readError, type ReadCall } from './read-call.ts'
import { EMPTY, type ReadAnswer } from './read-messages.ts'
import { withTimeout, type TIMED_OUT, type Timers } from '../connection/timers.ts'

/** How many records that the filter drops the server may pass before it sends a checkpoint. */
const SEARCH_WINDOW = 500

export class ServerSubscription {
  readonly #buffer: number
  /** The part that is being read, and what has arrived since. */
  #ready: ReadAnswer[] = []
  #next = 0
  #arrived: ReadAnswer[] = []
  #call: ReadCall | undefined
  #end: { readonly error: unknown } | undefined
  readonly #ended: AbortSignal
  #wake = () => {}
  readonly #wakeNow = () => this.#wake()

  /**
   * Subscribes after a position (undefined: from the start). `buffer`: how many messages may wait here before the
   * stream is paused. No wait outlasts `ended`.
   */
  constructor(
    connection: ServerConnection,
    prefixes: readonly string[],
    after: Position | undefined,
    buffer: number,
    ended: AbortSignal,
  ) {
    this.#buffer = buffer
    this.#ended = ended
    ended.addEventListener('abort', this.#wakeNow)
    const filter = { stream_identifier: { prefix: prefixes }, max: SEARCH_WINDOW, checkpointIntervalMultiplier: 1 }
    const opened = openRead(connection, { all: readAfter(after), subscription: EMPTY, filter })
    opened.then(
      (call) => this.#listen(call),
      (error: unknown) => this.#finish(error),
    )
  }

  /** Takes the next message, if one has arrived. */
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

  /** Puts the message that was taken last back in front. */
  unshift(answer: ReadAnswer): void {
    this.#ready[--this.#next] = answer
  }

  /** How it ended; undefined while it runs. Messages from before the end can still be taken. */
  get end(): { readonly error: unknown } | undefined {
    return this.#end
  }

  /** Resolves when a message may be there or the subscription has ended; `TIMED_OUT` after `ms` without either. */
  async wait(timers: Timers, ms: number): Promise<typeof TIMED_OUT | void> {
    if (this.#ended.aborted || this.#end !== undefined || this.#waiting > 0) return
    const woken = new Promise<void>((resolve) => {
      this.#wake = resolve
    })
    return withTimeout(timers, ms, woken)
  }

  /** Ends the subscription, on the server too. */
  stop(): void {
    this.#ended.removeEventListener('abort', this.#wakeNow)
    this.#finish(undefined)
    this.#call?.cancel()
    // A paused call that the server ended would keep its last messages, and would stay open.
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
