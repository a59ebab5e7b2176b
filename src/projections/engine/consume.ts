/**
 * Processes batches for one subscriber: its changes and its checkpoint are written in one transaction; poison events
 * are parked.
 */
import type { Kysely } from 'kysely'
import type { Clock } from '../../ports/clock.ts'
import type { EventLog, RecordedOpenEvent } from '../../ports/events/event-log.ts'
import type { Batch } from '../../ports/events/event-store.ts'
import type { ReadSchema } from '../../ports/read-models/read-schema.ts'
import type { NumberedEvent, Subscriber } from '../../ports/events/subscriber.ts'
import type { Checkpoint, SubscriptionSession } from '../../ports/events/subscription-sessions.ts'
import {
  park,
  readParkedEvents,
  listParkedStreams,
  listRequestedRetries,
  recordFailedRetry,
  unpark,
} from './parking.ts'
import { isPoison, messageOf } from './poison.ts'

export interface ConsumeDeps {
  readonly db: Kysely<ReadSchema>
  readonly log: EventLog
  readonly clock: Clock
}

/** One run of a subscription, from the checkpoint at which it was opened. */
export class Consumer {
  readonly #deps: ConsumeDeps
  readonly #name: string
  readonly #subscriber: Subscriber
  readonly #session: SubscriptionSession
  readonly #parked: Set<string>
  /** What was seen. The stored checkpoint may lag behind while nothing changes. */
  #seen: Checkpoint
  #stored: Checkpoint
  rate = 0

  private constructor(
    deps: ConsumeDeps,
    name: string,
    subscriber: Subscriber,
    session: SubscriptionSession,
    parked: Set<string>,
    checkpoint: Checkpoint,
  ) {
    this.#deps = deps
    this.#name = name
    this.#subscriber = subscriber
    this.#session = session
    this.#parked = parked
    this.#seen = checkpoint
    this.#stored = checkpoint
  }

  /** `name` is the name of the session: the subscriber's own, or that of its rebuild. */
  static async open(
    deps: ConsumeDeps,
    name: string,
    subscriber: Subscriber,
    session: SubscriptionSession,
  ): Promise<Consumer> {
    const { position, handled } = await session.open()
    return new Consumer(deps, name, subscriber, session, await listParkedStreams(deps.db, name), { position, handled })
  }

  get checkpoint(): Checkpoint {
    return this.#seen
  }

  /** The stored checkpoint lags behind. */
  get hasUnstoredCheckpoint(): boolean {
    return this.#seen !== this.#stored
  }

  get hasParked(): boolean {
    return this.#parked.size > 0
  }

  /**
   * Handles a batch. A batch without events for this subscriber is only remembered; `storeCheckpoint` writes it later.
   */
  async handleBatch(batch: Batch<RecordedOpenEvent>): Promise<void> {
    const { handled, position } = this.#seen
    if (batch.position === position) return
    const after = { position: batch.position, handled: handled + batch.events.length }
    const events: NumberedEvent[] = []
    batch.events.forEach(({ stream, revision, position, envelope, event }, index) => {
      if (this.#subscriber.takes(event))
        events.push({ stream, revision, position, envelope, event, ordinal: handled + index })
    })
    if (events.length > 0) await this.#handle(events, after)
    else this.#seen = after
  }

  /** Stores the checkpoint of batches that changed nothing. */
  async storeCheckpoint(): Promise<void> {
    if (this.hasUnstoredCheckpoint) await this.#commit(this.#seen, async () => {})
  }

  /** Throws `CheckpointMoved` when another has moved the checkpoint. */
  async assertCheckpoint(): Promise<void> {
    await this.#session.check()
  }

  /** Retries parked streams for which that was requested. Streams that fail again stay parked. */
  async retryParked(): Promise<void> {
    for (const stream of await listRequestedRetries(this.#deps.db, this.#name)) {
      try {
        const events = await readParkedEvents(this.#deps.db, this.#deps.log, this.#name, stream)
        await this.#commit(this.#seen, async (transaction) => {
          if (events.length > 0) await this.#subscriber.handle(events, transaction)
          await unpark(transaction, this.#name, stream)
        })
        this.#parked.delete(stream)
      } catch (error) {
        if (!isPoison(error)) throw error
        await this.#commit(this.#seen, (transaction) =>
          recordFailedRetry(transaction, this.#name, stream, messageOf(error)),
        )
      }
    }
  }

  /** Handles all events at once. If one is poison, halves the batch until that event is alone, and parks it. */
  async #handle(events: readonly NumberedEvent[], after: Checkpoint): Promise<void> {
    const parked = this.hasParked ? events.filter(({ stream }) => this.#parked.has(stream)) : []
    const handled = parked.length === 0 ? events : events.filter(({ stream }) => !this.#parked.has(stream))
    try {
      await this.#commit(after, async (transaction) => {
        if (handled.length > 0) await this.#subscriber.handle(handled, transaction)
        if (parked.length > 0) await park(transaction, this.#name, parked, this.#deps.clock.now())
      })
    } catch (error) {
      if (!isPoison(error)) throw error
      if (events.length === 1) return this.#park(events[0]!, after, messageOf(error))
      const middle = Math.ceil(events.length / 2)
      const last = events[middle - 1]!
      await this.#handle(events.slice(0, middle), { position: last.position, handled: last.ordinal + 1 })
      await this.#handle(events.slice(middle), after)
    }
  }

  async #park(event: NumberedEvent, after: Checkpoint, error: string): Promise<void> {
    await this.#commit(after, (transaction) => park(transaction, this.#name, [event], this.#deps.clock.now(), error))
    this.#parked.add(event.stream)
  }

  async #commit(checkpoint: Checkpoint, write: Parameters<SubscriptionSession['commit']>[1]): Promise<void> {
    await this.#session.commit({ ...checkpoint, rate: Math.round(this.rate) }, write)
    this.#seen = checkpoint
    this.#stored = checkpoint
  }
}
