/** The export has every line once, in the order of the log, and goes on from any of them. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { AggregateCache } from '../../../src/adapters/outbound/memory/aggregate-cache.ts'
import type { Caller } from '../../../src/domain/kernel/access.ts'
import { PROJECTIONS } from '../../../src/projections/all.ts'
import { exportAudit, type ExportAudit } from '../../../src/queries/audit/export-audit.ts'
import { random, registered, Scribe, writeHistory } from '../../support/data/histories.ts'
import { workshop, type Workshop } from '../../support/subscriptions.ts'

let shop: Workshop
beforeEach(async () => {
  shop = await workshop()
})
afterEach(() => shop.close())

const admin: Caller = { actor: 'key:admin', tenant: 'default', roles: ['admin'] }

async function exported(asked: ExportAudit, caller = admin): Promise<string> {
  const deps = {
    readDatabase: shop.readDatabase,
    aggregates: new AggregateCache(shop.log),
    people: { namesOf: async (actors: readonly string[]) => new Map(actors.map((actor) => [actor, `Ms ${actor}`])) },
  }
  let text = ''
  for await (const part of await exportAudit(deps, asked, caller)) text += part
  return text
}

test('JSON Lines and CSV: all of it, and from any line on the rest', async () => {
  const chance = random()
  await writeHistory(shop.log, chance, 60)
  await shop.run(PROJECTIONS)
  await shop.settled()
  const rows = (await shop.rows('audit')) as readonly {
    readonly seq: number
    readonly id: string
    readonly tenant: string
  }[]
  const ids = rows
    .filter(({ tenant }) => tenant === 'default')
    .toSorted((a, b) => a.seq - b.seq)
    .map(({ id }) => id)
  const text = await exported({ format: 'jsonl' })
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, string>)
  expect(lines.map(({ id }) => id)).toEqual(ids)
  expect(lines[0]).toMatchObject({ sentence: expect.stringContaining('Ms '), data: expect.any(Object) })
  const some = chance.below(lines.length)
  const rest = await exported({ format: 'jsonl', cursor: lines[some]!['cursor'] })
  expect(rest, `seed ${chance.seed}`).toBe(
    text
      .split('\n')
      .slice(some + 1)
      .join('\n'),
  )

  const csv = await exported({ format: 'csv' })
  expect(csv).toMatch(/^at,sentence,type,[^]*,data,cursor\r\n/)
  const cursor = /,([\w-]+)\r\n$/.exec(csv)![1]!
  expect(cursor).toBe(lines.at(-1)!['cursor'])
  expect(await exported({ format: 'csv', cursor })).toBe('')
  expect(csv.endsWith(await exported({ format: 'csv', cursor: lines[some]!['cursor'] }))).toBe(true)
  expect(await exported({ format: 'jsonl', type: 'AccountsJoined' })).toBe('')
})

test('a name that a spreadsheet would calculate is text in the CSV', async () => {
  await new Scribe(shop.log).template('nda', registered('nda', '=1+1'))
  await shop.run(PROJECTIONS)
  await shop.settled()
  expect(await exported({ format: 'csv' })).toContain(",'=1+1,")
  await expect(exported({ format: 'csv', cursor: 'x' })).rejects.toMatchObject({ error: { code: 'invalid' } })
})
