/** What one item could mean, where a field of it is unclear. */
import { expect, test } from 'vitest'
import { itemOfReading, itemReadings } from '../../../src/answers/meaning/item-readings.ts'
import { context, question } from '../given.ts'

const items = question('list', {
  fields: [
    question('text', { name: 'item', label: 'Item' }),
    question('date', { name: 'due', label: 'Due' }),
    question('money', { name: 'price', label: 'Price', required: false }),
  ],
})
const days = question('list', { fields: [question('date', { name: '.' })] })
const readings = (list: typeof items, text: string) => itemReadings(list, text, context('en-CA'))

test('the unclear field of an item is asked about under its label, with the others as they were read', () => {
  expect(readings(items, 'item=Chair due=5/6/2026')).toEqual([
    { wire: '{"item":"Chair","due":"2026-06-05"}', shown: 'Due: June 5, 2026' },
    { wire: '{"item":"Chair","due":"2026-05-06"}', shown: 'Due: May 6, 2026' },
  ])
})

test('a plain item is asked about as it is', () => {
  expect(readings(days, '5/6/2026')).toEqual([
    { wire: '{".":"2026-06-05"}', shown: 'June 5, 2026' },
    { wire: '{".":"2026-05-06"}', shown: 'May 6, 2026' },
  ])
})

test('several unclear fields are asked about together, each combination', () => {
  expect(readings(items, 'item=Chair due=5/6/2026 price=1.250').map(({ shown }) => shown)).toEqual([
    'Due: June 5, 2026 · Price: 1.25',
    'Due: June 5, 2026 · Price: 1250',
    'Due: May 6, 2026 · Price: 1.25',
    'Due: May 6, 2026 · Price: 1250',
  ])
  expect(readings(items, 'item=Chair due=5/6/2026 price=1.250')[1]?.wire).toBe(
    '{"item":"Chair","due":"2026-06-05","price":"1250"}',
  )
})

test('more than eight combinations are no choice', () => {
  const days = 'abcd'.split('').map((name) => question('date', { name, label: name }))
  const many = { ...items, fields: days }
  expect(readings(many, 'a=5/6/2026 b=5/6/2026 c=5/6/2026')).toHaveLength(8)
  expect(readings(many, 'a=5/6/2026 b=5/6/2026 c=5/6/2026 d=5/6/2026')).toEqual([])
})

test.each([
  ['a field that cannot be read', 'item=Chair due=5/6/2026 price=much'],
  ['an item that is clear', 'item=Chair due=2026-06-05'],
])('there are no readings for %s', (_, text) => expect(readings(items, text)).toEqual([]))

test('there are none for several items', () => expect(readings(days, '5/6/2026\n6/7/2026')).toEqual([]))

test('a reading is an item again, and other text is none', () => {
  expect(itemOfReading('{".":"2026-06-05"}')).toEqual({ '.': '2026-06-05' })
  expect(['2026-06-05', '{"', ''].map((text) => itemOfReading(text))).toEqual([undefined, undefined, undefined])
})
