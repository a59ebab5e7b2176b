/**
 * Migrated databases in memory. The first test that needs one makes a snapshot and keeps it under the system's
 * temporary folder, named by what it was made from; every process after that loads it in a third of a second, and uses
 * it again for each of its tests.
 */
import { hash, randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { openGenerationJobs } from '../../../src/adapters/outbound/pg-boss/generation-jobs.ts'
import { openMemoryPglite, type OpenPglite } from '../../../src/adapters/outbound/pglite/open-pglite.ts'
import type { AccountTables } from '../../../src/adapters/outbound/sql/accounts/account-tables.ts'
import type { DataKeyTables } from '../../../src/adapters/outbound/sql/data-keys.ts'
import { migrate } from '../../../src/adapters/outbound/sql/migrate.ts'
import type { InstallationTable } from '../../../src/adapters/outbound/sql/mac-marks.ts'
import type { SnapshotTables } from '../../../src/adapters/outbound/sql/snapshots.ts'
import type { EventTables } from '../../../src/adapters/outbound/sql-event-store/event-tables.ts'
import type { ReadSchema } from '../../../src/ports/read-models/read-schema.ts'
import { leaseDatabase } from './lease-database.ts'
import { readBaseline, resetDatabase, type Baseline } from './reset-database.ts'

/** All tables of the service. */
export type Tables = EventTables & DataKeyTables & AccountTables & SnapshotTables & InstallationTable & ReadSchema

const adapters = new URL('../../../src/adapters/outbound/', import.meta.url)
const migrations = new URL('sql/migrations/', adapters)

/** Databases of this process that nobody uses just now. */
const idle: { readonly shared: PGlite; readonly baseline: Baseline }[] = []

/** A database with all tables and no rows. Closing it lets the next test have it. */
export async function freshPglite<Schema = Tables>(): Promise<OpenPglite<Schema>> {
  const { shared, baseline } = await takeDatabase()
  return leaseDatabase<Schema>(shared, async () => void idle.push({ shared, baseline }))
}

async function takeDatabase(): Promise<(typeof idle)[number]> {
  for (let used = idle.pop(); used !== undefined; used = idle.pop()) {
    if (await resetDatabase(used.shared, used.baseline)) return used
    await used.shared.close()
  }
  const shared = await openSnapshot()
  return { shared, baseline: await readBaseline(shared) }
}

async function openSnapshot(): Promise<PGlite> {
  const path = snapshotPath()
  try {
    return (await openMemoryPglite(new Blob([readFileSync(path)]))).lite
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  const made = await openMemoryPglite<ReadSchema>()
  await migrate(made.db)
  // The job engine makes its tables itself.
  const jobs = await openGenerationJobs(made, { info() {}, warn() {}, error() {} })
  await jobs.openInboxJobs()
  await jobs.openMailJobs()
  await jobs.close()
  const snapshot = Buffer.from(await (await made.lite.dumpDataDir('none')).arrayBuffer())
  const half = `${path}.${randomUUID()}`
  writeFileSync(half, snapshot, { mode: 0o600 })
  renameSync(half, path)
  forgetOthers(path)
  return made.lite
}

/** Snapshots of other versions are 40 MB each; whoever still wants one makes it again. */
function forgetOthers(path: string): void {
  const folder = dirname(path)
  for (const file of readdirSync(folder))
    if (file.endsWith('.tar') && join(folder, file) !== path) rmSync(join(folder, file), { force: true })
}

function snapshotPath(): string {
  const folder = join(tmpdir(), `docgen-test-${process.getuid?.() ?? 0}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const sources = [
    ...readdirSync(migrations)
      .sort()
      .map((file) => new URL(file, migrations)),
    new URL('sql/migrate.ts', adapters),
    new URL('pglite/open-pglite.ts', adapters),
    new URL('pg-boss/generation-jobs.ts', adapters),
    new URL('pg-boss/inbox-jobs.ts', adapters),
    new URL('pg-boss/mail-jobs.ts', adapters),
    new URL('pg-boss/job-engine.ts', adapters),
    new URL('../../../package-lock.json', import.meta.url),
  ]
  return join(
    folder,
    `${hash('sha256', sources.map((file) => readFileSync(file, 'utf8')).join('\n')).slice(0, 16)}.tar`,
  )
}
