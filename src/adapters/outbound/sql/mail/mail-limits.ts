/** How many mails may go out: to one address, from a tenant, and by one person who hands over. */
import { sql, type Kysely } from 'kysely'
import type { NewMail } from '../../../../ports/mail/mails.ts'
import type { MailTables } from './mail-tables.ts'

const HOUR = 3_600_000

/** 0 for no limit. */
export interface MailLimits {
  /** Mails to one address in an hour, of whichever tenant. */
  readonly recipient: number
  /** Mails of a tenant in a day. */
  readonly tenant: number
  /** Mails by which one person hands over in an hour. */
  readonly person: number
}

/** What is counted by. */
export type CountedMail = Pick<NewMail, 'tenant' | 'kind'> & {
  readonly made_by: string | null
  readonly recipient: string
}

/** Whether one more may be added. `now` is ISO 8601 UTC. */
export async function isBelowLimits(
  db: Kysely<MailTables>,
  { tenant, kind, made_by, recipient }: CountedMail,
  now: string,
  limits: MailLimits,
): Promise<boolean> {
  const ago = (hours: number): string => new Date(Date.parse(now) - hours * HOUR).toISOString()
  const { rows } = await sql<{ to_one: number; of_tenant: number; of_person: number }>`select
    (select count(*)::int from mails where recipient = ${recipient} and created_at > ${ago(1)}) as to_one,
    (select count(*)::int from mails where tenant = ${tenant} and state <> 'asked'
      and created_at > ${ago(24)}) as of_tenant,
    (select count(*)::int from mails where made_by = ${made_by} and kind = 'handed_over'
      and created_at > ${ago(1)}) as of_person`.execute(db)
  const { to_one = 0, of_tenant = 0, of_person = 0 } = rows[0] ?? {}
  const isBelow = (count: number, limit: number) => limit === 0 || count < limit
  const isPersonBelow = kind !== 'handed_over' || isBelow(of_person, limits.person)
  return isBelow(to_one, limits.recipient) && isBelow(of_tenant, limits.tenant) && isPersonBelow
}
