/** Decides on answering or skipping a question. */
import { fail, ok, type Result } from '../../kernel/errors.ts'
import { isAsWritten, type AnswerValue } from '../../questions/answer.ts'
import { countGuessesOfItems, guessesField } from '../../questions/guess-counts.ts'
import { writeAnswer } from '../../interview/answers.ts'
import { wireValue } from '../../interview/answer-values.ts'
import type { Questionnaire } from '../../interview/questionnaire.ts'
import type { GenerationEvent } from '../generation-events.ts'
import type { Generation } from '../generation.ts'
import { channelFlag, requireOpenSlot } from '../open-generation.ts'
import { refuseStaleAnswer, type ExpectedAnswer } from '../expected-answer.ts'
import { nextAddressAfter, WHAT_IF_SOURCE } from '../current-question.ts'

export interface AnswerCommand extends ExpectedAnswer {
  readonly name: string
  readonly value: AnswerValue
  readonly raw?: string | undefined
  /** The message in which the person wrote it. */
  readonly said_in?: string | undefined
}

/** Answers a question, or changes its answer. The same answer again is a no-op unless the question was reopened. */
export function provideAnswer(
  command: AnswerCommand,
  state: Generation,
  questionnaire: Questionnaire,
): Result<GenerationEvent[]> {
  const slot = requireOpenSlot(state, questionnaire, command.name)
  if (!slot.ok) return slot
  const current = wireValue(state.answers, slot.value)
  const unchanged =
    slot.value.answered &&
    toCanonicalJson(current) === toCanonicalJson(command.value) &&
    slot.value.given?.copied !== true
  if (unchanged && state.reopened?.name !== command.name) return ok([])
  const stale = unchanged ? undefined : refuseStaleAnswer(slot.value, command, command.value, state.answers)
  if (stale !== undefined) return stale
  const { name, value, raw, said_in } = command
  const next = nextAddressAfter(state, questionnaire, name, (answers) =>
    writeAnswer(answers, name, value, WHAT_IF_SOURCE),
  )
  const said = {
    ...(raw === undefined ? {} : { raw }),
    ...(said_in === undefined || state.outbox === undefined ? {} : { said_in }),
  }
  const { question } = slot.value
  const { kind } = question
  const counts = kind === 'list' ? countGuessesOfItems(question, name, value) : []
  const taken = isAsWritten(value) ? { as_written: true as const } : guessesField(counts)
  return ok([
    {
      type: 'AnswerProvided',
      data: { name, kind, value, ...said, ...taken, next, ...channelFlag(state) },
    },
  ])
}

/** Skips an optional question, or the rest of an optional list. */
export function skipQuestion(
  command: { readonly name: string } & ExpectedAnswer,
  state: Generation,
  questionnaire: Questionnaire,
): Result<GenerationEvent[]> {
  const slot = requireOpenSlot(state, questionnaire, command.name)
  if (!slot.ok) return slot
  if (slot.value.question.required) {
    return fail('unprocessable', `“${slot.value.question.label}” is needed for the document and cannot be skipped.`, {
      field: command.name,
    })
  }
  const skipped = slot.value.answered && slot.value.given !== undefined && slot.value.given.value === undefined
  if (skipped && state.reopened?.name !== command.name) return ok([])
  const stale = skipped ? undefined : refuseStaleAnswer(slot.value, command, undefined, state.answers)
  if (stale !== undefined) return stale
  const next = nextAddressAfter(state, questionnaire, command.name, (answers) =>
    writeAnswer(answers, command.name, undefined, WHAT_IF_SOURCE),
  )
  return ok([{ type: 'QuestionSkipped', data: { name: command.name, next, ...channelFlag(state) } }])
}

const toCanonicalJson = (value: unknown): string => JSON.stringify(value) ?? 'undefined'
