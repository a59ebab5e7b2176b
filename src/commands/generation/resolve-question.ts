/** The question that a command names, by address or by the message that asked it; the current one where it names none. */
import { boundTo, type Bound } from '../../domain/generation/question-ref.ts'
import { fail, ok, type Result } from '../../domain/kernel/errors.ts'
import { currentPlace } from '../../domain/generation/open-generation.ts'
import type { Situation } from './generation-command.ts'

export interface NamedQuestion {
  readonly name: string
  readonly shown_revision?: number | undefined
}

/** `conflict` where no question is open, and for the review: that is confirmed, not answered. */
export function namedQuestion(bound: Bound, { state, form }: Pick<Situation, 'state' | 'form'>): Result<NamedQuestion> {
  const to = boundTo(bound, state)
  if (!to.ok) return to
  const { name = currentPlace(state, form)?.address ?? null, shown_revision } = to.value
  return name === null
    ? fail('conflict', 'Every question is answered: look the answers over and confirm them, or choose one to change.', { state: state.phase })
    : ok({ name, shown_revision })
}
