/** What is old goes, page by page, and by the clock it is given. */
import { expect, test } from 'vitest'
import { keepHouse } from '../../src/processes/keep-house.ts'
import type { Retention } from '../../src/ports/housekeeping.ts'

test('all pages of all tables go, and the times follow from the clock', async () => {
  const pages = [{ sessions: 1000, snapshots: 3 }, { sessions: 1000 }, { sessions: 2 }, { sessions: 1 }]
  const asked: Retention[] = []
  const housekeeping = {
    removeOld: async (retention: Retention) => {
      asked.push(retention)
      return pages.shift() ?? {}
    },
  }
  expect(await keepHouse({ housekeeping, clock: { now: () => '2026-11-30T12:00:00.000Z' } })).toEqual({
    sessions: 2002,
    snapshots: 3,
  })
  expect(asked).toHaveLength(3)
  expect(asked[0]).toEqual({
    access_changes: '2026-11-30T11:00:00.000Z',
    expired: '2026-11-30T12:00:00.000Z',
    snapshots: '2026-11-23T12:00:00.000Z',
    threads: '2026-09-01T12:00:00.000Z',
  })
})
