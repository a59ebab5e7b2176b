/** “Make another like this one”: begins a generation with the old answers that still fit the template. */
import { carryAnswerIn } from '../../../answers/carry-answer.ts'
import { carryOver } from '../../../domain/interview/carry-over.ts'
import { loadOwnGeneration, withQuestions } from '../../../storage/load-generation.ts'
import { requireRole, type CommandRequest } from '../../command-request.ts'
import { beginGeneration, loadPublished, type BeginDeps } from './begin-generation.ts'
import type { CommittedGeneration } from '../transact-generation.ts'

export interface CopyGeneration {
  readonly id: string
  readonly source_id: string
  /** The channel of the new conversation, on a surface that posts. */
  readonly place?: string | undefined
}

/**
 * Answers that no longer fit are in `not_carried` of the new generation. Throws `Refused`: `not_found` for a source
 * that is not the caller's, and as `requestGeneration` does for its template.
 */
export async function copyGeneration(
  deps: BeginDeps,
  { id, source_id, place }: CopyGeneration,
  request: CommandRequest,
): Promise<CommittedGeneration> {
  requireRole(request.caller, 'requester')
  return beginGeneration(deps, id, request, async () => {
    const { state, questionnaire } = await withQuestions(deps, await loadOwnGeneration(deps, source_id, request.caller))
    const { template_id, locale, zone } = state
    const document_language = state.language_chosen ? state.document_language : undefined
    const { version, waiting } = await loadPublished(deps, request.caller, template_id)
    // A date that became a text says what the document said.
    const carry = carryAnswerIn({ now: request.context.now, zone, locale: state.document_language })
    const carried = carryOver(questionnaire, state.answers, version, carry)
    return { version, waiting, template_id, locale, zone, document_language, place, copied_from: source_id, ...carried }
  })
}
