/** Confirms the reviewed answers: from here on the document is made. */
import { v5 as uuid } from 'uuid'
import { confirmGeneration as decide } from '../../domain/generation/decisions/end-conversation.ts'
import { EXTENSIONS } from '../../domain/template/template-format.ts'
import type { CommandDeps } from '../command-deps.ts'
import { transactGeneration, type CommittedGeneration } from './transact-generation.ts'
import type { CommandRequest } from '../command-request.ts'

export interface ConfirmGeneration {
  readonly id: string
  /** The revision that the person reviewed; left out: whatever is there. */
  readonly revision?: number | undefined
  /** The message that showed the review: stands for its revision. */
  readonly shown_under?: string | undefined
  /** Another place that gets the finished file, too (a channel), because the person said so. */
  readonly share_to?: string | undefined
}

export async function confirmGeneration(
  deps: CommandDeps,
  command: ConfirmGeneration,
  request: CommandRequest,
): Promise<CommittedGeneration> {
  return transactGeneration(deps, command.id, request, ({ state, questionnaire, revision, hash, template_name }) => {
    // After a restore the same command may confirm other answers: theirs is another document, and must have another id.
    const document_id = uuid(`document ${command.id} ${hash}`, request.context.command_id)
    const day = new Intl.DateTimeFormat('sv-SE', { timeZone: state.zone }).format(new Date(request.context.now))
    const file_name = `${fileSafe(template_name)} ${day}.${EXTENSIONS[state.format]}`
    const sentMessage = command.shown_under === undefined ? undefined : state.outbox?.sent.get(command.shown_under)
    return decide(
      {
        document_id,
        file_name,
        reviewed_revision: command.revision ?? sentMessage?.revision,
        share_to: command.share_to,
      },
      state,
      questionnaire,
      revision,
    )
  })
}

/** Leaves out what some file system or header does not take. */
const fileSafe = (name: string): string =>
  name
    .slice(0, 100)
    .replaceAll(/[\\/:*?"<>|\p{C}]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim() || 'Document'
