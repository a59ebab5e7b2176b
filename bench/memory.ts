/**
 * The memory that a rebuild takes must not grow with the log: `npm run bench:memory -- 20000 200000 2000000
 * [--unpressed]`. Each size is rebuilt by a process of its own on the same Postgres; the largest resident size of its
 * life counts, Node and our code included.
 *
 * Run with the service's own flags for V8 (`bin/node24.js`); `--unpressed` leaves V8 alone.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { NODE_FLAGS } from '../bin/node24.js'
import { PostgresExclusiveRights } from '../src/adapters/outbound/postgres/exclusive-rights.ts'
import { openPostgres } from '../src/adapters/outbound/postgres/open-postgres.ts'
import { SqlSubscriptionSessions } from '../src/adapters/outbound/sql/subscription-sessions.ts'
import { tables } from '../src/app/compose/stores/database.ts'
import type { ReadSchema } from '../src/ports/read-models/read-schema.ts'
import { PROJECTIONS } from '../src/projections/all.ts'
import { rebuild } from '../src/projections/engine/rebuild/rebuild.ts'
import { startPostgres } from '../test/support/servers/postgres.ts'
import { addEvents } from './support/events.ts'
import { table, time } from './support/figures.ts'
import { clock, onPostgres, quiet } from './support/stores.ts'

interface Measured {
  readonly ms: number
  readonly max_mb: number
}

if (process.send === undefined) await compare()
else await rebuildAll(process.argv[2]!)

/** In the process that is measured: all read models, one after the other. */
async function rebuildAll(url: string): Promise<void> {
  const bench = await onPostgres(url)
  const postgres = openPostgres<ReadSchema>(url, quiet)
  const sessions = new SqlSubscriptionSessions(
    new PostgresExclusiveRights(postgres.db, () => postgres.pin<ReadSchema>()),
    clock,
    'bench',
  )
  const deps = { db: tables<ReadSchema>(bench.db), log: bench.deps.log, clock, logger: quiet, sessions }
  const ms = await time(async () => {
    for (const projection of PROJECTIONS) await rebuild(deps, projection, new AbortController().signal)
  })
  process.send!({ ms, max_mb: process.resourceUsage().maxRSS / 1024 } satisfies Measured)
  await postgres.close()
  await bench.close()
  process.disconnect()
}

async function compare(): Promise<void> {
  const sizes = process.argv
    .slice(2)
    .filter((argument) => !argument.startsWith('--'))
    .map(Number)
  const execArgv = process.argv.includes('--unpressed') ? [] : [...NODE_FLAGS]
  const server = await startPostgres()
  const url = await server.freshDatabase()
  const bench = await onPostgres(url)
  const rows = []
  let there = 0
  for (const size of sizes.length > 0 ? sizes : [20_000, 200_000, 2_000_000]) {
    console.log(`making events up to ${size} …`)
    await addEvents(bench.db, size - there)
    there = size
    const child = fork(fileURLToPath(import.meta.url), [url], { execArgv })
    const [measured] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [Measured | number]
    if (typeof measured === 'number') throw new Error('The process that is measured ended.')
    await once(child, 'exit')
    rows.push({
      events: size,
      'largest resident size, MB': Math.round(measured.max_mb),
      'events/s through all read models': Math.round((size * PROJECTIONS.length) / (measured.ms / 1000)),
    })
    table(rows.slice(-1))
  }
  table(rows)
  await bench.close()
  await server.stop()
}
