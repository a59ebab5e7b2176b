/** Describes one step of a generation, or what happened to an account, in words. */
import { describeSecurity } from './describe-security.ts'
import { STEP_TEXTS, ASKED_TEXTS, REOPENED_TEXTS, NOTICE_TEXTS, MESSAGE_TEXTS } from './step-texts.ts'
import type { TimelineStep } from '../../../../../../queries/generation/get-timeline.ts'

/** A step of a generation, with who else is meant. */
export function describeStep(
  { type, data }: Pick<TimelineStep, 'type' | 'data'>,
  names: ReadonlyMap<string, string>,
): string {
  const textField = (field: string): string => (typeof data[field] === 'string' ? data[field] : '')
  const to = data['to'] === undefined ? undefined : (names.get(textField('to')) ?? textField('to'))
  const step = STEP_TEXTS[type] ?? type
  switch (type) {
    case 'AnswerProvided':
      return `${data['as_written'] === true ? `${step}, as written` : step}${byLink(data)}`
    case 'QuestionSkipped':
    case 'ListItemAdded':
    case 'ListItemRemoved':
    case 'ListClosed':
      return `${step}${byLink(data)}`
    case 'QuestionAsked':
      return `${ASKED_TEXTS[textField('about')] ?? step}${to === undefined ? '' : ` ${to}`}`
    case 'QuestionReopened':
      return REOPENED_TEXTS[textField('reason')] ?? step
    case 'QuestionDelegated':
      return `Handed to ${to ?? 'a colleague'}`
    case 'RestDelegated':
      return `The rest handed to ${to ?? 'somebody'}`
    case 'DelegationWithdrawn':
      return textField('reason') === 'unreachable' ? 'Came back, since the colleague could not be reached' : step
    case 'ReminderSent':
      return to === undefined ? step : `Reminder sent to ${to}`
    case 'NoticePosted':
      return NOTICE_TEXTS[textField('about')] ?? step
    case 'DeliveryFailed':
      return `${step}: ${MESSAGE_TEXTS[textField('about')] ?? textField('about')} (${textField('reason')})`
    case 'DeliveryUncertain':
      return `${step}: ${MESSAGE_TEXTS[textField('about')] ?? textField('about')}`
    default:
      return describeSecurity(type, data, names) ?? step
  }
}

/** By which way somebody came who answered what was handed to them. */
const byLink = (data: TimelineStep['data']): string =>
  typeof data['by_hand_over'] === 'string' ? ' (by the link in a mail)' : ''
