/** Confirms the reviewed answers; then the document is made. */
import { v5 as uuid } from 'uuid'
import { confirmGeneration as decide } from '../../domain/generation/decisions/end-conversation.ts'
import type { Generation } from '../../domain/generation/generation.ts'
import { EXTENSIONS } from '../../domain/template/template-format.ts'
import type { CommandDeps } from '../command-deps.ts'
import { transactGeneration, type CommittedGeneration } from './transact-generation.ts'
import type { CommandRequest } from '../command-request.ts'

export interface ConfirmGeneration {
  readonly id: string
  /** The revision that the person reviewed; left out: the current one. */
  readonly revision?: number | undefined
  /** The message that showed the review. It stands for the revision that it showed. */
  readonly shown_under?: string | undefined
  /** A second channel for the finished document. */
  readonly share_to?: string | undefined
}

export async function confirmGeneration(
  deps: CommandDeps,
  command: ConfirmGeneration,
  request: CommandRequest,
): Promise<CommittedGeneration> {
  return transactGeneration(deps, command.id, request, ({ state, questionnaire, revision, hash, template_name }) => {
    const named = nameDocument(`${command.id} ${hash}`, state, template_name, request)
    const sentMessage = command.shown_under === undefined ? undefined : state.outbox?.sent.get(command.shown_under)
    return decide(
      {
        ...named,
        reviewed_revision: command.revision ?? sentMessage?.revision,
        share_to: command.share_to,
      },
      state,
      questionnaire,
      revision,
    )
  })
}

/**
 * The id and the file name of a document. `basis` says what it is made of: after a restore from a backup the same
 * command may confirm other answers, and that document needs another id.
 */
export function nameDocument(
  basis: string,
  { zone, format }: Pick<Generation, 'zone' | 'format'>,
  template_name: string,
  { context }: CommandRequest,
): { readonly document_id: string; readonly file_name: string } {
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(new Date(context.now))
  return {
    document_id: uuid(`document ${basis}`, context.command_id),
    file_name: `${fileSafe(template_name)} ${day}.${EXTENSIONS[format]}`,
  }
}

/** Removes characters that some file systems or headers do not accept. */
const fileSafe = (name: string): string =>
  name
    .slice(0, 100)
    .replaceAll(/[\\/:*?"<>|\p{C}]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim() || 'Document'
