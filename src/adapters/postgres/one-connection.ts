/**
 * One connection to Postgres with kysely in front, for as long as it lasts: it is never made again behind its user's back, as a pool would.
 * The server ends it when its user falls silent, so that what it holds (locks, a transaction) is free again.
 */
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely'
import type { Socket } from 'node:net'
import { Client, type ClientBase, type ClientConfig } from 'pg'

/** Silence after which the server ends the session, and with it its locks: of a hung process, or one that the network has lost. */
const SILENCE_MS = 5000
const HEARTBEAT_MS = 1000
/** A heartbeat that is not answered for so long means that the server is gone. */
const ANSWER_MS = 4000
/** The most that one statement of a batch takes; longer ones say so with `set local`. */
const STATEMENT_MS = 30_000
/** No statement is without an answer for so long, unless the network has forgotten the connection. */
const LOST_MS = STATEMENT_MS + ANSWER_MS

export interface OneConnection<Schema> {
  readonly db: Kysely<Schema>
  /** Fires when the connection has ended, however that came. */
  readonly lost: AbortSignal
  close(): Promise<void>
}

/** Throws when the server cannot be reached. Beyond `silence_ms` without a sign of life, the server drops it. */
export async function openOneConnection<Schema>(config: ClientConfig, silence_ms = SILENCE_MS): Promise<OneConnection<Schema>> {
  const client = new Client({ ...config, keepAlive: true, keepAliveInitialDelayMillis: 1000 })
  const lost = new AbortController()
  client.on('error', (error) => lost.abort(error))
  client.on('end', () => lost.abort(new Error('The connection to the database has ended.')))
  await client.connect()
  const destroy = (): void => void streamOf(client).destroy()
  try {
    await client.query(`set idle_session_timeout = ${silence_ms}; set idle_in_transaction_session_timeout = ${silence_ms};
      set tcp_user_timeout = ${silence_ms}; set statement_timeout = ${STATEMENT_MS}`)
  } catch (error) {
    destroy()
    throw error
  }
  const turns = new Turns(client, lost.signal, destroy)
  const beating = setInterval(() => void turns.beat(destroy), HEARTBEAT_MS)
  lost.signal.addEventListener('abort', () => clearInterval(beating), { once: true })
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: turns }) })
  return {
    db,
    lost: lost.signal,
    async close() {
      clearInterval(beating)
      if (lost.signal.aborted) return
      const late = setTimeout(destroy, ANSWER_MS)
      await client.end().finally(() => clearTimeout(late))
    },
  }
}

/** Under pg's client, which ends politely only: a server that does not answer must be left without a word. */
export const streamOf = (client: ClientBase): Socket => (client as unknown as WithStream).connection.stream

interface WithStream {
  readonly connection: { readonly stream: Socket }
}

/** The one connection as a pool of one: who wants it waits for their turn. */
class Turns implements PostgresPool {
  readonly options = {}
  readonly #lent: PostgresPoolClient
  readonly #lost: AbortSignal
  readonly #client: Client
  #turn: Promise<void> = Promise.resolve()
  #taken = 0
  #pass: () => void = () => {}

  constructor(client: Client, lost: AbortSignal, destroy: () => void) {
    this.#client = client
    this.#lost = lost
    this.#lent = { query: this.#query.bind(this) as PostgresPoolClient['query'], release: () => this.#pass() }
    streamOf(client).setTimeout(LOST_MS, destroy)
  }

  /**
   * Whoever lifts the server's limit for their statements is waited for without one of ours, while they have the turn.
   */
  #query(...statement: Parameters<PostgresPoolClient['query']>): unknown {
    const [text] = statement as readonly unknown[]
    if (typeof text === 'string' && text.includes('statement_timeout')) streamOf(this.#client).setTimeout(0)
    const client: { readonly query: (...of: readonly unknown[]) => unknown } = this.#client
    return client.query(...statement)
  }

  async connect(): Promise<PostgresPoolClient> {
    const before = this.#turn
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#turn = promise
    this.#taken++
    await before
    this.#pass = () => {
      this.#taken--
      if (!this.#lost.aborted) streamOf(this.#client).setTimeout(LOST_MS)
      resolve()
    }
    if (!this.#lost.aborted) return this.#lent
    this.#pass()
    throw new Error('The connection to the database has ended.', { cause: this.#lost.reason })
  }

  async end(): Promise<void> {}

  /** A sign of life, unless somebody is at work, which is one. */
  async beat(destroy: () => void): Promise<void> {
    if (this.#taken > 0 || this.#lost.aborted) return
    const lent = await this.connect().catch(() => undefined)
    if (lent === undefined) return
    const late = setTimeout(destroy, ANSWER_MS)
    await this.#client.query('select 1').catch(() => undefined)
    clearTimeout(late)
    lent.release()
  }
}
