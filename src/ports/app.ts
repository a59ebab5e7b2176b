/** All ports together: what `compose.ts` makes, and what the inbound adapters (http, console, cli, slack) hand to commands and queries. */
import type { Accounts } from './accounts.ts'
import type { Aggregates } from './aggregates.ts'
import type { Clock } from './clock.ts'
import type { DocumentRenderer } from './document-renderer.ts'
import type { DocumentStore } from './document-store.ts'
import type { EventLog } from './event-log.ts'
import type { KeyRing } from './key-ring.ts'
import type { Logger } from './logger.ts'
import type { People } from './people.ts'
import type { ReadDatabase } from './read-database.ts'
import type { SealedDocuments } from './sealed-documents.ts'
import type { TemplateCache } from './template-cache.ts'
import type { TemplateCompiler } from './template-compiler.ts'

export interface App {
  readonly log: EventLog
  readonly aggregates: Aggregates
  readonly documents: DocumentStore
  readonly sealedDocuments: SealedDocuments
  readonly compiler: TemplateCompiler
  readonly renderer: DocumentRenderer
  readonly templateCache: TemplateCache
  readonly readDatabase: ReadDatabase
  readonly accounts: Accounts
  readonly people: People
  readonly keyRing: KeyRing
  readonly clock: Clock
  readonly logger: Logger
}
