/**
 * A document from a template file and answers, without any store. Answers are read as in a conversation.
 */
import { sampleAnswers } from '../../answers/example.ts'
import { printAnswers } from '../../answers/print.ts'
import { readAnswers, unknownNameMessage } from '../../answers/read-answers.ts'
import type { AnswerContext, AnswerValue } from '../../domain/questions/answer.ts'
import { fail, failAll, problemsOf, unwrap, type DomainError } from '../../domain/kernel/errors.ts'
import { applicableSlots } from '../../domain/interview/interview.ts'
import { wireValue } from '../../domain/interview/answer-values.ts'
import type { Question } from '../../domain/questions/question.ts'
import { emptyAnswers, writeAnswer } from '../../domain/interview/answers.ts'
import { EXTENSIONS } from '../../domain/template/template-format.ts'
import type { TemplateCompiler } from '../../ports/documents/template-compiler.ts'
import { renderDocument } from '../../rendering/render.ts'
import { inspectFile, type TemplateFileInput } from './inspect-file.ts'

export interface RenderFile extends TemplateFileInput {
  /** Answers by question name, as people write them or in wire form; `null` is an optional question skipped. */
  readonly answers: Readonly<Record<string, unknown>>
  /** Fills missing answers with samples instead of refusing them. */
  readonly sample: boolean
  readonly context: AnswerContext
}

export interface RenderedFile {
  readonly bytes: Uint8Array
  /** `cover-letter.docx` with the format's own ending. */
  readonly file_name: string
}

/**
 * Throws `Refused`: what `inspectFile` throws, and `invalid_answer` with all problems in `details.problems`, each `{
 * field, message }`: answers that are not accepted, names that are no questions, and answers that the document needs
 * and that are missing.
 */
export async function renderFile(
  deps: { readonly compiler: TemplateCompiler },
  file: RenderFile,
): Promise<RenderedFile> {
  const { format, compiled, questions } = await inspectFile(deps, file)
  const { locale } = file.context
  const given = readAll(questions, file)
  const values = file.sample ? { ...sampleAnswers(questions, locale), ...given } : pickNeededAnswers(questions, given)
  const { bytes } = unwrap(renderDocument(compiled, printAnswers(questions, values, locale)))
  const baseName = file.file_name.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '')
  return {
    bytes,
    file_name: `${baseName}${file.sample ? ' (sample)' : ''}.${EXTENSIONS[format]}`,
  }
}

function readAll(questions: readonly Question[], { answers, context }: RenderFile): Record<string, AnswerValue> {
  const values: Record<string, AnswerValue> = {}
  const errors: DomainError[] = []
  for (const [name, answer] of readAnswers(questions, answers, context)) {
    if (answer === 'unknown') errors.push(errorAt(name, unknownNameMessage(name, questions)))
    else if (answers[name] === null) continue
    else if (answer.ok) values[name] = answer.value
    else errors.push(answer.error)
  }
  if (errors.length > 0) refuse(errors)
  return values
}

const errorAt = (field: string, message: string): DomainError => ({
  code: 'invalid_answer',
  message,
  details: { field },
})

/** The answers that the document uses. Throws `Refused` for required answers that are missing. */
function pickNeededAnswers(
  questions: readonly Question[],
  given: Readonly<Record<string, AnswerValue>>,
): Record<string, AnswerValue> {
  const questionnaire = { questions }
  const answers = emptyAnswers()
  for (const [name, value] of Object.entries(given))
    writeAnswer(answers, name, value, { revision: 0, actor: '', at: '' })
  const slots = applicableSlots(questionnaire, answers).filter(({ scope }) => scope === undefined)
  const missing = slots.filter(({ answered, question }) => !answered && question.required)
  if (missing.length > 0)
    refuse(missing.map(({ question }) => errorAt(question.name, `“${question.label}” is missing.`)))
  return Object.fromEntries(
    slots.flatMap((slot) => {
      const value = wireValue(answers, slot)
      return value === undefined ? [] : [[slot.address, value as AnswerValue]]
    }),
  )
}

/** All mistakes at once; also a single one stands in `details.problems`. */
function refuse(errors: readonly DomainError[]): never {
  const problems = errors.flatMap(problemsOf)
  const [{ field, message } = { field: '', message: '' }] = problems
  return unwrap(
    problems.length === 1
      ? fail('invalid_answer', `${field}: ${message}`, { field, problems })
      : failAll(errors, 'answers'),
  )
}
