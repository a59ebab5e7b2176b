/** Turns the conversation to a question again: back, edit, repeat, help, or because an answer was not understood. */
import { boundTo, type Bound } from '../../domain/generation/question-ref.ts'
import { reopenQuestion as decide, type ReopenCommand } from '../../domain/outbox/outbox-decisions.ts'
import type { CommandDeps } from '../deps.ts'
import { commandGeneration, type GenerationExecuted } from './generation-command.ts'
import type { CommandRequest } from '../command-request.ts'

/** The question by address (`null`: the review) or by the message that asked it; left out: the one before the current one for `back`, otherwise the current one. */
export interface ReopenQuestion extends ReopenCommand {
  readonly id: string
  readonly shown_under?: Bound['shown_under']
}

/** Throws `Refused`: `conflict` where the conversation has ended, `unprocessable` at the first question for `back`, `not_found`. */
export async function reopenQuestion(deps: CommandDeps, command: ReopenQuestion, request: CommandRequest): Promise<GenerationExecuted> {
  const { id, shown_under, name, reason, raw, error } = command
  return commandGeneration(deps, id, request, ({ state, form }) => {
    const shown = shown_under === undefined ? undefined : boundTo({ name: name ?? undefined, shown_under }, state)
    if (shown?.ok === false && name === undefined) return shown
    return decide({ reason, name: shown?.ok === true ? shown.value.name : name, raw, error }, state, form)
  })
}
