/**
 * Applies an author's refinements to the questions of a template version. Changed kinds of sections (such as a list
 * after all) are fed to inference again, so that fields and conditions always match the template.
 */
import { checkQuestion } from '../check-question.ts'
import { fail, ok, type Result } from '../../kernel/errors.ts'
import { inferQuestions, type Inference } from '../inference/infer-questions.ts'
import { hasChoices } from '../kind-rules.ts'
import type { Kind, Question } from '../question.ts'
import type { Refinement } from './refinement.ts'
import { type TemplateQuestions, kindsByAuthor, statedKinds } from './author-kinds.ts'
import { settlesKind, withoutKeptGuesses } from './kept-guesses.ts'
import { mergeQuestions, withGuess } from './merge-questions.ts'

/**
 * The questions after the refinements, which are partial questions by name. `unprocessable` with the field for unknown
 * names, impossible kinds of sections, and choices, defaults, limits or formats that do not fit the kind.
 */
export function applyRefinements(current: TemplateQuestions, sent: readonly Refinement[]): Result<Inference> {
  const refinements = withoutKeptGuesses(sent, current.questions)
  const kinds = new Map([...kindsByAuthor(current), ...statedKinds(refinements)])
  const inferred = inferQuestions(current.outline, kinds)
  const merged = mergeQuestions(inferred.questions, current.questions)
  const refined = applyAll(merged, refinements, '')
  if (!refined.ok) return refined
  // A note asks the author to check a guess. It is dropped once the author stated the kind.
  return ok({ questions: refined.value, notes: inferred.notes.filter((note) => !kinds.has(note.name)) })
}

function applyAll(questions: readonly Question[], refinements: readonly Refinement[], at: string): Result<Question[]> {
  const refined = new Map(questions.map((question) => [question.name, question]))
  const named = new Set<string>()
  for (const refinement of refinements) {
    const { name } = refinement
    const question = refined.get(name)
    if (question === undefined)
      return fail('unprocessable', unknownNameMessage(name, questions, at), { field: `${at}${name}` })
    if (named.has(name))
      return fail('unprocessable', `“${at}${name}” stands there twice; say everything about it in one place.`, {
        field: `${at}${name}`,
      })
    named.add(name)
    const result = applyRefinement(question, refinement, at)
    if (!result.ok) return result
    refined.set(name, result.value)
  }
  const order = named.size === refined.size ? named : refined.keys()
  return ok([...order].map((name) => refined.get(name)).filter((question) => question !== undefined))
}

function unknownNameMessage(name: string, questions: readonly Question[], at: string): string {
  const known = questions
    .slice(0, 8)
    .map((question) => `“${at}${question.name}”`)
    .join(', ')
  if (known === '') return `There is no question “${at}${name}” in this template; it asks nothing here.`
  const others = questions.length > 8 ? ' and others' : ''
  return `There is no question “${at}${name}” in this template. There is ${known}${others}.`
}

function applyRefinement(question: Question, refinement: Refinement, at: string): Result<Question> {
  const field = `${at}${question.name}`
  const { fields, when, kind, guessed, ...changes } = refinement
  if (when !== undefined && !hasSameConditions(when, question.when)) {
    return fail(
      'unprocessable',
      `“${field}”: when it is asked follows from the sections of the template, so change the template instead. ` +
        `Leave “when” out.`,
      { field: `${field}.when` },
    )
  }
  // Inference knows the stated kind. If its result still differs, the template does not allow that kind.
  for (const structural of ['list', 'image'] as const) {
    if (kind === undefined || (kind === structural) === (question.kind === structural)) continue
    return fail('unprocessable', `“${field}” cannot be ${kind}: ${structuralReason(structural, kind)}`, {
      field: `${field}.kind`,
    })
  }
  if (fields !== undefined && question.fields === undefined) {
    return fail('unprocessable', `“${field}” is no list, so it has no fields.`, { field: `${field}.fields` })
  }
  const inner = fields === undefined ? ok(question.fields) : applyAll(question.fields ?? [], fields, `${field}.`)
  if (!inner.ok) return inner
  const isGuess = question.guessed === true && guessed !== false && guessed !== null && !settlesKind(refinement)
  const base = kind === undefined || kind === question.kind ? withGuess(question, isGuess) : changeKind(question, kind)
  const merged = Object.entries({ ...base, ...changes, ...(inner.value === undefined ? {} : { fields: inner.value }) })
  return checkQuestion(
    Object.fromEntries(merged.filter(([, value]) => value !== null && value !== undefined)) as unknown as Question,
    at,
  )
}

function structuralReason(structural: 'list' | 'image', kind: Kind): string {
  if (structural === 'image')
    return kind === 'image'
      ? 'it does not fill a placeholder picture in the template.'
      : 'it fills a placeholder picture in the template.'
  return kind === 'list'
    ? 'only a section ({{#name}}…{{/name}}) that holds variables can be a list.'
    : 'its items have fields. A section can be made yes_no, or a value by writing its own name inside it.'
}

/** The question with another kind, without properties that belong to the old one. */
function changeKind(question: Question, kind: Kind): Question {
  const { name, label, required, when, help, personal, choices } = question
  return {
    name,
    kind,
    label,
    when,
    required: required || kind === 'yes_no',
    ...(help === undefined ? {} : { help }),
    ...(personal === undefined ? {} : { personal }),
    ...(choices !== undefined && hasChoices(kind) ? { choices } : {}),
  }
}

function hasSameConditions(one: Question['when'], other: Question['when']): boolean {
  const text = (when: Question['when']) =>
    JSON.stringify(when.map((all) => all.map(({ section, is }) => [section, is])))
  return text(one) === text(other)
}
