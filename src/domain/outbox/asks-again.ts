/** When the requester is asked something after a change of an answer. The outbox and the read model both follow it. */

/**
 * Whether a message is due: another question is next, or the same one again, or only the review is left. `before` is
 * the question that was due, `name` the one whose answer changed.
 */
export const asksAgain = (before: string | null, { name, next }: { name: string; next: string | null }): boolean =>
  next !== before || next === name || next === null
