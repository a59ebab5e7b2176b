/** Which of the readings of an unclear answer a person meant: typed in a conversation, or chosen in a form. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readingKey } from '../../../src/answers/chosen-reading.ts'
import { pickReading } from '../../../src/answers/meaning/pick-reading.ts'
import { readAnswer } from '../../../src/answers/read.ts'
import { readingsOf, type Reading } from '../../../src/answers/refusal.ts'
import type { Question } from '../../../src/domain/questions/question.ts'
import { context, question, read, refused } from '../given.ts'

const TWO: readonly Reading[] = [
  { wire: '2026-06-05', shown: 'June 5, 2026' },
  { wire: '2026-05-06', shown: 'May 6, 2026' },
]
const ONE = TWO.slice(0, 1)

describe('typed', () => {
  test.each([
    ['1', TWO, '2026-06-05'],
    [' 2 ', TWO, '2026-05-06'],
    ['may 6, 2026', TWO, '2026-05-06'],
    ['yes', ONE, '2026-06-05'],
    ['ja', ONE, '2026-06-05'],
    ['yes', TWO, undefined],
    ['no', ONE, undefined],
    ['0', TWO, undefined],
    ['3', TWO, undefined],
    ['001', TWO, undefined],
    ['May', TWO, undefined],
    ['yes', [], undefined],
  ])('%j', (text, readings, wire) => expect(pickReading(readings, text, 'de')?.wire).toBe(wire))
})

describe('chosen in a form', () => {
  const money = question('money', { name: 'price' })
  const chosen = (asked: Question, words: string, reading: string, more = {}) =>
    readAnswer(asked, words, { ...context(), chosen: [{ field: asked.name, words, reading, ...more }] })

  test('each reading that is offered is the answer when it is chosen', () => {
    const unclear: (readonly [Question, string])[] = [
      [money, '1.250'],
      [question('date', { name: 'due' }), '05.06.2026'],
      [question('number', { name: 'rate', label: 'Interest rate' }), '0.05'],
      [question('money', { name: 'rent', label: 'Rent' }), '-5'],
      [question('date', { name: 'birth_date', label: 'Date of birth' }), '1 May 2090'],
      [question('date', { name: 'due', guessed: true }), 'upon receipt'],
    ]
    const offered = unclear.flatMap(([asked, words]) =>
      readingsOf(refused(asked, words).details).map((reading) => ({ asked, words, reading })),
    )
    expect(offered).toHaveLength(9)
    for (const { asked, words, reading } of offered)
      expect(chosen(asked, words, readingKey(reading)), words).toEqual({ ok: true, value: reading.wire })
  })

  test('a choice for another field or other words, or one that is not offered, is none', () => {
    expect(chosen(money, '1.250', 'wire:1250')).toEqual({ ok: true, value: '1250' })
    expect(chosen(money, '1.250', 'wire:1250', { field: 'rent' }).ok).toBe(false)
    expect(chosen(money, '1.250', 'wire:1250', { words: '2.250' }).ok).toBe(false)
    for (const key of ['wire:3', '1250', 'words', '']) expect(chosen(money, '1.250', key).ok, key).toBe(false)
  })

  test('a choice that the limits forbid is refused with them', () => {
    const large = { ...money, limits: { min: '100' } }
    const result = chosen(large, '1.250', 'wire:1.25')
    expect(result.ok ? '' : result.error.message).toMatch(/at least 100/)
  })

  test('in a list it counts for its column and words in each item, and nowhere else', () => {
    const list = question('list', {
      name: 'items',
      fields: [money, question('money', { name: 'discount', required: false })],
    })
    const items = [{ price: '1.250', discount: '1' }, { price: '1.250' }, { price: '7' }]
    const asked = { ...context(), chosen: [{ field: 'price', words: '1.250', reading: 'wire:1250' }] }
    expect(readAnswer(list, items, asked)).toEqual({
      ok: true,
      value: [{ price: '1250', discount: '1' }, { price: '1250' }, { price: '7' }],
    })
    expect(readAnswer(list, [{ price: '1', discount: '1.250' }], asked).ok).toBe(false)
  })

  test('what can be read is read, whatever was chosen', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999 }), (amount) => {
        expect(chosen(money, String(amount), 'wire:5')).toEqual({ ok: true, value: read(money, String(amount)) })
      }),
      { seed: 20_261_130, numRuns: 50 },
    )
  })
})
