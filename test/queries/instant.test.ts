/** Days and instants of queries: UTC where no zone is named, and a bare day is the whole day. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Refused } from '../../src/domain/kernel/errors.ts'
import { firstInstant, lastInstant } from '../../src/queries/instant.ts'

test.each([
  ['2026-11-21', '2026-11-21T00:00:00.000Z', '2026-11-21T23:59:59.999Z'],
  ['2026-11-21T10:00', '2026-11-21T10:00:00.000Z', '2026-11-21T10:00:00.000Z'],
  ['2026-11-21 10:00:30', '2026-11-21T10:00:30.000Z', '2026-11-21T10:00:30.000Z'],
  ['2026-11-21t10:00:00z', '2026-11-21T10:00:00.000Z', '2026-11-21T10:00:00.000Z'],
  ['2026-11-21T10:00:00+01:00', '2026-11-21T09:00:00.000Z', '2026-11-21T09:00:00.000Z'],
  ['2024-02-29', '2024-02-29T00:00:00.000Z', '2024-02-29T23:59:59.999Z'],
])('%s is from %s to %s', (text, first, last) => {
  expect([firstInstant(text, 'from'), lastInstant(text, 'to')]).toEqual([first, last])
})

test.each([
  '',
  'soon',
  '2026',
  '2026-13-01',
  '2026-02-31',
  '2026-11-31',
  '2026-11-21T25:00',
  '21.11.2026',
  '1732186800',
])('“%s” is refused, naming the parameter', (text) => {
  const read = () => firstInstant(text, 'from')
  expect(read).toThrow(Refused)
  expect(read).toThrow('“from” must be a day or an instant, for example 2026-11-21')
})

test('a plus that became a space on the way is explained', () => {
  expect(() => firstInstant('2026-11-21T10:00:00 01:00', 'from')).toThrow('Write the “+” in an address as %2B.')
})

test('every instant is read as itself, whatever the zone of the machine', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date(0), max: new Date('2999-12-31'), noInvalidDate: true }), (date) => {
      const [text, day] = [date.toISOString(), date.toISOString().slice(0, 10)]
      expect([firstInstant(text, 'x'), lastInstant(text.replace('Z', ''), 'x')]).toEqual([text, text])
      expect(firstInstant(day, 'x') <= text && text <= lastInstant(day, 'x')).toBe(true)
    }),
  )
})

test.each([
  ['2026-11-21', 'Europe/Berlin', '2026-11-20T23:00:00.000Z', '2026-11-21T22:59:59.999Z'],
  ['2026-11-21', 'America/New_York', '2026-11-21T05:00:00.000Z', '2026-11-22T04:59:59.999Z'],
  // 25 hours, and 23.
  ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00.000Z', '2026-10-25T22:59:59.999Z'],
  ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z', '2026-03-29T21:59:59.999Z'],
  // Clocks were put forward at midnight.
  ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z', '2018-11-05T01:59:59.999Z'],
  ['2026-11-21T10:00', 'Europe/Berlin', '2026-11-21T09:00:00.000Z', '2026-11-21T09:00:00.000Z'],
  ['2026-11-21T10:00Z', 'Europe/Berlin', '2026-11-21T10:00:00.000Z', '2026-11-21T10:00:00.000Z'],
])('%s in %s is from %s to %s', (text, zone, first, last) => {
  expect([firstInstant(text, 'from', zone), lastInstant(text, 'to', zone)]).toEqual([first, last])
})
