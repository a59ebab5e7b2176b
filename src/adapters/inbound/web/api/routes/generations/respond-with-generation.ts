/** The response to every command on a generation: what it changed and what is asked next. */
import type { CommittedGeneration } from '../../../../../../commands/generation/transact-generation.ts'
import type { App } from '../../../../../../ports/app.ts'
import { presentCommitted, presentCommittedUpdate } from '../../../../../../queries/generation/get-generation.ts'
import type { UpdateNote } from '../../../../../../queries/generation/generation-view.ts'
import type { ApiContext } from '../../api-types.ts'
import type { DescribedHeader } from '../../document/described-headers.ts'
import { jsonResponse } from '../../operation.ts'
import { revisionTag } from '../../request/preconditions.ts'
import { preferenceHeaders, readPreferences } from '../../request/prefer.ts'
import { generationUpdate } from '../../schemas/generation.ts'

/** For `responses` of a command. */
export const generationAfter = (description: string, headers: readonly DescribedHeader[] = []) =>
  jsonResponse(description, generationUpdate, ['ETag', 'Preference-Applied', ...headers])

export interface GenerationResponse {
  /** The addresses of the questions that the command was about. */
  readonly names: readonly string[]
  readonly status?: 200 | 201 | undefined
  readonly location?: string | undefined
  readonly notes?: readonly UpdateNote[] | undefined
}

/** Small whatever the generation holds, unless the client prefers all of it (`Prefer: return=representation`). */
export async function respondWithGeneration(
  c: ApiContext,
  app: App,
  committed: CommittedGeneration,
  { names, status = 200, location, notes }: GenerationResponse,
): Promise<Response> {
  const preferences = readPreferences(c)
  const view =
    preferences.return === 'representation'
      ? { ...(await presentCommitted(app, committed)), answers_left_out: 0, notes: notes ?? [] }
      : await presentCommittedUpdate(app, committed, { names, notes })
  return c.json(view, status, {
    ...preferenceHeaders(preferences, ['return']),
    etag: revisionTag(committed.revision),
    ...(location === undefined ? {} : { location }),
  })
}
