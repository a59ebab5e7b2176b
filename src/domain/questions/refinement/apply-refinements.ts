/**
 * Applies an author's refinements to the questions of a template version. Changed kinds of sections (such as a list
 * after all) are fed to inference again, so that fields and conditions always match the template.
 */
import { questionMistakes } from '../check-question.ts'
import { failAll, ok, type DomainError, type Result } from '../../kernel/errors.ts'
import { spellingNotes } from '../inference/name-notes.ts'
import { listOccurrences } from '../inference/outline-occurrences.ts'
import { inferQuestions, type Inference } from '../inference/infer-questions.ts'
import { hasChoices } from '../kind-rules.ts'
import type { Kind, Question } from '../question.ts'
import type { Refinement } from './refinement.ts'
import { type TemplateQuestions, kindsByAuthor, statedKinds } from './author-kinds.ts'
import { didYouMean } from '../naming/did-you-mean.ts'
import { checkConditions, withConditions } from './author-conditions.ts'
import { settleDeciders, settlesKind, withoutKeptGuesses } from './kept-guesses.ts'
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
  const errors: DomainError[] = []
  const refined = applyAll(merged, refinements, '', errors)
  errors.push(...checkConditions(refined, inferred.questions))
  if (errors.length > 0) return failAll(errors, 'things about the questions')
  // A note asks the author to check a guess. It is dropped once the author stated the kind, unless it is on the name.
  const names = new Set(listOccurrences(current.outline).map(({ name }) => name))
  const onNames = new Set(spellingNotes(names).map(({ message }) => message))
  const notes = inferred.notes.filter((note) => !kinds.has(note.name) || onNames.has(note.message))
  return ok({ questions: settleDeciders(withConditions(refined, inferred.questions)), notes })
}

/** Applies what can be applied, and collects every mistake. */
function applyAll(
  questions: readonly Question[],
  refinements: readonly Refinement[],
  at: string,
  errors: DomainError[],
): Question[] {
  const refined = new Map(questions.map((question) => [question.name, question]))
  const named = new Set<string>()
  const refuse = (field: string, message: string) =>
    errors.push({ code: 'unprocessable', message, details: { field: `${at}${field}` } })
  for (const refinement of refinements) {
    const { name } = refinement
    const question = refined.get(name)
    if (question === undefined) refuse(name, unknownNameMessage(name, questions, at))
    else if (named.has(name)) refuse(name, `“${at}${name}” stands there twice; say everything about it in one place.`)
    else {
      named.add(name)
      refined.set(name, applyRefinement(question, refinement, at, errors))
    }
  }
  const order = named.size === refined.size ? named : refined.keys()
  return [...order].map((name) => refined.get(name)).filter((question) => question !== undefined)
}

function unknownNameMessage(name: string, questions: readonly Question[], at: string): string {
  const known = questions
    .slice(0, 8)
    .map((question) => `“${at}${question.name}”`)
    .join(', ')
  if (known === '') return `There is no question “${at}${name}” in this template; it asks nothing here.`
  const meant = didYouMean(
    questions.map((question) => question.name),
    name,
  )
  if (meant !== '') return `There is no question “${at}${name}” in this template.${meant}`
  const others = questions.length > 8 ? ' and others' : ''
  return `There is no question “${at}${name}” in this template. There is ${known}${others}.`
}

/** The refined question; unchanged where what is said of it does not fit. */
function applyRefinement(question: Question, refinement: Refinement, at: string, errors: DomainError[]): Question {
  const field = `${at}${question.name}`
  const { fields, when, author_when, kind, guessed, ...changes } = refinement
  const before = errors.length
  // As it was read it changes nothing; else it is the author's own.
  const condition = when === undefined || (when !== null && hasSameConditions(when, question.when)) ? author_when : when
  // Inference knows the stated kind. If its result still differs, the template does not allow that kind.
  for (const structural of ['list', 'image'] as const) {
    if (kind === undefined || (kind === structural) === (question.kind === structural)) continue
    const message = `“${field}” cannot be ${kind}: ${structuralReason(structural, kind)}`
    errors.push({ code: 'unprocessable', message, details: { field: `${field}.kind` } })
  }
  if (fields !== undefined && question.fields === undefined) {
    const message = `“${field}” is no list, so it has no fields.`
    errors.push({ code: 'unprocessable', message, details: { field: `${field}.fields` } })
  }
  const inner =
    fields === undefined || question.fields === undefined
      ? question.fields
      : applyAll(question.fields, fields, `${field}.`, errors)
  if (errors.length > before) return question
  const isGuess = question.guessed === true && guessed !== false && guessed !== null && !settlesKind(refinement)
  const base = kind === undefined || kind === question.kind ? withGuess(question, isGuess) : changeKind(question, kind)
  const merged = Object.entries({
    ...base,
    ...changes,
    ...(condition === undefined ? {} : { author_when: condition?.length === 0 ? null : condition }),
    ...(inner === undefined ? {} : { fields: inner }),
  })
  const refined = Object.fromEntries(merged.filter(([, value]) => value !== null && value !== undefined))
  errors.push(...questionMistakes(refined as unknown as Question, at))
  return refined as unknown as Question
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
  const { name, label, required, when, author_when, help, personal, choices } = question
  return {
    name,
    kind,
    label,
    when,
    required: required || kind === 'yes_no',
    ...(author_when === undefined ? {} : { author_when }),
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
