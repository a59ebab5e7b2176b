/** Notices of a conversation: its start, reminders, and its end. */
import type { KnownBlock } from '@slack/types'
import { ACTION } from '../../action-ids.ts'
import { blockId } from '../../block-id.ts'
import type { Texts } from '../../texts/texts.ts'
import { actions, context, section } from '../elements/blocks.ts'
import { button } from '../elements/button.ts'
import { message, type Message } from '../elements/message.ts'
import type { MessageData } from '../elements/message-data.ts'
import { escapeCut } from '../elements/text.ts'

/** The first message of a conversation's thread. */
export function rootMessage({ generation }: MessageData, texts: Texts): Message {
  const title = texts.conversation_of({ template: generation.template_name })
  return message(title, [
    section(`:memo: *${escapeCut(title, 1000)}*`),
    context(escapeCut(texts.conversation_how, 600)),
  ])
}

/** A row of buttons that are about the conversation as a whole. */
export const generationBlock = (
  row: string,
  { generation }: MessageData,
  ...buttons: Parameters<typeof actions>[1]
): KnownBlock =>
  actions(blockId(row, { generation: generation.id, revision: generation.revision, address: '' }), buttons)

/** Reminds the person of an open conversation. */
export function reminderMessage(data: MessageData, texts: Texts): Message {
  const {
    generation: {
      template_name: template,
      progress: { open },
      state,
    },
  } = data
  const sentence =
    state === 'reviewing' ? texts.reminder_review({ template }) : texts.reminder({ template, count: open })
  return message(sentence, [
    section(`:bell: ${escapeCut(sentence, 1000)}`),
    generationBlock('n', data, button(ACTION.resume, texts.go_on, { style: 'primary' })),
  ])
}

/** Cancelled or expired: what happened, and a button to make another one. */
export function endMessage(about: 'cancelled' | 'expired', data: MessageData, texts: Texts): Message {
  const sentence = texts[about]({ template: data.generation.template_name })
  return message(sentence, [
    section(escapeCut(sentence, 1000)),
    generationBlock('n', data, button(ACTION.copy, texts.another)),
  ])
}
