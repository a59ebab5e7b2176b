/**
 * An instance that holds a subscription dies, hangs, or is cut off: another takes over, and the old one writes nothing
 * more. How many seconds that takes, `bench:instances` measures.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { PostgresExclusiveRights } from '../../../../src/adapters/outbound/postgres/exclusive-rights.ts'
import { openPostgres, type OpenPostgres } from '../../../../src/adapters/outbound/postgres/open-postgres.ts'
import { migrate } from '../../../../src/adapters/outbound/sql/migrate.ts'
import { SqlSubscriptionSessions } from '../../../../src/adapters/outbound/sql/subscription-sessions.ts'
import type { ReadSchema } from '../../../../src/ports/read-models/read-schema.ts'
import type { SubscriptionSessions } from '../../../../src/ports/events/subscription-sessions.ts'
import { prepareReadModels } from '../../../../src/projections/engine/prepare.ts'
import { templates } from '../../../../src/projections/models/templates.ts'
import { onPostgres } from '../../../support/servers/on-postgres.ts'
import { clock, quiet } from '../../../support/subscriptions.ts'
import { until } from '../../../support/until.ts'

const NAME = templates.name
const PATIENCE_MS = 300_000
const HOLDER = fileURLToPath(new URL('../../../support/killed/hold-until-killed.ts', import.meta.url))

interface Said {
  readonly held?: number
  readonly wrote?: number
  readonly lost?: number
  readonly failed?: string
}

onPostgres('subscriptions of several instances', (server) => {
  interface Scene {
    readonly url: string
    readonly db: OpenPostgres<ReadSchema>['db']
    readonly sessions: SubscriptionSessions
    readonly holder: ChildProcess
    /** What the holder has said so far. */
    readonly said: readonly Said[]
  }

  /** Another process holds the subscription and writes; this one has the means to take over. */
  async function scene(use: (scene: Scene) => Promise<void>): Promise<void> {
    const url = await server().freshDatabase()
    const postgres = openPostgres<ReadSchema>(url, quiet)
    await migrate(postgres.db)
    await prepareReadModels(postgres.db, [templates], [], clock.now())
    const holder = spawn(process.execPath, [HOLDER, url, NAME], { stdio: ['ignore', 'pipe', 'inherit'] })
    const ended = once(holder, 'exit')
    const said: Said[] = []
    createInterface({ input: holder.stdout }).on('line', (line) => said.push(JSON.parse(line) as Said))
    try {
      await until('the holder writes', () => said.some(({ wrote }) => wrote === 5))
      const sessions = new SqlSubscriptionSessions(
        new PostgresExclusiveRights(postgres.db, () => postgres.pin<ReadSchema>()),
        clock,
        'the test',
      )
      await use({ url, db: postgres.db, sessions, holder, said })
    } finally {
      holder.kill('SIGKILL')
      await ended
      await postgres.close()
    }
  }

  /** Takes over, writes one batch, and gives where it went on. */
  async function takeOver({ sessions }: Scene): Promise<{ from: number }> {
    let result = { from: -1 }
    await sessions.hold(NAME, AbortSignal.timeout(PATIENCE_MS), async (session) => {
      const { handled } = await session.open()
      result = { from: handled }
      await session.commit(
        { position: String(handled + 1_000_000), handled: handled + 1_000_000, rate: 0 },
        async () => {},
      )
    })
    return result
  }

  const rows = ({ db }: Scene) =>
    db
      .selectFrom('parked')
      .select('revision')
      .orderBy('revision')
      .execute()
      .then((all) => all.map(({ revision }) => revision))
  const handled = ({ db }: Scene) =>
    db
      .selectFrom('checkpoints')
      .select('handled')
      .where('name', '=', NAME)
      .executeTakeFirstOrThrow()
      .then((row) => Number(row.handled))
  const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1)

  test('killed: the next one goes on after the last batch', async () => {
    await scene(async (scene) => {
      scene.holder.kill('SIGKILL')
      const { from } = await takeOver(scene)
      expect(from).toBeGreaterThanOrEqual(scene.said.findLast(({ wrote }) => wrote !== undefined)?.wrote ?? 0)
      expect(await rows(scene)).toEqual(upTo(from))
    })
  })

  test('whoever falls silent is ended by the server after five seconds: half of the ten that are promised', async () => {
    const postgres = openPostgres<ReadSchema>(await server().freshDatabase(), quiet)
    const pinned = await postgres.pin<ReadSchema>()
    try {
      for (const setting of ['idle_session_timeout', 'idle_in_transaction_session_timeout', 'tcp_user_timeout']) {
        const { rows } = await sql<{ ms: string }>`
          select setting as ms from pg_settings where name = ${setting}`.execute(pinned.db)
        expect([setting, rows[0]?.ms]).toEqual([setting, '5000'])
      }
    } finally {
      await pinned.close()
      await postgres.close()
    }
  })

  test('hanging: the next one goes on, and when it comes to again, it can write nothing', async () => {
    await scene(async (scene) => {
      scene.holder.kill('SIGSTOP')
      const { from } = await takeOver(scene)
      scene.holder.kill('SIGCONT')
      await until('it notices', () => scene.said.some(({ failed, lost }) => failed !== undefined || lost !== undefined))
      expect(await rows(scene)).toEqual(upTo(from))
      expect(await handled(scene)).toBe(from + 1_000_000)
    })
  })

  test('cut off: the next one goes on, and the old one can write nothing', async () => {
    await scene(async (scene) => {
      await server().cutConnections()
      const { from } = await takeOver(scene)
      await until('it notices', () => scene.said.some(({ failed, lost }) => failed !== undefined || lost !== undefined))
      expect(await rows(scene)).toEqual(upTo(from))
      expect(await handled(scene)).toBe(from + 1_000_000)
    })
  })

  test('hanging in the middle of a transaction: what it had begun is undone', async () => {
    await scene(async (scene) => {
      scene.holder.kill('SIGKILL')
      await takeOver(scene)
      const before = await handled(scene)
      const blocker = openPostgres<ReadSchema>(scene.url, quiet)
      let reached = false
      const hung = new SqlSubscriptionSessions(
        new PostgresExclusiveRights(blocker.db, () => blocker.pin<ReadSchema>()),
        clock,
        'the hung one',
      ).hold(NAME, AbortSignal.timeout(PATIENCE_MS), async (session, held) => {
        await session.open()
        await session.commit({ position: 'never', handled: before + 5, rate: 0 }, async () => {
          reached = true
          await new Promise((resolve) => held.addEventListener('abort', resolve, { once: true }))
        })
      })
      const outcome = hung.then(
        () => 'done',
        () => 'refused',
      )
      await until('it is in its transaction', () => reached)
      const { from } = await takeOver(scene)
      expect(from).toBe(before)
      expect(await outcome).toBe('refused')
      await blocker.close()
    })
  })
})
