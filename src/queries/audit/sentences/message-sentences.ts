/** What was asked, handed over and posted, in sentences. */
import type { MessageKind, outboxEventSchemas, ReopenReason } from '../../../domain/outbox/outbox-events.ts'
import { say, type Sentence, type ToldEvent } from './sentence.ts'
import type { TellersOf } from './teller.ts'

const MESSAGES: Readonly<Record<MessageKind, string>> = {
  question: 'the question',
  review: 'the review',
  waiting: 'the note on whose answer is awaited',
  correction: 'the question about a change',
  reminder: 'a reminder',
  document: 'the document',
  share: 'the document for the channel',
  answered: 'the note that a colleague has answered',
  withdrawn: 'the note that an answer is no longer needed',
  cancelled: 'the note that it was cancelled',
  expired: 'the note that it has expired',
  failed: 'the note that something failed',
  not_shared: 'the note that the document could not be shared',
}

const REOPENED: Readonly<Record<ReopenReason, (who: Sentence, question: Sentence, within: Sentence) => Sentence>> = {
  back: (who, question, within) => say`${who} went back to ${question}${within}`,
  edit: (who, question, within) => say`${who} chose to change ${question}${within}`,
  repeat: (who, question, within) => say`${who} asked to see ${question}${within} again`,
  help: (who, question, within) => say`${who} asked for help with ${question}${within}`,
  not_understood: (who, question, within) => say`What ${who} wrote to ${question}${within} was not understood`,
  edited_message: (who, question, within) => say`${who} edited a message that answered ${question}${within}`,
}

/** To whom, where it was not the requester. */
const sentTo = ({ data, person }: ToldEvent<{ readonly to?: string | undefined }>): Sentence =>
  data.to === undefined ? [] : [' to ', person(data.to)]

export const MESSAGE_TELLERS: TellersOf<keyof typeof outboxEventSchemas> = {
  QuestionAsked: {
    title: 'Asked',
    say: (event) => {
      const { who, question, within, data, person } = event
      if (data.about === 'review') return say`${who} showed the review${within}${sentTo(event)}`
      if (data.about === 'waiting') return say`${who} said that an answer to ${question}${within} is awaited`
      if (data.about === 'correction') return say`${who} asked whether to change ${question}${within}`
      return data.to === undefined
        ? say`${who} asked ${question}${within}`
        : say`${who} asked ${person(data.to)} ${question}${within}`
    },
  },
  QuestionReopened: {
    title: 'Asked for again',
    say: ({ who, question, within, data }) => REOPENED[data.reason]([who], question, within),
  },
  QuestionDelegated: {
    title: 'Handed to a colleague',
    say: ({ who, question, within, data, person }) =>
      say`${who} asked ${person(data.to)} to answer ${question}${within}`,
  },
  DelegationWithdrawn: {
    title: 'Taken back from a colleague',
    say: ({ who, question, within, data }) =>
      data.reason === 'unreachable'
        ? say`The question ${question}${within} came back: the colleague could not be reached`
        : say`${who} took back the question ${question}${within}`,
  },
  RestDelegated: {
    title: 'The rest handed over',
    say: ({ who, within, data, person }) =>
      say`${who} asked ${person(data.to)} to answer the remaining questions${within}`,
  },
  RestWithdrawn: {
    title: 'The rest taken back',
    say: ({ who, within }) => say`${who} took back the remaining questions${within}`,
  },
  RestReturned: {
    title: 'The rest handed back',
    say: ({ who, within }) => say`${who} handed back the remaining questions${within}`,
  },
  CorrectionProposed: {
    title: 'Change proposed',
    say: ({ who, question, within, change }) => say`${who} proposed another answer to ${question}${within}${change}`,
  },
  CorrectionDismissed: {
    title: 'Change dismissed',
    say: ({ who, question, within }) => say`${who} kept the answer to ${question}${within}`,
  },
  ReminderSent: {
    title: 'Reminder sent',
    say: (event) => say`${event.who} sent a reminder of ${event.question}${event.within}${sentTo(event)}`,
  },
  NoticePosted: {
    title: 'Told',
    say: (event) => say`${event.who} posted ${MESSAGES[event.data.about]}${event.within}${sentTo(event)}`,
  },
  DocumentShared: {
    title: 'Document shared',
    say: ({ who, document, within }) => say`${who} shared ${document}${within}`,
  },
  DeliveryFailed: {
    title: 'Could not be posted',
    say: (event) => {
      const { who, within, data } = event
      return say`${who} could not post ${MESSAGES[data.about]}${within}${sentTo(event)} (${data.reason})`
    },
  },
  DeliveryUncertain: {
    title: 'Not known whether it was posted',
    say: (event) => {
      const { within, data } = event
      return say`It is not known whether ${MESSAGES[data.about]}${within} was posted${sentTo(event)}`
    },
  },
  DeliveryRetried: {
    title: 'Posting tried again',
    say: ({ who, within }) => say`${who} had what could not be posted${within} tried again`,
  },
}
