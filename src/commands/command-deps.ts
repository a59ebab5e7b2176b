/** The ports that commands use. */
import type { Clock } from '../ports/clock.ts'
import type { DocumentStore } from '../ports/documents/document-store.ts'
import type { PictureFitter } from '../ports/documents/picture-fitter.ts'
import type { TemplateCompiler } from '../ports/documents/template-compiler.ts'
import type { TransactDeps } from './transact.ts'

export interface CommandDeps extends TransactDeps {
  readonly documents: DocumentStore
  readonly compiler: TemplateCompiler
  readonly clock: Clock
  /** Fits pictures to their places; left out: they stay as they were sent. */
  readonly pictures?: PictureFitter | undefined
}
