/** Begins a generation of a published template, with answers that are already known. */
import { readAnswersOrThrow } from '../../../answers/read-answers.ts'
import type { RequestCommand } from '../../../domain/generation/decisions/request-generation.ts'
import { ok, unwrap } from '../../../domain/kernel/errors.ts'
import { checkGivenLanguage } from '../../../domain/template/language.ts'
import type { AnswerForm } from '../../../domain/questions/answer.ts'
import { requireRole, type CommandRequest } from '../../command-request.ts'
import { fitPictures } from '../pictures/fit-pictures.ts'
import { withReferredPictures } from '../pictures/referred-pictures.ts'
import { beginGeneration, loadPublishedVersion, type BeginDeps } from './begin-generation.ts'
import type { CommittedGeneration } from '../transact-generation.ts'

export interface RequestGeneration {
  /** UUID; derived from the caller and the Idempotency-Key, so that a repeat finds the same one. */
  readonly id: string
  readonly template_id: string
  /** Answers by question name, as people write them or in wire form. */
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
    const version = await loadPublishedVersion(deps, request.caller, template_id)
    const context = { now: request.context.now, zone, locale, form }
    const written = await withReferredPictures(deps, answers, request.caller)
    const read = readAnswersOrThrow(version.questions, written as Readonly<Record<string, unknown>>, context)
    const { tenant, actor } = request.context
    const places = { tenant, template_id, version, actor }
    const initialAnswers: RequestCommand['answers'][number][] = []
    for (const [name, value] of read) {
      const question = version.questions.find((one) => one.name === name)
      const fitted = question === undefined ? ok(value) : await fitPictures(deps, question, value, places)
      initialAnswers.push({ name, value: unwrap(fitted), copied: false })
    }
    return { version, template_id, locale, document_language: language, zone, place, answers: initialAnswers }
  })
}
