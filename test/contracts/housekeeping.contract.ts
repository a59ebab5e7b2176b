/** What every store's housekeeping removes, and what it leaves alone. */
import { randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { SqlHousekeeping } from '../../src/adapters/outbound/sql/housekeeping.ts'
import type { Housekeeping } from '../../src/ports/housekeeping.ts'
import { prepareReadModels } from '../../src/projections/engine/prepare.ts'
import { PROJECTIONS } from '../../src/projections/all.ts'
import type { Tables } from '../support/servers/pglite.ts'

const LONG_AGO = '2026-01-01T00:00:00.000Z'
const LATELY = '2026-11-20T00:00:00.000Z'
const NOW = '2026-11-21T00:00:00.000Z'

interface Opened {
  readonly db: Kysely<Tables>
  close(): Promise<void>
}

export function housekeepingContract(name: string, open: () => Promise<Opened>): void {
  describe(`housekeeping: ${name}`, () => {
    let db: Kysely<Tables>
    let housekeeping: Housekeeping
    beforeEach(async () => {
      const opened = await open()
      onTestFinished(() => opened.close())
      db = opened.db
      await prepareReadModels(db, PROJECTIONS, [], NOW)
      housekeeping = new SqlHousekeeping(db)
    })

    /** A generation with all that stands beside its events. */
    async function generation(state: string, updated_at: string, wakes_at: string | null = null): Promise<string> {
      const id = randomUUID()
      await db
        .insertInto('generations')
        .values({
          id,
          tenant: 'default',
          requester: 'ada',
          template_id: 'letter',
          template_version: 1,
          surface: 'slack',
          state,
          next: null,
          document_id: null,
          idle_days: 30,
          active_at: updated_at,
          posts: true,
          reminders: '[]',
          reminded: 0,
          asked_at: null,
          postponed_until: null,
          undelivered: null,
          wakes_at,
          requested_at: updated_at,
          updated_at,
          confirmed_at: null,
          rendered_at: null,
          delivered_at: null,
          revision: 5,
        })
        .execute()
      await db
        .insertInto('snapshots')
        .values({ stream: `generation-${id}`, revision: 5, shape: 1, sealed: Buffer.from('sealed') })
        .execute()
      await sql`insert into slack_threads values ('T1', 'C1', ${id}, ${id}, true, ${updated_at})`.execute(db)
      await sql`insert into slack_posts values
        (${id}, ${id}, 'T1', 'C1', null, 'posted', '1.2', null, null, 1, ${updated_at}, null)`.execute(db)
      return id
    }

    const kept = async (table: string, column: string): Promise<readonly unknown[]> => {
      const { rows } = await sql<{ id: unknown }>`
        select ${sql.ref(column)} as id from ${sql.table(table)} order by 1`.execute(db)
      return rows.map(({ id }) => id)
    }

    const RETENTION = {
      expired: NOW,
      access_changes: LATELY,
      snapshots: '2026-11-14T00:00:00.000Z',
      threads: '2026-08-23T00:00:00.000Z',
      breaks: '2026-02-01T00:00:00.000Z',
    }

    test('what stands beside an ended conversation goes after its time, and of an open one never', async () => {
      await generation('delivered', LONG_AGO)
      const open = [
        await generation('asking', LONG_AGO),
        await generation('rendered', LONG_AGO),
        await generation('failed', LONG_AGO),
        await generation('cancelled', LONG_AGO, NOW),
        await generation('cancelled', LATELY),
      ].sort()
      expect(await housekeeping.removeOld(RETENTION, 100)).toEqual({ snapshots: 1, slack_threads: 1, slack_posts: 1 })
      expect(await kept('slack_threads', 'generation')).toEqual(open)
      expect(await kept('slack_posts', 'generation')).toEqual(open)
      expect(await kept('snapshots', 'stream')).toEqual(open.map((id) => `generation-${id}`))
      expect(await housekeeping.removeOld(RETENTION, 100)).toEqual({})
    })

    test('each has its own time', async () => {
      await generation('expired', '2026-10-01T00:00:00.000Z')
      expect(await housekeeping.removeOld(RETENTION, 100)).toEqual({ snapshots: 1 })
    })

    test('snapshots of templates stay', async () => {
      await db
        .insertInto('snapshots')
        .values({ stream: 'template-default-letter', revision: 5, shape: 1, sealed: Buffer.from('sealed') })
        .execute()
      expect(await housekeeping.removeOld(RETENTION, 100)).toEqual({})
    })

    test('sessions go when they have expired, links a while later, mails when their time is over', async () => {
      for (const table of ['sessions', 'sign_ins'])
        for (const expires_at of [LONG_AGO, LATELY, NOW, '2026-11-22T00:00:00.000Z'])
          await sql`insert into ${sql.table(table)} (token_hash, actor, tenant, roles, expires_at)
            values (${Buffer.from(expires_at)}, 'key:ada', 'default', '{admin}', ${expires_at})`.execute(db)
      for (const delete_at of [LATELY, NOW, '2026-11-22T00:00:00.000Z'])
        await sql`insert into mails (id, tenant, kind, state, created_at, queued_at, expires_at, delete_at)
          values (${randomUUID()}, 'default', 'invitation', 'sent', ${LATELY}, ${LATELY}, ${LATELY}, ${delete_at})`.execute(
          db,
        )
      const link = randomUUID()
      await sql`insert into template_links (id, token_hash, tenant, template_id, title, asks_email, made_by, made_at,
        expires_at, uses) values (${link}, '', 'default', 'lease', 'x', true, 'x', ${LONG_AGO}, ${LONG_AGO}, 1)`.execute(
        db,
      )
      for (const expires_at of [LONG_AGO, LATELY])
        await sql`insert into address_proofs (token_hash, link, email, made_at, expires_at)
          values (${Buffer.from(expires_at)}, ${link}, 'a@example.org', ${LONG_AGO}, ${expires_at})`.execute(db)
      const removed = { sessions: 3, sign_ins: 1, address_proofs: 1, mails: 2 }
      expect(await housekeeping.removeOld(RETENTION, 100)).toEqual(removed)
    })

    test('the times at which the service ran go when no conversation reaches back to them', async () => {
      for (const seen of [LONG_AGO, LATELY])
        await sql`insert into working_times (began_at, seen_at) values (${seen}, ${seen})`.execute(db)
      expect(await housekeeping.removeOld(RETENTION, 100)).toEqual({ working_times: 1 })
      expect(await kept('working_times', 'seen_at')).toEqual([LATELY])
    })

    test('notes of changed rights go after an hour', async () => {
      for (const at of [LONG_AGO, LATELY, NOW])
        await db.insertInto('access_changes').values({ actor: 'key:ada', at }).execute()
      expect(await housekeeping.removeOld(RETENTION, 100)).toEqual({ access_changes: 2 })
      expect(await kept('access_changes', 'at')).toEqual([NOW])
    })

    test('no more than a page goes at once', async () => {
      for (let made = 0; made < 3; made++) await generation('delivered', LONG_AGO)
      expect(await housekeeping.removeOld(RETENTION, 2)).toMatchObject({ snapshots: 2, slack_threads: 2 })
      expect(await housekeeping.removeOld(RETENTION, 2)).toMatchObject({ snapshots: 1, slack_threads: 1 })
    })
  })
}
