/** Notices of a conversation: its start, reminders, and its end. */
import type { KnownBlock } from '@slack/types'
import { languageOf } from '../../../../../../answers/parsing/locale.ts'
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

const generationBlock = (
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

/** Cancelled, expired or failed: what happened, and buttons to make another one, or to mend what failed. */
export function endMessage(about: 'cancelled' | 'expired' | 'failed', data: MessageData, texts: Texts): Message {
  const { template_name, failure } = data.generation
  const sentence = texts[about]({ template: template_name })
  const mend =
    about === 'failed' && failure?.reason === 'rendering'
      ? [button(ACTION.resume, texts.mend, { style: 'primary' })]
      : []
  // What to change in the answers; reasons are English.
  const reason = mend.length > 0 && languageOf(texts.locale) === 'en' ? failure?.message : undefined
  return message(sentence, [
    section(escapeCut(sentence, 1000)),
    ...(typeof reason === 'string' ? [context(escapeCut(reason, 1000))] : []),
    generationBlock('n', data, ...mend, button(ACTION.copy, texts.another)),
  ])
}
