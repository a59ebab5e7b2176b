/** Which question a command is about. A late answer belongs to the question under whose message it was given. */
import { fail, ok, type Result } from '../kernel/errors.ts'
import type { Generation } from './generation.ts'

/** A question by its address, or by the message that asked it. A known message takes precedence. */
export interface QuestionRef {
  readonly name?: string | undefined
  readonly shown_under?: string | undefined
}

export interface ResolvedQuestionRef {
  /** The address; `null` for the review; undefined where none was given, for the current question. */
  readonly name: string | null | undefined
  /** The revision that the message showed: the person has not seen later changes. */
  readonly shown_revision?: number | undefined
}

/** `not_found` for an unknown message, unless an address is given too. */
export function resolveQuestionRef(
  { name, shown_under }: QuestionRef,
  { outbox }: Pick<Generation, 'outbox'>,
): Result<ResolvedQuestionRef> {
  const message = shown_under === undefined ? undefined : outbox?.sent.get(shown_under)
  if (message !== undefined) return ok({ name: message.name, shown_revision: message.revision })
  if (name !== undefined || shown_under === undefined) return ok({ name })
  return fail('not_found', 'That message asks nothing. Answer the question that is open now.')
}

/** The address that a reference names, to check who may answer it; undefined where it names none. */
export function addressOfQuestionRef(ref: QuestionRef, state: Pick<Generation, 'outbox'>): string | null | undefined {
  const resolved = resolveQuestionRef(ref, state)
  return resolved.ok ? resolved.value.name : undefined
}
