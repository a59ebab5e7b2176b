/** Somebody else answered while the form was open: shows both values. */
import { showAnswer } from '../../../../../../answers/print.ts'
import { readAnswer } from '../../../../../../answers/read.ts'
import { isErased, type AnswerValue } from '../../../../../../domain/questions/answer.ts'
import type { DomainError } from '../../../../../../domain/kernel/errors.ts'
import { presentGeneration } from '../../../../../../queries/generation/present-generation.ts'
import { withReferences } from '../../../../../../storage/pictures/picture-references.ts'
import { editModal } from '../../views/modals/edit-modal.ts'
import { type FormMetadata } from '../../views/modals/form-metadata.ts'
import { openConversation, type ConversationAccess } from '../conversation/conversation-access.ts'
import type { Interaction } from '../interaction/interaction.ts'
import type { EnteredField } from './read-fields.ts'
import { type SubmissionResponse, respondWithText } from './submission-response.ts'
import type { QuestionView } from '../../../../../../queries/generation/generation-view.ts'

/** The error text of a conflict: the current answer, and how to keep it. */
export function conflictText(
  problem: DomainError,
  question: QuestionView,
  { state }: ConversationAccess,
  texts: Interaction['texts'],
): string {
  return [
    texts.changed_meanwhile,
    texts.now_it_is({ answer: formatValue(question, problem.details?.['current'], state.locale) }),
    texts.leave_empty_to_keep,
  ].join(' ')
}

/** Shows the form again with both answers. Submitting it again replaces the other answer. */
export async function showConflict(
  interaction: Interaction,
  metadata: FormMetadata,
  { question: { name }, value, chosen }: EnteredField,
  error: DomainError,
): Promise<SubmissionResponse> {
  const {
    texts,
    deps: { app },
  } = interaction
  const access = await openConversation(interaction, metadata.generation)
  const question = await access?.question(name)
  if (access === undefined || question === undefined) return respondWithText(interaction, texts.edit_title, texts.gone)
  const read = readAnswer({ ...question, when: [] }, value, {
    now: app.clock.now(),
    zone: access.state.zone,
    locale: access.state.locale,
    chosen,
  })
  const mine = read.ok ? withReferences(read.value) : undefined
  const conflict = {
    theirs: formatValue(question, error.details?.['current'], access.state.locale),
    mine: formatValue(question, mine, access.state.locale),
  }
  const shown =
    access.full === undefined ? { id: access.generation, locale: access.state.locale } : presentGeneration(access.full)
  return {
    response_action: 'update',
    view: editModal(shown, question, mine, { shown_under: metadata.shown_under, conflict }, texts),
  }
}

const formatValue = (question: QuestionView, value: unknown, locale: string): string =>
  value === null || value === undefined || isErased(value)
    ? '–'
    : showAnswer({ ...question, when: [] }, value as AnswerValue, locale) || '–'
