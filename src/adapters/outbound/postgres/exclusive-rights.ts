/**
 * Exclusive rights among any number of instances: an advisory lock on one connection, which also does the writing.
 * Losing the lock means losing the connection, and with it the ability to write, so no fencing is needed. A connection
 * pooler in between must pool sessions.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { sql, type Kysely } from 'kysely'
import type { OneConnection } from './one-connection.ts'

/** How often a waiting instance checks whether the name is free. */
const POLL_INTERVAL_MS = 500

interface Right<Schema> {
  readonly db: Kysely<Schema>
  readonly held: AbortSignal
  readonly lost: AbortSignal
}

/** The first half of the lock's key; the second is the name's hash. */
const LOCKS = sql`hashtext('docgen exclusive right')`

export class PostgresExclusiveRights<Schema> {
  readonly #db: Kysely<Schema>
  readonly #connect: () => Promise<OneConnection<Schema>>

  /** `db` is any connection, for checking; `connect` opens the one that holds the lock and writes. */
  constructor(db: Kysely<Schema>, connect: () => Promise<OneConnection<Schema>>) {
    this.#db = db
    this.#connect = connect
  }

  /**
   * Waits until the name is free on the whole database; calls `waits` each time another instance was found to hold it.
   * Throws when the database cannot be reached.
   */
  async hold(
    name: string,
    signal: AbortSignal,
    run: (right: Right<Schema>) => Promise<void>,
    waits: () => void = () => {},
  ): Promise<void> {
    while (!signal.aborted) {
      const connection = (await this.#isFree(name)) ? await this.#take(name) : undefined
      if (connection === undefined) {
        waits()
        await sleep(POLL_INTERVAL_MS * (0.75 + Math.random() / 2), undefined, { signal }).catch(() => {})
        continue
      }
      const { db, lost } = connection
      try {
        if (signal.aborted) return
        return await run({ db, lost, held: AbortSignal.any([signal, lost]) })
      } finally {
        await connection.close()
      }
    }
  }

  /** Checks on a shared connection: there are many names, and most instances wait most of the time. */
  async #isFree(name: string): Promise<boolean> {
    const { rows } = await sql`
      select 1 from pg_locks where locktype = 'advisory' and granted
        and database = (select oid from pg_database where datname = current_database())
        and classid::bigint = (${LOCKS}::bigint & 4294967295)
        and objid::bigint = (hashtext(${name})::bigint & 4294967295)
        and objsubid = 2`.execute(this.#db)
    return rows.length === 0
  }

  async #take(name: string): Promise<OneConnection<Schema> | undefined> {
    const connection = await this.#connect()
    try {
      const {
        rows: [answer],
      } = await sql<{ taken: boolean }>`select pg_try_advisory_lock(${LOCKS}, hashtext(${name})) as taken`.execute(
        connection.db,
      )
      if (answer?.taken === true) return connection
    } catch (error) {
      await connection.close()
      throw error
    }
    await connection.close()
    return undefined
  }
}
