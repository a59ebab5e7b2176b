import { describe, expect, test } from 'vitest'
import { buildDocumentData } from '../../src/answers/document-data.ts'
import { printAnswer, printAnswers, showAnswer } from '../../src/answers/print.ts'
import { sampleAnswer } from '../../src/answers/example.ts'
import { emptyAnswers, writeAnswer, type AnswerSet } from '../../src/domain/interview/answers.ts'
import type { Questionnaire } from '../../src/domain/interview/questionnaire.ts'
import { ERASED, type AnswerValue } from '../../src/domain/questions/answer.ts'
import type { Format, Kind } from '../../src/domain/questions/question.ts'
import { question } from './given.ts'

const colours = [
  { value: 'r', label: 'Red' },
  { value: 'g', label: 'Green' },
  { value: 'b', label: 'Blue' },
]

describe('printed by locale', () => {
  test.each<[Kind, Format | undefined, string, string, string]>([
    ['date', undefined, '2026-11-21', 'en-US', 'November 21, 2026'],
    ['date', undefined, '2026-11-21', 'en-GB', '21 November 2026'],
    ['date', undefined, '2026-11-21', 'de', '21. November 2026'],
    ['date', 'short', '2026-11-21', 'de', '21.11.2026'],
    ['date', 'medium', '2026-11-21', 'en-GB', '21 Nov 2026'],
    ['date', 'full', '2026-11-21', 'en-US', 'Saturday, November 21, 2026'],
    ['date', 'iso', '2026-11-21', 'de', '2026-11-21'],
    ['date', undefined, '0999-01-02', 'en-US', 'January 2, 999'],
    ['date', undefined, '2026-11-21', 'th-TH-u-ca-buddhist', '21 พฤศจิกายน ค.ศ. 2026'],
    ['money', undefined, '1250', 'en-US', '1,250.00'],
    ['money', undefined, '1250.5', 'de', '1.250,50'],
    ['money', undefined, '-1250000.05', 'en-IN', '-12,50,000.05'],
    ['money', 'plain', '1250', 'de', '1250,00'],
    ['money', '0', '1250', 'en-US', '1,250'],
    ['money', '3', '1250.5', 'en-US', '1,250.500'],
    ['money', undefined, '123456789012345678901234567890.12', 'en-US', '123,456,789,012,345,678,901,234,567,890.12'],
    ['number', undefined, '1250.125', 'en-US', '1,250.125'],
    ['number', 'plain', '1250.125', 'de', '1250,125'],
    ['number', '2', '1250.125', 'en-US', '1,250.13'],
    ['integer', undefined, '12345', 'fr', '12\u202f345'],
    ['integer', 'plain', '2026', 'en-US', '2026'],
    ['phone', undefined, '+4930123456', 'de', '+49 30 123456'],
    ['phone', undefined, '112', 'de', '112'],
    ['phone', undefined, 'not a number', 'de', 'not a number'],
    ['one_of', undefined, 'g', 'en-US', 'Green'],
    ['text', undefined, 'a {{b}} <c>', 'en-US', 'a {{b}} <c>'],
    ['email', undefined, 'a@b.de', 'en-US', 'a@b.de'],
    ['long_text', undefined, 'a\n**b**', 'en-US', 'a\n**b**'],
    ['date', undefined, '2026-11-21', 'not a locale!', 'November 21, 2026'],
  ])('%s, format %s: %s in %s is %s', (kind, format, value, locale, printed) => {
    expect(printAnswer(question(kind, { format, choices: colours }), value, locale)).toBe(printed)
  })

  test('the day does not depend on where this runs', () => {
    const zone = process.env['TZ']
    try {
      for (const one of ['Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
        process.env['TZ'] = one
        expect(printAnswer(question('date'), '2026-11-21', 'en-US')).toBe('November 21, 2026')
      }
    } finally {
      process.env['TZ'] = zone
    }
  })

  test('choices are joined as the language does', () => {
    const some = question('some_of', { choices: colours })
    expect(printAnswer(some, ['r', 'g', 'b'], 'en-GB')).toBe('Red, Green and Blue')
    expect(printAnswer(some, ['r', 'b'], 'de')).toBe('Red und Blue')
    expect(printAnswer(some, [], 'de')).toBe('')
  })

  test('what is more than text', () => {
    expect(printAnswer(question('yes_no'), true, 'de')).toEqual({ yes: true, text: 'Ja' })
    expect(printAnswer(question('link'), 'https://x.y/', 'de')).toEqual({ href: 'https://x.y/', text: 'https://x.y/' })
    expect(printAnswer(question('link'), 'mailto:a@b.de', 'de')).toEqual({ href: 'mailto:a@b.de', text: 'a@b.de' })
    expect(printAnswer(question('long_text', { format: 'markdown' }), '**a**', 'de')).toEqual({ markdown: '**a**' })
    expect(printAnswer(question('image'), sampleAnswer(question('image'), 'en'), 'de')).toMatchObject({
      media_type: 'image/png',
      image: expect.any(Uint8Array) as unknown,
    })
  })

  test('lists are contexts, in which every field is there', () => {
    const list = question('list', {
      fields: [
        question('date', { name: '.' }),
        question('yes_no', { name: 'gift' }),
        question('money', { name: '__proto__' }),
      ],
    })
    const [item] = printAnswer(list, [{ '.': '2026-11-21' }], 'en-US') as { readonly [name: string]: unknown }[]
    expect(Object.entries(item ?? {})).toEqual([
      ['.', 'November 21, 2026'],
      ['gift', { yes: false, text: '' }],
      ['__proto__', ''],
    ])
  })

  test('all answers make one context, what is not answered printed as nothing', () => {
    const questions = [
      question('text', { name: 'a' }),
      question('list', { name: 'b', fields: [] }),
      question('yes_no', { name: 'c' }),
      question('image', { name: 'd' }),
    ]
    expect(printAnswers(questions, { a: 'x', other: 'y' }, 'en')).toEqual({
      a: 'x',
      b: [],
      c: { yes: false, text: '' },
      d: '',
    })
  })
})

test.each<[Kind, AnswerValue, string]>([
  ['text', 'a\n b', 'a b'],
  ['date', '2026-11-21', '21. November 2026'],
  ['money', '1250', '1.250,00'],
  ['yes_no', false, 'Nein'],
  ['one_of', 'r', 'Red'],
  ['some_of', ['r', 'g'], 'Red und Green'],
  ['some_of', [], '–'],
  ['list', [{}, {}, {}], '3 items'],
  ['list', [{}], '1 item'],
  ['list', [], '0 items'],
  ['list', ['Ann', 'Bob'], '2 items'],
  ['link', 'https://x.y/', 'https://x.y/'],
  ['phone', '+4930123456', '+49 30 123456'],
  ['image', { media_type: 'image/png', data: 'A'.repeat(16 * 1024) }, 'PNG, 12 KB'],
  ['image', { media_type: 'image/jpeg', data: 'A'.repeat(4 * 1024 * 1024) }, 'JPEG, 3 MB'],
])('%s is shown (%#)', (kind, value, shown) => {
  expect(showAnswer(question(kind, { choices: colours }), value, 'de')).toBe(shown)
})

test('long text is cut short between characters', () => {
  const shown = showAnswer(question('long_text'), '🙂'.repeat(1_000), 'en')
  expect(Array.from(shown)).toHaveLength(120)
  expect(shown.endsWith('🙂…')).toBe(true)
  expect(showAnswer(question('text'), 'x'.repeat(120), 'en')).toBe('x'.repeat(120))
})

describe('the data of a document', () => {
  const form: Questionnaire = {
    questions: [
      question('text', { name: 'party', required: false }),
      question('some_of', { name: 'colours', choices: colours }),
      question('list', {
        name: 'items',
        fields: [
          question('text', { name: 'what', required: false }),
          question('list', { name: 'parts', fields: [question('text', { name: '.' })] }),
        ],
      }),
    ],
  }
  const SOURCE = { revision: 1, actor: 'key:ada', at: '2026-11-21T10:00:00.000Z' }
  const built = (write: (answers: AnswerSet) => void) => {
    const answers = emptyAnswers()
    writeAnswer(answers, 'colours', ['r', 'g'], SOURCE)
    write(answers)
    return buildDocumentData(form, answers, 'en-US')
  }

  test('print skipped answers like missing ones, in the items of lists too', () => {
    const data = built((answers) => {
      writeAnswer(answers, 'party', undefined, SOURCE)
      writeAnswer(answers, 'items', [{ what: 'Desk', parts: [{ '.': 'leg' }] }, { parts: [] }], SOURCE)
      writeAnswer(answers, 'items.2.what', undefined, SOURCE)
    })
    expect(data).toEqual({
      ok: true,
      value: {
        party: '',
        colours: 'Red and Green',
        items: [
          { what: 'Desk', parts: [{ '.': 'leg' }] },
          { what: '', parts: [] },
        ],
      },
    })
  })

  test.each<[string, (answers: AnswerSet) => void]>([
    ['at the top', (answers) => writeAnswer(answers, 'party', ERASED, SOURCE)],
    ['in one item of several', (answers) => writeAnswer(answers, 'items.2.what', ERASED, SOURCE)],
    ['in a list inside', (answers) => writeAnswer(answers, 'items.1.parts.1', ERASED, SOURCE)],
  ])('are refused where an answer was erased: %s', (_, erase) => {
    const data = built((answers) => {
      writeAnswer(answers, 'items', [{ what: 'Desk', parts: [{ '.': 'leg' }] }, { what: 'Lamp' }], SOURCE)
      erase(answers)
    })
    expect(data).toMatchObject({
      ok: false,
      error: {
        code: 'unprocessable',
        message: 'Answers to this document were erased: it can no longer be made.',
        details: { reason: 'erased' },
      },
    })
  })
})
