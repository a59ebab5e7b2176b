/**
 * A message whose question was answered: the answer, with a button to change it. The question's own buttons are gone.
 */
import { ACTION } from '../action-ids.ts'
import { blockId } from '../block-id.ts'
import type { Texts } from '../texts/texts.ts'
import { answerText, answerLineMarkup } from './elements/answer-line.ts'
import { button } from './elements/button.ts'
import { context, section } from './elements/blocks.ts'
import { message, type Message } from './elements/message.ts'
import type { MessageData } from './elements/message-data.ts'
import { questionTitle } from './question/question-title.ts'
import { escapeCut } from './elements/text.ts'
import { withMention } from './elements/mention.ts'

const CONFIRMED: ReadonlySet<string> = new Set(['confirmed', 'rendered', 'delivered', 'failed'])

/** `question` is the one that was asked. Without it, the message was a review or a notice: one small line is left. */
export function staleMessage(data: MessageData, texts: Texts): Message {
  const { question, answer, generation, audience, waiting, applies, asked_again } = data
  if (audience === 'delegate') return staleForDelegate(data, texts)
  if (question === undefined) {
    const words = CONFIRMED.has(generation.state) ? texts.review_done : texts.review_title
    return message(words, [
      context(`${CONFIRMED.has(generation.state) ? ':white_check_mark: ' : ''}${escapeCut(words, 200)}`),
    ])
  }
  const waits = waiting.find(({ address }) => address === question.name)
  if (waits !== undefined) {
    const line = withMention(waits.who, (who) => `${texts.labelled(waits.label)} ${texts.asked_someone({ who })}`)
    return message(`${texts.labelled(waits.label)} ${texts.asked_someone({ who: waits.who.name })}`, [
      section(`:hourglass_flowing_sand: ${line}`, {
        block_id: blockId('s', { generation: generation.id, revision: waits.revision, address: question.name }),
        accessory: button(ACTION.withdraw, texts.withdraw),
      }),
    ])
  }
  const label =
    question.list === undefined
      ? question.label
      : questionTitle({ ...data, question: { ...question, items: 0 } }, texts)
  const small = asked_again || generation.question?.name === question.name || (answer === undefined && applies)
  if (small) {
    const words = `${texts.labelled(label)} ${texts.still_open}`
    return message(words, [context(escapeCut(words, 1000))])
  }
  const spoken =
    answer === undefined
      ? `${texts.labelled(label)} ${texts.not_needed}`
      : texts.answered({ label, answer: answerText(answer, texts) })
  const mayEdit = answer !== undefined && (generation.state === 'asking' || generation.state === 'reviewing')
  return message(spoken, [
    section(
      answerLineMarkup(label, answer, texts),
      mayEdit
        ? {
            block_id: blockId('s', { generation: generation.id, revision: answer.revision, address: question.name }),
            accessory: button(ACTION.edit, texts.edit, { spoken: texts.edit_label({ label }) }),
          }
        : {},
    ),
  ])
}

/** For the colleague: thanks for the answer, or that it is no longer needed. */
function staleForDelegate({ question, answer }: MessageData, texts: Texts): Message {
  const sentence =
    question !== undefined && answer !== undefined
      ? texts.delegate_thanks({ label: question.label, answer: answerText(answer, texts) })
      : texts.delegate_withdrawn
  return message(sentence, [section(escapeCut(sentence, 2000))])
}
