/** One generation, folded from its stream: what was just written is what is read. Also its document, opened. */
import { hash } from 'node:crypto'
import { mayUseGeneration, type Caller } from '../../domain/kernel/access.ts'
import { isErased } from '../../domain/questions/answer.ts'
import { fail, unwrap } from '../../domain/kernel/errors.ts'
import { generationStream } from '../../domain/generation/generation-events.ts'
import { generationDecider, type Generation } from '../../domain/generation/generation.ts'
import { templateDecider, templateStream, versionOf } from '../../domain/template/template.ts'
import type { AggregateStore } from '../../ports/events/aggregate-store.ts'
import { DamagedDocument } from '../../storage/read-template-file.ts'
import type { SealedDocuments } from '../../ports/documents/sealed-documents.ts'
import { presentGeneration, type GenerationView, type Shown } from './present-generation.ts'

export interface GetGenerationDeps {
  readonly aggregates: AggregateStore
}

/** Throws `Refused` `not_found` for one that is not there or not the caller's. */
export async function getGeneration(deps: GetGenerationDeps, id: string, caller: Caller): Promise<GenerationView> {
  return presentGeneration(await loadGeneration(deps, id, caller))
}

/** The generation after a command, as the command left it. */
export async function showExecuted(
  deps: GetGenerationDeps,
  committed: { readonly id: string; readonly state: Generation; readonly revision: number },
): Promise<GenerationView> {
  return presentGeneration(await withTemplate(deps, committed))
}

/** The state with its form, for views that show more than the generation itself. */
export async function loadGeneration(deps: GetGenerationDeps, id: string, caller: Caller): Promise<Shown> {
  const { state, revision } = await deps.aggregates.load(generationDecider, generationStream(id))
  if (
    state.requester === undefined ||
    !mayUseGeneration(caller, { tenant: state.tenant, requester: state.requester })
  ) {
    return unwrap(
      fail('not_found', `There is no generation “${id.slice(0, 100)}” of yours.`, { generation_id: id.slice(0, 100) }),
    )
  }
  return withTemplate(deps, { id, state, revision })
}

/** The generation with its form: that of the version it began with. */
export async function withTemplate(
  deps: GetGenerationDeps,
  generation: Pick<Shown, 'id' | 'state' | 'revision'>,
): Promise<Shown> {
  const { tenant, template_id, template_version } = generation.state
  const template = await deps.aggregates.loadFor(
    templateDecider,
    templateStream(tenant, template_id),
    (state) => versionOf(state, template_version) !== undefined,
  )
  const questionnaire = versionOf(template.state, template_version)
  if (questionnaire === undefined)
    return unwrap(
      fail('unavailable', 'The template of this generation cannot be read. Tell an operator.', { template_id }),
    )
  return { ...generation, form: questionnaire, template_name: template.state.name }
}

export interface MadeDocument {
  readonly bytes: Uint8Array
  readonly file_name: string
  readonly media_type: string
  readonly sha256: string
}

export interface GetDocumentDeps extends GetGenerationDeps {
  readonly sealedDocuments: SealedDocuments
}

/**
 * The finished document. `conflict` while it is not made, `not_found` once it is erased. Throws `DamagedDocument` for
 * other bytes than were made.
 */
export async function getDocument(deps: GetDocumentDeps, id: string, caller: Caller): Promise<MadeDocument> {
  const { key, ...document } = await findDocument(deps, id, caller)
  const bytes = await deps.sealedDocuments.get(generationStream(id), key, document.sha256)
  if (bytes === 'erased') return erased()
  if (bytes === undefined)
    return unwrap(fail('unavailable', 'The document is missing in the document store. Tell an operator.', { key }))
  if (hash('sha256', bytes) !== document.sha256) throw new DamagedDocument(key)
  return { bytes, ...document }
}

/**
 * A short-lived address of the finished document, from which whoever has it can fetch it; undefined where documents are
 * sealed. Refused as `getDocument` is.
 */
export async function getDocumentLink(deps: GetDocumentDeps, id: string, caller: Caller): Promise<string | undefined> {
  return deps.sealedDocuments.link(await findDocument(deps, id, caller))
}

async function findDocument(
  deps: GetGenerationDeps,
  id: string,
  caller: Caller,
): Promise<Omit<MadeDocument, 'bytes'> & { readonly key: string }> {
  const { state } = await loadGeneration(deps, id, caller)
  const { document } = state
  if (document?.made === undefined)
    return unwrap(fail('conflict', 'The document is not made yet.', { state: state.phase }))
  const { key, media_type, sha256 } = document.made
  const { file_name } = document
  return isErased(sha256) || isErased(file_name) ? erased() : { key, file_name, media_type, sha256 }
}

const erased = (): never => unwrap(fail('not_found', 'This document has been erased.'))
