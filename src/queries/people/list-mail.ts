/** The mail of a tenant, with the names of whom it is for. */
import type { Caller } from '../../domain/kernel/access.ts'
import type { App } from '../../ports/app.ts'
import type { ListedMail } from '../../ports/mail/mails.ts'

const MAX_MAILS = 100

export interface MailRow extends ListedMail {
  /** Null for several accounts. */
  readonly name: string | null
}

export interface MailView {
  /** Whether mail stays in the outbox. */
  readonly keeps: boolean
  readonly mails: readonly MailRow[]
}

/** The newest. Empty where no mail is sent. */
export async function listMail({ mail, people }: Pick<App, 'mail' | 'people'>, { tenant }: Caller): Promise<MailView> {
  if (mail === undefined) return { keeps: false, mails: [] }
  const rows = await mail.mails.list(tenant, MAX_MAILS)
  const names = await people.namesOf(rows.flatMap(({ actor }) => actor ?? []))
  return { keeps: mail.keeps, mails: rows.map((row) => ({ ...row, name: names.get(row.actor ?? '') ?? null })) }
}
