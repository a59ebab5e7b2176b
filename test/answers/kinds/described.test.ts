/** What each kind is called, what it accepts, its JSON Schema, its samples and examples. */
import { describe, expect, test } from 'vitest'
import { ANSWER_KINDS } from '../../../src/answers/answer-kinds.ts'
import { exampleFor, sampleAnswer } from '../../../src/answers/example.ts'
import { printAnswers } from '../../../src/answers/print.ts'
import type { Kind, Limits, Question } from '../../../src/domain/questions/question.ts'
import { question } from '../given.ts'

const choices = ['Red', 'Green', 'Blue'].map((label) => ({ value: label.slice(0, 1), label }))
const ofKind = (kind: Kind, more: Partial<Question> = {}): Question =>
  question(kind, {
    ...(kind === 'one_of' || kind === 'some_of' ? { choices } : {}),
    ...(kind === 'list' ? { fields: [question('text', { name: '.' })] } : {}),
    ...more,
  })
const ALL: Limits = { min: '1', max: '9.5', min_length: 2, max_length: 5, min_items: 1, max_items: 2 }
const COLOURS = { oneOf: choices.map(({ value, label }) => ({ const: value, title: label })) }
const DECIMAL = { type: ['string', 'number'], pattern: '^-?[0-9]+([.][0-9]+)?$' }
const WHOLE = { type: ['string', 'integer'], pattern: '^-?[0-9]+$' }
const PHONE = '^([+][0-9]{5,15}(;ext=[0-9]{1,11})?|[0-9]{3,6})$'
const ITEM = { type: 'object' }

test.each<[Kind, string, string, object, object]>([
  [
    'text',
    'Text',
    'one line of text',
    { type: 'string', minLength: 1, pattern: '^[^\\r\\n]*$' },
    { type: 'string', minLength: 2, maxLength: 5, pattern: '^[^\\r\\n]*$' },
  ],
  [
    'long_text',
    'Long text',
    'text, of several lines if you like',
    { type: 'string', minLength: 1 },
    { type: 'string', minLength: 2, maxLength: 5 },
  ],
  ['number', 'Number', 'a number', DECIMAL, { ...DECIMAL, minimum: 1, maximum: 9.5 }],
  ['integer', 'Whole number', 'a whole number', WHOLE, { ...WHOLE, minimum: 1, maximum: 9.5 }],
  ['money', 'Money', 'an amount of money', DECIMAL, { ...DECIMAL, minimum: 1, maximum: 9.5 }],
  ['date', 'Date', 'a date', { type: 'string', format: 'date' }, { type: 'string', format: 'date' }],
  ['yes_no', 'Yes or no', 'yes or no', { type: 'boolean' }, { type: 'boolean' }],
  ['one_of', 'One of', 'one of the choices, by its name', COLOURS, COLOURS],
  [
    'some_of',
    'Some of',
    'any of the choices, by name, with commas between them',
    { type: 'array', uniqueItems: true, items: COLOURS },
    { type: 'array', uniqueItems: true, minItems: 1, maxItems: 2, items: COLOURS },
  ],
  [
    'email',
    'E-mail',
    'an e-mail address',
    { type: 'string', format: 'idn-email' },
    { type: 'string', format: 'idn-email' },
  ],
  ['link', 'Link', 'a web or e-mail address', { type: 'string', format: 'uri' }, { type: 'string', format: 'uri' }],
  ['phone', 'Phone', 'a telephone number', { type: 'string', pattern: PHONE }, { type: 'string', pattern: PHONE }],
  [
    'list',
    'List',
    'a list of items',
    { type: 'array', items: ITEM },
    { type: 'array', minItems: 1, maxItems: 2, items: ITEM },
  ],
])('%s', (kind, name, accepts, schema, limited) => {
  const of = ANSWER_KINDS[kind]
  expect({ name: of.name, accepts: of.accepts }).toEqual({ name, accepts })
  expect(of.schema(ofKind(kind), () => ITEM)).toEqual(schema)
  expect(of.schema(ofKind(kind, { limits: ALL }), () => ITEM)).toEqual(limited)
})

test('a text that may be left out may be empty', () => {
  expect(ANSWER_KINDS.text.schema(ofKind('text', { required: false }), () => ITEM)).not.toHaveProperty('minLength')
})

test('a picture', () => {
  const media_type = { enum: ['image/png', 'image/jpeg'] }
  const text = { type: 'string' }
  const whole = { type: 'integer' }
  expect(ANSWER_KINDS.image).toMatchObject({ name: 'Picture', accepts: 'a PNG or JPEG picture' })
  expect(ANSWER_KINDS.image.schema(ofKind('image'), () => ITEM)).toEqual({
    anyOf: [
      {
        type: 'object',
        properties: { media_type, data: { type: 'string', contentEncoding: 'base64' }, file_name: text },
        required: ['media_type', 'data'],
        additionalProperties: false,
      },
      {
        type: 'object',
        properties: {
          media_type,
          size: whole,
          width: whole,
          height: whole,
          sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
          file_name: text,
          address: text,
        },
        required: ['address'],
        additionalProperties: false,
      },
    ],
  })
})

