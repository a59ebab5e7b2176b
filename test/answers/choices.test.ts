/** Choices: by value, by label, and by number only where the number can be nothing else. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { areNumbered } from '../../src/answers/parsing/choice-finder.ts'
import { exampleFor } from '../../src/answers/example.ts'
import type { Choice } from '../../src/domain/questions/question.ts'
import { outcome, question, read, refused } from './given.ts'

const colours = [
  { value: 'r', label: 'Red' },
  { value: 'g', label: 'Green, light' },
  { value: 'b', label: 'Blue' },
  { value: 'w', label: 'White' },
]
const named = (...labels: string[]): Choice[] => labels.map((label) => ({ value: label, label }))
const one = question('one_of', { choices: colours })
const some = question('some_of', { choices: colours, required: false })

test.each([
  ['r', 'r'],
  ['R', 'r'],
  ['red', 'r'],
  [' RED ', 'r'],
  ['Green,  LIGHT', 'g'],
  ['2', 'g'],
  ['#2', 'g'],
  ['2.', 'g'],
  ['2)', 'g'],
  [2, 'g'],
  ['4', 'w'],
  ['３', 'b'],
  ['٢', 'g'],
  ['02', 'g'],
])('%j chooses %s', (raw, value) => expect(read(one, raw)).toBe(value))

test.each(['purple', '0', '5', '', '2 3', '2.0', '-2', 2.5, null, true, [], ['r'], '__proto__'])(
  'refuses %j and says what there is',
  (raw) => expect(refused(one, raw).code).toBe('invalid_answer'),
)

test('the refusal lists the choices', () => expect(refused(one, 'purple').message).toMatch(/1\. Red, 2\. Green, light/))

test.each<[unknown, string[]]>([
  ['red', ['r']],
  ['Blue, red', ['r', 'b']],
  ['1, 2', ['r', 'g']],
  ['red and blue', ['r', 'b']],
  ['red, 2, and blue', ['r', 'g', 'b']],
  ['Green, light', ['g']],
  ['Green, light and red', ['r', 'g']],
  ['blue, green, light, and white', ['g', 'b', 'w']],
  ['all', ['r', 'g', 'b', 'w']],
  ['none', []],
  [
    ['b', 'r', 'r'],
    ['r', 'b'],
  ],
  [[2], ['g']],
  [[], []],
])('%j chooses %j', (raw, values) => expect(read(some, raw)).toEqual(values))

test.each(['red, purple', [true], ['purple'], [null], Array.from({ length: 100 }, () => 'r'), 'r,'.repeat(100), {}])(
  'refuses %j among several',
  (raw) => expect(refused(some, raw).code).toBe('invalid_answer'),
)

test('a name with “and” in it is one choice, and may stand beside others', () => {
  const moods = question('some_of', { choices: named('Warm & dry', 'Salt and pepper', 'Red', 'Salt') })
  expect(read(moods, 'Warm & dry and Red')).toEqual(['Warm & dry', 'Red'])
  expect(read(moods, 'Red, Salt and pepper und Warm & dry')).toEqual(['Warm & dry', 'Salt and pepper', 'Red'])
  expect(read(moods, 'Salt and Red')).toEqual(['Red', 'Salt'])
  expect(refused(moods, 'Warm & dry and blue').code).toBe('invalid_answer')
})

test('a required question wants at least one, and limits are kept', () => {
  expect(refused({ ...some, required: true }, 'none').message).toMatch(/At least one/)
  expect(read({ ...some, required: true, limits: { min_items: 0 } }, 'none')).toEqual([])
  expect(refused({ ...some, limits: { max_items: 1 } }, 'red, blue').message).toMatch(/At most one/)
})

test.each([
  ['en', ['all', 'everything'], ['none', 'nothing', 'None of them', '-']],
  ['de', ['alle', 'alles'], ['keine', 'keines', 'keins', 'Nichts']],
  ['fr', ['tous', 'toutes', 'tout'], ['aucun', 'aucune', 'rien']],
  ['es', ['todos', 'todas'], ['ninguno', 'ninguna']],
  ['it', ['tutti', 'tutte'], ['nessuno', 'nessuna']],
  ['sv', ['alla'], ['inga']],
  ['nl', ['alle', 'alles'], ['geen']],
  ['pl', ['wszystkie'], ['none']],
  ['en', ['all of them', 'ALL'], ['none of them', 'Nothing']],
])('all and none are words of the language: %s', (locale, all, none) => {
  expect(all.map((word) => read(some, word, locale))).toEqual(all.map(() => ['r', 'g', 'b', 'w']))
  expect(none.map((word) => read(some, word, locale))).toEqual(none.map(() => []))
})

test('a question without choices refuses everything', () => expect(refused('one_of', '1').code).toBe('invalid_answer'))

describe('a value is never taken for a number of the list', () => {
  const numbers = named('1', '3', '6')

  test.each([
    ['1', '1'],
    ['3', '3'],
    [3, '3'],
    ['6', '6'],
    ['3.0', '3'],
    ['03', '3'],
    ['٣', '3'],
    ['３', '3'],
    ['3,0', '3'],
    ['3.', ['3', '6']],
    ['#3', ['3', '6']],
  ])('%j of 1, 3 and 6 is %j', (raw, value) => {
    expect(outcome(question('one_of', { choices: numbers }), raw)).toEqual(value)
  })

  const others = ['2', 2, '#2', '2.', '2)', '2.0', '02', '٢', '２', 'two', '4', '0', '-1', '1.5']
  test.each(others)('%j is none of 1, 3 and 6', (raw) => {
    expect(outcome(question('one_of', { choices: numbers }), raw)).toBe('refused')
    expect(outcome(question('some_of', { choices: numbers }), raw)).toBe('refused')
    expect(outcome(question('some_of', { choices: numbers }), [raw])).toBe('refused')
    expect(outcome(question('some_of', { choices: numbers }), `1, ${String(raw)}`)).toBe('refused')
    const list = question('list', { fields: [question('one_of', { name: 'every', choices: numbers })] })
    expect(outcome(list, [{ every: raw }])).toBe('refused')
  })

  test.each<[string[], unknown, unknown]>([
    [['Studio', '1 bedroom', '2 bedrooms'], '2', ['1 bedroom', '2 bedrooms']],
    [['Studio', '1 bedroom', '2 bedrooms'], '3', 'refused'],
    [['Studio', '1 bedroom', '2 bedrooms'], '1', ['Studio', '1 bedroom']],
    [['1 bedroom', '2 bedrooms', '3 bedrooms'], '2', '2 bedrooms'],
    [['One room', 'Two rooms', 'Three rooms'], '2', 'Two rooms'],
    [['Two rooms', 'Three rooms'], '2', ['Two rooms', 'Three rooms']],
    [['A4', 'A3', 'A5'], '3', ['A3', 'A5']],
    [['Class II', 'Class III'], '2', ['Class II', 'Class III']],
    [['Ⅱ', 'Ⅲ'], '2', ['Ⅱ', 'Ⅲ']],
    [['Ground floor', 'First floor', 'Second floor'], '2', ['First floor', 'Second floor']],
    [['10 %', '20 %'], '2', 'refused'],
    [['2026', '2027'], '1', 'refused'],
    [['1.5', '2.5'], '2', 'refused'],
    [['1.5', '2.5'], '2,5', '2.5'],
    [['1,000', '2,000'], '1', '1,000'],
    [['2,000', '1,000'], '1', ['2,000', '1,000']],
    [['½', '¼'], '2', ['½', '¼']],
    [['30 days', '60 days', '90 days'], '3', 'refused'],
    [['٦', '٣'], '2', 'refused'],
    [['Red', 'Green'], '2', 'Green'],
    [['I agree', 'I do not agree'], '2', 'I do not agree'],
    [['A house', 'A flat'], '2', 'A flat'],
    [['Tenants', 'Owners'], '2', 'Owners'],
  ])('of %j, %j is %j', (labels, raw, expected) => {
    expect(outcome(question('one_of', { choices: named(...labels) }), raw)).toEqual(expected)
  })

  test('nor where numbers are in the words of the person’s language', () => {
    const rooms = named('Zwei Zimmer', 'Drei Zimmer', 'Vier Zimmer')
    expect(outcome(question('one_of', { choices: rooms }), '2', 'de')).toEqual(['Zwei Zimmer', 'Drei Zimmer'])
    expect(outcome(question('one_of', { choices: named('二室', '三室') }), '2', 'ja')).toEqual(['二室', '三室'])
    const five = question('one_of', { choices: named('Fünf Räume', 'Drei Räume', 'Zwei Räume', 'Vier', 'Sechs') })
    expect(outcome(five, '5', 'de')).toEqual(['Fünf Räume', 'Sechs'])
  })

  test('nor where only the values are numbers, which stay answers', () => {
    const labels = { 1: 'Monthly', 3: 'Quarterly', 6: 'Half-yearly' }
    const choices = Object.entries(labels).map(([value, label]) => ({ value, label }))
    expect(outcome(question('one_of', { choices }), 3)).toBe('3')
    expect(outcome(question('one_of', { choices }), 2)).toBe('refused')
    expect(areNumbered(choices, 'en-US')).toBe(false)
  })

  test('whatever the choices are, a number names a value or label, or the choice of that place only', () => {
    const words = fc.constantFrom('Red', 'Green', 'Blue', '2 years', 'Two', 'No. 3', 'B1', '0.5', '2.0')
    const label = fc.oneof(fc.integer({ min: -3, max: 12 }).map(String), words)
    const labels = fc.uniqueArray(label, { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(labels, fc.integer({ min: 0, max: 12 }), fc.boolean(), (texts, number, asNumber) => {
        const result = outcome(question('one_of', { choices: named(...texts) }), asNumber ? number : String(number))
        if (typeof result !== 'string' || result === 'refused') return
        const isValue = texts.some((text) => Number(text) === number)
        if (isValue) expect(Number(result)).toBe(number)
        else expect(result).toBe(texts[number - 1])
        const mention = new RegExp(`(?<!\\d)${String(number)}(?!\\d)`)
        const mentioning = texts.filter((text) => text !== result && mention.test(text))
        if (!isValue) expect(mentioning).toEqual([])
      }),
      { seed: 12, numRuns: 2_000 },
    )
  })

  test('the readings, written as they are shown, are read as themselves', () => {
    const rooms = question('one_of', { choices: named('Studio', '1 bedroom', '2 bedrooms') })
    const { details } = refused(rooms, '2')
    const written = (details?.['written'] ?? []) as string[]
    expect(written.length).toBe(2)
    expect(written.map((one) => read(rooms, one))).toEqual(details?.['readings'])
  })

  test('nor where they are ordinals with the endings of the language', () => {
    const floors = named('Dritter Stock', 'Zweiter Stock', 'Erster Stock')
    expect(outcome(question('one_of', { choices: floors }), '3', 'de')).toEqual(['Dritter Stock', 'Erster Stock'])
  })

  test('an unclear answer is asked about by label, with the first reading for an example', () => {
    const choices = [
      { value: 's', label: 'Studio' },
      { value: 'one', label: '1 bedroom' },
      { value: 'two', label: '2 bedrooms' },
    ]
    expect(refused(question('one_of', { choices }), '2').details).toMatchObject({
      readings: ['one', 'two'],
      written: ['1 bedroom', '2 bedrooms'],
      example: '1 bedroom',
    })
  })

  test('numbers are not shown, nor asked for, where they do not choose', () => {
    const error = refused(question('one_of', { choices: numbers }), '2')
    expect(error.message).toContain('(1, 3, 6)')
    expect(error.message).toContain('one of the choices, by its name')
    expect(error.message).not.toContain('number')
    expect(areNumbered(numbers, 'en-US')).toBe(false)
    expect(areNumbered(named('1', '2', '3'), 'en-US')).toBe(true)
    expect(areNumbered(colours, 'en-US')).toBe(true)
    expect(exampleFor(question('some_of', { choices: numbers }), 'en-US')).toBe('1, 3')
    expect(read(question('some_of', { choices: numbers }), '1, 3')).toEqual(['1', '3'])
  })
})

test('whether choices can be numbered is found by looking at each a few times, however many there are', () => {
  let looks = 0
  const many = Array.from({ length: 500 }, (_, index) => ({
    value: `town-${String.fromCodePoint(97 + (index % 26))}${String.fromCodePoint(97 + Math.floor(index / 26))}`,
    get label() {
      looks++
      return `Town ${this.value.slice(5)}`
    },
  }))
  expect(areNumbered(many, 'en-US')).toBe(true)
  expect(looks).toBeLessThanOrEqual(10 * many.length)
})
