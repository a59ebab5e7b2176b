/** One generation, folded from its stream, so that callers read their own writes. Also its document, decrypted. */
import { hash } from 'node:crypto'
import type { Caller } from '../../domain/kernel/access.ts'
import type { Phase } from '../../domain/generation/generation.ts'
import { isErased } from '../../domain/questions/answer.ts'
import { fail, unwrap } from '../../domain/kernel/errors.ts'
import { generationStream } from '../../domain/generation/generation-events.ts'
import { DamagedDocument } from '../../storage/read-template-file.ts'
import type { SealedDocuments } from '../../ports/documents/sealed-documents.ts'
import {
  loadReadableGeneration,
  withQuestions,
  type GenerationWithQuestions,
  type LoadedGeneration,
  type LoadGenerationDeps,
} from '../../storage/load-generation.ts'
import { presentGeneration } from './present-generation.ts'
import { presentUpdate, type UpdateOptions } from './present-update.ts'
import type { GenerationUpdate, GenerationView } from './generation-view.ts'

/** The generation after a command, as the command left it. */
export async function presentCommitted(deps: LoadGenerationDeps, committed: LoadedGeneration): Promise<GenerationView> {
  return presentGeneration(await withQuestions(deps, committed))
}

/** What a command changed, as it left it. */
export async function presentCommittedUpdate(
  deps: LoadGenerationDeps,
  committed: LoadedGeneration,
  options: UpdateOptions,
): Promise<GenerationUpdate> {
  return presentUpdate(await withQuestions(deps, committed), options)
}

/**
 * A generation that the caller may read, with its questions. Throws `Refused` `not_found` where it does not exist or is
 * not for the caller.
 */
export async function loadGeneration(
  deps: LoadGenerationDeps,
  id: string,
  caller: Caller,
): Promise<GenerationWithQuestions> {
  return withQuestions(deps, await loadReadableGeneration(deps, id, caller))
}

export interface MadeDocument {
  readonly bytes: Uint8Array
  readonly file_name: string
  readonly media_type: string
  readonly sha256: string
}

export interface GetDocumentDeps extends LoadGenerationDeps {
  readonly sealedDocuments: SealedDocuments
}

/**
 * The finished document. `conflict` while it is not made, `not_found` once it is erased. Throws `DamagedDocument` where
 * the bytes differ from those recorded.
 */
export async function getDocument(deps: GetDocumentDeps, id: string, caller: Caller): Promise<MadeDocument> {
  const { key, ...document } = await findDocument(deps, id, caller)
  const bytes = await deps.sealedDocuments.get(generationStream(id), key, document.sha256)
  if (bytes === 'erased') return refuseErased()
  if (bytes === undefined)
    return unwrap(fail('unavailable', 'The document is missing in the document store. Tell an operator.', { key }))
  if (hash('sha256', bytes) !== document.sha256) throw new DamagedDocument(key)
  return { bytes, ...document }
}

/**
 * A short-lived URL of the finished document that needs no further authorization; undefined where documents are sealed.
 * Refuses as `getDocument` does.
 */
export async function getDocumentLink(deps: GetDocumentDeps, id: string, caller: Caller): Promise<string | undefined> {
  return deps.sealedDocuments.link(await findDocument(deps, id, caller))
}

async function findDocument(
  deps: LoadGenerationDeps,
  id: string,
  caller: Caller,
): Promise<Omit<MadeDocument, 'bytes'> & { readonly key: string }> {
  const { state } = await loadGeneration(deps, id, caller)
  const { document } = state
  if (document?.made === undefined)
    return unwrap(
      fail('conflict', NOT_MADE[state.phase] ?? 'The document is not made yet: its answers are not confirmed.', {
        state: state.phase,
        ...(state.phase === 'confirmed' ? { retry_after: RETRY_AFTER_S } : {}),
      }),
    )
  const { key, media_type, sha256 } = document.made
  const { file_name } = document
  return isErased(sha256) || isErased(file_name) ? refuseErased() : { key, file_name, media_type, sha256 }
}

/** Most documents take less. */
const RETRY_AFTER_S = 1

const NOT_MADE: Readonly<Partial<Record<Phase, string>>> = {
  confirmed: 'The document is being made. Ask again in a moment.',
  failed: 'The document could not be made.',
  cancelled: 'There is no document: the conversation was cancelled.',
  expired: 'There is no document: the conversation has expired.',
}

const refuseErased = (): never => unwrap(fail('not_found', 'This document has been erased.'))
