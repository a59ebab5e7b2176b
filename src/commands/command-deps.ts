/** The ports that commands use. */
import type { Clock } from '../ports/clock.ts'
import type { DocumentStore } from '../ports/documents/document-store.ts'
import type { TemplateCompiler } from '../ports/documents/template-compiler.ts'
import type { TransactDeps } from './transact.ts'

export interface CommandDeps extends TransactDeps {
  readonly documents: DocumentStore
  readonly compiler: TemplateCompiler
  readonly clock: Clock
}
