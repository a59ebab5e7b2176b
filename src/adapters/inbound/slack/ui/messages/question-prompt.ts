/** Why a question is asked, with how much help, and what an unclear answer could mean. */
import { readAnswer } from '../../../../../answers/read.ts'
import type { Generation } from '../../../../../domain/generation/generation.ts'
import type { OutgoingMessage } from '../../../../../ports/generation/messenger.ts'
import type { QuestionPrompt } from '../views/question/question-prompt.ts'
import type { QuestionView } from '../../../../../queries/generation/generation-view.ts'

/** Why and with how much help a message asks, and what an unclear answer could mean. */
export function questionPromptOf(
  outgoing: Pick<OutgoingMessage, 'help' | 'reason' | 'error' | 'raw'>,
  question: QuestionView,
  context: Pick<Generation, 'locale' | 'zone'>,
  now: string,
): QuestionPrompt {
  const { help, reason, error, raw } = outgoing
  return { help, reason, error, readings: raw === undefined ? [] : readingsOf(question, raw, { ...context, now }) }
}

function readingsOf(
  question: QuestionView,
  raw: string,
  context: { readonly now: string; readonly zone: string; readonly locale: string },
): readonly string[] {
  const read = readAnswer({ ...question, when: [] }, raw, context)
  const written = read.ok ? undefined : read.error.details?.['written']
  return Array.isArray(written) ? written.filter((one) => typeof one === 'string') : []
}
