/** Everything about accounts, on one database. */
import type { Kysely } from 'kysely'
import type { App } from '../../../../ports/app.ts'
import type { Clock } from '../../../../ports/clock.ts'
import type { AccountTables } from './account-tables.ts'
import { SqlApiKeys } from './api-keys.ts'
import { SqlInvitations } from './invitations.ts'
import { SqlPeople } from './people.ts'
import { SESSION_TIMES, SqlSessions, type SessionTimes } from './sessions.ts'
import { SqlSignInLinks } from './sign-in-links.ts'

/** Keys, sessions, links and people in SQL tables. */
export const sqlAccounts = (
  db: Kysely<AccountTables>,
  clock: Clock,
  times: SessionTimes = SESSION_TIMES,
): Pick<App, 'apiKeys' | 'sessions' | 'signInLinks' | 'people' | 'invitations'> => ({
  apiKeys: new SqlApiKeys(db, clock),
  sessions: new SqlSessions(db, clock, times),
  signInLinks: new SqlSignInLinks(db, clock),
  people: new SqlPeople(db, clock),
  invitations: new SqlInvitations(db, clock),
})
