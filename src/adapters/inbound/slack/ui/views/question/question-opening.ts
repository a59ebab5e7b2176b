/** What stands above a question: who asks, what was wrong with the last answer. */
import type { KnownBlock } from '@slack/types'
import { isAsWritten } from '../../../../../../domain/questions/answer.ts'
import type { Texts } from '../../texts/texts.ts'
import { context, quotation, section } from '../elements/blocks.ts'
import type { MessageData } from '../elements/message-data.ts'
import { escapeCut, oneLine } from '../elements/text.ts'
import { withMention } from '../elements/mention.ts'
import type { QuestionPrompt } from './question-prompt.ts'
import type { QuestionView } from '../../../../../../queries/generation/generation-view.ts'

/** Who asks the colleague, and their note. */
export function delegateOpening(
  { requester, generation, note }: MessageData,
  texts: Texts,
  room: number,
): KnownBlock[] {
  const sentence = withMention(requester, (who) => texts.delegate_asks({ who, template: generation.template_name }))
  const quoted = note === undefined || oneLine(note) === '' ? [] : [quotation(note.trim(), 2500 * room)]
  return [section(sentence), ...quoted]
}

/** Rising help: first the problem, then an example, then a field to write into. */
export function problemBlocks(
  question: QuestionView,
  { help, error, reason, readings: meant = [], values = [] }: QuestionPrompt,
  texts: Texts,
): KnownBlock[] {
  if (reason === 'help') return [section(escapeCut(`${texts.hint({ kind: question.kind })} ${texts.help_words}`, 1500))]
  if (reason === 'repeat') return [context(escapeCut(texts.again, 300))]
  if (reason === 'back' || reason === 'edit') return [context(escapeCut(texts.back_to, 300))]
  if (reason === 'unreachable') return [section(`:warning: ${escapeCut(texts.delegate_unreachable, 600)}`)]
  if (reason !== 'not_understood') return []
  const lines = [
    texts.not_understood({ kind: question.kind, problem: error }),
    help >= 2 &&
    (meant.length === 0 || values.some(isAsWritten)) &&
    question.example !== '' &&
    !(error ?? '').includes(question.example)
      ? texts.example({ example: question.example })
      : '',
    help >= 3 ? texts.use_the_form : '',
  ]
  return [section(`:warning: ${escapeCut(lines.filter((line) => line !== '').join(' '), 1000)}`)]
}
