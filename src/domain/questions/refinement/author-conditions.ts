/**
 * When an author wants a question asked, beside what the template says. Both must hold: a question is asked where the
 * document needs it and the author's condition holds; elsewhere its place stays empty.
 */
import type { DomainError } from '../../kernel/errors.ts'
import { simplifyConditions } from '../inference/simplify-conditions.ts'
import { didYouMean } from '../naming/did-you-mean.ts'
import type { Question } from '../question.ts'

type When = Question['when']

/** Both conditions as one; undefined where they can never hold together. */
export function joinConditions(template: When, author: When | undefined): When | undefined {
  if (author === undefined || author.length === 0) return template
  const all = template.length === 0 ? author : template.flatMap((one) => author.map((other) => [...one, ...other]))
  const possible = all.filter((conditions) => !isContradictory(conditions))
  return possible.length === 0 ? undefined : simplifyConditions(possible)
}

const isContradictory = (conditions: When[number]): boolean =>
  conditions.some(({ section, is }) => conditions.some((other) => other.section === section && other.is !== is))

/** The questions with `when` made of the template's conditions, in `inferred`, and their authors'. */
export function withConditions(questions: readonly Question[], inferred: readonly Question[]): Question[] {
  const byName = new Map(inferred.map((question) => [question.name, question]))
  return questions.map((question) => {
    const own = byName.get(question.name)
    const fields = question.fields === undefined ? {} : { fields: withConditions(question.fields, own?.fields ?? []) }
    const template = own?.when ?? question.when
    return { ...question, when: joinConditions(template, question.author_when) ?? template, ...fields }
  })
}

/** All that is wrong with the authors' conditions: unknown names, conditions that never hold, circles. */
export function checkConditions(questions: readonly Question[], inferred: readonly Question[]): DomainError[] {
  const errors: DomainError[] = []
  visit(questions, inferred, [questions], '', (question, scopes, template, path) => {
    const author = question.author_when ?? []
    if (author.length === 0) return
    const problem =
      unknownNameIn(author, scopes) ??
      (joinConditions(template, author) === undefined
        ? 'the template asks it only where this does not hold, so it would never be asked.'
        : circleProblem(question, scopes))
    if (problem !== undefined)
      errors.push({ code: 'unprocessable', message: `“${path}”: ${problem}`, details: { field: `${path}.when` } })
  })
  return errors
}

type Scopes = readonly (readonly Question[])[]

function visit(
  questions: readonly Question[],
  inferred: readonly Question[],
  scopes: Scopes,
  at: string,
  look: (question: Question, scopes: Scopes, template: When, path: string) => void,
): void {
  const byName = new Map(inferred.map((question) => [question.name, question]))
  for (const question of questions) {
    const own = byName.get(question.name)
    const path = `${at}${question.name}`
    look(question, scopes, own?.when ?? [], path)
    if (question.fields !== undefined)
      visit(question.fields, own?.fields ?? [], [...scopes, question.fields], `${path}.`, look)
  }
}

/** The question that a name means: a field of the same item before one outside of it. */
const questionNamed = (name: string, scopes: Scopes): Question | undefined =>
  scopes.findLast((scope) => scope.some((one) => one.name === name))?.find((one) => one.name === name)

function unknownNameIn(author: When, scopes: Scopes): string | undefined {
  const unknown = author.flat().find(({ section }) => questionNamed(section, scopes) === undefined)
  if (unknown === undefined) return undefined
  const known = scopes.flatMap((scope) => scope.map(({ name }) => name))
  const meant = didYouMean(known, unknown.section) || ' A condition names a question of this template.'
  return `“when” names “${unknown.section}”, which is not asked.${meant}`
}

/** A question that waits for itself, directly or through others, would never be asked. */
function circleProblem(question: Question, scopes: Scopes): string | undefined {
  const waiting = [...(question.author_when ?? [])].flat().map(({ section }) => section)
  const seen = new Set<Question>()
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const other = questionNamed(name, scopes)
    if (other === question)
      return `“when” waits for “${name}”, which in the end waits for this question, so neither would be asked.`
    if (other === undefined || seen.has(other)) continue
    seen.add(other)
    waiting.push(...[...other.when, ...(other.author_when ?? [])].flat().map(({ section }) => section))
  }
  return undefined
}

/** The questions without conditions on names that are gone, and the names of what lost one. */
export function withoutLostConditions(questions: readonly Question[]): {
  readonly questions: Question[]
  readonly lost: readonly { readonly name: string; readonly section: string }[]
} {
  const lost: { name: string; section: string }[] = []
  const prune = (some: readonly Question[], scopes: Scopes): Question[] =>
    some.map((question) => {
      const { author_when = [], ...rest } = question
      const gone = author_when.flat().find(({ section }) => questionNamed(section, scopes) === undefined)
      if (gone !== undefined) lost.push({ name: question.name, section: gone.section })
      const kept = gone === undefined ? question : rest
      return kept.fields === undefined ? kept : { ...kept, fields: prune(kept.fields, [...scopes, kept.fields]) }
    })
  return { questions: prune(questions, [questions]), lost }
}
