/**
 * All ports together: what `compose.ts` makes, and what the inbound adapters (http, console, cli, slack) hand to
 * commands and queries.
 */
import type { OutsiderTimes } from '../domain/account/template-link.ts'
import type { WaitingTimes } from '../domain/template/waiting-times.ts'
import type { ApiKeys } from './people/api-keys.ts'
import type { AggregateStore } from './events/aggregate-store.ts'
import type { AccessNews } from './people/access-news.ts'
import type { Clock } from './clock.ts'
import type { DocumentReader } from './documents/document-reader.ts'
import type { DocumentDigests } from './documents/document-digests.ts'
import type { DocumentRenderer } from './documents/document-renderer.ts'
import type { DocumentStore } from './documents/document-store.ts'
import type { EventLog } from './events/event-log.ts'
import type { Mails } from './mail/mails.ts'
import type { DataKeys } from './keys/data-keys.ts'
import type { KeyRing } from './keys/key-ring.ts'
import type { MasterKeys } from './keys/master-keys.ts'
import type { Ledger } from './ledger/ledger.ts'
import type { Logger } from './logger.ts'
import type { Quotas } from './limits/quotas.ts'
import type { HandOvers } from './people/hand-overs.ts'
import type { Groups } from './people/groups.ts'
import type { IdentityProviders } from './people/identity-providers.ts'
import type { IssuerSessions } from './people/issuer-sessions.ts'
import type { Invitations } from './people/invitations.ts'
import type { People } from './people/people.ts'
import type { Sessions } from './people/sessions.ts'
import type { SignInLinks } from './people/sign-in-links.ts'
import type { TemplateLinks } from './people/template-links.ts'
import type { ReadDatabase } from './read-models/read-database.ts'
import type { PictureFitter } from './documents/picture-fitter.ts'
import type { SealedDocuments } from './documents/sealed-documents.ts'
import type { TemplateCache } from './documents/template-cache.ts'
import type { TemplateCompiler } from './documents/template-compiler.ts'

export interface App {
  readonly log: EventLog
  readonly aggregates: AggregateStore
  readonly documents: DocumentStore
  readonly sealedDocuments: SealedDocuments
  readonly compiler: TemplateCompiler
  readonly renderer: DocumentRenderer
  /** Reads files that somebody wants verified. */
  readonly documentReader: DocumentReader
  readonly documentDigests: DocumentDigests
  readonly templateCache: TemplateCache
  readonly readDatabase: ReadDatabase
  readonly apiKeys: ApiKeys
  readonly sessions: Sessions
  readonly issuerSessions: IssuerSessions
  readonly signInLinks: SignInLinks
  readonly people: People
  readonly groups: Groups
  readonly invitations: Invitations
  readonly templateLinks: TemplateLinks
  /** How long links for people without an account may be good for; the program’s own where left out. */
  readonly outsiderTimes?: OutsiderTimes | undefined
  readonly handOvers: HandOvers
  /** Left out: no mail is sent, and admins copy links. `keeps`: it goes to an outbox in the console. */
  readonly mail?: { readonly mails: Mails; readonly keeps: boolean } | undefined
  readonly access: AccessNews
  /** Left out: nobody signs in with an OpenID provider. */
  readonly identityProviders?: IdentityProviders | undefined
  /** Whether people may sign in to the console with an API key; left out: no. */
  readonly keysOpenConsole?: boolean | undefined
  readonly keyRing: KeyRing
  readonly masterKeys: MasterKeys
  readonly dataKeys: DataKeys
  readonly ledger: Ledger
  readonly clock: Clock
  readonly logger: Logger
  /** Fits pictures to their places; left out: they stay as they were sent. */
  readonly pictures?: PictureFitter | undefined
  /** The language of documents whose template says none; the person's where left out. BCP 47. */
  readonly standardLanguage?: string | undefined
  /** When conversations are reminded and end whose template says nothing; the program's own where left out. */
  readonly standardWaitingTimes?: WaitingTimes | undefined
  /** Left out: none. */
  readonly quotas?: Quotas | undefined
}
