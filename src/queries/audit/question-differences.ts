/** What is different between the questions of two versions of a template, in words. */
import type { Question } from '../../domain/questions/question.ts'
import type { NamedChange } from './sentences/sentence.ts'

/** What authors see of a question, with their words for it. */
const COMPARED = {
  label: 'label',
  kind: 'kind',
  required: 'required',
  help: 'help',
  choices: 'choices',
  default: 'default',
  limits: 'limits',
  format: 'format',
  personal: 'personal data',
  author_when: 'condition',
  fields: 'columns',
} as const satisfies Partial<Record<keyof Question, string>>

/** In characters. */
const MAX_SHOWN = 120

/** Question by question: those that came, went, or are not as they were; then whether their order is another. */
export function questionDifferences(before: readonly Question[], after: readonly Question[]): readonly NamedChange[] {
  const earlier = new Map(before.map((question) => [question.name, question]))
  const later = new Set(after.map(({ name }) => name))
  const stayed = (questions: readonly Question[]): string =>
    JSON.stringify(questions.map(({ name }) => name).filter((name) => earlier.has(name) && later.has(name)))
  return [
    ...after.flatMap((question) => differencesOf(earlier.get(question.name), question)),
    ...before
      .filter(({ name }) => !later.has(name))
      .map(({ label, kind }) => ({ what: `“${label}”`, before: kind, after: null })),
    ...(stayed(before) === stayed(after) ? [] : [{ what: 'order', before: null, after: 'another one' }]),
  ]
}

function differencesOf(before: Question | undefined, after: Question): readonly NamedChange[] {
  if (before === undefined) return [{ what: `“${after.label}”`, before: null, after: after.kind }]
  if (before === after) return []
  return Object.entries(COMPARED).flatMap(([field, word]) => {
    const [was, is] = [shown(before[field as keyof Question]), shown(after[field as keyof Question])]
    return was === is ? [] : [{ what: `“${after.label}”, ${word}`, before: was, after: is }]
  })
}

function shown(value: unknown): string | null {
  if (value === undefined) return null
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1)}…` : text
}
