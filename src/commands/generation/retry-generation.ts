/** A generation is tried again whose document could not be made, or whose messages could not be delivered. */
import { retryGeneration as decide } from '../../domain/generation/decisions/record-document.ts'
import type { CommandDeps } from '../command-deps.ts'
import { transactGeneration, type CommittedGeneration } from './transact-generation.ts'
import { requireRole, type CommandRequest } from '../command-request.ts'

/** Tries a generation of anybody’s in the tenant again. Throws `Refused`: `conflict` where nothing failed. */
export async function retryGeneration(
  deps: CommandDeps,
  command: { readonly id: string },
  request: CommandRequest,
): Promise<CommittedGeneration> {
  requireRole(request.caller, 'admin')
  return retryOwnGeneration(deps, command, request)
}

/** Tries the caller’s own generation again. Throws `Refused`: `conflict` where nothing failed. */
export async function retryOwnGeneration(
  deps: CommandDeps,
  command: { readonly id: string },
  request: CommandRequest,
): Promise<CommittedGeneration> {
  return transactGeneration(deps, command.id, request, ({ state }) => decide(state))
}
