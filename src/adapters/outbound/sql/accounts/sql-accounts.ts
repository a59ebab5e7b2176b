/** Everything about accounts, on one database. */
import type { Kysely } from 'kysely'
import type { App } from '../../../../ports/app.ts'
import type { Clock } from '../../../../ports/clock.ts'
import { AccessWatch } from './access-watch.ts'
import type { AccountTables } from './account-tables.ts'
import { SqlApiKeys } from './api-keys.ts'
import { SqlGroups } from './groups.ts'
import { SqlIssuerSessions } from './issuer-sessions.ts'
import type { RowMacs } from './macs/row-macs.ts'
import { SqlHandOvers } from './links/hand-overs.ts'
import { SqlInvitations } from './links/invitations.ts'
import { SqlPeople } from './people.ts'
import { SESSION_TIMES, SqlSessions, type SessionTimes } from './sessions.ts'
import { SqlSignInLinks } from './links/sign-in-links.ts'
import { SqlTemplateLinks } from './links/template-links.ts'

export interface SqlAccounts extends Pick<
  App,
  | 'apiKeys'
  | 'sessions'
  | 'issuerSessions'
  | 'signInLinks'
  | 'people'
  | 'groups'
  | 'invitations'
  | 'templateLinks'
  | 'handOvers'
> {
  readonly access: AccessWatch
  /** Writes down what was used last, and looks for changes no more. */
  readonly closeAccounts: () => Promise<void>
}

/** Keys, sessions, links and people in SQL tables. */
export function sqlAccounts(
  db: Kysely<AccountTables>,
  clock: Clock,
  macs: RowMacs,
  { times = SESSION_TIMES, access = new AccessWatch(db) }: { times?: SessionTimes; access?: AccessWatch } = {},
): SqlAccounts {
  const apiKeys = new SqlApiKeys(db, clock, macs, { watch: access })
  const sessions = new SqlSessions(db, clock, macs, times, access)
  return {
    apiKeys,
    sessions,
    issuerSessions: new SqlIssuerSessions(db, clock),
    signInLinks: new SqlSignInLinks(db, clock, macs),
    people: new SqlPeople(db, clock, macs, access),
    groups: new SqlGroups(db, macs, access),
    invitations: new SqlInvitations(db, clock),
    templateLinks: new SqlTemplateLinks(db, clock, macs, access),
    handOvers: new SqlHandOvers(db, clock, macs, access),
    access,
    async closeAccounts() {
      access.close()
      await Promise.all([apiKeys.uses.flush(), sessions.uses.flush()])
    },
  }
}
