import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  comparePositions,
  decodePosition,
  encodePosition,
} from '../../../../src/adapters/outbound/eventstoredb/reading/position.ts'

const MAX = 2n ** 63n - 1n
const places = fc
  .tuple(fc.bigInt({ min: 0n, max: MAX }), fc.bigInt({ min: 0n, max: MAX }))
  .map(([a, b]) => (a > b ? { commit: a, prepare: b } : { commit: b, prepare: a }))

describe('a position', () => {
  test('keeps both numbers as they are', () => {
    fc.assert(
      fc.property(places, (place) => {
        expect(decodePosition(encodePosition(place))).toEqual(place)
      }),
    )
    expect(encodePosition({ commit: 1234n, prepare: 0n })).toBe('1234/0')
  })

  test('is ordered by its commit number, beyond 2^53 too', () => {
    fc.assert(
      fc.property(places, places, (a, b) => {
        const expected = a.commit < b.commit ? -1 : a.commit > b.commit ? 1 : 0
        expect(comparePositions(encodePosition(a), encodePosition(b))).toBe(expected)
      }),
    )
    expect(comparePositions('9/9', '10/10')).toBe(-1)
  })

  test('of a checkpoint, with prepare 0, is the same place as that of the event there', () => {
    expect(comparePositions('500/0', '500/500')).toBe(0)
  })

  test.each(['', '12', '12/', '-1/0', '1/2', 'a/b', '1/1 ', '1e3/1', '99999999999999999999/1'])(
    '“%s” is none: a checkpoint of another store',
    (text) => {
      expect(() => decodePosition(text)).toThrow(RangeError)
    },
  )
})
