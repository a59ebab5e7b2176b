/**
 * PGlite works in this thread and answers without ever leaving it: whoever asks again as soon as they are answered
 * keeps requests, timers and signals waiting for as long as there is something to do. So who has an answer goes on in
 * the next turn of the loop.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { PGlite } from '@electric-sql/pglite'

/** The same database, whose answers come a turn later. Statements inside a transaction are not held up. */
export function giveTurns(lite: PGlite): PGlite {
  const later = <Args extends readonly unknown[], Result>(work: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      try {
        return await work(...args)
      } finally {
        await nextTurn()
      }
    }
  return Object.assign(lite, {
    query: later(lite.query.bind(lite)), exec: later(lite.exec.bind(lite)), transaction: later(lite.transaction.bind(lite)),
  })
}
