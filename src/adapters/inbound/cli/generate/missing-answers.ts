/** Lists the answers that a generation still needs, as far as the answers given so far can tell. */
import { applicableSlots } from '../../../../domain/interview/interview.ts'
import { writeAnswer, emptyAnswers } from '../../../../domain/interview/answers.ts'
import type { AnswerValue, Erased } from '../../../../domain/questions/answer.ts'
import type { TemplateView } from '../../../../queries/template/present-template.ts'
import type { GenerationView } from '../../../../queries/generation/generation-view.ts'

export interface MissingAnswer {
  readonly name: string
  readonly label: string
  readonly kind: string
  readonly required: boolean
}

/**
 * The question due first; then, where the template is known, all others that are open. More may follow from their
 * answers.
 */
export function missingAnswers(generation: GenerationView, template: TemplateView | undefined): MissingAnswer[] {
  const { question } = generation
  const due =
    question === null
      ? []
      : [{ name: question.name, label: question.label, kind: question.kind, required: question.required }]
  if (template?.version !== generation.template_version) return due
  const answers = emptyAnswers()
  for (const { name, value, list, at, actor, revision } of Object.values(generation.answers)) {
    // Pictures decide nothing but that they are there.
    const given = (value ?? undefined) as AnswerValue | Erased | undefined
    if (list === undefined) writeAnswer(answers, name, given, { at, actor, revision })
  }
  const open = applicableSlots(template, answers)
    .filter(({ answered, scope }) => !answered && scope === undefined)
    .map(({ address, question: { label, kind, required } }) => ({ name: address, label, kind, required }))
  return [...due, ...open.filter(({ name }) => name !== question?.name)]
}