describe('an example', () => {
  test.each<[Question, string, string]>([
    [ofKind('phone'), 'en-US', '(202) 555-0123'],
    [ofKind('phone'), 'en-CA', '(613) 555-0123'],
    [ofKind('phone'), 'en-GB', '020 7946 0123'],
    [ofKind('phone'), 'de-DE', '030 23125123'],
    [ofKind('phone'), 'fr-FR', '01 99 00 12 34'],
    [ofKind('phone'), 'en-AU', '(02) 5550 1234'],
    [ofKind('phone'), 'ja-JP', '+44 20 7946 0123'],
    [ofKind('phone', { default: '+4930123456' }), 'de-DE', '+4930123456'],
    [ofKind('some_of'), 'en-US', '1, 2'],
    [ofKind('some_of', { choices: choices.slice(0, 1) }), 'en-US', '1'],
    [ofKind('some_of', { choices: [] }), 'en-US', ''],
    [ofKind('some_of', { choices: [{ value: '2', label: 'Two' }, ...choices] }), 'en-US', 'Two, Red'],
    [ofKind('some_of', { choices: [{ value: '2', label: 'Two, or more' }, ...choices] }), 'en-US', 'Two, or more'],
    [ofKind('one_of'), 'en-US', 'Red'],
    [ofKind('one_of', { choices: [] }), 'en-US', ''],
    [ofKind('one_of', { default: 'G' }), 'en-US', 'Green'],
    [ofKind('money'), 'de-DE', '1.250,00'],
    [ofKind('money'), 'ja-JP', '1,250'],
    [ofKind('number'), 'de-DE', '12,5'],
    [ofKind('integer'), 'de-DE', '12'],
    [ofKind('yes_no'), 'de-DE', 'ja'],
    [ofKind('yes_no', { default: false as never }), 'de-DE', 'nein'],
    [ofKind('email'), 'de-DE', 'jane.doe@example.com'],
    [ofKind('text'), 'de-DE', ''],
    [ofKind('long_text'), 'de-DE', ''],
    [ofKind('list'), 'de-DE', ''],
    [ofKind('image'), 'de-DE', ''],
  ])('%j in %s is %s', (one, locale, example) => expect(exampleFor(one, locale)).toBe(example))
})

describe('a sample', () => {
  test.each<[Kind, Limits, unknown]>([
    ['number', { min: '20' }, '20'],
    ['number', { max: '5.5' }, '5.5'],
    ['number', { min: '12.5', max: '12.5' }, '12.5'],
    ['integer', { min: '20' }, '20'],
    ['money', { max: '9.99' }, '9.99'],
    ['date', { min: '2026-11-22' }, '2026-11-22'],
    ['date', { min: '2026-11-20', max: '2026-11-22' }, '2026-11-21'],
    ['date', { max: '2026-11-20' }, '2026-11-20'],
    ['text', { max_length: 3 }, '«An'],
    ['text', { min_length: 10 }, '«Answer»··'],
    ['long_text', { max_length: 10 }, '«Answer»\n«'],
    ['some_of', {}, ['R', 'G']],
    ['some_of', { min_items: 3 }, ['R', 'G', 'B']],
    ['some_of', { max_items: 1 }, ['R']],
    ['list', {}, [{ '.': '«Answer»' }, { '.': '«Answer»' }]],
    ['list', { max_items: 1 }, [{ '.': '«Answer»' }]],
    ['list', { min_items: 3 }, [{ '.': '«Answer»' }, { '.': '«Answer»' }, { '.': '«Answer»' }]],
  ])('of %s within %j is %j', (kind, limits, sample) => {
    expect(sampleAnswer(ofKind(kind, { limits }), 'en-US')).toEqual(sample)
  })
  test('of formatted text shows its form, and of an address leads somewhere', () => {
    expect(sampleAnswer(ofKind('long_text', { format: 'markdown' }), 'en-US')).toBe('**«Answer»**\n\n- «Answer»')
    expect(sampleAnswer(ofKind('link'), 'en-US')).toBe('https://example.com/')
    expect(sampleAnswer(ofKind('yes_no'), 'en-US')).toBe(true)
  })
})

test('a question may bear the name of what every object has', () => {
  const names = ['constructor', 'toString', 'hasOwnProperty', '__proto__']
  const printed = printAnswers(
    names.map((name) => question('yes_no', { name })),
    {},
    'en-US',
  )
  expect(Object.values(printed)).toEqual(names.map(() => ({ yes: false, text: '' })))
})
