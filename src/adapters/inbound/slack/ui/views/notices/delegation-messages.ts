/** Messages about questions that were handed to colleagues. */
import type { KnownBlock } from '@slack/types'
import { ACTION } from '../../action-ids.ts'
import { MAX_MESSAGE_TEXT } from '../../limits.ts'
import { blockId } from '../../block-id.ts'
import type { Texts } from '../../texts/texts.ts'
import { answerText } from '../elements/answer-line.ts'
import { context, section } from '../elements/blocks.ts'
import { button } from '../elements/button.ts'
import { message, textLength, type Message } from '../elements/message.ts'
import type { MessageData } from '../elements/message-data.ts'
import { escapeCut } from '../elements/text.ts'
import { withMention } from '../elements/mention.ts'

/** What the conversation waits for when all open questions are delegated. */
export function waitingForColleaguesMessage(data: MessageData, texts: Texts): Message {
  const { waiting, generation } = data
  const rows = waiting.slice(0, 40).map(({ address, label, who, revision }, index) =>
    section(`:hourglass_flowing_sand: ${withMention(who, (name) => texts.waiting_for({ who: name, label }), 280)}`, {
      block_id: blockId(`s${String(index)}`, { generation: generation.id, revision, address }),
      accessory: button(ACTION.withdraw, texts.withdraw),
    }),
  )
  const spoken = waiting.map(({ label, who }) => texts.waiting_for({ who: who.name, label })).join('\n')
  return message(spoken, takeFitting(rows))
}

/** The first blocks that fit into one message. */
function takeFitting(blocks: readonly KnownBlock[]): KnownBlock[] {
  const fits: KnownBlock[] = []
  let length = 0
  for (const block of blocks) {
    length += textLength(block)
    if (length > MAX_MESSAGE_TEXT) break
    fits.push(block)
  }
  return fits
}

/** The wait is over: one line is left. */
export const waitOverMessage = (texts: Texts): Message => message(texts.waited, [context(escapeCut(texts.waited, 200))])

/** Tells the requester that the colleague has answered. */
export function answeredMessage({ question, answer, delegate, generation }: MessageData, texts: Texts): Message {
  if (question === undefined || answer === undefined || delegate === undefined)
    return message(texts.gone, [section(escapeCut(texts.gone, 600))])
  const said = { label: question.label, answer: answerText(answer, texts) }
  return message(texts.delegate_answered({ who: delegate.name, ...said }), [
    section(`:bulb: ${withMention(delegate, (who) => texts.delegate_answered({ who, ...said }), 2000)}`, {
      block_id: blockId('s', { generation: generation.id, revision: answer.revision, address: question.name }),
      accessory: button(ACTION.edit, texts.edit, { spoken: texts.edit_label({ label: question.label }) }),
    }),
  ])
}

/** Tells the colleague that the answer is no longer needed. */
export function withdrawnMessage(texts: Texts): Message {
  return message(texts.delegate_withdrawn, [section(escapeCut(texts.delegate_withdrawn, 600))])
}
