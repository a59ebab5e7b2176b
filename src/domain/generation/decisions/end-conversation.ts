/** Decides on the end of a conversation: confirmed by the requester, cancelled, or expired. */
import { fail, ok, type Result } from '../../kernel/errors.ts'
import { nextDue } from '../../interview/interview.ts'
import type { Questionnaire } from '../../interview/questionnaire.ts'
import type { GenerationEvent } from '../generation-events.ts'
import type { Generation } from '../generation.ts'
import { channelFlag, isOpen, requireOpen } from '../open-generation.ts'

export interface ConfirmCommand {
  readonly document_id: string
  readonly file_name: string
  /** The revision that was reviewed; left out: the current one. */
  readonly reviewed_revision?: number | undefined
  /** A second channel for the finished document. */
  readonly share_to?: string | undefined
}

/** Confirms the reviewed answers. `conflict` while a question is due, or if an answer changed after the review. */
export function confirmGeneration(
  command: ConfirmCommand,
  state: Generation,
  questionnaire: Questionnaire,
  revision: number,
): Result<GenerationEvent[]> {
  const { document } = state
  // Confirming the same revision again is a no-op, also where its document failed: it would fail again.
  if (
    document !== undefined &&
    (command.reviewed_revision ?? document.reviewed_revision) === document.reviewed_revision
  )
    return ok([])
  const open = requireOpen(state)
  if (!open.ok) return open
  const due = nextDue(questionnaire, state.answers)
  if (due !== undefined && state.delegations.get(due.address)?.open === true) {
    return fail(
      'conflict',
      `“${due.question.label}” waits for a colleague’s answer. Answer it yourself, or take it back.`,
      { field: due.address },
    )
  }
  if (due !== undefined) {
    return fail(
      'conflict',
      `“${due.question.label}” is not answered yet. Answer it, then look the answers over and confirm.`,
      { field: due.address },
    )
  }
  const reviewed = command.reviewed_revision ?? revision
  // Events after the review are harmless unless they changed an answer.
  if (reviewed < state.answers_revision || reviewed > revision) {
    return fail(
      'conflict',
      'An answer or the document’s language was changed after you looked them over. Look again, then confirm.',
      {
        field: 'revision',
        yours: command.reviewed_revision,
        current: revision,
      },
    )
  }
  const { document_id, file_name, share_to } = command
  const shared = share_to === undefined || state.outbox === undefined ? {} : { share_to }
  return ok([
    {
      type: 'GenerationConfirmed',
      data: { document_id, file_name, reviewed_revision: reviewed, ...shared, ...channelFlag(state) },
    },
  ])
}

/** Cancels an open generation; a no-op for a cancelled one. */
export function cancelGeneration(state: Generation): Result<GenerationEvent[]> {
  if (state.phase === 'cancelled') return ok([])
  const open = requireOpen(state)
  return open.ok ? ok([{ type: 'GenerationCancelled', data: { ...channelFlag(state) } }]) : open
}

/** Expires an open generation; a no-op for any other. */
export function expireGeneration(state: Generation): Result<GenerationEvent[]> {
  return ok(isOpen(state.phase) ? [{ type: 'GenerationExpired', data: {} }] : [])
}
