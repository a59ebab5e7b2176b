/** Cancels a generation that is not confirmed yet. */
import { cancelGeneration as decide } from '../../domain/generation/decisions/end-conversation.ts'
import type { CommandDeps } from '../command-deps.ts'
import { transactGeneration, type CommittedGeneration } from './transact-generation.ts'
import type { CommandRequest } from '../command-request.ts'

export async function cancelGeneration(
  deps: CommandDeps,
  command: { readonly id: string },
  request: CommandRequest,
): Promise<CommittedGeneration> {
  return transactGeneration(deps, command.id, request, ({ state }) => decide(state))
}
