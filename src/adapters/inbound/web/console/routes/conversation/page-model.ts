/** What the conversation's page shows: the generation, what is with others, and forms filled with earlier answers. */
import type { Delegation } from '../../../../../../domain/generation/delegation.ts'
import { isErased } from '../../../../../../domain/questions/answer.ts'
import { listHandOvers } from '../../../../../../queries/generation/handing/list-hand-overs.ts'
import { isOwnGeneration } from '../../../../../../storage/load-generation.ts'
import { isOpenHandOver } from '../../views/parts/conversation/hand-over-rows.ts'
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
  const { session } = c.var
  const { id, state } = shown
  const own = isOwnGeneration(state, session.caller, id)
  const handed = own ? await listHandOvers(app, id, session.caller) : []
  return {
    session,
    generation,
    handed: handed.filter(isOpenHandOver),
    rest: own || state.handed_rest === undefined ? undefined : await presentRest(app, state.handed_rest),
    refused: formWithPreviousAnswer(generation, shown),
    focus: c.req.header('HX-Source') !== 'div#refresh',
  }
}

async function presentRest(app: App, { by, note }: Delegation): Promise<NonNullable<ConversationPageModel['rest']>> {
  const names = await app.people.namesOf([by])
  return { by: names.get(by) ?? 'Somebody', note: note === undefined || isErased(note) ? null : note }
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
