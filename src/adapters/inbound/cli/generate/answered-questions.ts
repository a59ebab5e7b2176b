/**
 * Finds the questions of answers already given, so that they can be asked again with their widgets. The service shows
 * only the question that is due.
 */
import type { Question } from '../../../../domain/questions/question.ts'
import { isSameLanguage } from '../../../../domain/template/language.ts'
import type { TemplateView } from '../../../../queries/template/present-template.ts'
import type { AnswerView, GenerationView, QuestionView } from '../../../../queries/generation/generation-view.ts'

/**
 * The question behind an answer, from the template where it shows the version in use, else with what the answer itself
 * tells.
 */
export function questionBehind(
  answer: AnswerView,
  generation: GenerationView,
  template: TemplateView | undefined,
): QuestionView {
  const { name, kind, label, required, revision, list, item, ordinal } = answer
  const known =
    template?.version === generation.template_version ? findQuestion(answer, generation, template.questions) : undefined
  const { when: _, personal: __, ...question } = known ?? { name, kind, label, required, when: [] }
  const inItem = {
    ...(list === undefined ? {} : { list }),
    ...(item === undefined ? {} : { item }),
    ...(ordinal === undefined ? {} : { ordinal }),
  }
  return {
    ...question,
    name,
    example: '',
    ...(isSameLanguage(generation.locale, generation.document_language)
      ? {}
      : { document_language: generation.document_language }),
    revision,
    ...inItem,
    ...(kind === 'list' ? { items: itemsIn(generation, name).length } : {}),
  }
}

function findQuestion(
  { name, list, item }: AnswerView,
  generation: GenerationView,
  questions: readonly Question[],
): Question | undefined {
  if (list === undefined) return questions.find((question) => question.name === name)
  const around = answerAt(generation, list)
  const fields = around === undefined ? undefined : findQuestion(around, generation, questions)?.fields
  const field = name.slice(`${list}.${item}.`.length) || '.'
  return fields?.find((question) => question.name === field)
}

/** The answer at an address, among those that the document uses now. */
export const answerAt = ({ answers }: GenerationView, address: string): AnswerView | undefined =>
  Object.hasOwn(answers, address) ? answers[address] : undefined

/** The items of a list that have an answer, in order, each with what tells it from the others. */
export function itemsIn(
  generation: GenerationView,
  list: string,
): { readonly item: string; readonly ordinal: number; readonly shown: string }[] {
  const items = new Map<string, { item: string; ordinal: number; shown: string }>()
  for (const answer of Object.values(generation.answers)) {
    if (answer.list !== list || answer.item === undefined) continue
    const before = items.get(answer.item)
    if (before === undefined)
      items.set(answer.item, { item: answer.item, ordinal: answer.ordinal ?? items.size + 1, shown: answer.shown })
    else before.shown = [before.shown, answer.shown].filter((text) => text !== '').join(', ')
  }
  return [...items.values()]
}
