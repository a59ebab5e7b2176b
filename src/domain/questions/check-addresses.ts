/**
 * Refuses names that would share an address: `items.1.price` beside a list `items` is where the price of the first item
 * stands, so one answer would overwrite the other.
 */
import { fail, ok, type Result } from '../kernel/errors.ts'
import type { Question } from './question.ts'

/** The questions, or `unprocessable` with the name to change. */
export function checkAddresses(questions: readonly Question[]): Result<readonly Question[]> {
  const found = findCollision(questions)
  return found === undefined
    ? ok(questions)
    : fail(
        'unprocessable',
        `“${found.name}” is where an item of the list “${found.list}” stands, so one answer would overwrite ` +
          `the other. ` +
          `Rename one of them in the template, for example “${found.name.replaceAll('.', '_')}”.`,
        { field: found.name, reason: 'address_collision', list: found.list },
      )
}

/** A name that begins like an item of a list beside it: the list's name and a number. */
function findCollision(questions: readonly Question[]): { readonly name: string; readonly list: string } | undefined {
  const lists = questions.filter(({ kind }) => kind === 'list')
  if (lists.length === 0) return undefined
  const names = new Set(lists.map(({ name }) => name))
  for (const { name } of questions) {
    for (const { index } of name.matchAll(/\.(?=\d+(?:\.|$))/g)) {
      const list = name.slice(0, index)
      if (names.has(list)) return { name, list }
    }
  }
  for (const { fields = [] } of lists) {
    const inside = findCollision(fields)
    if (inside !== undefined) return inside
  }
  return undefined
}
