/**
 * A catch-up subscription to `$all` that resumes after every drop. The server drops a live subscriber when more than 32
 * events arrive at once, and a connection may end, break or fall silent at any time. Each time, the next subscription
 * starts after the last position that the consumer has handled.
 */
import { setImmediate as endOfTurn } from 'node:timers/promises'
import {
  StoreUnavailable,
  type Batch,
  type Position,
  type StoredEvent,
  type SubscribeOptions,
} from '../../../../ports/events/event-store.ts'
import type { Logger } from '../../../../ports/logger.ts'
import { assertNotBeyondEnd, assertReadable } from '../checkpoints.ts'
import { AccessDenied } from '../connection/errors.ts'
import { describeFailure, classifyFailure, mayBeUnreadablePosition } from '../connection/failures.ts'
import { ServerSubscription } from './server-subscription.ts'
import type { HeadFinder } from './head.ts'
import { comparePositions, positionOf, START_POSITION } from './position.ts'
import type { ReadAnswer } from './read-messages.ts'
import type { RetryingReader } from './reader.ts'
import type { ServerConnection } from '../connection/server-connection.ts'
import { recordOf, toStoredEvent } from './stored-event.ts'
import type { StreamNames } from '../stream-names.ts'
import { backoff, pause, TIMED_OUT, type Timers } from '../connection/timers.ts'

/** After this long without a message the subscription may be stuck and is renewed, which is cheap. */
export const SILENCE_TIMEOUT_MS = 60_000
/** While catching up: how long a batch that is not full waits for more. */
const BATCH_WAIT_MS = 20
const RETRY_MS = 100
const MAX_RETRY_MS = 5000

export interface SubscriptionDeps {
  readonly connection: ServerConnection
  readonly reader: RetryingReader
  readonly head: HeadFinder
  readonly names: StreamNames
  readonly timers: Timers
  readonly logger: Logger
  /** Fires when the store closes. */
  readonly closing: AbortSignal
}

/** How far the consumer has come. */
interface Progress {
  position: Position | undefined
  /** The consumer has been given a batch with `caught_up`. */
  reportedCaughtUp: boolean
}

/**
 * Yields batches of our events after a position (undefined: from the start) until `signal` or the store's closing ends
 * it. Retries with backoff. Throws `AccessDenied` and `ForeignPosition`, which no retry can heal.
 */
export async function* subscribeToAll(
  deps: SubscriptionDeps,
  after: Position | undefined,
  { signal, batch_size }: SubscribeOptions,
): AsyncIterable<Batch> {
  const ended = AbortSignal.any([signal, deps.closing])
  const progress: Progress = { position: after, reportedCaughtUp: false }
  for (let drops = 0; !ended.aborted; drops++) {
    // One drop is normal: no pause. A second one without progress in between means trouble.
    if (drops > 1) await pause(deps.timers, backoff(deps.timers, RETRY_MS, MAX_RETRY_MS, drops - 1), ended)
    const before = progress.position
    const error = yield* subscribeOnce(deps, progress, Math.max(1, batch_size), ended)
    // Renewing a silent subscription does not count as a drop.
    if (progress.position !== before || error === TIMED_OUT) drops = 0
    if (drops === 1 && !ended.aborted) {
      deps.logger.warn(
        { reason: describeFailure(error) },
        'A subscription to EventStoreDB was dropped twice in a row; it is being resumed',
      )
    }
  }
}

/** Runs one subscription until it drops; returns the reason. Throws errors that resuming cannot heal. */
async function* subscribeOnce(
  deps: SubscriptionDeps,
  progress: Progress,
  size: number,
  ended: AbortSignal,
): AsyncGenerator<Batch, unknown> {
  const { connection, reader, names } = deps
  const { position } = progress
  if (position !== undefined) {
    const unavailable = await checkUnlessEnded(assertNotBeyondEnd(reader, position), ended)
    if (unavailable !== undefined) return unavailable
  }
  if (ended.aborted) return undefined
  // Buffers two batches: the next one arrives while the consumer handles one.
  const subscription = new ServerSubscription(connection, names.prefixes, position, 2 * size, ended)
  try {
    const error = yield* yieldBatches(deps, subscription, progress, size, ended)
    if (classifyFailure(error) === 'denied') throw new AccessDenied(describeFailure(error), { cause: error })
    if (progress.position === position && position !== undefined && mayBeUnreadablePosition(error)) {
      return (await checkUnlessEnded(assertReadable(reader, position), ended)) ?? error
    }
    return error
  } finally {
    subscription.stop()
  }
}

