/** Records regularly that the service is awake, and starts catching up after a gap. */
import { setTimeout as pause } from 'node:timers/promises'
import { errorMessage } from '../../../../../domain/kernel/errors.ts'
import { GAP_MS, type CatchUpDeps, catchUp } from './catch-up.ts'

const HEARTBEAT_MS = 20_000

/** Records heartbeats and catches up with missed messages until the signal fires. */
export async function runHeartbeat(deps: CatchUpDeps, signal: AbortSignal): Promise<void> {
  let catching: Promise<void> | undefined
  for (let gap_ms = 0; !signal.aborted; gap_ms = GAP_MS) {
    await deps.whenConnected?.(signal)
    if (signal.aborted) break
    try {
      // At the start any gap counts.
      const since = await deps.records.recordHeartbeat(gap_ms)
      if (since !== undefined && catching === undefined) {
        catching = catchUp(deps, since, signal)
          .catch((error: unknown) =>
            deps.logger.error(
              { error: errorMessage(error) },
              'what was missed in Slack could not be read; it is tried again',
            ),
          )
          .finally(() => {
            catching = undefined
          })
      }
    } catch (error) {
      deps.logger.warn({ error: errorMessage(error) }, 'the Slack adapter could not say that it is awake')
    }
    await pause(HEARTBEAT_MS, undefined, { signal }).catch(() => {})
  }
  await catching
}
