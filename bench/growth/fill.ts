/**
 * Fills a data folder with generations as years leave them behind: sealed and hashed by the event log, and in the read
 * models by their own projections, in big batches. Nothing goes through HTTP, and no document is made.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { PgliteExclusiveRights } from '../../src/adapters/outbound/pglite/exclusive-rights.ts'
import { SqlSubscriptionSessions } from '../../src/adapters/outbound/sql/subscription-sessions.ts'
import { tables } from '../../src/app/compose/database.ts'
import { generationStream } from '../../src/domain/generation/generation-events.ts'
import type { AnyEvent } from '../../src/domain/event-catalogue.ts'
import type { ReadSchema } from '../../src/ports/read-models/read-schema.ts'
import { PROCESS_MANAGER } from '../../src/processes/generation-process-manager.ts'
import { PROJECTIONS } from '../../src/projections/all.ts'
import { subscriberOf } from '../../src/projections/engine/projection.ts'
import { runSubscription } from '../../src/projections/engine/runner.ts'
import { answered, confirmed, delivered, rendered, requested } from '../../test/support/data/histories.ts'
import { clock, onPglite, quiet, type Bench } from '../support/stores.ts'

/** Of a hundred generations so many are still open. */
const OPEN_IN_A_HUNDRED = 2
const DAY_MS = 86_400_000
/** Appends on their way at once. */
const AT_ONCE = 32

/** Brings the folder from one number of generations to another. */
export async function fill(folder: string, from: number, to: number): Promise<void> {
  const bench = await onPglite(folder)
  try {
    const numbers = Array.from({ length: to - from }, (_, index) => from + index)
    const lanes = Array.from({ length: AT_ONCE }, async (_, lane) => {
      for (let at = lane; at < numbers.length; at += AT_ONCE) await append(bench, numbers[at]!)
    })
    await Promise.all(lanes)
    await project(bench)
    await takeOver(bench)
  } finally {
    await bench.close()
  }
}

/** One generation, over the last two years; the later its number, the later it began. */
async function append({ deps }: Bench, number: number): Promise<void> {
  const id = randomUUID()
  const isOpen = number % 100 < OPEN_IN_A_HUNDRED
  const events: AnyEvent[] = [
    requested('letter', 'question_1'),
    answered('question_1', 'question_2'),
    answered('question_2', isOpen ? 'question_3' : null),
    ...(isOpen ? [] : [confirmed(id), rendered(id), delivered(id)]),
  ]
  const began = Date.now() - (isOpen ? (number % 20) * DAY_MS : 730 * DAY_MS - (number % 100_000) * 600_000)
  await deps.log.append(generationStream(id), { revision: -1, hash: '' }, events, {
    tenant: 'default',
    actor: `key:${number % 500}`,
    surface: 'http',
    command_id: randomUUID(),
    request_digest: 'f'.repeat(64),
    correlation_id: id,
    causation_id: id,
    now: new Date(began).toISOString(),
  })
}

/** Lets every read model catch up. */
async function project({ db, deps }: Bench): Promise<void> {
  const read = tables<ReadSchema>(db)
  const sessions = new SqlSubscriptionSessions(new PgliteExclusiveRights(read), clock, 'bench')
  const head = await deps.log.head()
  for (const projection of PROJECTIONS) {
    const stop = new AbortController()
    const runner = { db: read, log: deps.log, clock, logger: quiet, sessions }
    const running = runSubscription(runner, subscriberOf(projection), stop.signal)
    for (;;) {
      const { position } = await read
        .selectFrom('checkpoints')
        .select('position')
        .where('name', '=', projection.name)
        .executeTakeFirstOrThrow()
      if (position === head) break
      if (running.state().phase === 'failing') throw new Error(running.state().error)
      await sleep(100)
    }
    stop.abort()
    await running.done
  }
}

/** What the process manager would have come to: it has seen everything, and open generations have their times. */
async function takeOver({ db, deps }: Bench): Promise<void> {
  await sql`
    update checkpoints set position = ${await deps.log.head()},
      handled = (select handled from checkpoints where name = 'audit') where name = ${PROCESS_MANAGER}`.execute(db)
  await sql`
    insert into scheduled_jobs (generation, due_at) select id, wakes_at::timestamptz from generations
    where wakes_at is not null on conflict do nothing`.execute(db)
}
