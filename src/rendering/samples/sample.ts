/**
 * A sample template: a Word file that is built here, and the refinements of its questions.
 */
import type { Refinement } from '../../domain/questions/refinement/refinement.ts'

export interface Sample {
  /** Its name in addresses. */
  readonly name: string
  readonly title: string
  /** What it shows, in one sentence. */
  readonly about: string
  readonly file_name: string
  readonly refinements: readonly Refinement[]
  /** The file, the same bytes each time. */
  readonly build: () => Promise<Uint8Array>
}
