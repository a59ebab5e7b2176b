/** The kinds of sections that an author chose against the guess. */
import { inferQuestions } from '../inference/infer-questions.ts'
import { listOccurrences } from '../inference/outline-occurrences.ts'
import type { Outline } from '../outline.ts'
import type { Kind, Question } from '../question.ts'
import type { Refinement } from './refinement.ts'

/** The part of a template version that refinement needs. */
export interface TemplateQuestions {
  readonly outline: Outline
  readonly questions: readonly Question[]
}

/** The kinds of sections where the author's choice differs from the guess. */
export function kindsByAuthor({ outline, questions }: TemplateQuestions): Map<string, Kind> {
  const sections = new Set(
    listOccurrences(outline)
      .filter(({ opens }) => opens !== undefined)
      .map(({ name }) => name),
  )
  const guessed = kindsOf(inferQuestions(outline).questions, sections)
  const stated = [...kindsOf(questions, sections)].filter(([name, kind]) => guessed.get(name) !== kind)
  return new Map(stated)
}

/** The kinds of the questions by name, including fields; with `sections`, only of those. */
export function kindsOf(
  questions: readonly Question[],
  sections?: ReadonlySet<string>,
  kinds = new Map<string, Kind>(),
): Map<string, Kind> {
  for (const { name, kind, fields } of questions) {
    if ((sections?.has(name) ?? true) && !kinds.has(name)) kinds.set(name, kind)
    if (fields !== undefined) kindsOf(fields, sections, kinds)
  }
  return kinds
}

/** The kinds that refinements state, including those of fields. */
export function statedKinds(refinements: readonly Refinement[], kinds = new Map<string, Kind>()): Map<string, Kind> {
  for (const { name, kind, fields } of refinements) {
    if (kind !== undefined) kinds.set(name, kind)
    if (fields !== undefined) statedKinds(fields, kinds)
  }
  return kinds
}
