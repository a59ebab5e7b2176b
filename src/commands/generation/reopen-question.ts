/** Reopens a question: back, edit, repeat, help, or because an answer was not understood. */
import { resolveQuestionRef, type QuestionRef } from '../../domain/generation/question-ref.ts'
import { reopenQuestion as decide, type ReopenCommand } from '../../domain/generation/decisions/reopen-question.ts'
import type { CommandDeps } from '../command-deps.ts'
import { transactGeneration, type CommittedGeneration } from './transact-generation.ts'
import type { CommandRequest } from '../command-request.ts'

/**
 * The question by address (`null`: the review) or by the message that asked it. Left out, it is the current question;
 * for `back`, the one before it.
 */
export interface ReopenQuestion extends ReopenCommand {
  readonly id: string
  readonly shown_under?: QuestionRef['shown_under']
}

/**
 * Throws `Refused`: `conflict` where the conversation has ended, `unprocessable` at the first question for `back`,
 * `not_found`.
 */
export async function reopenQuestion(
  deps: CommandDeps,
  command: ReopenQuestion,
  request: CommandRequest,
): Promise<CommittedGeneration> {
  const { id, shown_under, name, reason, raw, error } = command
  return transactGeneration(deps, id, request, ({ state, questionnaire }) => {
    const resolved =
      shown_under === undefined ? undefined : resolveQuestionRef({ name: name ?? undefined, shown_under }, state)
    if (resolved?.ok === false && name === undefined) return resolved
    return decide(
      { reason, name: resolved?.ok === true ? resolved.value.name : name, raw, error },
      state,
      questionnaire,
    )
  })
}
