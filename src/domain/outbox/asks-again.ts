/** Whether the requester is asked again after an answer changed. The outbox and the read model share this rule. */

/**
 * True where another question is next, the same one is next again, or only the review is left. `before` is the question
 * that was due, `name` the one whose answer changed.
 */
export const asksAgain = (before: string | null, { name, next }: { name: string; next: string | null }): boolean =>
  next !== before || next === name || next === null
