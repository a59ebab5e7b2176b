/** One picture among the answers of a generation. */
import type { Caller } from '../../domain/kernel/access.ts'
import { fail, unwrap } from '../../domain/kernel/errors.ts'
import { loadReadableGeneration, type LoadGenerationDeps } from '../../storage/load-generation.ts'
import { findPicture } from '../../storage/pictures/picture-references.ts'

export interface StoredPicture {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly media_type: string
  readonly sha256: string
  readonly file_name: string | undefined
}

/** Throws `Refused` `not_found` where the generation is not for the caller, or has no such picture (any more). */
export async function getPicture(
  deps: LoadGenerationDeps,
  { id, sha256 }: { readonly id: string; readonly sha256: string },
  caller: Caller,
): Promise<StoredPicture> {
  const { state } = await loadReadableGeneration(deps, id, caller)
  const picture = findPicture(state.answers, sha256)
  if (picture === undefined)
    return unwrap(fail('not_found', 'There is no such picture in this conversation: it was replaced or erased.'))
  const { data, media_type, file_name } = picture
  return { bytes: new Uint8Array(Buffer.from(data, 'base64')), media_type, sha256, file_name }
}
