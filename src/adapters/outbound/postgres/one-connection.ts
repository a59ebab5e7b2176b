/**
 * One connection to Postgres behind kysely. Unlike a pool it never reconnects silently. The server ends it when this
 * process falls silent, which frees what it holds (locks, a transaction).
 */
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely'
import type { Socket } from 'node:net'
import { Client, type ClientBase, type ClientConfig } from 'pg'

/** Silence after which the server ends the session and frees its locks: the process hangs, or the network lost it. */
const IDLE_TIMEOUT_MS = 5000
const HEARTBEAT_INTERVAL_MS = 1000
/** A heartbeat without an answer for so long means that the server is gone. */
const HEARTBEAT_TIMEOUT_MS = 4000
/** The server's limit for one statement; longer ones lift it with `set local`. */
const STATEMENT_TIMEOUT_MS = 30_000
/** No statement takes so long to answer unless the network has dropped the connection. */
const LOST_AFTER_MS = STATEMENT_TIMEOUT_MS + HEARTBEAT_TIMEOUT_MS

export interface OneConnection<Schema> {
  readonly db: Kysely<Schema>
  /** Fires when the connection has ended, for whatever reason. */
  readonly lost: AbortSignal
  close(): Promise<void>
}

/** Throws when the server cannot be reached. The server drops it after `silence_ms` without a sign of life. */
export async function openOneConnection<Schema>(
  config: ClientConfig,
  silence_ms = IDLE_TIMEOUT_MS,
): Promise<OneConnection<Schema>> {
  const client = new Client({ ...config, keepAlive: true, keepAliveInitialDelayMillis: 1000 })
  const lost = new AbortController()
  client.on('error', (error) => lost.abort(error))
  client.on('end', () => lost.abort(new Error('The connection to the database has ended.')))
  await client.connect()
  const destroy = (): void => void streamOf(client).destroy()
  try {
    await client.query(
      `set idle_session_timeout = ${silence_ms}; set idle_in_transaction_session_timeout = ` +
        `${silence_ms};
      set tcp_user_timeout = ${silence_ms}; set statement_timeout = ${STATEMENT_TIMEOUT_MS}`,
    )
  } catch (error) {
    destroy()
    throw error
  }
  const turns = new Turns(client, lost.signal, destroy)
  const beating = setInterval(() => void turns.beat(destroy), HEARTBEAT_INTERVAL_MS)
  lost.signal.addEventListener('abort', () => clearInterval(beating), { once: true })
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: turns }) })
  return {
    db,
    lost: lost.signal,
    async close() {
      clearInterval(beating)
      if (lost.signal.aborted) return
      const late = setTimeout(destroy, HEARTBEAT_TIMEOUT_MS)
      await client.end().finally(() => clearTimeout(late))
    },
  }
}

/** The socket below pg's client, which can only end politely: a server that does not answer needs it destroyed. */
export const streamOf = (client: ClientBase): Socket => (client as unknown as WithStream).connection.stream

interface WithStream {
  readonly connection: { readonly stream: Socket }
}

/** The connection as a pool of one: users take turns. */
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
    streamOf(client).setTimeout(LOST_AFTER_MS, destroy)
  }

  /** A user who lifts the server's statement timeout also lifts ours, until they return the connection. */
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
      if (!this.#lost.aborted) streamOf(this.#client).setTimeout(LOST_AFTER_MS)
      resolve()
    }
    if (!this.#lost.aborted) return this.#lent
    this.#pass()
    throw new Error('The connection to the database has ended.', { cause: this.#lost.reason })
  }

  async end(): Promise<void> {}

  /** Sends a heartbeat, unless the connection is in use, which is a sign of life too. */
  async beat(destroy: () => void): Promise<void> {
    if (this.#taken > 0 || this.#lost.aborted) return
    const lent = await this.connect().catch(() => undefined)
    if (lent === undefined) return
    const late = setTimeout(destroy, HEARTBEAT_TIMEOUT_MS)
    await this.#client.query('select 1').catch(() => undefined)
    clearTimeout(late)
    lent.release()
  }
}
