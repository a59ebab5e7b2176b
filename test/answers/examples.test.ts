import { expect, test } from 'vitest'
import { exampleFor, sampleAnswer, sampleAnswers } from '../../src/answers/example.ts'
import { printAnswers } from '../../src/answers/print.ts'
import { KINDS, type Question } from '../../src/domain/questions/question.ts'
import { question, read } from './given.ts'

const LOCALES = [
  'en-US',
  'en',
  'en-GB',
  'en-CA',
  'en-IN',
  'de',
  'de-AT',
  'de-CH',
  'fr',
  'fr-CA',
  'es',
  'es-MX',
  'it',
  'nl',
  'pt-BR',
  'sv',
  'pl',
  'ja',
  'zh-CN',
  'ko',
  'ar-EG',
  'fa',
  'hi',
  'th',
  'ru',
  'uk',
  'fi',
  'id',
  'vi',
  'tr',
  'da',
  'nb',
  'cs',
  'he',
  'xx',
  'not a locale!',
]
const everyKind: Question[] = KINDS.map((kind) =>
  question(kind, {
    name: kind,
    label: `A ${kind}`,
    ...(kind === 'one_of' || kind === 'some_of'
      ? {
          choices: [
            { value: 'a', label: 'Apples' },
            { value: 'p', label: 'Pears' },
            { value: 'n', label: 'Nuts' },
          ],
        }
      : {}),
    ...(kind === 'list' ? { fields: [question('text', { name: 'desc' }), question('money', { name: 'price' })] } : {}),
  }),
)

test.each(LOCALES)('%s: a sample of every kind is an answer, and so is each example as it is shown', (locale) => {
  for (const one of everyKind) {
    const sample = sampleAnswer(one, locale)
    expect(read(one, sample, locale)).toEqual(sample)
    const example = exampleFor(one, locale)
    if (['text', 'long_text', 'image', 'list'].includes(one.kind)) expect(example).toBe('')
    else expect(read(one, example, locale)).toEqual(sample)
  }
})

test('samples keep to the question: default, limits, choices', () => {
  const sample = (kind: Question['kind'], more: Partial<Question>) => sampleAnswer(question(kind, more), 'en-US')
  expect(sample('text', { default: 'Berlin' })).toBe('Berlin')
  expect(sample('text', { label: 'Tenant name' })).toBe('«Tenant name»')
  expect(sample('integer', { limits: { max: '5' } })).toBe('5')
  expect(sample('money', { limits: { min: '2000' } })).toBe('2000')
  expect(sample('date', { limits: { max: '2020-01-01' } })).toBe('2020-01-01')
  for (const [kind, limits] of [
    ['text', { max_length: 3 }],
    ['text', { min_length: 40 }],
    ['long_text', { min_length: 100 }],
    ['list', { min_items: 3 }],
    ['list', { max_items: 1 }],
  ] as const) {
    const limited = question(kind, {
      limits,
      ...(kind === 'list' ? { fields: [question('text', { name: '.' })] } : {}),
    })
    expect(read(limited, sampleAnswer(limited, 'en-US'))).toEqual(sampleAnswer(limited, 'en-US'))
  }
})

test('samples of all questions print: the ground of a dry run', () => {
  const printed = printAnswers(everyKind, sampleAnswers(everyKind), 'en-US')
  expect(printed).toMatchObject({
    text: '«A text»',
    number: '12.5',
    money: '1,250.00',
    date: 'November 21, 2026',
    yes_no: { yes: true, text: 'Yes' },
    one_of: 'Apples',
    some_of: 'Apples and Pears',
    list: [
      { desc: '«Answer»', price: '1,250.00' },
      { desc: '«Answer»', price: '1,250.00' },
    ],
  })
})
