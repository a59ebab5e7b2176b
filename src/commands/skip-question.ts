/** Skips an optional question: the one named, or the one that is due. */
import { fail } from '../domain/errors.ts'
import { skipQuestion as decide } from '../domain/generation-decisions.ts'
import { nextDue } from '../domain/interview.ts'
import type { CommandDeps } from './deps.ts'
import { commandGeneration, type GenerationExecuted } from './generation-command.ts'
import type { CommandRequest } from './request.ts'

export interface SkipQuestion {
  readonly id: string
  readonly name?: string | undefined
  readonly replaces?: number | null | undefined
}

export async function skipQuestion(deps: CommandDeps, command: SkipQuestion, request: CommandRequest): Promise<GenerationExecuted> {
  return commandGeneration(deps, command.id, request, ({ state, form }) => {
    const name = command.name ?? nextDue(form, state.sheet)?.address
    return name === undefined
      ? fail('conflict', 'Every question is answered: there is nothing to skip.', { state: state.phase })
      : decide({ name, replaces: command.replaces }, state, form)
  })
}
