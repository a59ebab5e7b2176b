/** Answers that came out wrong once, each for its kind: the right value, the readings that are asked, or a refusal. */
import { describe, expect, test } from 'vitest'
import { printAnswer } from '../../src/answers/print.ts'
import { exampleFor } from '../../src/answers/example.ts'
import { readAnswer } from '../../src/answers/read.ts'
import type { AnswerForm } from '../../src/domain/questions/answer.ts'
import type { Kind, Question } from '../../src/domain/questions/question.ts'
import { context, outcome, question } from './given.ts'

/** Monday 30 November 2026. */
const NOW = '2026-11-30T09:00:00Z'
const on = (kind: Kind | Question, raw: unknown, locale: string) => outcome(kind, raw, locale, NOW)

function inForm(kind: Kind | Question, raw: unknown, locale: string, form?: AnswerForm): unknown {
  const one = typeof kind === 'string' ? question(kind) : kind
  const read = readAnswer(one, raw, { ...context(locale), form })
  return read.ok ? read.value : (read.error.details?.['readings'] ?? 'refused')
}

describe('vague words give no day', () => {
  test.each([
    ['en-US', 'in several weeks'],
    ['en-US', 'in a few days'],
    ['en-US', '10 days after'],
    ['en-US', 'within 30 days'],
    ['en-US', 'next week'],
    ['en-US', 'this weekend'],
    ['en-US', 'next month'],
    ['en-US', 'in a couple of months'],
    ['en-US', 'soon'],
    ['de-DE', 'in einigen Wochen'],
    ['de-DE', 'in ein paar Tagen'],
    ['de-DE', 'innerhalb von 30 Tagen'],
    ['de-DE', 'nächste Woche'],
    ['de-DE', 'am Wochenende'],
    ['fr-FR', 'dans quelques jours'],
    ['fr-FR', 'la semaine prochaine'],
    ['fr-FR', 'ce week-end'],
    ['es-ES', 'en unos días'],
    ['es-ES', 'la próxima semana'],
    ['it-IT', 'tra qualche giorno'],
    ['it-IT', 'la prossima settimana'],
    ['pt-BR', 'em alguns dias'],
    ['pt-BR', 'semana que vem'],
    ['nl-NL', 'over een paar weken'],
    ['nl-NL', 'volgende week'],
    ['sv-SE', 'om några dagar'],
    ['ja-JP', '来週'],
    ['ja-JP', '数日後'],
    ['zh-CN', '下周'],
    ['zh-CN', '几天后'],
    ['ru-RU', 'через несколько дней'],
    ['ru-RU', 'на следующей неделе'],
  ])('%s: %s', (locale, raw) => expect(on('date', raw, locale)).toBe('refused'))
})

describe('calendars of the region', () => {
  test.each([
    ['th-TH', '21/11/2569', '2026-11-21'],
    ['th-TH', '21/11/2026', '2026-11-21'],
    ['th-TH', '21 พฤศจิกายน 2569', '2026-11-21'],
    ['th-TH', '21 พ.ย. 2569', '2026-11-21'],
    ['th-TH', '๒๑/๑๑/๒๕๖๙', '2026-11-21'],
    ['th-TH', '21/11/69', ['1969-11-21', '2026-11-21']],
    ['fa-IR', '۱۴۰۵/۰۸/۳۰', '2026-11-21'],
    ['fa-IR', '۳۰ آبان ۱۴۰۵', '2026-11-21'],
    ['fa-IR', '2026/11/21', '2026-11-21'],
    ['fa-AF', '1405/8/30', '2026-11-21'],
    ['zh-TW', '115/11/21', '2026-11-21'],
    ['zh-TW', '民國115年11月21日', '2026-11-21'],
    ['zh-TW', '115年11月21日', '2026-11-21'],
    ['ar-SA', '١١ جمادى الآخرة ١٤٤٨', '2026-11-21'],
    ['ja-JP', '令和8年11月21日', '2026-11-21'],
    ['ja-JP', '昭和60年3月5日', '1985-03-05'],
    ['ar-SA', '1448/6/11', '2026-11-21'],
    ['am-ET', '12/3/2019', ['2019-03-12', '2026-11-21']],
    ['en-US', '11/21/2569', ['2569-11-21']],
    ['en-US', '1/1/0001', ['0001-01-01']],
  ] as const)('%s: %s', (locale, raw, value) => expect(on('date', raw, locale)).toEqual(value))

  test('a date as data is taken, and asked where people there write such years otherwise', () => {
    expect(inForm('date', '2569-11-21', 'en-US')).toBe('2569-11-21')
    expect(inForm('date', '2569-11-21', 'th-TH')).toEqual(['2569-11-21', '2026-11-21'])
    expect(inForm('date', '2569-11-21', 'th-TH', 'wire')).toBe('2569-11-21')
  })
})

