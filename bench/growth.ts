/**
 * A service costs the same however many generations lie behind it: `npm run bench:growth -- 1000 10000 100000`. On a data
 * folder that grows: start to ready, resident memory after it, and in milliseconds of the processor an answer, a page of
 * the lists and of the audit, a pass of the sweep; medians, and their ratios to a folder with no more than such a page.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fill } from './growth/fill.ts'
import { measure, prepare, type Measured } from './growth/measure.ts'
import { table, time } from './support/figures.ts'

const given = process.argv.slice(2).map(Number)
const sizes = given.length > 0 ? given : [1000, 10_000, 100_000]
const folder = mkdtempSync(path.join(tmpdir(), 'docgen-growth-'))

/** So many generations fill a page: an empty one would be no comparison. */
const PAGE = 50

const UNITS: Readonly<Record<keyof Measured, string>> = {
  ready: 'ready, ms',
  ready_processor: 'ready, processor ms',
  resident: 'resident, MB',
  answer: 'answer',
  lists: 'list',
  audit: 'audit',
  sweep: 'sweep',
}

const shown = (measured: Measured, empty: Measured) =>
  Object.fromEntries(
    Object.entries(measured).map(([what, value]: [string, number]) => [
      UNITS[what as keyof Measured],
      `${value.toFixed(value < 10 ? 2 : 0)} (× ${(value / empty[what as keyof Measured]).toFixed(2)})`,
    ]),
  )

try {
  await prepare(folder)
  await fill(folder, 0, PAGE)
  const empty = await measure(folder)
  const rows = [{ generations: PAGE, ...shown(empty, empty) }]
  table(rows)
  for (const [index, size] of sizes.entries()) {
    const before = sizes[index - 1] ?? PAGE
    const took = await time(() => fill(folder, before, size))
    console.log(`made ${size - before} generations in ${(took / 1000).toFixed(0)} s`)
    rows.push({ generations: size, ...shown(await measure(folder), empty) })
    table(rows.slice(-1))
  }
  table(rows)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
