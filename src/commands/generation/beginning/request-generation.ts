/** Begins a generation of a published template, with answers that are already known. */
import { readAnswersOrThrow } from '../../../answers/read-answers.ts'
import type { AnswerForm } from '../../../domain/questions/answer.ts'
import { requireRole, type CommandRequest } from '../../command-request.ts'
import type { TransactDeps } from '../../transact.ts'
import { beginGeneration, loadPublishedVersion } from './begin-generation.ts'
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
  readonly zone: string
  /** The channel of the conversation, on a surface that posts. */
  readonly place?: string | undefined
}

/**
 * Throws `Refused`: `not_found` or `conflict` for a template that is missing or not published; `unprocessable` or
 * `invalid_answer` for an answer that does not fit. Then nothing is begun.
 */
export async function requestGeneration(
  deps: TransactDeps,
  { id, template_id, answers = {}, form, locale, zone, place }: RequestGeneration,
  request: CommandRequest,
): Promise<CommittedGeneration> {
  requireRole(request.caller, 'requester')
  return beginGeneration(deps, id, request, async () => {
    const version = await loadPublishedVersion(deps, request.caller, template_id)
    const context = { now: request.context.now, zone, locale, form }
    const read = readAnswersOrThrow(version.questions, answers, context)
    const initialAnswers = read.map(([name, value]) => ({ name, value, copied: false }))
    return { version, template_id, locale, zone, place, answers: initialAnswers }
  })
}