describe('data and words', () => {
  test.each([
    ['0.125', 'de-DE', '0.125', '0.125', '0.125'],
    ['1250.00', 'de-DE', '1250', '1250', '1250'],
    ['1.250', 'de-DE', '1250', '1.25', '1250'],
    ['1.125', 'de-DE', ['1.125', '1125'], '1.125', '1125'],
    ['-1.125', 'es-ES', ['-1.125', '-1125'], '-1.125', '-1125'],
    ['1250.5', 'fr-FR', '1250.5', '1250.5', '1250.5'],
    ['0,125', 'de-DE', '0.125', 'refused', '0.125'],
  ] as const)('%s in %s', (raw, locale, either, wire, words) => {
    expect(inForm('number', raw, locale)).toEqual(either)
    expect(inForm('number', raw, locale, 'wire')).toEqual(wire)
    expect(inForm('number', raw, locale, 'words')).toEqual(words)
  })

  test('a text that is the value of one choice and the label of another is asked of people', () => {
    const one = question('one_of', {
      choices: [
        { value: 'a', label: 'b' },
        { value: 'b', label: 'a' },
      ],
    })
    expect(inForm(one, 'b', 'en-US', 'words')).toEqual(['a', 'b'])
    expect(inForm(one, 'b', 'en-US', 'wire')).toBe('b')
    expect(inForm(one, 'b', 'en-US')).toBe('b')
  })
})

describe('what is most likely a slip is asked', () => {
  test.each([
    ['integer', 'quantity', '-3', ['-3']],
    ['integer', 'quantity', -3, ['-3']],
    ['money', 'rent', '-5', ['-5']],
    ['money', 'kaltmiete', '-5', ['-5']],
    ['money', 'balance', '-5', '-5'],
    ['number', 'temperature', '-5', '-5'],
    ['date', 'birth_date', '1/1/0001', ['0001-01-01']],
    ['date', 'birth_date', '0001-01-01', ['0001-01-01']],
    ['date', 'birth_date', '5/6/2087', ['2087-05-06']],
    ['date', 'birth_date', '5/6/1987', '1987-05-06'],
    ['date', 'start_date', '5/6/2087', '2087-05-06'],
    ['number', 'interest_rate', '5%', '5'],
    ['number', 'interest_rate', '0.5%', '0.5'],
    ['number', 'interest_rate', '5', '5'],
    ['number', 'interest_rate', '0.05', ['0.05', '5']],
    ['number', 'zinssatz', '٪5', '5'],
    ['number', 'exchange_rate', '0.92', '0.92'],
    ['number', 'share', '5%', ['5', '0.05']],
  ] as const)('%s %s: %s', (kind, name, raw, value) => {
    expect(on(question(kind, { name, label: name }), raw, 'en-US')).toEqual(value)
  })

  test('the author’s limits settle it, and so does data', () => {
    const limited = question('integer', { name: 'quantity', label: 'Quantity', limits: { min: '-10' } })
    expect(on(limited, '-3', 'en-US')).toBe('-3')
    expect(inForm(question('integer', { name: 'quantity', label: 'Quantity' }), '-3', 'en-US', 'wire')).toBe('-3')
    expect(inForm(question('number', { name: 'rate', label: 'Rate' }), '0.05', 'en-US', 'wire')).toBe('0.05')
  })
})

