/** Records every few minutes that the background work runs. */
import { setTimeout as sleep } from 'node:timers/promises'
import { errorMessage } from '../domain/kernel/errors.ts'
import type { Clock } from '../ports/clock.ts'
import type { Logger } from '../ports/logger.ts'
import type { WorkingTimes } from '../ports/working-times.ts'

export interface KeepWorkingTimesDeps {
  readonly workingTimes: WorkingTimes
  readonly clock: Clock
  readonly logger: Logger
}

const INTERVAL_MS = 300_000

/** Until the signal fires. Never rejects: a failure is logged and tried again. The first record is the caller's. */
export async function keepWorkingTimes(deps: KeepWorkingTimesDeps, signal: AbortSignal): Promise<void> {
  for (;;) {
    await sleep(INTERVAL_MS, undefined, { signal }).catch(() => {})
    if (signal.aborted) return
    try {
      await deps.workingTimes.recordWorking(deps.clock.now())
    } catch (error) {
      deps.logger.error({ error: errorMessage(error) }, 'that the service runs could not be recorded')
    }
  }
}
