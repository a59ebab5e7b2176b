/** From when on events owe MACs, as setting, stores and database say. */
import {
  BrokenEventMacs,
  openEventMacs,
  type OpenedEventMacs,
} from '../../../adapters/outbound/crypto/mac-mark/open-event-macs.ts'
import { SqlMacMarks, type InstallationTable } from '../../../adapters/outbound/sql/mac-marks.ts'
import type { Checks } from '../../../adapters/inbound/web/api/routes/health.ts'
import type { Clock } from '../../../ports/clock.ts'
import type { EventStore } from '../../../ports/events/event-store.ts'
import type { KeyRing } from '../../../ports/keys/key-ring.ts'
import type { Logger } from '../../../ports/logger.ts'
import type { Config } from '../../config.ts'
import { versionOfPackage } from '../../version.ts'
import { tables, type Database } from './database.ts'

/** Throws `BrokenEventMacs`; see `openEventMacs` for what `takesBroken` lets pass. */
export const openMacs = (
  { event_macs }: Config,
  { db, shared }: Database,
  parts: {
    readonly store: EventStore
    readonly keyRing: KeyRing
    readonly clock: Clock
    readonly takesBroken: boolean
  },
): Promise<OpenedEventMacs> =>
  openEventMacs(
    {
      store: parts.store,
      keys: parts.keyRing,
      marks: new SqlMacMarks(tables<InstallationTable>(db)),
      now: () => parts.clock.now(),
      version: versionOfPackage(),
    },
    // The embedded database belongs to one process.
    { chosen: event_macs, alone: !shared, takesBroken: parts.takesBroken },
  )

/** The health check of key and mark: each finding is logged once. */
export function macChecks(macs: OpenedEventMacs, logger: Logger): Checks {
  let said: string | undefined
  return {
    event_macs: async () => {
      try {
        await macs.check()
        said = undefined
      } catch (error) {
        if (error instanceof BrokenEventMacs && error.message !== said)
          logger.error({ error: error.name }, (said = error.message))
        throw error
      }
    },
  }
}