describe('yes and no', () => {
  test.each([
    ['tr-TR', 'HAYIR', false],
    ['tr-TR', 'EVET', true],
    ['ja-JP', 'はい。', true],
    ['ja-JP', 'はい、お願いします', true],
    ['de-DE', 'Ja, gerne', true],
    ['de-DE', 'natürlich', true],
    ['de-DE', 'Nein danke', false],
    ['en-US', 'No thanks', false],
    ['en-US', 'Yes, please!', true],
    ['fr-FR', 'bien sûr', true],
    ['fr-FR', 'Oui, merci', true],
    ['fr-FR', 'D’accord', true],
    ['he', 'כן', true],
    ['el-GR', 'ΝΑΙ', true],
    ['el-GR', 'Όχι', false],
    ['hu-HU', 'Igen', true],
    ['hu-HU', 'nem', false],
    ['ro-RO', 'Nu', false],
    ['bg-BG', 'да', true],
    ['hi-IN', 'नहीं', false],
    ['sk-SK', 'Áno', true],
    ['th-TH', 'ไม่ใช่', false],
    ['vi-VN', 'Không', false],
    ['id-ID', 'tidak', false],
    ['hr-HR', 'Ne', false],
    ['sr-RS', 'Да', true],
    ['sr-Latn-RS', 'da', true],
    ['en-US', 'ha', 'refused'],
    ['en-US', 'thanks', 'refused'],
    ['en-US', 'yes and no', 'refused'],
  ] as const)('%s: %s', (locale, raw, value) => expect(on('yes_no', raw, locale)).toBe(value))

  test('the example is in the language', () => {
    expect(['en-US', 'de-DE', 'tr-TR', 'ja-JP', 'el-GR'].map((one) => exampleFor(question('yes_no'), one))).toEqual([
      'yes',
      'ja',
      'evet',
      'はい',
      'ναι',
    ])
  })
})

test.each([
  ['jane@müller.de', 'jane@müller.de'],
  ['jürgen@müller.de', 'jürgen@müller.de'],
  ['用户@例子.中国', '用户@例子.中国'],
  ['Jane Doe <jane@example.com>', 'jane@example.com'],
  ['"Doe, Jane" <jane@example.com>', 'jane@example.com'],
  ['jane@example.com\u200B', 'jane@example.com'],
  ['a@b', 'refused'],
  ['.jane@example.com', 'refused'],
  ['jane.@example.com', 'refused'],
  ['ja..ne@example.com', 'refused'],
  ['jane@exa_mple.com', 'refused'],
  ['jane@example.com, bob@example.com', 'refused'],
])('e-mail %s', (raw, value) => expect(on('email', raw, 'en-US')).toBe(value))

test.each([
  ['en-US', '415.555.2671 x123', '+14155552671;ext=123'],
  ['en-US', '(415) 555-2671 ext. 12', '+14155552671;ext=12'],
  ['en-US', '+14155552671;ext=123', '+14155552671;ext=123'],
  ['en-US', '1-800-FLOWERS', ['+18003569377']],
  ['en-US', '1-800-GOT-BACK', ['+18004682225']],
  ['en-US', '911', ['911']],
  ['de-DE', '110', ['110']],
  ['en-US', '030 1234567', '+49301234567'],
  ['en-US', 'call me', 'refused'],
  ['en-US', '12', 'refused'],
] as const)('telephone in %s, from Berlin: %s', (locale, raw, value) => {
  expect(on('phone', raw, locale)).toEqual(value)
})

test('telephone numbers print as the question says', () => {
  const one = question('phone')
  expect(printAnswer(one, '+14155552671;ext=123', 'en-US')).toBe('+1 415 555 2671 ext. 123')
  expect(printAnswer({ ...one, format: 'national' }, '+4930123456', 'de-DE')).toBe('030 123456')
  expect(printAnswer(one, '110', 'de-DE')).toBe('110')
})

test('links print in their own script, and an e-mail address for a website is asked', () => {
  expect(printAnswer(question('link'), 'https://xn--mller-kva.de/a', 'de-DE')).toEqual({
    href: 'https://xn--mller-kva.de/a',
    text: 'https://müller.de/a',
  })
  expect(on('link', 'jane@example.com', 'en-US')).toBe('mailto:jane@example.com')
  expect(on(question('link', { name: 'company_website', label: 'Website' }), 'jane@example.com', 'en-US')).toEqual([
    'mailto:jane@example.com',
  ])
})

