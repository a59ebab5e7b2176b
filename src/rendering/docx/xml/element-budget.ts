/**
 * How many elements a file may have, in all its parts together, and how deep they may lie in each other.
 */
import { Refused } from '../../../domain/kernel/errors.ts'

/** Counts down over all parts of a file. */
export interface ElementBudget {
  left: number
}
export const MAX_ELEMENTS = 160_000
const MAX_DEPTH = 250

/**
 * Takes elements, or what costs as much, from the budget. Throws Refused (`too_many_elements`) when there are too many,
 * or `depth` of them in each other.
 */
export function countElements(budget: ElementBudget, count: number, depth = 0): void {
  budget.left -= count
  if (budget.left >= 0 && depth <= MAX_DEPTH) return
  throw new Refused({
    code: 'invalid_template',
    message: `The file holds more than ${MAX_ELEMENTS} elements, comments and references (or nests them too deeply). Split the document.`,
    details: { reason: 'too_many_elements' },
  })
}
