/** A due post as a Slack message, in the reader's language. Pure: the same post of the same state reads the same. */
import type { OutgoingMessage } from '../../../../ports/generation/messenger.ts'
import { askingOf } from './present-post.ts'
import type { Texts } from './texts/texts.ts'
import { message, section, type Message } from './views/elements/blocks.ts'
import { documentMessage, sharedMessage } from './views/document-message.ts'
import {
  answeredMessage,
  correctionMessage,
  endMessage,
  reminderMessage,
  rootMessage,
  waitedMessage,
  waitingMessage,
  withdrawnMessage,
} from './views/notice-messages.ts'
import type { Presented } from './views/elements/presented.ts'
import { questionMessage } from './views/question-message.ts'
import { reviewMessage } from './views/review-message.ts'
import { settledMessage } from './views/settled-message.ts'
import { escapeCut } from './views/elements/text.ts'

/** The message for `chat.postMessage`; for `document` and `share` it goes beside the file. */
export function renderPost(post: OutgoingMessage, presented: Presented, texts: Texts, now: string): Message {
  switch (post.about) {
    case 'question':
      return renderQuestion(post, presented, texts, now)
    case 'review':
      return reviewMessage(presented, texts)
    case 'waiting':
      return presented.waiting.length === 0 ? goneMessage(texts) : waitingMessage(presented, texts)
    case 'correction':
      return correctionMessage(presented, texts)
    case 'reminder':
      return reminderMessage(presented, texts)
    case 'document':
      return documentMessage(presented, texts)
    case 'share':
      return sharedMessage(presented, texts)
    case 'answered':
      return answeredMessage(presented, texts)
    case 'withdrawn':
      return withdrawnMessage(texts)
    case 'cancelled':
    case 'expired':
    case 'failed':
      return endMessage(post.about, presented, texts)
  }
}

/** A message whose buttons are stale, for `chat.update`: what was answered. */
export const renderSettled = (about: OutgoingMessage['about'], presented: Presented, texts: Texts): Message =>
  about === 'waiting' ? waitedMessage(texts) : settledMessage(presented, texts)

/** The first message of a conversation's thread. */
export const renderRoot = (presented: Presented, texts: Texts): Message => rootMessage(presented, texts)

function renderQuestion(post: OutgoingMessage, presented: Presented, texts: Texts, now: string): Message {
  const { question, generation } = presented
  return question === undefined
    ? goneMessage(texts)
    : questionMessage({ ...presented, question }, askingOf(post, question, generation, now), texts)
}

const goneMessage = (texts: Texts): Message => message(texts.gone, [section(escapeCut(texts.gone, 600))])
