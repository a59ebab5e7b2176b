import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DataFolderInUse } from '../../../../src/adapters/outbound/pglite/folder-lock.ts'
import { openPglite } from '../../../../src/adapters/outbound/pglite/open-pglite.ts'
import type { EventTables } from '../../../../src/adapters/outbound/sql-event-store/event-tables.ts'
import { SqlEventStore } from '../../../../src/adapters/outbound/sql-event-store/sql-event-store.ts'
import { until } from '../../../support/until.ts'

const ROUNDS = 3
const script = fileURLToPath(new URL('../../../support/killed/append-until-killed.ts', import.meta.url))

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docgen-durability-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** A writer and the whole lines it has printed. */
function startWriter(): {
  readonly child: ChildProcess
  readonly lines: () => string[]
  readonly errors: () => string
} {
  const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  let errors = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  return { child, lines: () => out.split('\n').slice(0, -1), errors: () => errors }
}

async function recorded(): Promise<string[]> {
  const database = await openPglite<EventTables>(folder)
  const store = await SqlEventStore.open(database.db)
  const lines: string[] = []
  for (const stream of ['left', 'right']) {
    let expected = 0
    for await (const { revision, id } of store.readStream(stream, 0)) {
      expect(revision).toBe(expected++)
      lines.push(`${stream} ${revision} ${id}`)
    }
  }
  await store.close()
  await database.close()
  return lines
}

/** What a second process gets. */
const refusal = (): Promise<unknown> =>
  openPglite(folder).then(
    () => 'the folder',
    (error: unknown) => error,
  )

test(
  `killed in mid-append ${ROUNDS} times, no acknowledged event is lost; a second process is refused meanwhile`,
  { timeout: 120_000 },
  async () => {
    const acknowledged: string[] = []
    for (let round = 1; round <= ROUNDS; round++) {
      const writer = startWriter()
      await until(
        'the writer has written',
        () => writer.lines().length >= 100 * round || writer.errors() !== '',
        60_000,
      )
      expect(writer.errors()).toBe('')
      if (round === 1) expect(await refusal()).toBeInstanceOf(DataFolderInUse)
      const ended = once(writer.child, 'close')
      writer.child.kill('SIGKILL')
      await ended
      acknowledged.push(...writer.lines())
      const there = new Set(await recorded())
      expect(acknowledged.filter((line) => !there.has(line))).toEqual([])
    }
    expect(acknowledged.length).toBeGreaterThan(300)
  },
)
