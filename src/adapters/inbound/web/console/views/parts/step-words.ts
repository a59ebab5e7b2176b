/** What happened, in a few plain words: for the timeline and the audit. */
import type { TimelineStep } from '../../../../../../queries/generation/get-timeline.ts'

/** By type of event. */
export const STEP_TEXTS: Readonly<Record<string, string>> = {
  TemplateRegistered: 'Template added',
  TemplateRevised: 'New version uploaded',
  QuestionsRefined: 'Questions edited',
  TemplatePublished: 'Published',
  TemplateRetired: 'Retired',
  TemplateRestored: 'Restored',
  GenerationRequested: 'Conversation begun',
  AnswerProvided: 'Answered',
  ListItemAdded: 'Item added to',
  ListItemRemoved: 'Item removed from',
  ListClosed: 'List completed',
  QuestionSkipped: 'Skipped',
  GenerationConfirmed: 'Answers confirmed',
  DocumentRendered: 'Document made and stored',
  RenderingFailed: 'Making the document failed',
  RenderingRetried: 'Making the document tried again',
  DocumentDelivered: 'Document handed over',
  GenerationCancelled: 'Cancelled',
  GenerationExpired: 'Expired',
  QuestionAsked: 'Asked',
  QuestionReopened: 'Asked for again',
  QuestionDelegated: 'Handed to a colleague',
  DelegationWithdrawn: 'Taken back from a colleague',
  CorrectionProposed: 'Change proposed',
  CorrectionDismissed: 'Change dismissed',
  ReminderSent: 'Reminder sent',
  NoticePosted: 'Told',
  DocumentShared: 'Document shared',
  DeliveryFailed: 'Could not be posted',
  DeliveryUncertain: 'Not known whether it was posted',
  DeliveryRetried: 'Posting tried again',
}

const ASKED_TEXTS: Readonly<Record<string, string>> = {
  review: 'Review shown',
  waiting: 'Told that a colleague’s answer is waited for',
  correction: 'Asked whether to change',
}

const REOPENED_TEXTS: Readonly<Record<string, string>> = {
  back: 'Went back to',
  edit: 'Chose to change',
  repeat: 'Asked to repeat',
  help: 'Asked for help with',
  not_understood: 'Not understood, asked again',
  edited_message: 'Edited a message, asked again',
}

const NOTICE_TEXTS: Readonly<Record<string, string>> = {
  answered: 'Told that a colleague has answered',
  withdrawn: 'Told that the answer is no longer needed',
  cancelled: 'Told that it was cancelled',
  expired: 'Told that it has expired',
  failed: 'Told that something failed',
}

const MESSAGE_TEXTS: Readonly<Record<string, string>> = {
  question: 'the question',
  review: 'the review',
  waiting: 'the news of whom it waits for',
  correction: 'the question about a change',
  reminder: 'a reminder',
  document: 'the document',
  share: 'the document in the channel',
  answered: 'the news of an answer',
  withdrawn: 'the news that it was taken back',
  cancelled: 'the news of the end',
  expired: 'the news of the end',
  failed: 'the news of a failure',
}

/** A step of a generation, with who else is meant. */
export function describeStep(
  { type, data }: Pick<TimelineStep, 'type' | 'data'>,
  names: ReadonlyMap<string, string>,
): string {
  const textField = (field: string): string => (typeof data[field] === 'string' ? data[field] : '')
  const to = data['to'] === undefined ? undefined : (names.get(textField('to')) ?? textField('to'))
  const step = STEP_TEXTS[type] ?? type
  switch (type) {
    case 'QuestionAsked':
      return `${ASKED_TEXTS[textField('about')] ?? step}${to === undefined ? '' : ` ${to}`}`
    case 'QuestionReopened':
      return REOPENED_TEXTS[textField('reason')] ?? step
    case 'QuestionDelegated':
      return `Handed to ${to ?? 'a colleague'}`
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
      return step
  }
}

/** Where a command came from, in words. */
export const SURFACE_NAMES: Readonly<Record<string, string>> = {
  console: 'web page',
  cli: 'terminal',
  http: 'HTTP',
  slack: 'Slack',
  system: 'DocGen itself',
}
