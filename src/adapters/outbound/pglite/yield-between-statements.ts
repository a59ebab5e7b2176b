/**
 * PGlite works in this thread and answers without returning to the event loop: a loop of queries would keep requests,
 * timers and signals waiting until it ends. So each result is delivered in the next turn of the loop.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { PGlite } from '@electric-sql/pglite'

/** Changes `lite` to answer a turn later, and returns it. Statements inside a transaction are not delayed. */
export function yieldBetweenStatements(lite: PGlite): PGlite {
  const delayed =
    <Args extends readonly unknown[], Result>(run: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      try {
        return await run(...args)
      } finally {
        await nextTurn()
      }
    }
  return Object.assign(lite, {
    query: delayed(lite.query.bind(lite)),
    exec: delayed(lite.exec.bind(lite)),
    transaction: delayed(lite.transaction.bind(lite)),
  })
}
