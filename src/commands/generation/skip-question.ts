/** Skips an optional question: the named one, or the current one. */
import { addressOfQuestionRef, type QuestionRef } from '../../domain/generation/question-ref.ts'
import { skipQuestion as decide } from '../../domain/generation/decisions/answer-question.ts'
import { resolveQuestion } from './resolve-question.ts'
import type { CommandDeps } from '../command-deps.ts'
import { transactGeneration, type CommittedGeneration } from './transact-generation.ts'
import type { CommandRequest } from '../command-request.ts'

export interface SkipQuestion extends QuestionRef {
  readonly id: string
  readonly replaces?: number | null | undefined
}

export async function skipQuestion(
  deps: CommandDeps,
  command: SkipQuestion,
  request: CommandRequest,
): Promise<CommittedGeneration> {
  return transactGeneration(
    deps,
    command.id,
    request,
    (generation) => {
      const question = resolveQuestion(command, generation)
      return question.ok
        ? decide({ ...question.value, replaces: command.replaces }, generation.state, generation.questionnaire)
        : question
    },
    { addressOf: (state) => addressOfQuestionRef(command, state), rest: true },
  )
}
