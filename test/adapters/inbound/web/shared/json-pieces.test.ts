/** JSON in pieces is the JSON that it is in one. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isShorterThan, jsonPieces } from '../../../../../src/adapters/inbound/web/shared/json-pieces.ts'

const LONG = 'word & '.repeat(10_000)

test('the pieces are together what JSON.stringify writes, however large the parts are', () => {
  const text = fc.oneof(fc.string(), fc.constant(LONG))
  const leaf = fc.oneof(text, fc.double(), fc.boolean(), fc.constant(null), fc.constant(undefined), fc.date())
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('value')),
      fc.dictionary(fc.string(), tie('value'), { noNullPrototype: false }),
    ),
  }))
  fc.assert(
    fc.property(value, (one) => {
      expect([...jsonPieces({ one })].join('')).toBe(JSON.stringify({ one }))
    }),
  )
})

test('many small parts and many long ones are both pieces of a bounded size', () => {
  const small = { rows: Array.from({ length: 50_000 }, (_, index) => ({ index, name: `row ${index}` })) }
  const long = { rows: Array.from({ length: 100 }, () => ({ body: LONG })) }
  for (const [value, least] of [
    [small, 20],
    [long, 90],
  ] as const) {
    const pieces = [...jsonPieces(value)]
    expect(pieces.length).toBeGreaterThan(least)
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(3 * LONG.length)
  }
})

test('what is longer is known from its beginning', () => {
  let looked = 0
  const rows = Array.from({ length: 10_000 }, () => ({
    get body() {
      looked++
      return LONG
    },
  }))
  expect(isShorterThan(rows, 256 * 1024)).toBe(false)
  expect(looked).toBeLessThan(10)
  expect(isShorterThan({ some: ['short', 1, null, undefined, true] }, 256 * 1024)).toBe(true)
})
