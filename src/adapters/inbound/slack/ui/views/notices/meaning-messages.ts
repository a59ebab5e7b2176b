/** Messages after words that may be an answer or a command: the person picks what is meant. */
import type { KnownBlock } from '@slack/types'
import type { AnswerView, QuestionView } from '../../../../../../queries/generation/generation-view.ts'
import { ACTION } from '../../action-ids.ts'
import { blockId } from '../../block-id.ts'
import type { Texts } from '../../texts/texts.ts'
import { answerText } from '../elements/answer-line.ts'
import { section } from '../elements/blocks.ts'
import { button } from '../elements/button.ts'
import { message, type Message } from '../elements/message.ts'
import { escapeCut, oneLine } from '../elements/text.ts'
import { readingButtons } from '../question/question-choices.ts'

/** After a command: the same words as the answer, for a click. */
export function orAnswerMessage(generation: string, question: QuestionView, words: string, texts: Texts): Message {
  const sentence = texts.or_answer({ words, label: oneLine(question.label) })
  return message(sentence, [section(escapeCut(sentence, 600)), ...asAnswer(generation, question, words, texts)])
}

/** Whether the words are the answer, or name an answer to change. */
export function whatIsMeantMessage(
  generation: string,
  question: QuestionView,
  words: string,
  named: readonly AnswerView[],
  texts: Texts,
): Message {
  const sentence = texts.what_is_meant({ words, label: oneLine(question.label) })
  return message(sentence, [
    section(escapeCut(sentence, 600)),
    ...asAnswer(generation, question, words, texts),
    ...editRows(generation, named, texts),
  ])
}

const asAnswer = (generation: string, question: QuestionView, words: string, texts: Texts): KnownBlock[] =>
  readingButtons(generation, question, [{ shown: texts.is_the_answer({ words }), wire: words }], texts)

/** Answers, each with a button to change it. */
export const editRows = (generation: string, answers: readonly AnswerView[], texts: Texts): KnownBlock[] =>
  answers.slice(0, 20).map((answer, index) =>
    section(escapeCut(texts.answered({ label: oneLine(answer.label), answer: answerText(answer, texts) }), 500), {
      block_id: blockId(`a${String(index)}`, { generation, revision: answer.revision, address: answer.name }),
      accessory: button(ACTION.edit, texts.edit, { spoken: texts.edit_label({ label: answer.label }) }),
    }),
  )
