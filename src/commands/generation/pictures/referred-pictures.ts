/**
 * Answers that refer to pictures: what a view shows in place of a picture may be sent back as an answer, also to
 * another generation. The caller must be allowed to read the one that is meant.
 */
import type { Caller } from '../../../domain/kernel/access.ts'
import { Refused } from '../../../domain/kernel/errors.ts'
import type { Generation } from '../../../domain/generation/generation.ts'
import type { ImageAnswer } from '../../../domain/questions/answer.ts'
import { isOwnGeneration, loadOwnGeneration, type LoadGenerationDeps } from '../../../storage/load-generation.ts'
import { findPicture, readPictureAddress } from '../../../storage/pictures/picture-references.ts'

/** Other generations that one answer may refer to. */
const MAX_GENERATIONS = 20

/** The generation that is answered, for references without an address. */
export interface OwnPictures {
  readonly id: string
  readonly state: Generation
}

/**
 * What was written, with the pictures in place of the references to them. One that leads to no picture of the caller
 * stays as it is: the question refuses it.
 */
export async function withReferredPictures(
  deps: LoadGenerationDeps,
  written: unknown,
  caller: Caller,
  own?: OwnPictures,
): Promise<unknown> {
  const meant = [...references(written)]
  if (meant.length === 0) return written
  const states = new Map<string, Pick<Generation, 'answers'>>()
  // A colleague answers one question, and reads none of the others.
  if (own !== undefined && isOwnGeneration(own.state, caller, own.id)) states.set(own.id, own.state)
  for (const { generation_id: id } of meant) {
    if (id === undefined || states.has(id) || states.size > MAX_GENERATIONS) continue
    const loaded = await loadOwnGeneration(deps, id, caller).catch(undefinedIfRefused)
    if (loaded !== undefined) states.set(id, loaded.state)
  }
  return replace(written, (reference) => find(reference, states, own?.id))
}

function undefinedIfRefused(error: unknown): undefined {
  if (!(error instanceof Refused)) throw error
}

interface Reference {
  readonly generation_id: string | undefined
  readonly sha256: string
  readonly file_name: string | undefined
}

/** Deeper than lists nest. */
const MAX_DEPTH = 20

function* references(written: unknown, depth = 0): Generator<Reference> {
  if (typeof written !== 'object' || written === null || depth > MAX_DEPTH) return
  const reference = readReference(written)
  if (reference !== undefined) yield reference
  else for (const each of Object.values(written)) yield* references(each, depth + 1)
}

function replace(written: unknown, found: (reference: Reference) => ImageAnswer | undefined, depth = 0): unknown {
  if (typeof written !== 'object' || written === null || depth > MAX_DEPTH) return written
  const reference = readReference(written)
  if (reference !== undefined) return found(reference) ?? written
  if (Array.isArray(written)) return written.map((each) => replace(each, found, depth + 1))
  return Object.fromEntries(Object.entries(written).map(([name, each]) => [name, replace(each, found, depth + 1)]))
}

/** Undefined for what is no reference, or contradicts itself. */
function readReference(written: object): Reference | undefined {
  const { sha256, address, file_name, data } = written as Readonly<Record<string, unknown>>
  if (data !== undefined || (sha256 === undefined && address === undefined)) return undefined
  const name = typeof file_name === 'string' ? file_name : undefined
  if (address === undefined)
    return typeof sha256 === 'string' ? { generation_id: undefined, sha256, file_name: name } : undefined
  const read = typeof address === 'string' ? readPictureAddress(address) : undefined
  return read === undefined || (sha256 !== undefined && sha256 !== read.sha256)
    ? undefined
    : { ...read, file_name: name }
}

function find(
  { generation_id, sha256, file_name }: Reference,
  states: ReadonlyMap<string, Pick<Generation, 'answers'>>,
  own: string | undefined,
): ImageAnswer | undefined {
  const state = states.get(generation_id ?? own ?? '')
  const picture = state === undefined ? undefined : findPicture(state.answers, sha256)
  return picture === undefined || file_name === undefined || file_name === picture.file_name
    ? picture
    : { ...picture, file_name }
}
