/**
 * Mail that is to go out, and what became of it. Its text is sealed and gone once it is sent. Times are ISO 8601 UTC.
 */

export type MailKind = 'sign_in' | 'invitation' | 'handed_over' | 'template_link'
export type MailState = 'waiting' | 'sent' | 'failed'

export interface MailContent {
  readonly to: string
  readonly subject: string
  readonly text: string
}

export interface NewMail {
  /** A UUID; left out: a new one. */
  readonly id?: string | undefined
  readonly tenant: string
  readonly kind: MailKind
  /** Whom it is for; null where it is for several accounts. */
  readonly actor: string | null
  /** Who caused it; null for somebody who is not known. */
  readonly by: string | null
  readonly content: MailContent
  /** What it says does not hold longer: it is not sent after that. */
  readonly expires_at: string
}

/** A mail as an admin sees it. */
export interface ListedMail {
  readonly id: string
  readonly kind: MailKind
  readonly actor: string | null
  readonly state: MailState
  /** How often it was tried. */
  readonly attempts: number
  /** What the server said last. */
  readonly words: string | null
  /** Gone once it is sent. */
  readonly to: string | null
  /** Subject and text, in the outbox only: they let whoever reads them in. */
  readonly kept: Pick<MailContent, 'subject' | 'text'> | null
  readonly created_at: string
  readonly sent_at: string | null
  readonly expires_at: string
}

/** A mail whose turn it is. */
export type DueMail =
  | {
      readonly id: string
      readonly kind: MailKind
      readonly tenant: string
      readonly actor: string | null
      readonly attempts: number
      readonly content: MailContent
      /** It is given up then. */
      readonly until: string
    }
  /** A sign-in link was asked for: who has this address is looked up when it is sent. */
  | { readonly id: string; readonly asked: AskedMail }

export interface AskedMail {
  readonly email: string
  /** Where links lead: an origin. */
  readonly base: string
}

/** `too_many`: the address, the tenant, or whoever hands over, has had as many as it may. */
export type QueuedMail = 'queued' | 'too_many'

export interface Mails {
  /** Whether one like it would be taken now. */
  hasRoom(mail: Pick<NewMail, 'tenant' | 'kind' | 'by'> & { readonly to: string }): Promise<boolean>
  /** Puts it into the queue. */
  queue(mail: NewMail): Promise<QueuedMail>
  /** Takes down that somebody wants sign-in links, with the same work for every address. */
  ask(tenant: string, asked: AskedMail): Promise<QueuedMail>
  /** The newest, at most `limit`. */
  list(tenant: string, limit: number): Promise<readonly ListedMail[]>
  /** What became of these, by id; those that are gone are absent. */
  statesOf(tenant: string, ids: readonly string[]): Promise<ReadonlyMap<string, MailState>>
  /** Sends a failed one again. False when there is none that could be. */
  retry(tenant: string, id: string): Promise<boolean>

  // ---- for whoever sends

  /** Undefined when it was sent or given up. */
  due(id: string): Promise<DueMail | undefined>
  /** What was asked for becomes a mail. */
  write(id: string, mail: NewMail): Promise<QueuedMail>
  /** Nobody has the address. */
  drop(id: string): Promise<void>
  /** `keeps`: its text can be read for a day. */
  sent(id: string, words: string, keeps: boolean): Promise<void>
  /** It is tried again. */
  postponed(id: string, words: string): Promise<void>
  failed(id: string, words: string): Promise<void>
  /** It is not tried any more; the words of the last try stay. */
  givenUp(id: string): Promise<void>
}
