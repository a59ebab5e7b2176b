import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { DataFolderInUse, lockFolder } from '../../../../src/adapters/outbound/pglite/folder-lock.ts'
import { openPglite } from '../../../../src/adapters/outbound/pglite/open-pglite.ts'
import { migrate } from '../../../../src/adapters/outbound/sql/migrate.ts'
import { onBehalfOf } from '../../../../src/ports/limits/on-behalf-of.ts'
import { freshPglite } from '../../../support/servers/pglite.ts'

let scratch: string
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'docgen-pglite-'))
})
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const mode = (path: string): number => statSync(path).mode & 0o777

describe('the data folder', () => {
  test('is made with its parents, closed to others, and keeps what was written', async () => {
    const folder = join(scratch, 'a', 'b', 'data')
    const first = await openPglite(folder)
    await migrate(first.db)
    await sql`insert into people (actor, tenant, name) values ('person:1', 'default', 'Ada')`.execute(first.db)
    await first.close()
    expect([mode(folder), mode(join(folder, 'database')), mode(join(folder, 'lock'))]).toEqual([0o700, 0o700, 0o600])

    const second = await openPglite(folder)
    await migrate(second.db)
    const { rows } = await sql`select name from people`.execute(second.db)
    expect(rows).toEqual([{ name: 'Ada' }])
    await second.close()
  })

  test('is refused to a second holder with its name and the holder’s process id', async () => {
    const folder = join(scratch, 'held')
    const lock = await lockFolder(folder)
    const refused = await lockFolder(folder, { timeout_ms: 0 }).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(DataFolderInUse)
    expect((refused as Error).message).toContain(folder)
    expect((refused as Error).message).toContain(`process ${process.pid}`)
    lock.release()
    ;(await lockFolder(folder, { timeout_ms: 0 })).release()
  })

  test('is given to one who waits for a holder that ends', async () => {
    const folder = join(scratch, 'waiting')
    const lock = await lockFolder(folder)
    const waiting = lockFolder(folder)
    lock.release()
    ;(await waiting).release()
  })
})

test('whoever sends much at once holds up nobody: callers take turns at the one connection', async () => {
  const { db } = await freshPglite()
  const done: string[] = []
  const ask = (owner: string) =>
    onBehalfOf(owner, async () => {
      await sql`select 1`.execute(db)
      done.push(owner)
    })
  const many = Array.from({ length: 30 }, () => ask('attacker'))
  const transaction = onBehalfOf('attacker', () =>
    db.transaction().execute(async (open) => {
      await sql`select 1`.execute(open)
      done.push('in a transaction')
    }),
  )
  await ask('honest')
  expect(done.length).toBeLessThan(5)
  await ask('honest')
  expect(done.length).toBeLessThan(9)
  await Promise.all([...many, transaction])
  expect(done).toContain('in a transaction')
})

test('eight processes at once have their turn, one after the other', async () => {
  const folder = join(scratch, 'turns')
  const log = join(scratch, 'turns.log')
  const module = new URL('../../../../src/adapters/outbound/pglite/folder-lock.ts', import.meta.url).href
  const code = `
    import { appendFileSync } from 'node:fs'
    import { setTimeout as sleep } from 'node:timers/promises'
    import { lockFolder } from ${JSON.stringify(module)}
    const lock = await lockFolder(${JSON.stringify(folder)}, { timeout_ms: 60_000 })
    appendFileSync(${JSON.stringify(log)}, 'in ' + process.pid + '\\n')
    await sleep(20)
    appendFileSync(${JSON.stringify(log)}, 'out ' + process.pid + '\\n')
    lock.release()`
  const codes = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
        stdio: ['ignore', 'ignore', 'inherit'],
      })
      return ((await once(child, 'exit')) as [number])[0]
    }),
  )
  expect(codes).toEqual(Array.from({ length: 8 }, () => 0))
  const lines = readFileSync(log, 'utf8').trim().split('\n')
  expect(lines).toHaveLength(16)
  for (let n = 0; n < lines.length; n += 2) expect(lines[n + 1]).toBe(lines[n]!.replace('in', 'out'))
})

test('who waits is told by whom every second, and may give up', async () => {
  const folder = join(scratch, 'told')
  const lock = await lockFolder(folder)
  onTestFinished(() => lock.release())
  const over = new AbortController()
  const holders: (number | undefined)[] = []
  const waiting = (holder: number | undefined) => {
    if (holders.push(holder) === 2) over.abort()
  }
  await expect(lockFolder(folder, { timeout_ms: 60_000, waiting, signal: over.signal })).rejects.toThrow(
    DataFolderInUse,
  )
  expect(holders).toEqual([process.pid, process.pid])
})

describe('the database', () => {
  test('gives int8 as a number where that is exact, as a bigint beyond', async () => {
    const { db, close } = await freshPglite()
    const { rows } = await sql`select 9007199254740991::int8 as safe, 9007199254740993::int8 as beyond`.execute(db)
    expect(rows).toEqual([{ safe: 9007199254740991, beyond: 9007199254740993n }])
    await close()
  })

  test('can be migrated again without harm', async () => {
    const { db, close } = await freshPglite()
    await migrate(db)
    const { rows } = await sql<{ count: number }>`select count(*) from events`.execute(db)
    expect(rows[0]?.count).toBe(0)
    await close()
  })

  test('lets timers and requests have their turn between statements, however many follow each other', async () => {
    const { lite, close } = await freshPglite()
    onTestFinished(close)
    let turns = 0
    let over = false
    const turn = (): void => {
      turns++
      if (!over) setImmediate(turn)
    }
    setImmediate(turn)
    for (let n = 0; n < 50; n++) await lite.query('select 1')
    over = true
    expect(turns).toBeGreaterThanOrEqual(50)
  })
})
