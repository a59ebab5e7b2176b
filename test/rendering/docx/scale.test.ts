/** The cost of a Word file grows with its size, not faster. */
import { expect, test } from 'vitest'
import type { RenderContext } from '../../../src/domain/template/render-data.ts'
import { compileTemplate } from '../../../src/rendering/compile.ts'
import { renderDocument } from '../../../src/rendering/render.ts'
import { p, row, table, wordFile } from '../support/word.ts'

/** Milliseconds of this process's own time for compiling and rendering, the least of three. */
async function cost(body: string, data: RenderContext): Promise<number> {
  const file = wordFile({ body })
  const times: number[] = []
  for (let round = 0; round < 3; round++) {
    const began = process.cpuUsage()
    const compiled = await compileTemplate(file, 'docx')
    if (!compiled.ok) throw new Error(compiled.error.message)
    const made = renderDocument(compiled.value, data)
    if (!made.ok) throw new Error(made.error.message)
    const { user, system } = process.cpuUsage(began)
    times.push((user + system) / 1000)
  }
  return Math.min(...times)
}

/**
 * Eight times as much may cost forty times as much, for what collecting garbage and a busy machine add; a square would
 * be sixty-four.
 */
const FACTOR = 8
const MOST = 40

test('10,000 distinct variables', async () => {
  const of = (count: number) => {
    const names = Array.from({ length: count }, (_, index) => `v${index}`)
    return cost(names.map((name) => p(`{{${name}}}`)).join(''), Object.fromEntries(names.map((name) => [name, 'x'])))
  }
  expect((await of(10_000)) / (await of(10_000 / FACTOR))).toBeLessThan(MOST)
})

test('100,000 rows', async () => {
  const body = table(row('{{#items}}{{a}}', '{{b}}{{/items}}'))
  const of = (count: number) =>
    cost(body, { items: Array.from({ length: count }, (_, index) => ({ a: String(index), b: 'x' })) })
  expect((await of(100_000)) / (await of(100_000 / FACTOR))).toBeLessThan(MOST)
})

test('4,000 sections in one paragraph', async () => {
  const of = (count: number) => cost(p('{{#a}}{{x}}{{/a}}; '.repeat(count)), { a: [{ x: '1' }] })
  expect((await of(4_000)) / (await of(4_000 / FACTOR))).toBeLessThan(MOST)
})
