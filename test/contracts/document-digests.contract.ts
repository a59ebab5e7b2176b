/** What every index of document digests finds, and what it says is missing. */
import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SqlDocumentDigests } from '../../src/adapters/outbound/sql/document-digests.ts'
import type { DigestKind, DocumentDigest } from '../../src/ports/documents/document-digests.ts'
import { PROJECTIONS } from '../../src/projections/all.ts'
import { prepareReadModels } from '../../src/projections/engine/prepare.ts'
import type { Tables } from '../support/servers/pglite.ts'

interface Opened {
  readonly db: Kysely<Tables>
  close(): Promise<void>
}

const AT = '2026-11-21T10:00:00.000Z'

export function documentDigestsContract(name: string, open: () => Promise<Opened>): void {
  describe(`document digests: ${name}`, () => {
    let opened: Opened
    let digests: SqlDocumentDigests
    beforeAll(async () => {
      opened = await open()
      await prepareReadModels(opened.db, PROJECTIONS, [], AT)
      digests = new SqlDocumentDigests(opened.db)
    })
    afterAll(() => opened.close())

    const row = (digest: string, generation: string, kind: DigestKind = 'bytes'): DocumentDigest => ({
      kind,
      digest,
      generation,
      mac: `mac of ${digest}`,
    })
    const generation = async (requester: string, rendered_at: string | null = AT): Promise<string> => {
      const id = randomUUID()
      const columns = { id, tenant: 'default', requester, template_id: 't', template_version: 1, surface: 'http' }
      const times = { requested_at: AT, updated_at: AT, active_at: AT, rendered_at, confirmed_at: rendered_at }
      const rest = { idle_days: 30, posts: false, reminders: '[]', reminded: 0, revision: 1 }
      const none = {
        next: null,
        document_id: null,
        asked_at: null,
        postponed_until: null,
        undelivered: null,
        wakes_at: null,
      }
      await opened.db
        .insertInto('generations')
        .values({
          ...columns,
          ...times,
          ...rest,
          ...none,
          delivered_at: null,
          state: rendered_at === null ? 'asking' : 'rendered',
        })
        .execute()
      return id
    }
    const find = async (all: string[], first: string[] = [], limit = 10) =>
      (await digests.find({ digests: all, first, limit })).map((each) => each.generation)

    test('finds what was added, once, whole; and nothing for what was not', async () => {
      const [one, other] = [row('a1', 'g1'), row('a2', 'g1', 'text')]
      await digests.add([one, other])
      await digests.add([{ ...one, mac: 'another' }])
      expect(await digests.find({ digests: ['a1'], first: [], limit: 10 })).toEqual([one])
      expect(await find(['a3'])).toEqual([])
      expect(await find([])).toEqual([])
    })

    test('gives one’s own first, then the latest, and no more than asked for', async () => {
      const [early, own, late] = [
        await generation('key:a', '2026-11-01T10:00:00.000Z'),
        await generation('key:me', '2026-11-02T10:00:00.000Z'),
        await generation('key:b', '2026-11-03T10:00:00.000Z'),
      ]
      await digests.add([early, own, late].map((id) => row('b1', id)))
      expect(await find(['b1'], ['key:me'])).toEqual([own, late, early])
      expect(await find(['b1'], [], 2)).toEqual([late, own])
    })

    test('misses the documents that have no row, page by page', async () => {
      const all = [await generation('key:c'), await generation('key:c'), await generation('key:c')].sort()
      const open = await generation('key:c', null)
      await digests.add([row('c1', all[1]!, 'erased')])
      const missing: string[] = []
      for (let after: string | undefined = ''; after !== undefined; after = missing.at(-1)) {
        const page = await digests.findMissing(after, 1)
        if (page.length === 0) break
        missing.push(...page)
      }
      expect(missing).toEqual(missing.toSorted())
      expect(missing).toContain(all[0])
      expect(missing).toContain(all[2])
      expect(missing).not.toContain(all[1])
      expect(missing).not.toContain(open)
    })
  })
}
