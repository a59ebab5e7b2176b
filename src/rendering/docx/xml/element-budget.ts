/**
 * Limits the number of elements in all parts of a file, and their nesting.
 */
import { fileRefusal } from '../../template/mistake.ts'

/** What is left of the limit, over all parts of a file. */
export interface ElementBudget {
  left: number
}
export const MAX_ELEMENTS = 160_000
const MAX_DEPTH = 250

/**
 * Takes elements, or what costs as much, from the budget. Throws Refused (`too_many_elements`) when it is used up, or
 * `depth` is too large.
 */
export function countElements(budget: ElementBudget, count: number, depth = 0): void {
  budget.left -= count
  if (budget.left >= 0 && depth <= MAX_DEPTH) return
  throw fileRefusal(
    'too_many_elements',
    `The file holds more than ${MAX_ELEMENTS} elements, comments and references ` +
      '(or nests them too deeply). Split the document.',
  )
}
