/** Decides on the request for a generation. */
import { fail, ok, type Result } from '../../kernel/errors.ts'
import { countGuesses, guessesField } from '../../questions/guess-counts.ts'
import type { NotCarried } from '../../interview/carry-over.ts'
import { emptyAnswers } from '../../interview/answers.ts'
import type { Questionnaire } from '../../interview/questionnaire.ts'
import { writeInitialAnswers, type InitialAnswers } from '../initial-answers.ts'
import type { GenerationEvent } from '../generation-events.ts'
import type { Generation } from '../generation.ts'
import { nextDueAddress, WHAT_IF_SOURCE } from '../current-question.ts'

export interface RequestCommand extends InitialAnswers {
  readonly template_id: string
  readonly template_version: number
  readonly format: Generation['format']
  readonly locale: string
  /** By which the document prints; the locale where left out. */
  readonly document_language?: string | undefined
  /** Because the requester chose it. */
  readonly language_chosen?: boolean | undefined
  readonly zone: string
  readonly idle_days: number
  readonly not_carried?: readonly NotCarried[] | undefined
  /** The channel that the conversation is held in, on a surface that posts. */
  readonly place?: string | undefined
  /** Days of silence after which the person is reminded. */
  readonly reminders?: readonly number[] | undefined
}

export function requestGeneration(
  command: RequestCommand,
  state: Generation,
  questionnaire: Questionnaire,
): Result<GenerationEvent[]> {
  if (state.requester !== undefined) return fail('conflict', 'This generation exists already.')
  const answerSet = emptyAnswers()
  writeInitialAnswers(answerSet, command, WHAT_IF_SOURCE)
  const {
    copied_from,
    skipped = [],
    open_lists = [],
    not_carried = [],
    answers,
    place,
    reminders = [],
    document_language,
    language_chosen = false,
    ...rest
  } = command
  const copied = {
    ...(copied_from === undefined ? {} : { copied_from }),
    ...(skipped.length === 0 ? {} : { skipped: [...skipped] }),
    ...(open_lists.length === 0 ? {} : { open_lists: [...open_lists] }),
    ...(not_carried.length === 0 ? {} : { not_carried: [...not_carried] }),
  }
  const inChannel =
    place === undefined
      ? {}
      : { place, reminders: reminders.filter((days) => days < command.idle_days), posts: true as const }
  // What is copied was counted where it was answered.
  const given = answers.filter(({ copied: isCopy }) => !isCopy).map(({ name, value }) => [name, value] as const)
  const data = {
    ...rest,
    ...(document_language === undefined ? {} : { document_language }),
    ...(language_chosen ? { language_chosen } : {}),
    answers: [...answers],
    ...guessesField(countGuesses(questionnaire.questions, given)),
    next: nextDueAddress(questionnaire, answerSet),
    ...copied,
    ...inChannel,
  }
  return ok([{ type: 'GenerationRequested', data }])
}
