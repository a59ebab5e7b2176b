/** The response to every command on a generation: its new state. */
import type { CommittedGeneration } from '../../../../../../commands/generation/transact-generation.ts'
import type { App } from '../../../../../../ports/app.ts'
import { presentCommitted } from '../../../../../../queries/generation/get-generation.ts'
import type { ApiContext } from '../../api-types.ts'
import { revisionTag } from '../../request/preconditions.ts'

/** Every command answers with the new state. */
export async function respondWithGeneration(
  c: ApiContext,
  app: App,
  committed: CommittedGeneration,
): Promise<Response> {
  return c.json(await presentCommitted(app, committed), 200, { etag: revisionTag(committed.revision) })
}
