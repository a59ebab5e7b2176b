/** Answers one question, or changes its answer. */
import { isDeepStrictEqual } from 'node:util'
import { plainNewlines } from '../../answers/parsing/characters.ts'
import { readAnswer } from '../../answers/read.ts'
import { wireValue } from '../../domain/interview/answer-values.ts'
import { isAsWritten, type AnswerContext, type AnswerForm, type AnswerValue } from '../../domain/questions/answer.ts'
import { addressOfQuestionRef, type QuestionRef } from '../../domain/generation/question-ref.ts'
import { ok, type Result } from '../../domain/kernel/errors.ts'
import { provideAnswer as decide } from '../../domain/generation/decisions/answer-question.ts'
import type { Generation } from '../../domain/generation/generation.ts'
import { slotAt } from '../../domain/interview/interview.ts'
import type { Questionnaire } from '../../domain/interview/questionnaire.ts'
import { refuseUnknownQuestion } from '../../domain/generation/open-generation.ts'
import { fitPictures, onceEach, type FitPicturesDeps } from './pictures/fit-pictures.ts'
import { withReferredPictures } from './pictures/referred-pictures.ts'
import { resolveQuestion } from './resolve-question.ts'
import type { CommandDeps } from '../command-deps.ts'
import { transactGeneration, type CommittedGeneration, type GenerationContext } from './transact-generation.ts'
import type { CommandRequest } from '../command-request.ts'

/**
 * The question by its address (`items.1.quantity` inside a list), or by the message that asked it (`shown_under`): an
 * answer given after that message is not overwritten (`conflict`). Neither: the current question.
 */
export interface ProvideAnswer extends QuestionRef {
  readonly id: string
  /** As people write it or in wire form; a whole list as an array. */
  readonly value: unknown
  /** Whether the value is words or data; left out: either, and asked where the two differ. */
  readonly form?: AnswerForm | undefined
  readonly chosen?: AnswerContext['chosen']
  /** The revision of the answer to replace, `null` for none; left out: whatever the answer is. */
  readonly replaces?: number | null | undefined
  /** The message in which the person wrote it. Editing that message corrects the answer. */
  readonly said_in?: string | undefined
}

/** Throws `Refused`: `invalid_answer` with what would be accepted, `conflict` with both values, `not_found`. */
export async function provideAnswer(
  deps: CommandDeps,
  command: ProvideAnswer,
  request: CommandRequest,
): Promise<CommittedGeneration> {
  const { replaces, said_in } = command
  const fit = pictureFitting(deps, request)
  return transactGeneration(
    deps,
    command.id,
    request,
    async (generation) => {
      const { state, questionnaire } = generation
      const question = resolveQuestion(command, generation)
      if (!question.ok) return question
      const { form, chosen } = command
      const as = { now: request.context.now, form, chosen }
      const { name } = question.value
      const value = await withReferredPictures(deps, command.value, request.caller, generation)
      const read = await fit(name, readAnswerAt(name, value, as, state, questionnaire), generation)
      return read.ok ? decide({ ...question.value, ...read.value, replaces, said_in }, state, questionnaire) : read
    },
    { addressOf: (state) => addressOfQuestionRef(command, state), rest: true },
  )
}

/** An answer as its question takes it. */
interface TakenAnswer {
  readonly value: AnswerValue
  readonly raw: string | undefined
}

/**
 * Fits the pictures in a read answer to their places. The same picture is worked on once, however often the command
 * decides.
 */
export function pictureFitting(
  { pictures }: FitPicturesDeps,
  { context: { tenant, actor } }: CommandRequest,
): (
  address: string,
  read: Result<TakenAnswer>,
  generation: Pick<GenerationContext, 'state' | 'questionnaire' | 'version'>,
) => Promise<Result<TakenAnswer>> {
  const deps = { pictures: pictures === undefined ? undefined : onceEach(pictures) }
  return async (address, read, { state, questionnaire, version }) => {
    const question = slotAt(questionnaire, state.answers, address)?.question
    if (!read.ok || question === undefined) return read
    const { template_id, answers } = state
    const places = { tenant, template_id, version, actor, answers }
    const fitted = await fitPictures(deps, question, read.value.value, places)
    return fitted.ok ? ok({ ...read.value, value: fitted.value }) : fitted
  }
}

const typedWords = (text: string): string => plainNewlines(text).trim()

/**
 * Reads a value for the question at an address; `raw` is the original text where it differs from the value. The value
 * that stands there is taken back as it is, so what was got can be sent again.
 */
export function readAnswerAt(
  name: string,
  written: unknown,
  { now, form, chosen }: Pick<AnswerContext, 'now' | 'form' | 'chosen'>,
  state: Generation,
  questionnaire: Questionnaire,
): Result<TakenAnswer> {
  const slot = slotAt(questionnaire, state.answers, name)
  if (slot === undefined) return refuseUnknownQuestion(name, questionnaire)
  const question = slot.address === slot.question.name ? slot.question : { ...slot.question, name: slot.address }
  const present = wireValue(state.answers, slot)
  // Words that stand there as they are may come back as they were typed.
  const isPresent = form === undefined && isDeepStrictEqual(written, present)
  const isAgain = isAsWritten(present) && typeof written === 'string' && typedWords(written) === present.as_written
  const context = { now, zone: state.zone, locale: state.locale, form: isPresent ? 'wire' : form, chosen } as const
  const read = readAnswer(question, isAgain ? present : written, context)
  if (!read.ok) return read
  // The file as it came has the place and owner of the camera in it.
  const isKept = typeof written === 'string' && written !== read.value && question.kind !== 'image'
  return ok({ value: read.value, raw: isKept ? written : undefined })
}
