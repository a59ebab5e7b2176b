import { sql, type Kysely } from 'kysely'
import { EnvelopeKeyRing } from '../../src/adapters/outbound/crypto/envelope-key-ring.ts'
import { MemoryDataKeys } from '../doubles/memory-data-keys.ts'
import { openPostgres } from '../../src/adapters/outbound/postgres/open-postgres.ts'
import { SqlInbox } from '../../src/adapters/outbound/sql/inbox.ts'
import { migrate } from '../../src/adapters/outbound/sql/migrate.ts'
import type { SlackTables } from '../../src/adapters/outbound/sql/slack-tables.ts'
import type { FixedClock } from '../doubles/clock.ts'
import { freshPglite } from '../support/servers/pglite.ts'
import { onPostgres } from '../support/servers/on-postgres.ts'
import { quiet } from '../support/subscriptions.ts'
import { inboxContract } from './inbox.contract.ts'
import { localKeys } from '../support/keys/master-keys.ts'

async function inboxOn(db: Kysely<SlackTables>, clock: FixedClock, close: () => Promise<void>) {
  const rows = async () =>
    (
      await sql<{
        text: string
      }>`select encode(convert_to(slack_inbox::text, 'UTF8'), 'escape') as text from slack_inbox`.execute(db)
    ).rows
      .map(({ text }) => text)
      .join('\n')
  return {
    inbox: new SqlInbox(db, await EnvelopeKeyRing.open(localKeys(), new MemoryDataKeys()), clock),
    rows,
    close,
  }
}

inboxContract('sql on PGlite', async (clock) => {
  const { db, close } = await freshPglite<SlackTables>()
  return inboxOn(db, clock, close)
})

onPostgres('on Postgres', (server) => {
  inboxContract('sql on Postgres', async (clock) => {
    const { db, close } = openPostgres<SlackTables>(await server().freshDatabase(), quiet)
    await migrate(db)
    return inboxOn(db, clock, close)
  })
})