test.each([
  ['de-DE', 'zum 31.12.2026', '2026-12-31'],
  ['de-DE', 'ab dem 5. Juni 2027', '2027-06-05'],
  ['de-DE', '5.6.', ['2026-06-05', '2027-06-05']],
  ['de-DE', '5.6', ['2026-06-05', '2027-06-05']],
  ['en-GB', '5/6', ['2026-06-05', '2027-06-05']],
  ['en-US', '5/6', ['2026-05-06', '2027-05-06']],
  ['en-US', 'as of May 6, 2027', '2027-05-06'],
  ['fr-FR', 'à compter du 5 juin 2027', '2027-06-05'],
  ['fi-FI', 'alkaen 5.6.2027', '2027-06-05'],
  ['pl-PL', 'od 5.6.2027', '2027-06-05'],
  ['da-DK', 'fra den 5. juni 2027', '2027-06-05'],
  ['fr-FR', 'après-demain', '2026-12-02'],
  ['fr-FR', 'aujourd’hui', '2026-11-30'],
  ['fr-FR', 'AUJOURD’HUI', '2026-11-30'],
  ['es-ES', 'pasado mañana', '2026-12-02'],
  ['es-ES', 'fin de mes', '2026-11-30'],
  ['de-DE', 'Monatsende', '2026-11-30'],
  ['de-DE', 'Ende nächsten Monats', '2026-12-31'],
  ['ja-JP', '明後日', '2026-12-02'],
  ['ja-JP', '来月末', '2026-12-31'],
  ['da-DK', '21. november 2026', '2026-11-21'],
  ['nb-NO', '21. november 2026', '2026-11-21'],
  ['ko-KR', '2026년 6월 5일', '2026-06-05'],
  ['hu-HU', '2026. június 5.', '2026-06-05'],
  ['lt-LT', '2026 m. birželio 5 d.', '2026-06-05'],
  ['en-US', '2026-11-21T00:00:00Z', '2026-11-21'],
  ['en-US', '2026-11-20T23:00:00.000Z', '2026-11-21'],
  ['en-US', '2026-11-21T14:30:00Z', 'refused'],
] as const)('date in %s: %s', (locale, raw, value) => expect(on('date', raw, locale)).toEqual(value))

test.each([
  ['ja-JP', '80,000円', '80000'],
  ['en-US', '(1,250.00)', '-1250'],
  ['en-US', '($1,250.00)', '-1250'],
  ['fr-FR', '850 € TTC', ['850']],
  ['en-GB', '£500 per month', ['500']],
  ['de-DE', '850 € monatlich', ['850']],
  ['de-DE', '1.250,00 € brutto', ['1250']],
  ['en-US', '12 bananas', 'refused'],
] as const)('money in %s: %s', (locale, raw, value) => expect(on('money', raw, locale)).toEqual(value))

test('what the question itself says is not asked', () => {
  expect(on(question('money', { name: 'monthly_rent', label: 'Rent per month' }), '£500 per month', 'en-GB')).toBe(
    '500',
  )
  expect(on(question('money', { name: 'prix_ttc', label: 'Prix TTC' }), '850 € TTC', 'fr-FR')).toBe('850')
})

test('amounts print without decimals where the currency has none', () => {
  expect(printAnswer(question('money'), '80000', 'ja-JP')).toBe('80,000')
  expect(printAnswer(question('money'), '80000.5', 'ja-JP')).toBe('80,000.50')
})

test('the line break of Word is one, and what nobody can see is no answer', () => {
  expect(on('long_text', 'a\u000Bb', 'en-US')).toBe('a\nb')
  expect(on('text', 'Ada\u000B', 'en-US')).toBe('Ada')
  for (const raw of ['\u200B', '\u00AD', '\u2060 \u200B', '\u3164', '\uFEFF']) {
    expect(on('text', raw, 'en-US')).toBe('refused')
    expect(on('long_text', raw, 'en-US')).toBe('refused')
  }
  expect(on('text', '👨‍👩‍👧', 'en-US')).toBe('👨‍👩‍👧')
  expect(on('number', '12\u000B', 'en-US')).toBe('12')
})
