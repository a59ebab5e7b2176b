/** The table of mails, as kysely sees it. Times are ISO 8601 UTC texts. */
import type { Generated } from 'kysely'
import type { MailKind, MailState } from '../../../../ports/mail/mails.ts'

export interface MailTables {
  mails: {
    id: string
    tenant: string
    kind: MailKind
    /** `asked`: somebody wants sign-in links, and nobody has looked yet whether the address is known. */
    state: MailState | 'asked'
    actor: string | null
    made_by: string | null
    /** A digest of the address. */
    recipient: string | null
    /** Sealed JSON. */
    content: Uint8Array | null
    words: Uint8Array | null
    attempts: Generated<number>
    created_at: string
    queued_at: string
    sent_at: string | null
    expires_at: string
    delete_at: string
  }
}
