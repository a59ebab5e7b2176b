/** No answer lies in clear text anywhere in the database or the files. */
import { hash, randomUUID } from 'node:crypto'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { EnvelopeKeyRing } from '../../src/adapters/outbound/crypto/envelope-key-ring.ts'
import { FolderMasterKeys } from '../../src/adapters/outbound/crypto/folder-master-keys.ts'
import { SealedDocumentStore } from '../../src/adapters/outbound/crypto/sealed-document-store.ts'
import { SealedEventLog } from '../../src/adapters/outbound/crypto/sealed-event-log.ts'
import { FolderDocumentStore } from '../../src/adapters/outbound/filesystem/folder-document-store.ts'
import { openPglite } from '../../src/adapters/outbound/pglite/open-pglite.ts'
import { SqlDataKeys } from '../../src/adapters/outbound/sql/data-keys.ts'
import { migrate } from '../../src/adapters/outbound/sql/migrate.ts'
import { SqlEventStore } from '../../src/adapters/outbound/sql-event-store/sql-event-store.ts'
import { filesIn, forms } from '../support/canary.ts'
import { fixedClock } from '../doubles/clock.ts'
import { answered, commandContext, requested } from '../support/event-log.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docgen-canary-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const SECRET = 'Zebra-4711-canary'
const OPEN = 'question-that-may-be-seen'

test('answers, small and large, and made documents are nowhere in tables, log files or documents', async () => {
  const database = await openPglite(folder)
  const { db, lite } = database
  await migrate(db)
  const documents = await FolderDocumentStore.open(join(folder, 'documents'))
  const keys = await EnvelopeKeyRing.open(
    await FolderMasterKeys.open(join(folder, 'master.key')),
    new SqlDataKeys(db, fixedClock()),
  )
  const store = await SqlEventStore.open(db)
  const log = new SealedEventLog({ store, keys, documents })
  const sealed = new SealedDocumentStore(documents, keys)
  const stream = `generation-${randomUUID()}`
  const events = [
    requested({ answers: [{ name: 'a', value: SECRET, copied: false }] }),
    answered(OPEN, SECRET, SECRET),
    answered('story', SECRET.repeat(10_000)),
  ]
  const recorded = await log.append(stream, { revision: -1, hash: '' }, events, commandContext())
  expect(await sealed.put(stream, `default/${stream}/document`, Buffer.from(SECRET))).toBe('stored')
  await sql`checkpoint`.execute(db)

  const tables = await lite.query<{
    name: string
  }>(`select quote_ident(table_schema) || '.' || quote_ident(table_name) as name
    from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema')`)
  const dump = (
    await Promise.all(tables.rows.map(({ name }) => lite.query(`select row_to_json(t)::text as row from ${name} t`)))
  ).flatMap(({ rows }) => rows)
  await database.close()
  const haystack = [Buffer.from(JSON.stringify(dump)), ...(await filesIn(folder))]

  expect(
    haystack.some((bytes) => bytes.includes(OPEN)),
    'the search finds what is there in clear',
  ).toBe(true)
  for (const form of forms(SECRET))
    expect(
      haystack.some((bytes) => bytes.includes(form)),
      form.toString(),
    ).toBe(false)
  expect((await stat(join(folder, 'master.key'))).mode & 0o777).toBe(0o600)

  const reopened = await openPglite(folder)
  const again = await EnvelopeKeyRing.open(
    await FolderMasterKeys.open(join(folder, 'master.key')),
    new SqlDataKeys(reopened.db, fixedClock()),
  )
  const log2 = new SealedEventLog({ store: await SqlEventStore.open(reopened.db), keys: again, documents })
  expect(await log2.read(stream, 0)).toEqual(recorded.map((event, n) => ({ ...event, position: String(n + 1) })))
  const store2 = new SealedDocumentStore(documents, again)
  const read = () => store2.get(stream, `default/${stream}/document`, hash('sha256', SECRET))
  const document = await read()
  expect(document !== undefined && document !== 'erased' && Buffer.from(document).toString()).toBe(SECRET)
  await again.destroy(stream)
  expect(await read()).toBe('erased')
  await reopened.close()
})
