/**
 * The answers of a template as JSON Schema 2020-12 (https://json-schema.org/draft/2020-12), in wire form: what `given`
 * of `POST /generations` takes. Questions that a section decides on are required where it holds (`if`/`then`).
 */
import { ANSWER_KINDS } from '../../answers/answer-kinds.ts'
import { orAsWritten, type JsonSchema } from '../../answers/json-schema.ts'
import type { Condition, Question } from '../../domain/questions/question.ts'

/** `title` is the template's name. */
export function buildAnswersSchema(title: string, questions: readonly Question[]): JsonSchema {
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', title, ...objectSchema(questions, [questions]) }
}

/** `scopes` are the questions of the enclosing objects and of this one, innermost last. */
function objectSchema(questions: readonly Question[], scopes: readonly (readonly Question[])[]): JsonSchema {
  const always = questions.filter(({ required, when }) => required && when.length === 0).map(({ name }) => name)
  const sometimes = conditionalRules(questions, scopes)
  return {
    type: 'object',
    properties: Object.fromEntries(questions.map((question) => [question.name, questionSchema(question, scopes)])),
    ...(always.length === 0 ? {} : { required: always }),
    additionalProperties: false,
    ...(sometimes.length === 0 ? {} : { allOf: sometimes }),
  }
}

function questionSchema(question: Question, scopes: readonly (readonly Question[])[]): JsonSchema {
  const { label, help, default: preset } = question
  return {
    title: label,
    ...(help === undefined ? {} : { description: help }),
    ...valueSchema(question, scopes),
    ...(preset === undefined ? {} : { default: preset }),
  }
}

function valueSchema(question: Question, scopes: readonly (readonly Question[])[]): JsonSchema {
  const schema = ANSWER_KINDS[question.kind].schema(question, () => itemSchema(question.fields ?? [], scopes))
  return question.guessed === true ? orAsWritten(schema) : schema
}

/** The items of a list of plain values are those values themselves. */
function itemSchema(fields: readonly Question[], scopes: readonly (readonly Question[])[]): JsonSchema {
  const [field] = fields
  const plain = fields.length === 1 && field?.name === '.'
  return plain ? questionSchema(field, scopes) : objectSchema(fields, [...scopes, fields])
}

/**
 * One rule per condition: which questions are required when it holds. Conditions on names outside the item are checked
 * by the service only.
 */
function conditionalRules(questions: readonly Question[], scopes: readonly (readonly Question[])[]): JsonSchema[] {
  const own = new Map((scopes.at(-1) ?? []).map((question) => [question.name, question]))
  const rules = new Map<string, { readonly conditions: readonly Condition[]; readonly names: string[] }>()
  for (const { name, required, when } of questions) {
    if (!required) continue
    for (const conditions of when) {
      if (conditions.some(({ section }) => !own.has(section))) continue
      const key = JSON.stringify(conditions)
      const rule = rules.get(key) ?? { conditions, names: [] }
      rule.names.push(name)
      rules.set(key, rule)
    }
  }
  return [...rules.values()].map(({ conditions, names }) => ({
    if: allOf(conditions.map((condition) => conditionSchema(condition, own.get(condition.section)))),
    then: { required: names },
  }))
}

const allOf = (schemas: readonly JsonSchema[]): JsonSchema => (schemas.length === 1 ? schemas[0]! : { allOf: schemas })

/** A schema that holds where the section is shown (or not). */
function conditionSchema({ section, is }: Condition, question: Question | undefined): JsonSchema {
  const shown = { properties: { [section]: shownSchema(question) }, required: [section] }
  if (is) return shown
  // While a required question is unanswered, neither condition holds. A skipped optional one counts as no.
  return question?.required === true ? { required: [section], not: shown } : { not: shown }
}

function shownSchema(question: Question | undefined): JsonSchema {
  if (question?.kind === 'yes_no') return { const: true }
  if (question?.kind === 'list' || question?.kind === 'some_of') return { type: 'array', minItems: 1 }
  return { not: { const: '' } }
}
