/** A question as a message: where the person is, what is asked, what went wrong, what to click. */
import type { KnownBlock } from '@slack/types'
import { MAX_MESSAGE_TEXT } from '../../limits.ts'
import type { Texts } from '../../texts/texts.ts'
import { context, section } from '../elements/blocks.ts'
import { message, textLength, type Message } from '../elements/message.ts'
import type { MessageData } from '../elements/message-data.ts'
import { questionWidget } from './question-widget.ts'
import { bold, escapeCut } from '../elements/text.ts'
import type { QuestionPrompt } from './question-prompt.ts'
import { questionTitle } from './question-title.ts'
import { delegateOpening, problemBlocks } from './question-opening.ts'
import { choiceLines, longChoiceBlocks, readingButtons, type OfferedReading } from './question-choices.ts'
import { progressLine, saysHow, smallPrint } from './small-print.ts'
import { questionControls } from './question-controls.ts'
import type { QuestionView } from '../../../../../../queries/generation/generation-view.ts'

/** The share of their limit that long texts get: all of it if the message fits, else less. */
const TEXT_SHARES = [1, 0.5, 0.25]

/** The question, shortened until it fits into one message. */
export function questionMessage(
  data: MessageData & { readonly question: QuestionView },
  asking: QuestionPrompt,
  texts: Texts,
): Message {
  for (const room of TEXT_SHARES) {
    const blocks = questionBlocks(data, asking, texts, room)
    if (textLength(blocks) <= MAX_MESSAGE_TEXT) return message(fallbackQuestion(data, asking, texts), blocks)
  }
  throw new Error('The texts of a question were not cut.')
}

function questionBlocks(
  data: MessageData & { readonly question: QuestionView },
  asking: QuestionPrompt,
  texts: Texts,
  room: number,
): KnownBlock[] {
  const { generation, question, audience } = data
  const widget = questionWidget({
    generation: generation.id,
    question,
    help: asking.help,
    locale: generation.locale,
    texts,
  })
  const opening = audience === 'delegate' ? delegateOpening(data, texts, room) : problemBlocks(question, asking, texts)
  return [
    ...opening,
    ...(audience === 'delegate' ? problemBlocks(question, asking, texts) : []),
    section(
      [bold(questionTitle(data, texts), 1500 * room), helpLine(question, room)]
        .filter((line) => line !== '')
        .join('\n'),
    ),
    ...longChoiceBlocks(question, generation.locale, room),
    ...readingButtons(generation.id, question, readingsIn(asking), texts),
    ...widget,
    context(smallPrint(data, asking, texts, room)),
    ...(audience === 'delegate' || asking.without_buttons === true ? [] : [questionControls(data, texts)]),
  ]
}

/** The question as plain text, for notifications and screen readers. */
function fallbackQuestion(
  data: MessageData & { readonly question: QuestionView },
  asking: QuestionPrompt,
  texts: Texts,
): string {
  const { question, requester, generation, audience } = data
  const choices = choiceLines(question.choices ?? [], generation.locale).slice(0, 10)
  return [
    audience === 'delegate'
      ? texts.delegate_asks({ who: requester.name, template: generation.template_name })
      : progressLine(data, texts),
    asking.reason === 'not_understood' ? texts.not_understood({ kind: question.kind, problem: asking.error }) : '',
    questionTitle(data, texts),
    question.help ?? '',
    choices.join(' · '),
    saysHow(data, asking) ? texts.how_to(question.kind) : '',
  ]
    .filter((line) => line !== '')
    .join('\n')
}

/** A reading whose value is unknown is sent as it is shown. */
const readingsIn = ({ readings = [], values = [] }: QuestionPrompt): OfferedReading[] =>
  readings.map((shown, index) => ({ shown, wire: values[index] }))

const helpLine = (question: QuestionView, room: number): string =>
  question.help === undefined ? '' : escapeCut(question.help, 1400 * room)
