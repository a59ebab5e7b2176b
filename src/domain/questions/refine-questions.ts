/**
 * What authors make of the inferred questions: refinements of one version, and how they are carried to the next. Kinds
 * that change the structure (a section that is a list after all) go through inference again, so that fields and
 * conditions always fit the template.
 */
import { checkQuestion } from './check-question.ts'
import { fail, ok, type Result } from '../kernel/errors.ts'
import { inferQuestions, type Inference } from './infer-questions.ts'
import { hasChoices } from './kind-rules.ts'
import { occurrencesOf } from './outline-places.ts'
import type { Outline } from './outline.ts'
import { labelOf, listLabelOf, yesNoLabelOf } from './question-labels.ts'
import type { Kind, Question } from './question.ts'
import type { Refinement } from './refinement.ts'

/** A version of a template as far as its questions go. */
export interface TemplateQuestions {
  readonly outline: Outline
  readonly questions: readonly Question[]
}

/**
 * The questions of a new outline, with all that the author refined in the previous version: the kinds of sections where
 * they differ from the guess, and everything of the questions that are still there. `kinds` are what the template
 * itself says of questions that are new.
 */
export function reviseQuestions(
  outline: Outline,
  previous: TemplateQuestions,
  kinds: ReadonlyMap<string, Kind> = new Map(),
): Inference {
  const known = kindsOf(previous.questions)
  const inferred = inferQuestions(
    outline,
    new Map([...[...kinds].filter(([name]) => !known.has(name)), ...kindsByAuthor(previous)]),
  )
  return { questions: mergeQuestions(inferred.questions, previous.questions), notes: inferred.notes }
}

/**
 * Applies an author's refinements, partial questions by name. Refused with `unprocessable` and the field: unknown
 * names, a section made what it cannot be, choices, defaults, limits or formats that do not fit the kind.
 */
export function refineQuestions(current: TemplateQuestions, refinements: readonly Refinement[]): Result<Inference> {
  const kinds = new Map([...kindsByAuthor(current), ...statedKinds(refinements)])
  const inferred = inferQuestions(current.outline, kinds)
  const merged = mergeQuestions(inferred.questions, current.questions)
  const refined = refineAll(merged, refinements, '')
  if (!refined.ok) return refined
  // A note asks the author to look; where the author has said the kind, there is nothing left to ask.
  return ok({ questions: refined.value, notes: inferred.notes.filter((note) => !kinds.has(note.name)) })
}

/**
 * Carries an author's work over to newly inferred questions: label, help, kind, choices, required, default, limits,
 * format, personal and order stay; `when` and the structure (what is a list, what fills a picture) come from the new
 * outline. New questions stand after the question they follow in the document.
 */
export function mergeQuestions(inferred: readonly Question[], previous: readonly Question[]): Question[] {
  const before = new Map(previous.map((question) => [question.name, question]))
  const followers = new Map<string | undefined, Question[]>()
  const kept = new Map<string, Question>()
  let anchor: string | undefined
  for (const question of inferred) {
    const old = before.get(question.name)
    if (old === undefined) {
      const after = followers.get(anchor) ?? []
      after.push(question)
      followers.set(anchor, after)
    } else {
      kept.set(question.name, mergeQuestion(question, old))
      anchor = question.name
    }
  }
  const following = (name: string | undefined) => followers.get(name) ?? []
  return [
    ...following(undefined),
    ...previous.flatMap(({ name }) => {
      const question = kept.get(name)
      return question === undefined ? [] : [question, ...following(name)]
    }),
  ]
}

function mergeQuestion(inferred: Question, old: Question): Question {
  const { name, label, help, required, personal } = old
  const guessed = [labelOf(name), listLabelOf(name), yesNoLabelOf(name)].includes(label)
  const said = {
    ...(guessed ? {} : { label }),
    ...(help === undefined ? {} : { help }),
    ...(personal === undefined ? {} : { personal }),
  }
  const structural = (['list', 'image'] as const).some((kind) => (inferred.kind === kind) !== (old.kind === kind))
  // Only an optional value is inferred as not required: what was yes/no has become one.
  const becameValue = !inferred.required && old.kind === 'yes_no' && inferred.kind !== 'yes_no'
  if (structural || becameValue) return { ...inferred, ...said }
  const merged: Question = { ...old, when: inferred.when, required }
  return inferred.fields === undefined
    ? merged
    : { ...merged, fields: mergeQuestions(inferred.fields, old.fields ?? []) }
}

