/** A Postgres server: a pool with kysely in front, and LISTEN on a connection of its own. */
import { Kysely, PostgresDialect } from 'kysely'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, escapeIdentifier, Pool, types as pgTypes, TypeOverrides, type ClientBase } from 'pg'
import type { Logger } from '../../../ports/logger.ts'
import { openOneConnection, streamOf, type OneConnection } from './one-connection.ts'
import { watchSilence } from './watch-silence.ts'

export interface OpenPostgres<Schema> {
  readonly db: Kysely<Schema>
  readonly pool: Pool
  /**
   * Calls `wake` after each notification, and after each reconnection, because some may have been missed. Call the
   * returned function to stop.
   */
  readonly listen: (channel: string, wake: () => void) => Promise<() => Promise<void>>
  /** Opens a connection of its own, which the server ends when this process falls silent. */
  readonly pin: <Tables>() => Promise<OneConnection<Tables>>
  /** From now on a connection is dead if a statement brings nothing for half a minute. Migrate before. */
  readonly watch: () => void
  /** Throws `UnsupportedServer` if the server is too old. */
  readonly checkServer: () => Promise<void>
  readonly close: () => Promise<void>
}

/** The service cannot work on this server. */
class UnsupportedServer extends Error {
  override readonly name = 'UnsupportedServer'
  /** What to correct before the next start. */
  readonly setting = 'DATABASE_URL'
}

const OLDEST_VERSION = 15

/** int8 as a number where that is exact, as a bigint beyond. */
function int8(text: string): number | bigint {
  const number = Number(text)
  return Number.isSafeInteger(number) ? number : BigInt(text)
}

const types = new TypeOverrides()
types.setTypeParser(pgTypes.builtins.INT8, int8)

const RECONNECT_DELAY_MS = 500
export interface PostgresSettings {
  /** The most connections of the pool. */
  readonly connections: number
  /** Milliseconds for a new connection, or until one of the pool is free. */
  readonly connect_ms: number
  /** Milliseconds without a byte after which a statement is given up: longer than any that somebody is waiting for. */
  readonly statement_ms: number
}

const SETTINGS: PostgresSettings = { connections: 10, connect_ms: 5000, statement_ms: 30_000 }
/** How long a server may take to close a connection. */
const CLOSE_TIMEOUT_MS = 4000
/** TCP probes notice that the machine at the other end of an idle connection is gone. */
const KEEP_ALIVE = { keepAlive: true, keepAliveInitialDelayMillis: 1000 } as const
/**
 * Has the server notice within half a minute that this end is gone: by its own settings (Linux: two hours) connections
 * that a network forgot would pile up until it takes no more.
 */
const askServerToProbe = async (client: ClientBase): Promise<void> => {
  await client.query(
    'set tcp_keepalives_idle = 15; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3; ' +
      'set tcp_user_timeout = 30000',
  )
}

/**
 * Connects lazily: a server that is away shows at the first query. `url` is a `postgres://` address.
 */
export function openPostgres<Schema>(
  url: string,
  logger: Logger,
  own: Partial<PostgresSettings> = {},
): OpenPostgres<Schema> {
  const { connections, connect_ms, statement_ms } = { ...SETTINGS, ...own }
  const settings = {
    connectionString: url,
    types,
    connectionTimeoutMillis: connect_ms,
    ...KEEP_ALIVE,
    application_name: 'docgen',
  }
  // The pool waits for the promise; its types do not say so.
  // oxlint-disable-next-line typescript/no-misused-promises
  const pool = new Pool({ ...settings, max: connections, onConnect: askServerToProbe })
  // An unhandled error of a cut connection would end the process. Idle connections report it to the pool, those in use
  // only to their own handlers.
  const lost = (error: Error) => logger.warn({ error: error.message }, 'a database connection was lost')
  pool.on('error', lost)
  pool.on('connect', (client) => client.on('error', lost))
  const silence = watchSilence(pool, statement_ms)
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  const listeners = new Set<Listener>()
  return {
    db,
    pool,
    async listen(channel, wake) {
      const listener = new Listener(() => new Client(settings), channel, wake, logger)
      listeners.add(listener)
      await listener.connect()
      return () => listener.end()
    },
    pin: <Tables>() => openOneConnection<Tables>(settings),
    watch: () => silence.begin(),
    async checkServer() {
      const {
        rows: [version],
      } = await pool.query<{ server_version: string }>('show server_version')
      if (Number.parseInt(version?.server_version ?? '', 10) >= OLDEST_VERSION) return
      throw new UnsupportedServer(
        `The database is PostgreSQL ${version?.server_version}. DocGen needs PostgreSQL ${OLDEST_VERSION} or newer.`,
      )
    },
    async close() {
      await Promise.all([...listeners].map((listener) => listener.end()))
      const late = setTimeout(() => silence.cutAll(), CLOSE_TIMEOUT_MS)
      await pool.end().finally(() => clearTimeout(late))
    },
  }
}

/** A LISTEN connection that reconnects whenever it is lost. */
class Listener {
  readonly #make: () => Client
  readonly #channel: string
  readonly #wake: () => void
  readonly #logger: Logger
  readonly #ended = new AbortController()
  #client: Client | undefined

  constructor(make: () => Client, channel: string, wake: () => void, logger: Logger) {
    this.#make = make
    this.#channel = channel
    this.#wake = wake
    this.#logger = logger
  }

  async connect(): Promise<void> {
    const client = this.#make()
    client.on('error', (error) => this.#logger.warn({ error: error.message }, 'the connection that listens was lost'))
    client.on('notification', this.#wake)
    try {
      await client.connect()
      await askServerToProbe(client)
      await client.query(`listen ${escapeIdentifier(this.#channel)}`)
    } catch (error) {
      streamOf(client).destroy()
      throw error
    }
    client.on('end', () => void this.#reconnect())
    this.#client = client
    if (this.#ended.signal.aborted) await client.end()
  }

  async end(): Promise<void> {
    if (this.#ended.signal.aborted) return
    this.#ended.abort()
    const client = this.#client
    if (client === undefined) return
    const late = setTimeout(() => void streamOf(client).destroy(), CLOSE_TIMEOUT_MS)
    await client.end().finally(() => clearTimeout(late))
  }

  async #reconnect(): Promise<void> {
    this.#client = undefined
    while (!this.#ended.signal.aborted) {
      try {
        await sleep(RECONNECT_DELAY_MS, undefined, { signal: this.#ended.signal })
        await this.connect()
        this.#wake()
        return
      } catch (error) {
        if (!this.#ended.signal.aborted)
          this.#logger.warn({ error: String(error) }, 'the database cannot be listened to; trying again')
      }
    }
  }
}
