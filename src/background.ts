/** What runs behind the scenes of one instance: the read models, the process manager, its performers and the sweep. */
import type { Clock } from './ports/clock.ts'
import type { Logger } from './ports/logger.ts'
import type { Operations } from './ports/operations.ts'
import type { Subscriber } from './ports/subscriber.ts'
import { PROJECTIONS } from './projections/all.ts'
import { requestRetry } from './projections/parking.ts'
import { rebuild, runProjection } from './projections/rebuild.ts'
import { runSubscription, type RunnerDeps } from './projections/runner.ts'
import { perform, type PerformDeps } from './processes/perform.ts'
import { keepSweeping, type SweepDeps } from './processes/sweep.ts'

export interface BackgroundDeps extends RunnerDeps, PerformDeps, SweepDeps {
  readonly clock: Clock
  readonly logger: Logger
  readonly processManager: Subscriber
}

/** Starts everything; the function it gives ends it and resolves when the last transaction is over. */
export function runBackground(deps: BackgroundDeps): () => Promise<void> {
  const stop = new AbortController()
  const { signal } = stop
  const subscriptions = [
    ...PROJECTIONS.map((projection) => runProjection(deps, projection, signal)),
    runSubscription(deps, deps.processManager, signal),
  ]
  const working = deps.wakeUps.work((wakeUp) => perform(deps, wakeUp), signal)
  const sweeping = keepSweeping(deps, signal)
  return async () => {
    stop.abort()
    await Promise.allSettled([working, sweeping, ...subscriptions.map(({ done }) => done)])
  }
}

/** What operators can set going. A rebuild runs on after the answer; `stopped` ends it with the service. */
export function operationsOn(deps: RunnerDeps, stopped: AbortSignal): Operations & { readonly settled: () => Promise<void> } {
  const running = new Map<string, Promise<unknown>>()
  return {
    async rebuild(name) {
      const projection = PROJECTIONS.find((one) => one.name === name)
      if (projection === undefined) return false
      if (running.has(name)) return true
      await new Promise<void>((underWay) => {
        const run = rebuild(deps, projection, stopped, () => underWay())
          .catch((error: unknown) => deps.logger.error({ projection: name, error: error instanceof Error ? error.message : String(error) }, 'rebuild failed'))
          .finally(() => {
            running.delete(name)
            underWay()
          })
        running.set(name, run)
      })
      return true
    },
    retryStream: (subscription, stream) => requestRetry(deps.db, subscription, stream),
    settled: async () => void (await Promise.allSettled(running.values())),
  }
}
