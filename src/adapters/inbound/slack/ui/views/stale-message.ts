/**
 * A message that asks no more. A question stays where it was asked, without its buttons, and its answer stands below
 * it: in its person's own message, or else in this one.
 */
import { ACTION } from '../action-ids.ts'
import { blockId } from '../block-id.ts'
import type { Texts } from '../texts/texts.ts'
import type { AnswerView, QuestionView } from '../../../../../queries/generation/generation-view.ts'
import { answerText, spokenAnswer } from './elements/answer-line.ts'
import { button } from './elements/button.ts'
import { context, section } from './elements/blocks.ts'
import { message, type Message } from './elements/message.ts'
import type { MessageData } from './elements/message-data.ts'
import { withMention } from './elements/mention.ts'
import { questionTitle } from './question/question-title.ts'
import { bold, escapeCut } from './elements/text.ts'

const CONFIRMED: ReadonlySet<string> = new Set(['confirmed', 'rendered', 'delivered', 'failed'])

/** What is left of a message: of a review or a reminder one small line, of a question the question. */
export function staleMessage(data: MessageData, texts: Texts): Message {
  const { question, generation, audience } = data
  if (question !== undefined)
    return audience === 'delegate' ? staleForDelegate(data, question, texts) : staleQuestion(data, question, texts)
  const words = CONFIRMED.has(generation.state) ? texts.review_done : texts.review_title
  return message(words, [
    context(`${CONFIRMED.has(generation.state) ? ':white_check_mark: ' : ''}${escapeCut(words, 200)}`),
  ])
}

function staleQuestion(data: MessageData, question: QuestionView, texts: Texts): Message {
  const { answer, generation, waiting, below } = data
  const title = titleOf(data, question, texts)
  const asked = bold(title, 1400)
  const waits = waiting.find(({ address }) => address === question.name)
  if (waits !== undefined) {
    const line = withMention(waits.who, (who) => texts.asked_someone({ who }))
    return message(`${texts.labelled(title)} ${texts.asked_someone({ who: waits.who.name })}`, [
      section(`${asked}\n:hourglass_flowing_sand: ${line}`, {
        block_id: blockId('s', { generation: generation.id, revision: waits.revision, address: question.name }),
        accessory: button(ACTION.withdraw, texts.withdraw),
      }),
    ])
  }
  const isOpen = generation.state === 'asking' || generation.state === 'reviewing'
  if (below?.asked_again === 'next') return message(title, [section(asked)])
  if (below?.asked_again === 'later' || (answer === undefined && data.applies))
    // Each item of a list makes its question come again: that is no news.
    return message(title, [
      section(asked),
      ...(question.kind === 'list' || !isOpen ? [] : [context(escapeCut(texts.still_open, 200))]),
    ])
  if (answer === undefined)
    return message(`${texts.labelled(title)} ${texts.not_needed}`, [
      section(asked),
      context(escapeCut(texts.not_needed, 200)),
    ])
  return message(texts.answered({ label: title, answer: answerText(answer, texts) }), [
    section(
      [asked, ...answerLines(data, answer, texts)].join('\n'),
      isOpen
        ? {
            block_id: blockId('s', { generation: generation.id, revision: answer.revision, address: question.name }),
            accessory: button(ACTION.edit, texts.edit, { spoken: texts.edit_label({ label: title }) }),
          }
        : {},
    ),
  ])
}

/** None where the person's own message says it. Where that message says something else, what counts now. */
function answerLines({ below }: MessageData, answer: AnswerView, texts: Texts): string[] {
  if (below?.said === 'the answer') return []
  const line = spokenAnswer(answer, texts, 1300)
  return [below?.said === 'something else' ? texts.current_answer({ answer: line }) : `:white_check_mark: ${line}`]
}

/** The question without its number of items: that is of the moment in which it was asked. */
const titleOf = (data: MessageData, question: QuestionView, texts: Texts): string =>
  question.list === undefined ? question.label : questionTitle({ ...data, question: { ...question, items: 0 } }, texts)

/** For the colleague: what they were asked, their answer, and thanks; or that it is no longer needed. */
function staleForDelegate(data: MessageData, question: QuestionView, texts: Texts): Message {
  const { answer, requester, generation } = data
  const { label } = question
  const opening = withMention(requester, (who) => texts.delegate_asks({ who, template: generation.template_name }))
  const [lines, thanks, spoken] =
    answer === undefined
      ? [[], texts.delegate_withdrawn, texts.delegate_withdrawn]
      : [
          answerLines(data, answer, texts),
          texts.thanks,
          texts.delegate_thanks({ label, answer: answerText(answer, texts) }),
        ]
  return message(spoken, [
    section(opening),
    section([bold(label, 1400), ...lines].join('\n')),
    context(escapeCut(thanks, 300)),
  ])
}
