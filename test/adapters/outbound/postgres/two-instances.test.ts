/** Read models that two instances share on one Postgres: parking, retrying and rebuilding go on whoever holds them. */
import { setTimeout as sleep } from 'node:timers/promises'
import { tables } from '../../../../src/app/compose/stores/database.ts'
import { expect, test } from 'vitest'
import { PostgresExclusiveRights } from '../../../../src/adapters/outbound/postgres/exclusive-rights.ts'
import { openPostgres } from '../../../../src/adapters/outbound/postgres/open-postgres.ts'
import { migrate } from '../../../../src/adapters/outbound/sql/migrate.ts'
import { SqlSubscriptionSessions } from '../../../../src/adapters/outbound/sql/subscription-sessions.ts'
import { SqlEventStore } from '../../../../src/adapters/outbound/sql-event-store/sql-event-store.ts'
import type { EventTables } from '../../../../src/adapters/outbound/sql-event-store/event-tables.ts'
import { generationStream } from '../../../../src/domain/generation/generation-events.ts'
import type { ReadSchema } from '../../../../src/ports/read-models/read-schema.ts'
import { audit } from '../../../../src/projections/models/audit.ts'
import { generations } from '../../../../src/projections/models/generations.ts'
import { requestRetry } from '../../../../src/projections/engine/parking.ts'
import { prepareReadModels } from '../../../../src/projections/engine/prepare.ts'
import type { Projection } from '../../../../src/projections/engine/projection.ts'
import { runProjection } from '../../../../src/projections/engine/rebuild/run-projection.ts'
import { serveRebuildRequests, requestRebuild } from '../../../../src/projections/engine/rebuild/rebuild-requests.ts'
import type { RunnerDeps } from '../../../../src/projections/engine/runner.ts'
import { getProjectionsStatus } from '../../../../src/queries/operations/get-projections-status.ts'
import { answered, confirmed, idOf, requested, Scribe } from '../../../support/data/histories.ts'
import { PlainLog } from '../../../doubles/plain-log.ts'
import { onPostgres } from '../../../support/servers/on-postgres.ts'
import { clock, quiet } from '../../../support/subscriptions.ts'

const POISON = generationStream(idOf('poison'))

