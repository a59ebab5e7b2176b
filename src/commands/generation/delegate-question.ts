/** “Ask someone else”: delegates one question to a colleague, who sees and answers only that one. */
import { isCaller } from '../../domain/kernel/access.ts'
import type { QuestionRef } from '../../domain/generation/question-ref.ts'
import { delegateQuestion as decide } from '../../domain/generation/decisions/delegate-question.ts'
import { resolveQuestion } from './resolve-question.ts'
import type { CommandDeps } from '../command-deps.ts'
import { transactGeneration, type CommittedGeneration } from './transact-generation.ts'
import type { CommandRequest } from '../command-request.ts'

export interface DelegateQuestion extends QuestionRef {
  readonly id: string
  /** The colleague's actor id. The caller of this command must have checked that it is of the same tenant. */
  readonly to: string
  /** A message to the colleague. */
  readonly note?: string | undefined
}

/**
 * Throws `Refused`: `unprocessable` for a list or oneself, `conflict` for a question that is answered or with a
 * colleague already.
 */
export async function delegateQuestion(
  deps: CommandDeps,
  command: DelegateQuestion,
  request: CommandRequest,
): Promise<CommittedGeneration> {
  const { id, to, note } = command
  return transactGeneration(deps, id, request, (generation) => {
    const question = resolveQuestion(command, generation)
    if (!question.ok) return question
    const { actor: by, now } = request.context
    const { requester = '' } = generation.state
    const to_requester = to === requester || (isCaller(request.caller, to) && isCaller(request.caller, requester))
    const delegated = { name: question.value.name, to, to_requester, note, by, now }
    return decide(delegated, generation.state, generation.questionnaire)
  })
}
