/** Asks whether an edited message changes the answer. */
import { ACTION } from '../../action-ids.ts'
import { blockId } from '../../block-id.ts'
import type { Texts } from '../../texts/texts.ts'
import { answerInBoth, inBoth } from '../elements/answer-line.ts'
import { actions, section } from '../elements/blocks.ts'
import { button } from '../elements/button.ts'
import { message, type Message } from '../elements/message.ts'
import type { MessageData } from '../elements/message-data.ts'
import { escapeCut } from '../elements/text.ts'

/** A message was edited: asks whether the answer should change. `revision` is that of the answer to replace. */
export function correctionMessage({ question, answer, generation, correction }: MessageData, texts: Texts): Message {
  if (question === undefined || correction === undefined)
    return message(texts.corrected_not, [section(escapeCut(texts.corrected_not, 600))])
  const sentence = texts.correct({
    label: question.label,
    from: answer === undefined ? '–' : answerInBoth(answer, texts),
    to: inBoth(correction.to, correction.printed, texts),
  })
  return message(sentence, [
    section(`:pencil2: ${escapeCut(sentence, 2000)}`),
    actions(blockId('k', { generation: generation.id, revision: correction.revision, address: question.name }), [
      button(ACTION.correct, texts.correct_yes, { style: 'primary' }),
      button(ACTION.keep, texts.correct_no),
    ]),
  ])
}
