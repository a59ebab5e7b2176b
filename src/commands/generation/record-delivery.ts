/** The person has fetched the whole document: recorded once. */
import { recordDelivered } from '../../domain/generation/generation-decisions.ts'
import type { CommandDeps } from '../deps.ts'
import { commandGeneration, type GenerationExecuted } from './generation-command.ts'
import type { CommandRequest } from '../command-request.ts'

export async function recordDelivery(deps: CommandDeps, command: { readonly id: string }, request: CommandRequest): Promise<GenerationExecuted> {
  return commandGeneration(deps, command.id, request, ({ state }) => recordDelivered({ surface: request.context.surface }, state))
}
