/**
 * What is said without being asked: the beginning of a conversation, reminders, that it is cancelled, closed or failed,
 * and to a colleague that all is done.
 */
import type { KnownBlock } from '@slack/types'
import { ACTION } from '../action-ids.ts'
import { MESSAGE_TEXT } from '../limits.ts'
import { blockId } from '../reference.ts'
import type { Texts } from '../texts/texts.ts'
import { answerText } from './elements/answer-line.ts'
import { actions, button, context, message, section, textLength, type Message } from './elements/blocks.ts'
import type { Presented } from './elements/presented.ts'
import { escapeCut } from './elements/text.ts'
import { mentioning } from './elements/who.ts'

/** The first message of a conversation's thread. */
export function rootMessage({ generation }: Presented, texts: Texts): Message {
  const title = texts.conversation_of({ template: generation.template_name })
  return message(title, [
    section(`:memo: *${escapeCut(title, 1000)}*`),
    context(escapeCut(texts.conversation_how, 600)),
  ])
}

const generationBlock = (
  row: string,
  { generation }: Presented,
  ...buttons: Parameters<typeof actions>[1]
): KnownBlock =>
  actions(blockId(row, { generation: generation.id, revision: generation.revision, address: '' }), buttons)

export function reminderMessage(presented: Presented, texts: Texts): Message {
  const {
    generation: {
      template_name: template,
      progress: { open },
      state,
    },
  } = presented
  const sentence =
    state === 'reviewing' ? texts.reminder_review({ template }) : texts.reminder({ template, count: open })
  return message(sentence, [
    section(`:bell: ${escapeCut(sentence, 1000)}`),
    generationBlock('n', presented, button(ACTION.go_on, texts.go_on, { style: 'primary' })),
  ])
}

/** Cancelled, expired or failed: what happened, and how another one begins. */
export function endMessage(about: 'cancelled' | 'expired' | 'failed', presented: Presented, texts: Texts): Message {
  const sentence = texts[about]({ template: presented.generation.template_name })
  return message(sentence, [
    section(escapeCut(sentence, 1000)),
    generationBlock('n', presented, button(ACTION.copy, texts.another)),
  ])
}

/** What the conversation waits for when all that is left was handed to colleagues. */
export function waitingMessage(presented: Presented, texts: Texts): Message {
  const { waiting, generation } = presented
  const rows = waiting.slice(0, 40).map(({ address, label, who, revision }, index) =>
    section(`:hourglass_flowing_sand: ${mentioning(who, (name) => texts.waiting_for({ who: name, label }), 280)}`, {
      block_id: blockId(`s${String(index)}`, { generation: generation.id, revision, address }),
      accessory: button(ACTION.withdraw, texts.withdraw),
    }),
  )
  const spoken = waiting.map(({ label, who }) => texts.waiting_for({ who: who.name, label })).join('\n')
  return message(spoken, fitting(rows))
}

/** The first of them that fit into one message. */
function fitting(blocks: readonly KnownBlock[]): KnownBlock[] {
  const fits: KnownBlock[] = []
  let length = 0
  for (const block of blocks) {
    length += textLength(block)
    if (length > MESSAGE_TEXT) break
    fits.push(block)
  }
  return fits
}

/** The wait is over: nothing is left of it but a line. */
export const waitedMessage = (texts: Texts): Message => message(texts.waited, [context(escapeCut(texts.waited, 200))])

/** To the requester: the colleague has answered. */
export function answeredMessage({ question, answer, delegate, generation }: Presented, texts: Texts): Message {
  if (question === undefined || answer === undefined || delegate === undefined)
    return message(texts.gone, [section(escapeCut(texts.gone, 600))])
  const said = { label: question.label, answer: answerText(answer, texts) }
  return message(texts.delegate_answered({ who: delegate.name, ...said }), [
    section(`:bulb: ${mentioning(delegate, (who) => texts.delegate_answered({ who, ...said }), 2000)}`, {
      block_id: blockId('s', { generation: generation.id, revision: answer.revision, address: question.name }),
      accessory: button(ACTION.edit, texts.edit, { spoken: texts.edit_label({ label: question.label }) }),
    }),
  ])
}

/** To the colleague: the answer is not needed any more. */
export function withdrawnMessage(texts: Texts): Message {
  return message(texts.delegate_withdrawn, [section(escapeCut(texts.delegate_withdrawn, 600))])
}

/**
 * A message was edited: is the answer to change? `revision` is that of the answer which the correction would replace.
 */
export function correctionMessage({ question, answer, generation, correction }: Presented, texts: Texts): Message {
  if (question === undefined || correction === undefined)
    return message(texts.corrected_not, [section(escapeCut(texts.corrected_not, 600))])
  const sentence = texts.correct({
    label: question.label,
    from: answer === undefined ? '–' : answerText(answer, texts),
    to: correction.to,
  })
  return message(sentence, [
    section(`:pencil2: ${escapeCut(sentence, 2000)}`),
    actions(blockId('k', { generation: generation.id, revision: correction.revision, address: question.name }), [
      button(ACTION.correct, texts.correct_yes, { style: 'primary' }),
      button(ACTION.keep, texts.correct_no),
    ]),
  ])
}
