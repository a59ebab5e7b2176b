/** Begins a generation of a published template, with answers that are already known. */
import { readAnswersOrThrow } from '../../../answers/read-answers.ts'
import { unwrap } from '../../../domain/kernel/errors.ts'
import { checkGivenLanguage } from '../../../domain/template/language.ts'
import type { AnswerForm } from '../../../domain/questions/answer.ts'
import { requireRole, type CommandRequest } from '../../command-request.ts'
import { withReferredPictures } from '../pictures/referred-pictures.ts'
import { beginGeneration, loadPublished, type BeginDeps } from './begin-generation.ts'
import { fitInitialAnswers } from './fit-initial-answers.ts'
import type { CommittedGeneration } from '../transact-generation.ts'

export interface RequestGeneration {
  /** UUID; derived from the caller and the Idempotency-Key, so that a repeat finds the same one. */
  readonly id: string
  readonly template_id: string
  /** By question name, as people write them or in wire form; `null` and “” leave an optional question out. */
  readonly answers?: Readonly<Record<string, unknown>> | undefined
  /** Whether the answers are words or data; left out: either. */
  readonly form?: AnswerForm | undefined
  readonly locale: string
  /** Where the requester chooses it; else the template decides. */
  readonly document_language?: string | undefined
  readonly zone: string
  /** The channel of the conversation, on a surface that posts. */
  readonly place?: string | undefined
}

/**
 * Throws `Refused`: `not_found` or `conflict` for a template that is missing or not published; `unprocessable` or
 * `invalid_answer` for an answer that does not fit. Then nothing is begun.
 */
export async function requestGeneration(
  deps: BeginDeps,
  { id, template_id, answers = {}, form, locale, document_language, zone, place }: RequestGeneration,
  request: CommandRequest,
): Promise<CommittedGeneration> {
  requireRole(request.caller, 'requester')
  const language = unwrap(checkGivenLanguage(document_language, 'document_language'))
  return beginGeneration(deps, id, request, async () => {
    const { version, waiting } = await loadPublished(deps, request.caller, template_id)
    const context = { now: request.context.now, zone, locale, form }
    const written = await withReferredPictures(deps, answers, request.caller)
    const given = readAnswersOrThrow(version.questions, written as Readonly<Record<string, unknown>>, context)
    const initial = await fitInitialAnswers(deps, { template_id, version }, given.values, request.context)
    const skipped = given.left_out
    return {
      version,
      waiting,
      template_id,
      locale,
      document_language: language,
      zone,
      place,
      answers: initial,
      skipped,
    }
  })
}
