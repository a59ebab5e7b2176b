/** Which media type and which part of a file a client gets. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readByteRange } from '../../../../../src/adapters/inbound/web/shared/byte-range.ts'
import { preferredType } from '../../../../../src/adapters/inbound/web/shared/preferred-type.ts'

test.each([
  [undefined, 'application/json'],
  ['', 'application/json'],
  ['*/*', 'application/json'],
  ['text/csv', 'text/csv'],
  ['text/csvx', 'application/json'],
  ['TEXT/CSV; charset=utf-8', 'text/csv'],
  ['application/json;q=0.5, text/csv;q=0.6', 'text/csv'],
  ['text/csv;q=0.5, application/json;q=0.6', 'application/json'],
  ['text/csv, application/json', 'text/csv'],
  ['text/*, application/json;q=0.9', 'text/csv'],
  ['text/csv;q=0, */*', 'application/json'],
  ['application/json;q=0, */*;q=0.1', 'text/csv'],
  ['text/csv;q=0', 'application/json'],
  ['image/png', 'application/json'],
  [`text/csv,${'x'.repeat(3000)}`, 'application/json'],
])('Accept “%s” gets %s', (header, type) => {
  expect(preferredType(header, ['application/json', 'text/csv'])).toBe(type)
})

test.each([
  ['bytes=0-0', { from: 0, to: 0 }],
  ['bytes=2-', { from: 2, to: 9 }],
  ['bytes=-3', { from: 7, to: 9 }],
  ['bytes=-30', { from: 0, to: 9 }],
  ['bytes=5-100', { from: 5, to: 9 }],
  ['bytes=10-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=5-4', undefined],
  ['bytes=-', undefined],
  ['bytes=0-1,3-4', undefined],
  ['lines=0-1', undefined],
  [undefined, undefined],
])('of ten bytes “%s” is %o', (header, range) => {
  expect(readByteRange(header, 10)).toEqual(range)
})

test('a range is never outside the file, and none of an empty one can be had', () => {
  const place = fc.option(fc.nat(30).map(String), { nil: '' })
  fc.assert(
    fc.property(place, place, fc.nat(20), (first, last, size) => {
      const range = readByteRange(`bytes=${first}-${last}`, size)
      if (typeof range === 'object') {
        expect(range.from).toBeGreaterThanOrEqual(0)
        expect(range.to).toBeLessThan(size)
        expect(range.from).toBeLessThanOrEqual(range.to)
      }
    }),
  )
})
