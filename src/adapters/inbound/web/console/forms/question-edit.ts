/** The author's form for one question, both ways: a question as the form's texts, and the form as a refinement. */
import { parseChoices } from '../../../../../answers/parsing/choice-lines.ts'
import { readAnswer } from '../../../../../answers/read.ts'
import { fail, ok, type Result } from '../../../../../domain/kernel/errors.ts'
import {
  formatsOf,
  hasChoices,
  LIMIT_NAMES,
  rulesOf,
  type LimitName,
} from '../../../../../domain/questions/kind-rules.ts'
import type { Kind, Limits } from '../../../../../domain/questions/question.ts'
import { type Refinement, refinementSchema } from '../../../../../domain/questions/refinement/refinement.ts'
import type { QuestionTexts } from './question-texts.ts'

/**
 * The refinement that the form asks for; what does not apply to the kind is left out. The default is read as people
 * write it.
 */
export function refinementFromTexts(
  name: string,
  texts: QuestionTexts,
  context: { readonly now: string; readonly zone: string; readonly locale: string },
): Result<Refinement> {
  const { kind, label, help, required, personal, format } = texts
  const choices = hasChoices(kind) ? parseChoices(texts.choices) : null
  const raw = {
    name,
    kind,
    label,
    required,
    personal: personal ? true : null,
    ...(texts.guessed ? { guessed: true } : {}),
    help: help.trim() === '' ? null : help.trim(),
    choices: choices === null || choices.length > 0 ? choices : null,
    format: formatsOf(kind).find((one) => one === format) ?? null,
    limits: parseLimits(kind, texts.limits),
    default: null,
  }
  const parsed = refinementSchema.safeParse(raw)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return fail('unprocessable', `${issue?.path.join(' ') || 'The question'}: ${issue?.message ?? 'not possible'}`, {
      field: `${name}.${issue?.path.join('.') ?? ''}`,
    })
  }
  if (texts.default.trim() === '' || rulesOf(kind).default === undefined)
    return parsed.success ? ok(parsed.data) : ok(raw as Refinement)
  const question = { name: 'default', kind, label, required: false, when: [], ...(choices === null ? {} : { choices }) }
  const value = readAnswer(question, texts.default.trim(), context)
  // The day that “tomorrow” is now would stay the default for ever.
  const later = readAnswer(question, texts.default.trim(), { ...context, now: LATER })
  if (kind === 'date' && value.ok && (!later.ok || later.value !== value.value))
    return fail(
      'unprocessable',
      `“${texts.default.trim()}” would be another day each time, and a default is a fixed day. ` +
        'Leave it out, and say it in the help: people may answer so.',
      { field: `${name}.default` },
    )
  return value.ok
    ? ok({ ...parsed.data, default: value.value as string | boolean | string[] })
    : fail('unprocessable', value.error.message, { field: `${name}.default` })
}

/** Some other day, to see whether a text means a fixed one. */
const LATER = '2031-03-14T12:00:00.000Z'

function parseLimits(kind: Kind, texts: QuestionTexts['limits']): Limits | null {
  const given = LIMIT_NAMES.filter((name) => rulesOf(kind).limits?.includes(name) === true && texts[name].trim() !== '')
  const value = (name: LimitName) =>
    name === 'min' || name === 'max' ? texts[name].trim() : Number(texts[name].trim())
  return given.length === 0 ? null : Object.fromEntries(given.map((name) => [name, value(name)]))
}
