/** An admin resumes a generation whose document could not be made. */
import { retryRendering as decide } from '../domain/generation-decisions.ts'
import type { CommandDeps } from './deps.ts'
import { commandGeneration, type GenerationExecuted } from './generation-command.ts'
import { requireRole, type CommandRequest } from './request.ts'

export async function retryRendering(deps: CommandDeps, command: { readonly id: string }, request: CommandRequest): Promise<GenerationExecuted> {
  requireRole(request.caller, 'admin')
  return commandGeneration(deps, command.id, request, ({ state }) => decide(state))
}
