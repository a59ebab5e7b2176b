/** Decides on the end of a conversation: confirmed by the requester, cancelled, or expired. */
import { fail, ok, type Result } from '../../kernel/errors.ts'
import { nextDue } from '../../interview/interview.ts'
import type { Questionnaire } from '../../interview/questionnaire.ts'
import type { GenerationEvent } from '../generation-events.ts'
import type { Generation } from '../generation.ts'
import { channelFlag, isOpen, requireOpen } from '../open-generation.ts'
import { DAY, expiresAt, scheduleOf, withoutReminders } from '../schedule.ts'

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

/** The time, and for how many milliseconds the service has not run since the person was waited for. */
export interface ExpireCommand {
  readonly now: string
  readonly downtime_ms: number
}

/**
 * Expires an open generation; a no-op for any other. Time in which the service did not run is given back first, and at
 * least a day; once after each step of the person, because a service that runs only now and then must end it, too.
 */
export function expireGeneration({ now, downtime_ms }: ExpireCommand, state: Generation): Result<GenerationEvent[]> {
  if (!isOpen(state.phase)) return ok([])
  const end = expiresAt(withoutReminders(scheduleOf(state)))
  if (end === undefined || downtime_ms <= 0 || state.postponed_until !== undefined)
    return ok([{ type: 'GenerationExpired', data: {} }])
  const until = new Date(Math.max(Date.parse(end) + downtime_ms, Date.parse(now) + DAY)).toISOString()
  return ok([{ type: 'ExpiryPostponed', data: { until } }])
}
