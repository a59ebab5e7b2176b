/** Cancels a conversation whose document is not confirmed yet. */
import { cancelGeneration as decide } from '../../domain/generation/generation-decisions.ts'
import type { CommandDeps } from '../deps.ts'
import { commandGeneration, type GenerationExecuted } from './generation-command.ts'
import type { CommandRequest } from '../command-request.ts'

export async function cancelGeneration(deps: CommandDeps, command: { readonly id: string }, request: CommandRequest): Promise<GenerationExecuted> {
  return commandGeneration(deps, command.id, request, ({ state }) => decide(state))
}