async function* yieldBatches(
  deps: SubscriptionDeps,
  subscription: ServerSubscription,
  progress: Progress,
  size: number,
  ended: AbortSignal,
): AsyncGenerator<Batch, unknown> {
  let live = false
  while (!ended.aborted) {
    const collected = await collectBatch(deps, subscription, { from: progress.position, size, live, ended })
    live = collected.live
    const { events, position, caught_up } = collected
    if (position !== undefined || (caught_up && !progress.reportedCaughtUp)) {
      const batch = { events, position: position ?? progress.position ?? START_POSITION, caught_up }
      yield batch
      // Asked for more: the consumer has handled this batch.
      progress.position = batch.position
      progress.reportedCaughtUp = caught_up
    } else if (subscription.end !== undefined) {
      return subscription.end.error
    } else if ((await subscription.wait(deps.timers, SILENCE_TIMEOUT_MS)) === TIMED_OUT) {
      return TIMED_OUT
    }
  }
  return undefined
}

interface BatchRequest {
  readonly from: Position | undefined
  readonly size: number
  readonly live: boolean
  readonly ended: AbortSignal
}

interface CollectedBatch {
  readonly events: StoredEvent[]
  /** The position up to which this batch reads; undefined when nothing arrived. */
  readonly position: Position | undefined
  readonly caught_up: boolean
  readonly live: boolean
}

/**
 * Collects what has arrived, up to a batch. While catching up, it waits a little for a full batch; live, it returns at
 * once. A checkpoint after the last event is left for the next batch, so that a batch ends at its last event.
 */
async function collectBatch(
  deps: SubscriptionDeps,
  subscription: ServerSubscription,
  { from, size, live: wasLive, ended }: BatchRequest,
): Promise<CollectedBatch> {
  const events: StoredEvent[] = []
  let position: Position | undefined
  let deferredCheckpoint: ReadAnswer | undefined
  let live = wasLive
  while (events.length < size) {
    const answer = subscription.shift()
    if (answer === undefined) {
      const willCome = !live && events.length > 0 && subscription.end === undefined && !ended.aborted
      if (!willCome || (await subscription.wait(deps.timers, BATCH_WAIT_MS)) === TIMED_OUT) break
      // Lets everything from the same packets arrive.
      await endOfTurn()
    } else if (answer.event !== null) {
      const event = toStoredEvent(answer.event, deps.names)
      position = event?.position ?? positionOf(recordOf(answer.event))
      deferredCheckpoint = undefined
      if (event !== undefined) events.push(event)
    } else if (answer.checkpoint !== null) {
      const [checkpoint, passed] = [positionOf(answer.checkpoint), position ?? from]
      if (passed !== undefined && comparePositions(checkpoint, passed) <= 0) continue
      if (events.length > 0) deferredCheckpoint = answer
      else position = checkpoint
    } else if (answer.caught_up !== null) {
      live = true
    } else if (answer.fell_behind !== null) {
      live = false
    }
  }
  const last = events.at(-1)
  if (last !== undefined) deps.head.observe(last.position)
  if (deferredCheckpoint !== undefined) subscription.unshift(deferredCheckpoint)
  return { events, position, live, caught_up: live && deferredCheckpoint === undefined && events.length < size }
}

/**
 * Waits for a check, but not beyond the end of the subscription. Returns the outage if the check could not be made;
 * throws when it failed.
 */
async function checkUnlessEnded(check: Promise<void>, ended: AbortSignal): Promise<StoreUnavailable | undefined> {
  const stopped = new AbortController()
  const end = new Promise<void>((resolve) => {
    if (ended.aborted) resolve()
    ended.addEventListener('abort', () => resolve(), { signal: stopped.signal })
  })
  try {
    await Promise.race([check, end])
    return undefined
  } catch (error) {
    if (error instanceof StoreUnavailable) return error
    throw error
  } finally {
    stopped.abort()
    check.catch(() => {})
  }
}
