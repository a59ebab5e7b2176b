/** Postgres in this process: PGlite on a folder that we lock, behind kysely. */
import { PGlite, types, type PGliteOptions } from '@electric-sql/pglite'
import { Kysely } from 'kysely'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { boundTimers } from './bound-timers.ts'
import { FairPgliteDialect } from './fair-dialect.ts'
import { lockFolder, type FolderTurn } from './folder-lock.ts'
import { yieldBetweenStatements } from './yield-between-statements.ts'

// V8 replaces WebAssembly's import wrappers after 1000 calls from a cache that all threads share; two threads that do
// so at once end the process ("Check failed: jit_page_->allocations_.erase(addr) == 1",
// https://github.com/nodejs/node/issues/64500). The first wrappers are as fast.
setFlagsFromString('--wasm-wrapper-tiering-budget=2000000000')

export interface OpenPglite<Schema> {
  readonly db: Kysely<Schema>
  /** The same database without kysely: for the job engine and LISTEN. */
  readonly lite: PGlite
  /** Closes the database and then releases the folder. */
  readonly close: () => Promise<void>
}

/** int8 becomes a number where that is exact, else a bigint; bytes are read as PGlite does, but ten times as fast. */
const parsers: NonNullable<PGliteOptions['parsers']> = {
  [types.INT8]: (text: string) => {
    const number = Number(text)
    return Number.isSafeInteger(number) ? number : BigInt(text)
  },
  [types.BYTEA]: (text: string) => Buffer.from(text.slice(HEX.length), 'hex'),
}

const HEX = String.raw`\x`
const serializers: NonNullable<PGliteOptions['serializers']> = {
  [types.BYTEA]: (bytes: Uint8Array) =>
    HEX + Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex'),
}

/** PGlite's folder inside the data folder. */
const DATABASE_FOLDER = 'database'

/** What lies in the data folder is no database that can be opened. */
class DamagedDatabase extends Error {
  override readonly name = 'DamagedDatabase'
  /** What to correct before the next start. */
  readonly setting = 'DOCGEN_DATA_DIR'
}

/**
 * Opens the database of a data folder, or makes it. Throws `DataFolderInUse` while another process has it and the turn
 * is over.
 */
export async function openPglite<Schema>(dataDir: string, turn?: FolderTurn): Promise<OpenPglite<Schema>> {
  const lock = await lockFolder(dataDir, turn)
  boundTimers()
  try {
    const database = join(dataDir, DATABASE_FOLDER)
    mkdirSync(database, { recursive: true, mode: 0o700 })
    const lite = await PGlite.create({ dataDir: database, relaxedDurability: false, parsers, serializers }).catch(
      (error: unknown) => {
        throw new DamagedDatabase(
          `The database in ${database} cannot be opened (${reasonOf(error)}). Is the disk full? If not, keep it, and ` +
            'restore a backup of the data folder, or choose another with DOCGEN_DATA_DIR.',
          { cause: error },
        )
      },
    )
    return opened(yieldBetweenStatements(lite), () => lock.release())
  } catch (error) {
    lock.release()
    throw error
  }
}

const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message || error.name : String(error)).split('\n', 1)[0] ?? ''

/** Opens a database in memory, for tests; `snapshot` is another's `lite.dumpDataDir()`. */
export async function openMemoryPglite<Schema>(snapshot?: Blob): Promise<OpenPglite<Schema>> {
  const lite = await PGlite.create({
    ...(snapshot === undefined ? {} : { loadDataDir: snapshot }),
    parsers,
    serializers,
  })
  return opened(yieldBetweenStatements(lite), () => {})
}

function opened<Schema>(lite: PGlite, release: () => void): OpenPglite<Schema> {
  const db = new Kysely<Schema>({ dialect: new FairPgliteDialect({ pglite: lite }) })
  const end = async () => {
    try {
      if (!lite.closed) await lite.close()
    } finally {
      release()
    }
  }
  let ending: Promise<void> | undefined
  return { db, lite, close: () => (ending ??= end()) }
}
