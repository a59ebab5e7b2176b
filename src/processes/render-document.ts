/**
 * Makes and stores the document of a confirmed generation. Its key is derived from the confirmation and everything
 * before it, and the store writes a key once. A second attempt finds the first one's document and uses it, so there is
 * never a second document, nor one made from another history.
 */
import { createHash } from 'node:crypto'
import { generationStream, type GenerationEventData } from '../domain/generation/generation-events.ts'
import type { Generation } from '../domain/generation/generation.ts'
import { MEDIA_TYPES } from '../domain/template/template-format.ts'
import type { SealedDocuments } from '../ports/documents/sealed-documents.ts'
import { RENDERER_VERSION } from '../rendering/template/version.ts'
import { makeDocument, type MakeDocumentDeps, type MakingFailure } from '../storage/make-document.ts'
import type { RenderedDocument } from '../rendering/template/rendered-document.ts'

export interface RenderDeps extends MakeDocumentDeps {
  readonly sealedDocuments: SealedDocuments
}

export type RenderOutcome =
  | { readonly ok: true; readonly rendered: GenerationEventData<'DocumentRendered'> }
  | ({ readonly ok: false } & MakingFailure)

/** Throws for faults that may pass, such as a store that cannot be reached. */
export async function renderGeneration(
  deps: RenderDeps,
  id: string,
  generation: Generation,
  document_id: string,
): Promise<RenderOutcome> {
  const outcome = await makeDocument(deps, generation)
  if (!outcome.ok) return outcome
  const { made, version } = outcome
  const key = `${generation.tenant}/${id}/${document_id}`
  const stored = await store(deps.sealedDocuments, generationStream(id), key, made)
  return { ok: true, rendered: { document_id, key, media_type: MEDIA_TYPES[version.format], ...stored } }
}

type Stored = Pick<GenerationEventData<'DocumentRendered'>, 'size' | 'sha256' | 'parts' | 'renderer'>

async function store(
  documents: SealedDocuments,
  subject: string,
  key: string,
  made: RenderedDocument,
): Promise<Stored> {
  const own = { ...digest(made.pieces), parts: [...made.parts], renderer: RENDERER_VERSION }
  if ((await documents.put(subject, key, made.bytes)) === 'stored') return own
  const there = await documents.get(subject, key, own.sha256)
  if (there === undefined) throw new Error(`The document ${key} was there and is gone.`)
  if (there === 'erased') throw new Error(`The document ${key} was erased.`)
  const found = digest([there])
  // Another renderer version made it, before a restart: keep it, and claim nothing about how it was made.
  return found.sha256 === own.sha256 ? own : { ...found, parts: [], renderer: 'unknown' }
}

function digest(pieces: readonly Uint8Array[]): { size: number; sha256: string } {
  const hash = createHash('sha256')
  for (const each of pieces) hash.update(each)
  return { size: pieces.reduce((size, each) => size + each.length, 0), sha256: hash.digest('hex') }
}
