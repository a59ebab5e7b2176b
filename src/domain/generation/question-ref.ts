/**
 * Which question a command is about: an answer belongs to the question under which it was given, however late it comes.
 */
import { fail, ok, type Result } from '../kernel/errors.ts'
import type { Generation } from './generation.ts'

/** A question by its address, or by the message that asked it, which counts where it is known. */
export interface QuestionRef {
  readonly name?: string | undefined
  readonly shown_under?: string | undefined
}

export interface ResolvedQuestionRef {
  /** `null` for the review; undefined when nothing was named: the current question. */
  readonly name: string | null | undefined
  /** The revision that the message showed: what was changed after it, the person had not seen. */
  readonly shown_revision?: number | undefined
}

/** `not_found` for a message that asked nothing, unless an address is given, too. */
export function resolveQuestionRef(
  { name, shown_under }: QuestionRef,
  { outbox }: Pick<Generation, 'outbox'>,
): Result<ResolvedQuestionRef> {
  const message = shown_under === undefined ? undefined : outbox?.sent.get(shown_under)
  if (message !== undefined) return ok({ name: message.name, shown_revision: message.revision })
  if (name !== undefined || shown_under === undefined) return ok({ name })
  return fail('not_found', 'That message asks nothing. Answer the question that is open now.')
}

/** The address that a command is about, as far as it is named; to see who may give it. */
export function addressOfQuestionRef(ref: QuestionRef, state: Pick<Generation, 'outbox'>): string | null | undefined {
  const resolved = resolveQuestionRef(ref, state)
  return resolved.ok ? resolved.value.name : undefined
}
