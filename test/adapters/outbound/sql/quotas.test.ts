/** How many conversations may be open, counted in the read model and since. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Kysely } from 'kysely'
import { SqlQuotas } from '../../../../src/adapters/outbound/sql/quotas/quotas.ts'
import type { ReadSchema } from '../../../../src/ports/read-models/read-schema.ts'
import { prepareReadModels } from '../../../../src/projections/engine/prepare.ts'
import { PROJECTIONS } from '../../../../src/projections/all.ts'
import { freshPglite } from '../../../support/servers/pglite.ts'

let database: Awaited<ReturnType<typeof freshPglite>>
let db: Kysely<ReadSchema>
beforeAll(async () => {
  database = await freshPglite()
  db = database.db
  await prepareReadModels(db, PROJECTIONS, [], '2026-01-01T00:00:00.000Z')
})
afterAll(() => database.close())

let rows = 0
const begun = async (requester: string, state: string, times: number) => {
  for (let time = 0; time < times; time++)
    await db
      .insertInto('generations')
      .values({
        id: `id-${++rows}`,
        tenant: 'default',
        requester,
        template_id: 'letter',
        template_version: 1,
        surface: 'http',
        state,
        next: null,
        document_id: null,
        idle_days: 30,
        active_at: '2026-01-01',
        posts: false,
        reminders: '[]',
        reminded: 0,
        asked_at: null,
        postponed_until: null,
        undelivered: null,
        wakes_at: null,
        requested_at: '2026-01-01',
        updated_at: '2026-01-01',
        confirmed_at: null,
        rendered_at: null,
        delivered_at: null,
        revision: 0,
      })
      .execute()
}

const mayBegin = async (quotas: SqlQuotas, actor: string, times: number) => {
  const answers = []
  for (let time = 0; time < times; time++) answers.push((await quotas.checkMayBegin({ tenant: 'default', actor })).ok)
  return answers
}

test('those that are open count, and those begun since the last look', async () => {
  await begun('ann', 'asking', 2)
  await begun('ann', 'reviewing', 1)
  await begun('ann', 'delivered', 9)
  const quotas = new SqlQuotas(db, { open: 5, tenant_open: 0 })
  expect(await mayBegin(quotas, 'ann', 4)).toEqual([true, true, false, false])
  expect(await mayBegin(quotas, 'bob', 6)).toEqual([true, true, true, true, true, false])
  expect(await quotas.checkMayBegin({ tenant: 'default', actor: 'ann' })).toMatchObject({
    error: { code: 'too_many', details: { limit: 5 }, message: expect.stringContaining('Finish or cancel') as string },
  })
})

test('a tenant has a limit for all; 0 is none', async () => {
  const quotas = new SqlQuotas(db, { open: 0, tenant_open: 5 })
  expect([...(await mayBegin(quotas, 'cat', 1)), ...(await mayBegin(quotas, 'dan', 2))]).toEqual([true, true, false])
  expect(await mayBegin(new SqlQuotas(db, { open: 0, tenant_open: 0 }), 'cat', 3)).toEqual([true, true, true])
})
