/** What a document costs is known before it is made, and one that is too large is refused with what to do. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RenderContext } from '../../../src/domain/template/render-data.ts'
import { unwrap } from '../../../src/domain/kernel/errors.ts'
import { compileTemplate } from '../../../src/rendering/compile.ts'
import { renderDocument } from '../../../src/rendering/render.ts'
import { checkSize, estimateCost, INLINE_LIMITS, isExpensive } from '../../../src/rendering/template/render-cost.ts'
import { compiled, p as paragraph, wordFile } from '../support/word.ts'

const word = (body: string) => compiled(wordFile({ body }))
const text = async (source: string) => unwrap(await compileTemplate(Buffer.from(source), 'text'))

test('an ordinary letter is cheap', async () => {
  const cost = estimateCost(await word(paragraph('Dear {{name}}, {{body}}')), { name: 'Zoë', body: 'x'.repeat(4000) })
  expect([isExpensive(cost), cost.cut, checkSize(cost).ok]).toEqual([false, false, true])
})

test('a long answer behind many tags goes to a worker; with more tags it is refused, by the name that has to change', async () => {
  const answer = 'seven, '.repeat(7_000)
  const some = estimateCost(await word(paragraph('{{body}}').repeat(50)), { body: answer })
  expect([isExpensive(some), checkSize(some).ok]).toEqual([true, true])
  const data = { body: answer, title: 'Terms' }
  const many = estimateCost(await word(paragraph('{{title}}{{body}}').repeat(2_000)), data)
  expect(checkSize(many)).toMatchObject({
    ok: false,
    error: {
      code: 'unprocessable',
      message: expect.stringContaining('Most of it is “body”: shorten it, or print it in fewer places.') as string,
      details: { reason: 'too_large', variable: 'body', limit: 50 * 1024 * 1024 },
    },
  })
})

test('lines count by the elements that they become', async () => {
  const cost = estimateCost(await word(paragraph('{{body}}').repeat(500)), { body: 'x\n'.repeat(24_000) })
  expect(checkSize(cost)).toMatchObject({ ok: false, error: { details: { variable: 'body' } } })
})

test('a list repeats what stands in it; notes are written for each reference', async () => {
  const items = Array.from({ length: 150 }, () => ({ body: 'word '.repeat(9_600) }))
  const cost = estimateCost(await text('{{#items}}{{body}}{{/items}}'), { items })
  expect(cost.text).toBeGreaterThan(150 * 48_000 - 1)
  expect([isExpensive(cost), checkSize(cost).ok]).toEqual([true, true])
})

test('very many nodes end the walk early, and are left to a worker', async () => {
  const items = Array.from({ length: 1_000 }, () => ({ a: 'x' }))
  const cost = estimateCost(await text(`{{#items}}${'{{a}}-'.repeat(500)}{{/items}}`), { items }, INLINE_LIMITS)
  expect([cost.cut, isExpensive(cost)]).toEqual([true, true])
})

test('in the main thread the walk ends where it is certain that a worker is needed, however much there is', async () => {
  const template = await text('{{#items}}{{body}}{{/items}}')
  let looked = 0
  const items = Array.from({ length: 150 }, () => ({
    get body() {
      looked++
      return 'word & '.repeat(6_850)
    },
  }))
  const cost = estimateCost(template, { items }, INLINE_LIMITS)
  expect([cost.cut, isExpensive(cost), checkSize(cost).ok]).toEqual([true, true, true])
  expect(looked).toBeLessThan(30)
})

test('pictures count once each, however often they are shown', () => {
  const template = { body: { kind: 'docx', parts: [{ program: Array.from({ length: 30 }, () => picture('a')) }] } }
  const image = { image: new Uint8Array(5 * 1024 * 1024), media_type: 'image/png' as const }
  const cost = estimateCost(template as never, { a: image })
  expect([cost.pictures, checkSize(cost).ok]).toEqual([5 * 1024 * 1024, true])
  const names = Array.from({ length: 25 }, (_, index) => `p${index}`)
  const data = Object.fromEntries(names.map((name) => [name, { ...image, image: image.image.slice() }]))
  const many = estimateCost({ body: { kind: 'docx', parts: [{ program: names.map(picture) }] } } as never, data)
  expect(checkSize(many)).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining('its pictures have 125 MB') as string },
  })
})

const picture = (name: string) => ({ node: 'picture', name, what: 'embed', original: 'rId1', width: 1, height: 1 })

test('a text file is estimated to the byte, but for what is escaped or left out with its line', async () => {
  const value = fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'z'), maxLength: 300 })
  await fc.assert(
    fc.asyncProperty(value, fc.array(value, { maxLength: 20 }), async (title, bodies) => {
      const template = await text('Of {{title}}: {{#items}}<{{body}}>{{/items}}.')
      const data: RenderContext = { title, items: bodies.map((body) => ({ body })) }
      const made = unwrap(renderDocument(template, data))
      expect(estimateCost(template, data).text).toBe(made.bytes.length)
    }),
  )
})

test('a value that is missing is told by rendering, not by the estimate', async () => {
  const template = await text('{{a}} {{b}}')
  expect(checkSize(estimateCost(template, { a: 'x' })).ok).toBe(true)
  expect(renderDocument(template, { a: 'x' })).toMatchObject({ ok: false, error: { details: { variable: 'b' } } })
})
