/** Whether the store holds the history of the read models, also after they have gone on in another one. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { OtherEventStore } from '../../../src/ports/events/event-store.ts'
import type { EventLog } from '../../../src/ports/events/event-log.ts'
import { prepareReadModels } from '../../../src/projections/engine/prepare.ts'
import { audit } from '../../../src/projections/models/audit.ts'
import { createHistoryCheck } from '../../../src/queries/operations/assert-same-history.ts'
import { freshPglite } from '../../support/servers/pglite.ts'

let database: Awaited<ReturnType<typeof freshPglite>>
beforeAll(async () => {
  database = await freshPglite()
  await prepareReadModels(database.db, [audit], [], '2026-11-21T10:00:00.000Z')
})
afterAll(() => database.close())

const audited = async (seq: number, id: string, stream: string): Promise<void> => {
  await sql`insert into audit (seq, id, stream, revision, tenant, type, version, actor, surface, at, command_id,
    correlation_id, causation_id, hash, data)
    values (${seq}, ${id}, ${stream}, 0, 'default', 'TemplateRetired', 1, 'key:a', 'http', '', '', '', '', '', '{}')`.execute(
    database.db,
  )
}

test('a store that was exchanged is another until the read models are rebuilt, whatever they took from it', async () => {
  let events: Readonly<Record<string, string>> = { ours: 'a' }
  const read = async (stream: string) => (events[stream] === undefined ? [] : [{ envelope: { id: events[stream] } }])
  const log = { read } as unknown as EventLog
  const readDatabase = { db: database.db }
  const check = createHistoryCheck({ log, readDatabase })

  await audited(1, 'a', 'ours')
  await check()
  // The other history is longer: its newest event is one that a read model takes, and finds in its place.
  events = { theirs: 'b' }
  await audited(2, 'b', 'theirs')
  await expect(check()).rejects.toThrow(OtherEventStore)
  await expect(check()).rejects.toThrow('Event 0 of ours')

  // Another process has not seen the history before.
  await expect(createHistoryCheck({ log, readDatabase })()).rejects.toThrow('Event 0 of ours')

  await sql`delete from audit where id = 'a'`.execute(database.db)
  await check()
})
