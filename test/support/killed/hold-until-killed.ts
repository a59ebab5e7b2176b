/**
 * A process that holds a subscription on a Postgres and moves its checkpoint for as long as it lives: `node
 * hold-until-killed.ts URL NAME`. Prints a line of JSON for everything that happens. Each batch it writes leaves a row
 * of its own in `parked`, so that a late one would be seen.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { PostgresExclusiveRights } from '../../../src/adapters/outbound/postgres/exclusive-rights.ts'
import { openPostgres } from '../../../src/adapters/outbound/postgres/open-postgres.ts'
import { SqlSubscriptionSessions } from '../../../src/adapters/outbound/sql/subscription-sessions.ts'
import type { ReadSchema } from '../../../src/ports/read-models/read-schema.ts'

const [, , url = '', name = ''] = process.argv
const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`)
const clock = { now: () => new Date().toISOString() }
const postgres = openPostgres<ReadSchema>(url, { info() {}, warn() {}, error() {} })
const sessions = new SqlSubscriptionSessions(
  new PostgresExclusiveRights(postgres.db, () => postgres.pin<ReadSchema>()),
  clock,
  `process ${process.pid}`,
)
const never = new AbortController().signal

try {
  await sessions.hold(name, never, async (session, held) => {
    let { handled } = await session.open()
    say({ held: handled })
    while (!held.aborted) {
      handled++
      await session.commit({ position: String(handled), handled, rate: 0 }, async (transaction) => {
        const row = {
          subscription: name,
          stream: `process-${process.pid}`,
          revision: handled,
          ordinal: handled,
          position: String(handled),
          error: null,
          parked_at: clock.now(),
          retry: false,
        }
        await transaction.insertInto('parked').values(row).execute()
      })
      say({ wrote: handled })
      await sleep(20)
    }
    say({ lost: handled })
  })
} catch (error) {
  say({ failed: error instanceof Error ? error.name : String(error) })
}
await postgres.close()
