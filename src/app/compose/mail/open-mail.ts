/** Opens mail, if the environment names where it goes. */
import { outboxTransport } from '../../../adapters/outbound/mail-outbox/outbox-transport.ts'
import type { PgBossJobs } from '../../../adapters/outbound/pg-boss/generation-jobs.ts'
import type { MailTables } from '../../../adapters/outbound/sql/mail/mail-tables.ts'
import { SqlMails } from '../../../adapters/outbound/sql/mail/sql-mails.ts'
import type { App } from '../../../ports/app.ts'
import type { MailTransport } from '../../../ports/mail/mail-transport.ts'
import { sendMail } from '../../../processes/mail/send-mail.ts'
import type { Config } from '../../config.ts'
import type { MailConfig } from '../../config/settings/mail-settings.ts'
import { tables, type Database } from '../stores/database.ts'
import { TENANT } from '../keys.ts'

/** How long a stop waits for mails that are being sent. */
const STOP_MS = 5000

export interface OpenMail {
  /** For `App`. */
  readonly mail: NonNullable<App['mail']>
  /** Starts sending; call the returned function to stop it. */
  start(app: Omit<App, 'mail'>): () => Promise<void>
  close(): void
}

/** Undefined where no mail is sent. */
export async function openMail(
  { mail: place, mail_limits: limits }: Config,
  database: Pick<Database, 'db'>,
  opened: Pick<App, 'keyRing' | 'clock'> & { readonly jobs: Pick<PgBossJobs, 'openMailJobs'> },
): Promise<OpenMail | undefined> {
  if (place === undefined) return undefined
  const jobs = await opened.jobs.openMailJobs()
  const transport = await openTransport(place)
  const mails = new SqlMails({ ...opened, db: tables<MailTables>(database.db), jobs, limits })
  return {
    mail: { mails, keeps: transport.keeps },
    start(app) {
      const stopping = new AbortController()
      const cutting = new AbortController()
      const deps = { ...app, mails, transport, tenant: TENANT, signal: cutting.signal }
      const running = jobs.work((id) => sendMail(deps, id), stopping.signal)
      return async () => {
        stopping.abort()
        // A stop does not wait for a server that says nothing.
        const cut = setTimeout(() => cutting.abort(), STOP_MS)
        await running
        clearTimeout(cut)
      }
    },
    close: () => transport.close(),
  }
}

/** Its client is loaded only where there is a server. */
export async function openTransport(place: MailConfig): Promise<MailTransport> {
  if (place === 'outbox') return outboxTransport()
  const { SmtpTransport } = await import('../../../adapters/outbound/smtp/smtp-transport.ts')
  return new SmtpTransport(place)
}
