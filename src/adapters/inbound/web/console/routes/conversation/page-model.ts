/** What the conversation's page shows: the generation, names of colleagues, and forms filled with earlier answers. */
import type { GenerationWithQuestions } from '../../../../../../storage/load-generation.ts'
import type { App } from '../../../../../../ports/app.ts'
import { presentGeneration } from '../../../../../../queries/generation/present-generation.ts'
import { presentQuestionAt } from '../../../../../../queries/generation/present-question.ts'
import type { GenerationView } from '../../../../../../queries/generation/generation-view.ts'
import type { PageContext } from '../../env.ts'
import type { ConversationPageModel, OpenForm } from '../../views/parts/conversation/conversation-model.ts'
import { toTypedTexts } from '../../views/parts/question/answer-field.ts'

export async function conversationPageModel(
  app: App,
  c: PageContext,
  shown: GenerationWithQuestions,
): Promise<ConversationPageModel> {
  const generation = presentGeneration(shown)
  const colleagues = generation.delegations.map(({ to }) => to)
  return {
    session: c.var.session,
    generation,
    names: colleagues.length === 0 ? new Map() : await app.people.namesOf(colleagues),
    refused: formWithPreviousAnswer(generation, shown),
    focus: c.req.header('HX-Source') !== 'div#refresh',
  }
}

/** The question that the person came back to elsewhere is asked with the answer that is there. */
function formWithPreviousAnswer(
  { question, answers, locale }: GenerationView,
  shown: GenerationWithQuestions,
): OpenForm | undefined {
  const answer = question === null ? undefined : answers[question.name]
  const whole = answer === undefined || answer.kind === 'list' ? undefined : presentQuestionAt(shown, answer.name)
  return whole === undefined || answer === undefined || answer.value === null
    ? undefined
    : { question: whole, typed: toTypedTexts(whole, answer.value, locale) }
}

/** The form to change an answer, filled with the one that is there. */
export function openEditForm(shown: GenerationWithQuestions, address: string): OpenForm | undefined {
  const question = presentQuestionAt(shown, address)
  const answer = presentGeneration(shown).answers[address]
  if (question === undefined || answer === undefined) return undefined
  return { question, typed: toTypedTexts(question, answer.value, shown.state.locale) }
}
