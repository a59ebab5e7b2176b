/** What every store of working times counts as downtime. */
import fc from 'fast-check'
import { sql, type Kysely } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SqlWorkingTimes } from '../../src/adapters/outbound/sql/working-times.ts'
import type { Tables } from '../support/servers/pglite.ts'

const HOUR = 3_600_000
const at = (hours: number): string => new Date(Date.UTC(2026, 10, 1) + hours * HOUR).toISOString()

interface Opened {
  readonly db: Kysely<Tables>
  close(): Promise<void>
}

export function workingTimesContract(name: string, open: () => Promise<Opened>): void {
  describe(`working times: ${name}`, () => {
    let opened: Opened
    let times: SqlWorkingTimes
    beforeAll(async () => {
      opened = await open()
      times = new SqlWorkingTimes(opened.db)
    })
    afterAll(() => opened.close())

    /** It runs at these hours, and then looks back. */
    async function ran(...hours: number[]): Promise<void> {
      await sql`delete from working_times`.execute(opened.db)
      for (const hour of hours) await times.recordWorking(at(hour))
    }
    const downtime = async (from: number, to: number) => (await times.downtimeBetween(at(from), at(to))) / HOUR

    test('what was never recorded counts as run', async () => {
      await ran()
      expect(await downtime(0, 1000)).toBe(0)
      await ran(500)
      expect(await downtime(0, 1000)).toBe(0)
    })

    test('a restart is no break, a longer one is, as far as it lies between', async () => {
      await ran(0, 0.9, 1.8, 24, 24.5, 100)
      expect(await downtime(0, 100)).toBeCloseTo(22.2 + 75.5, 6)
      expect(await downtime(10, 30)).toBeCloseTo(14 + 5.5, 6)
      expect(await downtime(3, 10)).toBeCloseTo(7, 6)
      expect(await downtime(24, 24.5)).toBe(0)
    })

    test('a clock that was set back does no harm', async () => {
      await ran(10, 9, 10.5)
      expect(await downtime(0, 20)).toBe(0)
    })

    test('is the sum of the breaks, whatever they are', async () => {
      const steps = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 12 })
      await fc.assert(
        fc.asyncProperty(steps, async (quarters) => {
          const hours = quarters.reduce<number[]>((all, step) => [...all, all.at(-1)! + step / 4], [0])
          await ran(...hours)
          const breaks = quarters.filter((step) => step >= 4).reduce((sum, step) => sum + step / 4, 0)
          expect(await downtime(-10, hours.at(-1)! + 10)).toBeCloseTo(breaks, 6)
        }),
        { numRuns: 20 },
      )
    })
  })
}
