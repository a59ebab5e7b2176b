/** Accounts on the database, each row under a MAC. */
import type { Kysely } from 'kysely'
import type { AccountTables } from '../../adapters/outbound/sql/accounts/account-tables.ts'
import { keyedRowMacs, type RowMacs } from '../../adapters/outbound/sql/accounts/macs/row-macs.ts'
import {
  prepareAccountMacs,
  signRows,
  type AccountMacMode,
} from '../../adapters/outbound/sql/accounts/macs/sign-rows.ts'
import { sqlAccounts, type SqlAccounts } from '../../adapters/outbound/sql/accounts/sql-accounts.ts'
import type { App } from '../../ports/app.ts'
import type { Config } from '../config.ts'
import { tables, type Database } from './stores/database.ts'

/** While instances of a version before may run beside, what they wrote is signed so often. */
const SIGN_EVERY_MS = 3_600_000

/** The accounts of this installation. */
export interface OpenedAccounts extends SqlAccounts {
  /** Their tables, and what rows are checked by. */
  readonly accountRows: { readonly db: Kysely<AccountTables>; readonly macs: RowMacs }
}

/** As the setting says; without one, from the first start on where no older instance can run beside. */
const modeOf = (chosen: Config['event_macs'], shared: boolean): AccountMacMode =>
  chosen === 'demand' ? 'demand' : chosen === undefined && !shared ? 'once' : 'write'

/**
 * Opens them, and signs rows that have no MAC yet: in a data folder once; on a shared database at every start and every
 * hour, until MACs are demanded. Throws `UnsignedAccounts` where they are demanded and were never made.
 */
export async function openAccounts(
  { session_idle_hours, session_hours, event_macs }: Config,
  database: Database,
  { keyRing, clock, logger }: Pick<App, 'keyRing' | 'clock' | 'logger'>,
): Promise<OpenedAccounts> {
  const mode = modeOf(event_macs, database.shared)
  const db = tables<AccountTables>(database.db)
  const key = await keyRing.installationKey('account-macs')
  const macs = keyedRowMacs(key, { demanded: mode !== 'write', logger })
  const signing = { db, macs, key, clock, logger }
  await prepareAccountMacs(signing, mode)
  const accounts = sqlAccounts(db, clock, macs, {
    times: { idle_hours: session_idle_hours, longest_hours: session_hours },
  })
  if (mode !== 'write') return { ...accounts, accountRows: { db, macs } }
  const timer = setInterval(() => {
    signRows(signing).catch((error: unknown) => logger.warn({ err: error }, 'rows of accounts could not be signed'))
  }, SIGN_EVERY_MS).unref()
  return {
    ...accounts,
    accountRows: { db, macs },
    async closeAccounts() {
      clearInterval(timer)
      await accounts.closeAccounts()
    },
  }
}
