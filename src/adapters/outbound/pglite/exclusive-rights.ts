/** Exclusive rights on PGlite: only one process has the database, so the right to a name is a queue in memory. */
import type { Kysely } from 'kysely'

interface Right<Schema> {
  readonly db: Kysely<Schema>
  readonly held: AbortSignal
  readonly lost: AbortSignal
}

const NEVER = new AbortController().signal

export class PgliteExclusiveRights<Schema> {
  readonly #db: Kysely<Schema>
  readonly #holders = new Map<string, Promise<void>>()

  constructor(db: Kysely<Schema>) {
    this.#db = db
  }

  /** Waits until all earlier holders are done; calls `waits` if there are any. */
  async hold(
    name: string,
    signal: AbortSignal,
    run: (right: Right<Schema>) => Promise<void>,
    waits: () => void = () => {},
  ): Promise<void> {
    const before = this.#holders.get(name)
    const over = Promise.withResolvers<void>()
    const last = (before ?? Promise.resolve()).then(() => over.promise)
    this.#holders.set(name, last)
    try {
      if (before !== undefined) waits()
      await before
      if (!signal.aborted) await run({ db: this.#db, held: signal, lost: NEVER })
    } finally {
      over.resolve()
      if (this.#holders.get(name) === last) this.#holders.delete(name)
    }
  }
}
