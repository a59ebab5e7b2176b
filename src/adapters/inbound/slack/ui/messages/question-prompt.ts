/** Why a question is asked, with how much help, and what an unclear answer could mean. */
import { itemReadings } from '../../../../../answers/meaning/item-readings.ts'
import { readAnswer } from '../../../../../answers/read.ts'
import { readingsOf, type Reading } from '../../../../../answers/refusal.ts'
import { isAsWritten, type AnswerContext } from '../../../../../domain/questions/answer.ts'
import type { Question } from '../../../../../domain/questions/question.ts'
import type { Generation } from '../../../../../domain/generation/generation.ts'
import type { OutgoingMessage } from '../../../../../ports/generation/messenger.ts'
import type { MessageLook } from '../../transport/posting/slack-messenger.ts'
import type { QuestionPrompt } from '../views/question/question-prompt.ts'
import { MAX_CARRIED } from '../views/question/question-choices.ts'
import type { QuestionView } from '../../../../../queries/generation/generation-view.ts'

/** Why and with how much help a message asks, and what an unclear answer could mean. */
export function questionPromptOf(
  outgoing: Pick<OutgoingMessage, 'help' | 'reason' | 'error' | 'raw'> & MessageLook,
  question: QuestionView,
  context: Pick<Generation, 'locale' | 'zone'>,
  now: string,
): QuestionPrompt {
  const { help, reason, error, raw, without_buttons } = outgoing
  return {
    help,
    reason,
    error,
    without_buttons,
    ...(raw === undefined ? {} : promptReadings(question, raw, { ...context, now })),
  }
}

function promptReadings(
  question: QuestionView,
  raw: string,
  context: { readonly now: string; readonly zone: string; readonly locale: string },
): Pick<QuestionPrompt, 'readings' | 'values'> {
  const found = readingsFor({ ...question, when: [] }, raw, context).filter((reading) => fitsButton(question, reading))
  return { readings: found.map(({ shown }) => shown), values: found.map(({ wire }) => wire) }
}

function readingsFor(question: Question, raw: string, context: AnswerContext): readonly Reading[] {
  if (question.kind === 'list') return itemReadings(question, raw, context)
  const read = readAnswer(question, raw, context)
  return read.ok ? [] : readingsOf(read.error.details)
}

/** Words and items that a button cannot carry whole are not offered: they must not be cut. */
const fitsButton = ({ kind }: Pick<Question, 'kind'>, { wire }: Reading): boolean =>
  isAsWritten(wire) ? wire.as_written.length <= MAX_CARRIED : kind !== 'list' || wire.length <= MAX_CARRIED
