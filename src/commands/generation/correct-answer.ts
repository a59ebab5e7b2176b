/**
 * Corrects an answer after the fact, with the person's consent: after an edited message, or a second answer to the same
 * question.
 */
import { resolveQuestionRef, type QuestionRef } from '../../domain/generation/question-ref.ts'
import { fail } from '../../domain/kernel/errors.ts'
import {
  proposeCorrection as decidePropose,
  settleCorrection as decideSettle,
} from '../../domain/generation/decisions/correct-answer.ts'
import type { CommandDeps } from '../command-deps.ts'
import { transactGeneration, type CommittedGeneration } from './transact-generation.ts'
import { readAnswerAt } from './provide-answer.ts'
import type { CommandRequest } from '../command-request.ts'

export interface ProposeCorrection {
  readonly id: string
  /** The person's message that answered the question; or the question's address in `name`. */
  readonly said_in?: string | undefined
  readonly name?: string | undefined
  /** The new answer. */
  readonly value: unknown
}

/**
 * Asks the person whether to change the answer. Throws `Refused`: `not_found` for a message that answered nothing,
 * `invalid_answer`.
 */
export async function proposeCorrection(
  deps: CommandDeps,
  command: ProposeCorrection,
  request: CommandRequest,
): Promise<CommittedGeneration> {
  const { id, said_in, value } = command
  return transactGeneration(deps, id, request, ({ state, questionnaire }) => {
    const name = (said_in === undefined ? undefined : state.outbox?.answered_by.get(said_in)?.name) ?? command.name
    if (name === undefined) return fail('not_found', 'That message has answered nothing.')
    const read = readAnswerAt(name, value, { now: request.context.now }, state, questionnaire)
    return read.ok ? decidePropose({ name, ...read.value }, state, questionnaire) : read
  })
}

export interface SettleCorrection extends QuestionRef {
  readonly id: string
  /** True to change the answer, false to keep it. */
  readonly accept: boolean
}

/** Throws `Refused` `conflict` when the answer has changed meanwhile, or nothing is proposed any more. */
export async function settleCorrection(
  deps: CommandDeps,
  command: SettleCorrection,
  request: CommandRequest,
): Promise<CommittedGeneration> {
  const { id, accept } = command
  return transactGeneration(deps, id, request, ({ state, questionnaire }) => {
    const resolved = resolveQuestionRef(command, state)
    if (!resolved.ok) return resolved
    return decideSettle({ name: resolved.value.name ?? '', accept }, state, questionnaire)
  })
}
