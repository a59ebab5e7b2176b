import { rowMacs } from '../../support/keys/row-macs.ts'
import { sql } from 'kysely'
import type { AccountTables } from '../../../src/adapters/outbound/sql/accounts/account-tables.ts'
import { sqlAccounts } from '../../../src/adapters/outbound/sql/accounts/sql-accounts.ts'
import { freshPglite } from '../../support/servers/pglite.ts'
import { accessWatchContract } from './access-watch.contract.ts'
import { handOversContract } from './hand-overs.contract.ts'
import { accountsContract } from './accounts.contract.ts'
import { templateLinksContract } from './template-links.contract.ts'

accountsContract('sql on PGlite', async (clock) => {
  const { db, close } = await freshPglite()
  const rows = async () => {
    const tables = await Promise.all(
      ['people', 'api_keys', 'sign_ins', 'sessions'].map((table) =>
        sql<{ text: string }>`
      select encode(convert_to(${sql.table(table)}::text, 'UTF8'), 'escape') as text from ${sql.table(table)}`.execute(
          db,
        ),
      ),
    )
    return tables.flatMap((table) => table.rows.map(({ text }) => text)).join('\n')
  }
  const accounts = sqlAccounts(db, clock, rowMacs())
  return { accounts, rows, written: () => accounts.closeAccounts(), close }
})

templateLinksContract('sql on PGlite', async () => {
  const { db, close } = await freshPglite<AccountTables>()
  return { one: db, two: db, close }
})
handOversContract('sql on PGlite', async (clock) => {
  const { db, close } = await freshPglite<AccountTables>()
  return { accounts: sqlAccounts(db, clock, rowMacs()), close }
})

accessWatchContract('sql on PGlite', async () => {
  const { db, close } = await freshPglite<AccountTables>()
  return { one: db, two: db, close }
})
