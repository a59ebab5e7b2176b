/** Records that the person downloaded the whole document; once. */
import { recordDelivered } from '../../domain/generation/decisions/record-document.ts'
import type { CommandDeps } from '../command-deps.ts'
import { transactGeneration, type CommittedGeneration } from './transact-generation.ts'
import type { CommandRequest } from '../command-request.ts'

export async function recordDelivery(
  deps: CommandDeps,
  command: { readonly id: string },
  request: CommandRequest,
): Promise<CommittedGeneration> {
  return transactGeneration(deps, command.id, request, ({ state }) =>
    recordDelivered({ surface: request.context.surface }, state),
  )
}