onPostgres('read models of two instances', (server) => {
  interface Instance extends RunnerDeps {
    readonly log: PlainLog
    /** Runs the projection, and the rebuilds that are asked for. */
    run(projection: Projection): void
    stop(): Promise<void>
    close(): Promise<void>
  }

  async function instance(url: string, name: string): Promise<Instance> {
    const postgres = openPostgres<unknown>(url, quiet)
    await migrate(postgres.db)
    const db = tables<ReadSchema>(postgres.db)
    const store = await SqlEventStore.open(tables<EventTables>(postgres.db), postgres)
    const log = new PlainLog(store)
    const sessions = new SqlSubscriptionSessions(
      new PostgresExclusiveRights(db, () => postgres.pin<ReadSchema>()),
      clock,
      name,
    )
    const deps: RunnerDeps = { db, log, clock, logger: quiet, sessions }
    const stopping = new AbortController()
    const running: Promise<unknown>[] = []
    await prepareReadModels(db, [audit, generations], [], clock.now())
    const stop = async (): Promise<void> => {
      stopping.abort()
      await Promise.all(running)
    }
    return {
      ...deps,
      log,
      run(projection) {
        running.push(
          runProjection(deps, projection, stopping.signal).done,
          serveRebuildRequests(deps, [projection], stopping.signal),
        )
      },
      stop,
      async close() {
        await stop()
        await store.close()
        await postgres.close()
      },
    }
  }

  async function two(use: (one: Instance, other: Instance, url: string) => Promise<void>): Promise<void> {
    const url = await server().freshDatabase()
    const [one, other] = [await instance(url, 'one'), await instance(url, 'other')]
    try {
      await use(one, other, url)
    } finally {
      await Promise.all([one.close(), other.close()])
    }
  }

  const states = async ({ db }: Instance) =>
    Object.fromEntries(
      (await db.selectFrom('generations').select(['id', 'state']).execute()).map(({ id, state }) => [id, state]),
    )

  async function writeHistory({ log }: Instance, names: readonly string[]): Promise<Scribe> {
    const scribe = new Scribe(log)
    for (const event of [() => requested('nda', 'name'), () => answered('name', null), confirmed])
      for (const name of names) await scribe.generation(name, event(name))
    return scribe
  }

  const fragile = (projection: Projection): Projection => ({
    ...projection,
    apply(events, write) {
      if (events.some(({ stream, event }) => stream === POISON && event.type === 'AnswerProvided'))
        throw new Error('This event is poison.')
      return projection.apply(events, write)
    },
  })

  test('a poison event parks its stream only; another instance takes over, and resumes it in order when that is asked of either', async () => {
    await two(async (one, other) => {
      const scribe = await writeHistory(one, ['good', 'poison', 'fine'])
      one.run(fragile(generations))
      const done = { [idOf('good')]: 'confirmed', [idOf('fine')]: 'confirmed' }
      await expect.poll(() => states(other)).toEqual({ ...done, [idOf('poison')]: 'asking' })
      other.run(generations)
      await one.stop()
      await scribe.generation('poison', { type: 'GenerationCancelled', data: {} })
      await expect
        .poll(async () =>
          (await getProjectionsStatus({ readDatabase: other, log: other.log, clock })).data.find(
            ({ name }) => name === 'generations',
          ),
        )
        .toMatchObject({ holder: 'other', parked: 1, caught_up: true })
      expect((await states(other))[idOf('poison')]).toBe('asking')
      expect(await requestRetry(one.db, 'generations', POISON)).toBe(true)
      await expect.poll(() => states(one)).toEqual({ ...done, [idOf('poison')]: 'cancelled' })
      expect(await one.db.selectFrom('parked').selectAll().execute()).toEqual([])
    })
  })

  test('a rebuild that is asked of one instance is done by one, once; another begins it again when that one stops; reads never stop', async () => {
    await two(async (one, other) => {
      await writeHistory(
        one,
        Array.from({ length: 40 }, (_, n) => `generation ${n}`),
      )
      const begun = Promise.withResolvers<void>()
      const gate = Promise.withResolvers<void>()
      one.run({
        ...audit,
        async apply(events, write) {
          if (write.named(audit.tables[0]!).physicalName.endsWith('_rebuild')) {
            begun.resolve()
            await gate.promise
          }
          await audit.apply(events, write)
        },
      })
      const rows = async () => (await other.db.selectFrom('audit').select('seq').execute()).length
      await expect.poll(rows).toBe(120)

      const reader = new AbortController()
      const reading = (async () => {
        const seen = new Set<number>()
        for (; !reader.signal.aborted; await sleep(1)) seen.add(await rows())
        return seen
      })()
      expect(await requestRebuild(other.db, [audit], 'audit')).toBe(true)
      await begun.promise
      const status = async () =>
        (await getProjectionsStatus({ readDatabase: other, log: other.log, clock })).data.find(
          ({ name }) => name === 'audit',
        )
      expect((await status())?.rebuild).toMatchObject({ handled: 0, total: 120 })
      const stopped = one.stop()
      gate.resolve()
      await stopped
      expect((await status())?.rebuild).not.toBeNull()

      let rebuilt = 0
      other.run({
        ...audit,
        async apply(events, write) {
          if (write.named(audit.tables[0]!).physicalName.endsWith('_rebuild')) rebuilt += events.length
          await audit.apply(events, write)
        },
      })
      await expect.poll(status).toMatchObject({ rebuild: null, holder: 'other', handled: 120 })
      reader.abort()
      expect(await reading).toEqual(new Set([120]))
      expect(rebuilt).toBe(120)
    })
  })
})
