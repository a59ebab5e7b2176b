/** Makes a document again from its generation's events, and holds it against the one that was delivered. */
import { hash } from 'node:crypto'
import { generationStream } from '../../domain/generation/generation-events.ts'
import { isErased } from '../../domain/questions/answer.ts'
import type { DocumentReader } from '../../ports/documents/document-reader.ts'
import type { SealedDocuments } from '../../ports/documents/sealed-documents.ts'
import type { LoadedGeneration } from '../../storage/load-generation.ts'
import { makeDocument, type MakeDocumentDeps } from '../../storage/make-document.ts'

/**
 * `same_text` where another version of the renderer made the delivered one; `not_possible` where the answers were
 * erased, or the template's file is gone.
 */
export const REMAKES = ['identical', 'same_text', 'different', 'not_possible'] as const
export type Remake = (typeof REMAKES)[number]

export interface MakeAgainDeps extends MakeDocumentDeps {
  readonly sealedDocuments: SealedDocuments
  readonly documentReader: DocumentReader
}

/** Throws where a store cannot be reached. */
export async function makeAgain(deps: MakeAgainDeps, { id, state }: LoadedGeneration): Promise<Remake> {
  const made = state.document?.made
  if (made === undefined || isErased(made.sha256)) return 'not_possible'
  const again = await makeDocument(deps, state)
  if (!again.ok) return 'not_possible'
  if (hash('sha256', again.made.bytes) === made.sha256) return 'identical'
  const delivered = await deps.sealedDocuments.get(generationStream(id), made.key, made.sha256)
  if (delivered === undefined || delivered === 'erased') return 'not_possible'
  const [was, is] = [await deps.documentReader.read(delivered), await deps.documentReader.read(again.made.bytes)]
  if (!was.ok || !is.ok) return 'not_possible'
  return was.value.text_sha256 === is.value.text_sha256 ? 'same_text' : 'different'
}
