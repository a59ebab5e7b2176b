/** What the app's answer to a submitted modal does: errors, other content, a further modal, or closing. */
import { isRecord } from '../block-kit/checks.ts'
import type { Acknowledgement } from '../delivery/outgoing.ts'
import { asText, type View } from '../state/model.ts'
import { closeModals, MAX_MODAL_DEPTH, pushModal, modalsOf, updateView } from '../state/views.ts'
import { SlackRefusal } from '../web-api/error.ts'
import { checkView } from '../web-api/views.ts'
import { textOf } from './text/display-text.ts'
import type { Actor } from './payloads.ts'

/** What the person sees after having pressed the submit button. `errors`: by the label of the field. */
export type SubmissionOutcome =
  | { outcome: 'closed' | 'updated' | 'pushed' | 'cleared' }
  | { outcome: 'errors'; errors: Record<string, string> }
  | { outcome: 'failed'; detail: string }

/** Applies the answer; an answer Slack would refuse shows "We had some trouble connecting". */
export function applySubmissionResponse(
  { slack, workspace, user }: Actor,
  view: View,
  ack: Acknowledgement,
): SubmissionOutcome {
  const failed = (detail: string): SubmissionOutcome => {
    slack.troubles.push(`view_submission of ${asText(view.view['callback_id']) || view.id}: ${detail}`)
    return { outcome: 'failed', detail }
  }
  if (ack.outcome !== 'acked') return failed(ack.outcome)
  if (ack.body.trim() === '') {
    closeModals(slack, workspace, user.id, false)
    return { outcome: 'closed' }
  }
  let answer: unknown
  try {
    answer = JSON.parse(ack.body)
  } catch {
    return failed(`the answer is no JSON: ${ack.body.slice(0, 100)}`)
  }
  if (!isRecord(answer)) return failed('the answer is no object')
  try {
    return (
      apply({ slack, workspace, user }, view, answer) ??
      failed(`unknown response_action: ${String(answer['response_action'])}`)
    )
  } catch (error) {
    if (error instanceof SlackRefusal) return failed(`${error.error} ${JSON.stringify(error.extra)}`)
    throw error
  }
}

function apply(
  { slack, workspace, user }: Actor,
  view: View,
  answer: Record<string, unknown>,
): SubmissionOutcome | undefined {
  switch (answer['response_action']) {
    case 'clear':
      closeModals(slack, workspace, user.id, true)
      return { outcome: 'cleared' }
    case 'update':
      updateView(slack, workspace, view, checkView(workspace, answer['view'], 'modal', view))
      return { outcome: 'updated' }
    case 'push':
      if (modalsOf(workspace, user.id).length >= MAX_MODAL_DEPTH) throw new SlackRefusal('push_limit_reached')
      pushModal(slack, workspace, user.id, checkView(workspace, answer['view'], 'modal'))
      return { outcome: 'pushed' }
    case 'errors': {
      const errors = answer['errors']
      if (!isRecord(errors) || Object.keys(errors).length === 0) throw new SlackRefusal('invalid_errors')
      return {
        outcome: 'errors',
        errors: Object.fromEntries(
          Object.entries(errors).map(([blockId, message]) => {
            const block = view.view.blocks.find((each) => each['block_id'] === blockId && each['type'] === 'input')
            if (!block || typeof message !== 'string' || message === '')
              throw new SlackRefusal('invalid_errors', { block_id: blockId })
            return [textOf(workspace, block['label']), message]
          }),
        ),
      }
    }
    default:
      return undefined
  }
}
