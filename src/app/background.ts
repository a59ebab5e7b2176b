/** The background work of one instance: read models, process manager, generation jobs, sweep and template cache. */
import type { Kysely } from 'kysely'
import type { Clock } from '../ports/clock.ts'
import type { Logger } from '../ports/logger.ts'
import type { Operations } from '../ports/read-models/operations.ts'
import type { ReadSchema } from '../ports/read-models/read-schema.ts'
import type { Subscriber } from '../ports/events/subscriber.ts'
import { PROJECTIONS } from '../projections/all.ts'
import { requestRetry } from '../projections/engine/parking.ts'
import { runProjection } from '../projections/engine/rebuild/run-projection.ts'
import {
  requestRebuild,
  requestRebuildOfAll,
  serveRebuildRequests,
  type BeginAnew,
} from '../projections/engine/rebuild/rebuild-requests.ts'
import { runSubscription, type RunnerDeps, type Subscription } from '../projections/engine/runner.ts'
import type { SubscriptionState } from '../projections/engine/subscription-state.ts'
import { LEDGER } from '../ledger/following/follow-log.ts'
import { PROCESS_MANAGER } from '../processes/generation-process-manager.ts'
import { runGeneration, type RunGenerationDeps } from '../processes/run-generation.ts'
import { keepDocumentsIndexed, type KeepDocumentsIndexedDeps } from '../processes/keep-documents-indexed.ts'
import { keepHouseHourly, type KeepHouseDeps } from '../processes/keep-house.ts'
import { keepWorkingTimes, type KeepWorkingTimesDeps } from '../processes/keep-working-times.ts'
import { keepSweeping, type SweepDeps } from '../processes/sweep.ts'
import { warmTemplates } from '../processes/warm-templates.ts'

export interface BackgroundDeps
  extends
    RunnerDeps,
    Omit<RunGenerationDeps, 'workingTimes' | 'documentIndex'>,
    SweepDeps,
    KeepHouseDeps,
    KeepWorkingTimesDeps,
    KeepDocumentsIndexedDeps {
  readonly clock: Clock
  readonly logger: Logger
  readonly processManager: Subscriber
  /** Runs the ledger; left out: there is none. */
  readonly runLedger?: ((signal: AbortSignal) => Subscription) | undefined
}

export interface Background {
  /** What each subscription is doing on this instance. */
  readonly subscriptions: () => readonly SubscriptionState[]
  /** Stops everything; resolves when the last transaction is over. */
  readonly stop: () => Promise<void>
}

/** Starts everything at once. */
export function runBackground(deps: BackgroundDeps): Background {
  const stop = new AbortController()
  const { signal } = stop
  const subscriptions = [
    ...PROJECTIONS.map((projection) => runProjection(deps, projection, signal)),
    runSubscription(deps, deps.processManager, signal),
    ...(deps.runLedger === undefined ? [] : [deps.runLedger(signal)]),
  ]
  const working = deps.generationJobs.work((job) => runGeneration(deps, job), signal)
  const sweeping = keepSweeping(deps, signal)
  const housekeeping = keepHouseHourly(deps, signal)
  const indexing = keepDocumentsIndexed(deps, signal)
  const recording = keepWorkingTimes(deps, signal)
  const warming = warmTemplates(deps, signal)
  const rebuilding = serveRebuildRequests(deps, PROJECTIONS, signal)
  return {
    subscriptions: () => subscriptions.map(({ state }) => state()),
    async stop() {
      stop.abort()
      await Promise.allSettled([
        working,
        sweeping,
        housekeeping,
        indexing,
        recording,
        warming,
        rebuilding,
        ...subscriptions.map(({ done }) => done),
      ])
    },
  }
}

/**
 * What operators can request on any instance; the instance that runs the read model carries it out. Who has everything
 * rebuilt takes the history as it is.
 */
export const operationsOn = (
  db: Kysely<ReadSchema>,
  acceptHistory: () => Promise<void>,
  beginTree: BeginAnew,
): Operations => ({
  rebuild: (name) => requestRebuild(db, PROJECTIONS, name),
  async rebuildAll() {
    await acceptHistory()
    await requestRebuildOfAll(db, PROJECTIONS, [PROCESS_MANAGER, LEDGER], beginTree)
  },
  retryStream: (subscription, stream) => requestRetry(db, subscription, stream),
})
