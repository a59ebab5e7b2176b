/** Skips an optional question: the one named, or the one that is due. */
import { addressNamed, type Bound } from '../../domain/generation/question-ref.ts'
import { skipQuestion as decide } from '../../domain/generation/generation-decisions.ts'
import { namedQuestion } from './resolve-question.ts'
import type { CommandDeps } from '../deps.ts'
import { commandGeneration, type GenerationExecuted } from './generation-command.ts'
import type { CommandRequest } from '../command-request.ts'

export interface SkipQuestion extends Bound {
  readonly id: string
  readonly replaces?: number | null | undefined
}

export async function skipQuestion(deps: CommandDeps, command: SkipQuestion, request: CommandRequest): Promise<GenerationExecuted> {
  return commandGeneration(deps, command.id, request, (situation) => {
    const question = namedQuestion(command, situation)
    return question.ok ? decide({ ...question.value, replaces: command.replaces }, situation.state, situation.form) : question
  }, (state) => addressNamed(command, state))
}
