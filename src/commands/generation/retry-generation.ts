/** An admin resumes a generation whose document could not be made, or some of whose posts could not be delivered. */
import { retryGeneration as decide } from '../../domain/outbox/outbox-decisions.ts'
import type { CommandDeps } from '../deps.ts'
import { commandGeneration, type GenerationExecuted } from './generation-command.ts'
import { requireRole, type CommandRequest } from '../command-request.ts'

export async function retryGeneration(deps: CommandDeps, command: { readonly id: string }, request: CommandRequest): Promise<GenerationExecuted> {
  requireRole(request.caller, 'admin')
  return commandGeneration(deps, command.id, request, ({ state }) => decide(state))
}
