/** Renders an outgoing message in the reader's language. Pure: the same message of the same state renders the same. */
import type { OutgoingMessage } from '../../../../../ports/generation/messenger.ts'
import type { MessageLook } from '../../transport/posting/slack-messenger.ts'
import { questionPromptOf } from './question-prompt.ts'
import type { Texts } from '../texts/texts.ts'
import { message, type Message } from '../views/elements/message.ts'
import { section } from '../views/elements/blocks.ts'
import { documentMessage, notSharedMessage, sharedMessage } from '../views/document-message.ts'
import {
  answeredMessage,
  waitOverMessage,
  waitingForColleaguesMessage,
  withdrawnMessage,
} from '../views/notices/delegation-messages.ts'
import { correctionMessage } from '../views/notices/correction-message.ts'
import { failureMessage } from '../views/notices/failure-message.ts'
import { endMessage, reminderMessage, rootMessage } from '../views/notices/notice-messages.ts'
import type { MessageData } from '../views/elements/message-data.ts'
import { questionMessage } from '../views/question/question-message.ts'
import { reviewMessage } from '../views/review-message.ts'
import { staleMessage } from '../views/stale-message.ts'
import { escapeCut } from '../views/elements/text.ts'

/** The message for `chat.postMessage`; for `document` and `share` it accompanies the file. */
export function renderMessage(
  outgoing: OutgoingMessage & MessageLook,
  data: MessageData,
  texts: Texts,
  now: string,
): Message {
  switch (outgoing.about) {
    case 'question':
      return renderQuestion(outgoing, data, texts, now)
    case 'review':
      return reviewMessage(data, texts)
    case 'waiting':
      return data.waiting.length === 0 ? goneMessage(texts) : waitingForColleaguesMessage(data, texts)
    case 'correction':
      return correctionMessage(data, texts)
    case 'reminder':
      return reminderMessage(data, texts)
    case 'document':
      return documentMessage(data, texts)
    case 'share':
      return sharedMessage(data, texts)
    case 'not_shared':
      return notSharedMessage(data, outgoing.failure === 'delivery_uncertain', texts)
    case 'answered':
      return answeredMessage(data, texts)
    case 'withdrawn':
      return withdrawnMessage(texts)
    case 'failed':
      return failureMessage(outgoing.failure, data, texts)
    case 'cancelled':
    case 'expired':
      return endMessage(outgoing.about, data, texts)
  }
}

/** A message that asks no more, for `chat.update`: the question and what became of it. */
export const renderStaleMessage = (about: OutgoingMessage['about'], data: MessageData, texts: Texts): Message =>
  about === 'waiting' || about === 'reminder' ? waitOverMessage(texts) : staleMessage(data, texts)

/** The first message of a conversation's thread. */
export const renderRootMessage = (data: MessageData, texts: Texts): Message => rootMessage(data, texts)

function renderQuestion(
  outgoing: OutgoingMessage & MessageLook,
  data: MessageData,
  texts: Texts,
  now: string,
): Message {
  const { question, generation } = data
  return question === undefined
    ? goneMessage(texts)
    : questionMessage({ ...data, question }, questionPromptOf(outgoing, question, generation, now), texts)
}

const goneMessage = (texts: Texts): Message => message(texts.gone, [section(escapeCut(texts.gone, 600))])