/** The kinds of sections on which the author and the guess differ. */
function kindsByAuthor({ outline, questions }: TemplateQuestions): Map<string, Kind> {
  const sections = new Set(
    occurrencesOf(outline)
      .filter(({ opens }) => opens !== undefined)
      .map(({ name }) => name),
  )
  const guessed = kindsOf(inferQuestions(outline).questions, sections)
  const stated = [...kindsOf(questions, sections)].filter(([name, kind]) => guessed.get(name) !== kind)
  return new Map(stated)
}

/** The kinds of the questions by name, or of those alone that are sections. */
function kindsOf(
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

function statedKinds(refinements: readonly Refinement[], kinds = new Map<string, Kind>()): Map<string, Kind> {
  for (const { name, kind, fields } of refinements) {
    if (kind !== undefined) kinds.set(name, kind)
    if (fields !== undefined) statedKinds(fields, kinds)
  }
  return kinds
}

function refineAll(questions: readonly Question[], refinements: readonly Refinement[], at: string): Result<Question[]> {
  const refined = new Map(questions.map((question) => [question.name, question]))
  const named = new Set<string>()
  for (const refinement of refinements) {
    const { name } = refinement
    const question = refined.get(name)
    if (question === undefined)
      return fail('unprocessable', unknownName(name, questions, at), { field: `${at}${name}` })
    if (named.has(name))
      return fail('unprocessable', `“${at}${name}” stands there twice; say everything about it in one place.`, {
        field: `${at}${name}`,
      })
    named.add(name)
    const result = refine(question, refinement, at)
    if (!result.ok) return result
    refined.set(name, result.value)
  }
  const order = named.size === refined.size ? named : refined.keys()
  return ok([...order].map((name) => refined.get(name)).filter((question) => question !== undefined))
}

function unknownName(name: string, questions: readonly Question[], at: string): string {
  const known = questions
    .slice(0, 8)
    .map((question) => `“${at}${question.name}”`)
    .join(', ')
  if (known === '') return `There is no question “${at}${name}” in this template; it asks nothing here.`
  const others = questions.length > 8 ? ' and others' : ''
  return `There is no question “${at}${name}” in this template. There is ${known}${others}.`
}

function refine(question: Question, refinement: Refinement, at: string): Result<Question> {
  const field = `${at}${question.name}`
  const { fields, when, kind, ...said } = refinement
  if (when !== undefined && !sameConditions(when, question.when)) {
    return fail(
      'unprocessable',
      `“${field}”: when it is asked follows from the sections of the template, so change the template instead. ` +
        `Leave “when” out.`,
      { field: `${field}.when` },
    )
  }
  // Inference has been told; where it still says otherwise, the template has no place for such a thing.
  for (const structural of ['list', 'image'] as const) {
    if (kind === undefined || (kind === structural) === (question.kind === structural)) continue
    return fail('unprocessable', `“${field}” cannot be ${kind}: ${structuralReason(structural, kind)}`, {
      field: `${field}.kind`,
    })
  }
  if (fields !== undefined && question.fields === undefined) {
    return fail('unprocessable', `“${field}” is no list, so it has no fields.`, { field: `${field}.fields` })
  }
  const inner = fields === undefined ? ok(question.fields) : refineAll(question.fields ?? [], fields, `${field}.`)
  if (!inner.ok) return inner
  const base = kind === undefined || kind === question.kind ? question : ofKind(question, kind)
  const merged = Object.entries({ ...base, ...said, ...(inner.value === undefined ? {} : { fields: inner.value }) })
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

/** The question as another kind, without what fitted only the old one. */
function ofKind(question: Question, kind: Kind): Question {
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

function sameConditions(one: Question['when'], other: Question['when']): boolean {
  const text = (when: Question['when']) =>
    JSON.stringify(when.map((all) => all.map(({ section, is }) => [section, is])))
  return text(one) === text(other)
}
