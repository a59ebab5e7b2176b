/** Runs one subscription while the service runs: it catches up, stays live, and restarts after any failure. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '../../ports/logger.ts'
import type { Subscriber } from '../../ports/events/subscriber.ts'
import type { Batch, Position, SubscribeOptions } from '../../ports/events/event-store.ts'
import {
  CheckpointMoved,
  type Checkpoint,
  type RunSession,
  type SubscriptionSession,
  type SubscriptionSessions,
} from '../../ports/events/subscription-sessions.ts'
import { Consumer, type ConsumeDeps } from './consume.ts'
import { messageOf } from './poison.ts'
import { RateMeter } from './rate-meter.ts'
import {
  initialSubscriptionState,
  evolveSubscription,
  type SubscriptionChange,
  type SubscriptionState,
} from './subscription-state.ts'
import { withIdleSignal } from './idle-signal.ts'

/** The ports of a running subscription. */
export interface RunnerDeps extends ConsumeDeps, Pick<FollowDeps, 'sessions' | 'logger'> {}

/** Where events come from in order. */
export interface EventSource<E> {
  subscribe(after: Position | undefined, options: SubscribeOptions): AsyncIterable<Batch<E>>
  head(): Promise<Position | undefined>
  compare(a: Position, b: Position): number
}

/** Takes batches of one run, and keeps the checkpoint. */
export interface BatchConsumer<E> {
  /** What was seen. */
  readonly checkpoint: Checkpoint
  /** The stored checkpoint lags behind. */
  readonly hasUnstoredCheckpoint: boolean
  readonly hasParked: boolean
  /** Events per second; stored with the checkpoint. */
  rate: number
  handleBatch(batch: Batch<E>): Promise<void>
  storeCheckpoint(): Promise<void>
  /** Throws `CheckpointMoved` when another has moved the checkpoint. */
  assertCheckpoint(): Promise<void>
  retryParked(): Promise<void>
}

/** A subscription by its name, what it follows, and what takes the events. */
export interface Follower<E> {
  readonly name: string
  /** It may run a moment after the events and take more of them at once, because nothing waits for it. */
  readonly batched?: boolean | undefined
  readonly source: EventSource<E>
  open(session: SubscriptionSession): Promise<BatchConsumer<E>>
}

interface FollowDeps {
  readonly sessions: SubscriptionSessions
  readonly logger: Logger
}

type Reopen = (session: SubscriptionSession, held: AbortSignal, taken: () => void) => Promise<void>

/** A running subscription. */
export interface Subscription {
  readonly state: () => SubscriptionState
  /** Settles when the signal fired and the last transaction is over. Never rejects. */
  readonly done: Promise<void>
}

/** The most events of one transaction. */
const BATCH_SIZE = 500
/** Without events for this long, a lagging checkpoint is stored and retries are looked for. */
const IDLE_MS = 250
/**
 * How long a `batched` subscriber lets events accumulate, so that commands do not queue behind many small transactions.
 */
const GATHER_MS = 40
/** Without events for this long, the checkpoint is checked: a rebuild may have replaced the read model. */
const CHECK_MS = 1000
/** Without progress for this long although the log has more, the subscription is restarted. */
const STALL_MS = 30_000
const FIRST_DELAY_MS = 100
const MAX_DELAY_MS = 10_000

/**
 * Starts the subscription. `reopen` runs each time this instance gets the right to run it, before it handles events (it
 * rebuilds after a version change). A slow `reopen` calls `taken` once it is under way.
 */
export function runSubscription(
  deps: RunnerDeps,
  subscriber: Subscriber,
  signal: AbortSignal,
  reopen?: Reopen,
): Subscription {
  const { name, batched } = subscriber
  const open = (session: SubscriptionSession) => Consumer.open(deps, name, subscriber, session)
  return runFollower(deps, { name, batched, source: deps.log, open }, signal, reopen)
}

/** Starts what follows a source of its own; `reopen` as above. */
export function runFollower<E>(
  deps: FollowDeps,
  follower: Follower<E>,
  signal: AbortSignal,
  reopen: Reopen = async () => {},
): Subscription {
  let state = initialSubscriptionState(follower.name)
  const update = (change: SubscriptionChange): void => {
    state = evolveSubscription(state, change)
  }

  async function follow(session: SubscriptionSession, held: AbortSignal, progressed: () => void): Promise<void> {
    await reopen(session, held, () => update({ type: 'taken' }))
    const consumer = await follower.open(session)
    const meter = new RateMeter()
    update({ type: 'taken', handled: consumer.checkpoint.handled })
    const stop = new AbortController()
    const inner = AbortSignal.any([held, stop.signal])
    const batches = follower.source.subscribe(consumer.checkpoint.position, { signal: inner, batch_size: BATCH_SIZE })
    let lastProgress = performance.now()
    try {
      for await (const batch of withIdleSignal(batches, () =>
        consumer.hasUnstoredCheckpoint || consumer.hasParked ? IDLE_MS : CHECK_MS,
      )) {
        if (held.aborted) return
        if (batch !== 'tick') {
          consumer.rate = meter.count(batch.events.length)
          await consumer.handleBatch(batch)
          lastProgress = performance.now()
          progressed()
          const {
            rate,
            hasParked: parked,
            checkpoint: { handled },
          } = consumer
          update({ type: 'moved', caught_up: batch.caught_up, handled, rate, parked })
          if (batch.caught_up && follower.batched === true)
            await sleep(GATHER_MS, undefined, { signal: held }).catch(() => {})
          continue
        }
        await (consumer.hasUnstoredCheckpoint ? consumer.storeCheckpoint() : consumer.assertCheckpoint())
        if (consumer.hasParked) await consumer.retryParked()
        update({ type: 'idle', rate: meter.count(0), parked: consumer.hasParked })
        if (performance.now() - lastProgress >= STALL_MS) {
          if (await isBehind(follower.source, consumer.checkpoint))
            throw new Error('The log has more events, but the subscription brings none: it is begun again.')
          lastProgress = performance.now()
        }
      }
      if (!held.aborted) throw new Error('The subscription ended by itself: it is begun again.')
      await consumer.storeCheckpoint()
    } finally {
      stop.abort()
    }
  }

  async function run(): Promise<void> {
    let failures = 0
    while (!signal.aborted) {
      try {
        const run: RunSession = (session, held) => follow(session, held, () => (failures = 0))
        await deps.sessions.hold(follower.name, signal, run, () => update({ type: 'held_elsewhere' }))
        update({ type: 'lost' })
      } catch (error) {
        if (signal.aborted) break
        if (error instanceof CheckpointMoved) {
          update({ type: 'lost' })
          continue
        }
        update({ type: 'failed', error: messageOf(error) })
        deps.logger.error(
          { subscription: follower.name, error: messageOf(error), failures: failures + 1 },
          'subscription failed and is begun again',
        )
        await sleep(backoff(failures++), undefined, { signal }).catch(() => {})
      }
    }
    update({ type: 'stopped' })
  }

  return { state: () => state, done: run() }
}

async function isBehind<E>(source: EventSource<E>, { position }: Checkpoint): Promise<boolean> {
  const head = await source.head()
  return head !== undefined && (position === undefined || source.compare(position, head) < 0)
}

/** Doubles from 100 ms to 10 s, with jitter so that instances do not retry in step. */
const backoff = (failures: number): number =>
  Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(failures, 10)) * (0.5 + Math.random() / 2)
