/** JSON is looked at while it arrives: what is too much is refused before the rest of it is read. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Refused } from '../../../../../../src/domain/kernel/errors.ts'
import { BodyMemory } from '../../../../../../src/adapters/inbound/request-body/body-memory.ts'
import { readUpTo } from '../../../../../../src/adapters/inbound/request-body/read-up-to.ts'
import { JsonExtent } from '../../../../../../src/adapters/inbound/web/api/request/json-body.ts'
import { watchedBody } from '../../../../../support/watched-body.ts'

/** Looks at the text in pieces of so many bytes; the limit it is beyond, or 0. */
function limitOf(text: string, piece = 65_536): unknown {
  const extent = new JsonExtent()
  const bytes = Buffer.from(text)
  try {
    for (let at = 0; at < bytes.length; at += piece) extent.add(bytes.subarray(at, at + piece))
    return 0
  } catch (error) {
    return error instanceof Refused ? error.error.details?.['limit'] : error
  }
}

const names = (count: number) => `{${Array.from({ length: count }, (_, index) => `"name ${index}":1`).join(',')}}`

test.each([
  ['values', 200_000, `[${'1,'.repeat(199_999)}1]`, `[${'1,'.repeat(200_000)}1]`],
  ['names in one object', 5_000, names(5_000), names(5_001)],
  ['levels', 50, '['.repeat(50) + ']'.repeat(50), '['.repeat(51) + ']'.repeat(51)],
  [
    'bytes of a string',
    7 * 1024 * 1024,
    `["${'é'.repeat(3.5 * 1024 * 1024 - 1)}"]`,
    `["${'é'.repeat(3.5 * 1024 * 1024)}x"]`,
  ],
])('%s: %i are taken, one more is not', (_, limit, most, more) => {
  expect([limitOf(most), limitOf(more)]).toEqual([0, limit])
})

test('many objects of many names are not one object', () => {
  expect(limitOf(`[${Array.from({ length: 20 }, () => names(4_000)).join(',')}]`)).toBe(0)
})

test('how it is cut makes no difference, and signs in strings are no structure', () => {
  const text = fc.string({ unit: fc.constantFrom('"', '\\', '[', '{', ':', ',', 'é', '𝄞', 'a'), maxLength: 30 })
  const value = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      text,
      fc.integer(),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(text, tie('value'), { maxKeys: 4 }),
    ),
  })).value
  const depthOf = (one: unknown): number =>
    typeof one === 'object' && one !== null ? 1 + Math.max(0, ...Object.values(one).map(depthOf)) : 0
  fc.assert(
    fc.property(value, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 50 }), (inner, piece, outer) => {
      const json = '['.repeat(outer) + JSON.stringify(inner) + ']'.repeat(outer)
      expect(limitOf(json, piece)).toBe(outer + depthOf(inner) > 50 ? 50 : 0)
    }),
  )
})

test('long strings are skipped, to the same end, however they are cut', () => {
  const long = fc.string({
    unit: fc.oneof(
      { weight: 1, arbitrary: fc.constantFrom('"', '\\') },
      { weight: 60, arbitrary: fc.constantFrom('a', '[', 'é') },
    ),
    minLength: 50,
    maxLength: 500,
  })
  fc.assert(
    fc.property(
      fc.array(long, { maxLength: 3 }),
      fc.integer({ min: 1, max: 400 }),
      fc.boolean(),
      (texts, piece, deep) => {
        const json = '['.repeat(deep ? 50 : 49) + JSON.stringify(texts) + ']'.repeat(deep ? 50 : 49)
        expect(limitOf(json, piece)).toBe(deep ? 50 : 0)
      },
    ),
  )
})

test.each([
  ['a picture', `["${'a'.repeat(3_000_000)}"]`],
  ['escapes', `["${'\\n'.repeat(100_000)}"]`],
  ['escapes after long text', `["${('x'.repeat(80) + '\\\\').repeat(4_000)}"]`],
  ['short strings', `[${'"a",'.repeat(100_000)}"a"]`],
  ['strings a little too long to look through', `[${`"${'b'.repeat(70)}",`.repeat(10_000)}"b"]`],
])('%s: no byte is searched more than twice', (_, text) => {
  let searched = 0
  class Counted extends Uint8Array {
    override indexOf(byte: number, from = 0): number {
      const at = super.indexOf(byte, from)
      searched += (at === -1 ? this.length : at) - from
      return at
    }
  }
  const bytes = Counted.from(Buffer.from(text))
  const extent = new JsonExtent()
  for (let at = 0; at < bytes.length; at += 65_536) extent.add(bytes.subarray(at, at + 65_536))
  expect(searched).toBeLessThanOrEqual(2 * bytes.length)
})

test('of 16 MB of names no more is read than it takes to know', async () => {
  const body = watchedBody(16_000_000, '"a":1,')
  const request = new Request('http://127.0.0.1/', { method: 'POST', body: body.stream, duplex: 'half' })
  const { add } = new JsonExtent()
  add(Buffer.from('{'))
  await expect(readUpTo({ request }, 20_000_000, new BodyMemory(1e9).reserve(), { look: add })).rejects.toMatchObject({
    error: { code: 'too_large', details: { limit: 5_000 } },
  })
  expect(body.taken).toBeLessThan(200_000)
})
