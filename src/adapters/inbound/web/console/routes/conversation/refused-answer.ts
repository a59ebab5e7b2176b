/** The page again after an answer was refused, with the problem at its field and everything that was typed. */
import { isCaller } from '../../../../../../domain/kernel/access.ts'
import type { GenerationWithQuestions } from '../../../../../../storage/load-generation.ts'
import { showAnswer } from '../../../../../../answers/print.ts'
import { readingsOf } from '../../../../../../answers/refusal.ts'
import { slotAt } from '../../../../../../domain/interview/interview.ts'
import type { DomainError } from '../../../../../../domain/kernel/errors.ts'
import { type AnswerValue, isErased } from '../../../../../../domain/questions/answer.ts'
import type { App } from '../../../../../../ports/app.ts'
import { presentGeneration } from '../../../../../../queries/generation/present-generation.ts'
import { type PageContext, type PostedForm, fieldText, fieldTexts } from '../../env.ts'
import { pastedRows } from '../../forms/posted-answer.ts'
import { unclearRows } from '../../forms/unclear-cells.ts'
import type { ConversationPageModel, OpenForm } from '../../views/parts/conversation/conversation-model.ts'
import type { AnswerConflictModel } from '../../views/parts/question/question-form-model.ts'
import { presentQuestionAt } from '../../../../../../queries/generation/present-question.ts'

/** The page again, with the problem at its field and everything that was typed. */
export async function refusedAnswerModel(
  app: App,
  c: PageContext,
  shown: GenerationWithQuestions,
  error: DomainError,
): Promise<Partial<ConversationPageModel>> {
  const posted = c.var.posted
  const name = fieldText(posted, 'name') ?? ''
  const question = presentQuestionAt(shown, name)
  const generation = presentGeneration(shown)
  if (question === undefined) return { problem: error.message }
  const conflict =
    error.code === 'conflict' && error.details?.['yours'] !== undefined
      ? await loadConflict(app, c, shown, name, error)
      : undefined
  const kept = fieldText(posted, 'replaces')
  const form: OpenForm = {
    question:
      conflict === undefined && kept !== undefined
        ? { ...question, revision: kept === '' ? null : Number(kept) }
        : question,
    typed: question.kind === 'list' ? fieldTexts(posted, 'rows').filter((rows) => rows !== '') : typedTexts(posted),
    problem: error.message,
    // What a cell of a table could mean is no answer to the whole list.
    readings: question.kind === 'list' ? [] : readingsOf(error.details),
    unclear_rows: question.kind === 'list' ? unclearRows(question, pastedRows(question, posted), error) : undefined,
    chosen: fieldTexts(posted, 'chosen').filter((choice) => choice !== ''),
    conflict,
  }
  if (fieldText(posted, 'editing') === undefined && generation.question?.name === name) return { refused: form }
  return generation.answers[name] === undefined ? { problem: error.message } : { editing: form }
}

const typedTexts = (posted: PostedForm): string[] => {
  const [first = '', ...others] = fieldTexts(posted, 'value')
  return first === '' && others.length === 0 ? fieldTexts(posted, 'picked') : [first, ...others]
}

async function loadConflict(
  app: App,
  c: PageContext,
  { state, questionnaire }: GenerationWithQuestions,
  name: string,
  { details }: DomainError,
): Promise<AnswerConflictModel | undefined> {
  const place = slotAt(questionnaire, state.answers, name)
  if (place === undefined || place.question.kind === 'image') return undefined
  const show = (value: unknown) =>
    value === null || value === undefined || isErased(value)
      ? ''
      : showAnswer(place.question, value as AnswerValue, state.locale)
  const actor = typeof details?.['actor'] === 'string' ? details['actor'] : undefined
  const names = actor === undefined ? new Map<string, string>() : await app.people.namesOf([actor])
  return {
    theirs: show(details?.['current']),
    mine: show(details?.['yours']),
    by: isCaller(c.var.session.caller, actor ?? '')
      ? 'in another window'
      : `by ${names.get(actor ?? '') ?? 'somebody else'}`,
    resubmit: Object.keys(c.var.posted)
      .filter((field) => field !== 'csrf' && field !== 'replaces')
      .flatMap((field) => fieldTexts(c.var.posted, field).map((value) => [field, value] as const)),
  }
}
