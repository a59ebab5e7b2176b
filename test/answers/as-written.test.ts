/** Words that stand as they are: taken where the kind is a guess, refused where the author set it. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { carryAnswerIn } from '../../src/answers/carry-answer.ts'
import { printAnswer, printAnswers, showAnswer } from '../../src/answers/print.ts'
import { readAnswer } from '../../src/answers/read.ts'
import { readingsOf } from '../../src/answers/refusal.ts'
import { isAsWritten, type AnswerValue } from '../../src/domain/questions/answer.ts'
import { takesWords } from '../../src/domain/questions/kind-rules.ts'
import { KINDS, type Kind, type Question } from '../../src/domain/questions/question.ts'
import { context, question, read, readings, refused } from './given.ts'

const GUESSABLE = KINDS.filter(takesWords)
const guess = (kind: Kind, more: Partial<Question> = {}) => question(kind, { guessed: true, ...more })
const strict = (kind: Kind): Question =>
  question(kind, {
    ...(kind === 'one_of' || kind === 'some_of' ? { choices: [{ value: 'a', label: 'A' }] } : {}),
    ...(kind === 'list' ? { fields: [question('text', { name: 'x' })] } : {}),
  })
const WORDS = { as_written: 'upon receipt' }
/** Words that are no answer of the kind. */
const SAID: Readonly<Partial<Record<Kind, string>>> = { text: 'upon receipt\nof the goods' }
const saidTo = (kind: Kind): string => SAID[kind] ?? WORDS.as_written

test('every kind that a name can suggest takes words, and no other', () => {
  expect(GUESSABLE).toEqual(['text', 'number', 'integer', 'money', 'date', 'yes_no', 'email', 'link', 'phone'])
})

describe.each(GUESSABLE)('a guessed %s', (kind) => {
  test('refuses other words as before, and offers them as they are', () => {
    const said = `  ${saidTo(kind)} `
    const error = refused(guess(kind), said)
    const before = refused(kind, said)
    expect(error.code).toBe('invalid_answer')
    expect(error.message).toBe(`${before.message} Or let it stand as you wrote it.`)
    expect(error.details).toMatchObject({
      accepted: before.details?.['accepted'],
      example: before.details?.['example'],
    })
    expect(readingsOf(error.details)).toEqual([{ wire: { as_written: saidTo(kind) }, shown: saidTo(kind) }])
  })

  test('takes them in any form, trimmed, and as they were got', () => {
    for (const form of ['wire', 'words', undefined] as const) {
      const given = { as_written: ` ${saidTo(kind)}\r\n ` }
      const taken = readAnswer(guess(kind), given, { ...context('de-DE'), form })
      expect(taken).toEqual({ ok: true, value: { as_written: saidTo(kind) } })
      if (taken.ok) expect(readAnswer(guess(kind), taken.value, { ...context('ja-JP'), form })).toEqual(taken)
    }
  })

  test('prints and shows them as they are', () => {
    expect(printAnswer(guess(kind), { as_written: saidTo(kind) }, 'de-DE')).toBe(saidTo(kind))
    expect(showAnswer(guess(kind), { as_written: saidTo(kind) }, 'de-DE')).toBe(saidTo(kind).replace('\n', ' '))
    expect(printAnswers([guess(kind)], { answer: WORDS }, 'en-US')).toEqual({ answer: 'upon receipt' })
  })

  test.each<[string, unknown]>([
    ['nothing', { as_written: '' }],
    ['nothing that is seen', { as_written: ' \u200B\n' }],
    ['a control character', { as_written: 'a\u0007b' }],
    ['too much', { as_written: 'x'.repeat(50_001) }],
    ['no text', { as_written: 7 }],
    ['no text', { as_written: null }],
    ['more beside', { as_written: 'x', value: 'y' }],
  ])('refuses %s', (_, value) => {
    expect(refused(guess(kind), value).code).toBe('invalid_answer')
  })

  test('offers nothing that could not be taken', () => {
    for (const raw of ['', ' \u200B', 'a\u0007b', null, { x: 1 }]) expect(readings(guess(kind), raw)).toBeUndefined()
  })

  test('set by the author refuses them, and says why', () => {
    expect(refused(kind, WORDS).message).toMatch(/^Words as they are \(“as_written”\) are taken only where the kind/)
    expect(readings(kind, saidTo(kind))).toBeUndefined()
  })
})

test.each(KINDS.filter((kind) => !takesWords(kind)))('%s refuses words as they are', (kind) => {
  expect(refused(strict(kind), WORDS)).toMatchObject({ code: 'invalid_answer', details: { field: 'answer' } })
})

test('what can be read is not taken for words: it is read, or its own readings are asked', () => {
  expect(read(guess('date'), '21 Nov 2026')).toBe('2026-11-21')
  expect(readings(guess('number'), '1.125', 'de-DE')).toEqual(['1.125', '1125'])
  expect(readings(guess('money', { name: 'rent' }), '-5')).toEqual(['-5'])
})

test('fields of list items, and items of a list of plain values', () => {
  const rows = question('list', { fields: [guess('date', { name: 'due' }), guess('money', { name: 'price' })] })
  expect(
    read(rows, [
      { due: WORDS, price: '5' },
      { due: '2026-11-21', price: { as_written: 'free' } },
    ]),
  ).toEqual([
    { due: WORDS, price: '5' },
    { due: '2026-11-21', price: { as_written: 'free' } },
  ])
  expect(refused(rows, [{ due: 'upon receipt', price: '5' }]).details).toMatchObject({
    field: 'answer[0].due',
    readings: [WORDS],
  })
  const plain = question('list', { fields: [guess('date', { name: '.' })] })
  const mixed = ['2026-11-21', WORDS] as const
  expect(read(plain, mixed)).toEqual([{ '.': '2026-11-21' }, { '.': WORDS }])
  expect(printAnswers([plain], { answer: mixed }, 'en-US')).toEqual({
    answer: [{ '.': 'November 21, 2026' }, { '.': 'upon receipt' }],
  })
  expect(printAnswers([plain], { answer: [WORDS] }, 'en-US')).toEqual({ answer: [{ '.': 'upon receipt' }] })
  // A list may have a field of that name.
  const named = question('list', { fields: [question('text', { name: 'as_written' })] })
  expect(printAnswers([named], { answer: [{ as_written: 'x' }] }, 'en-US')).toEqual({ answer: [{ as_written: 'x' }] })
})

test('any words: refused with themselves, taken, printed and shown unchanged', () => {
  fc.assert(
    fc.property(fc.constantFrom(...GUESSABLE), fc.string({ unit: 'grapheme', maxLength: 60 }), (kind, said) => {
      const result = readAnswer(guess(kind), said, context('en-US'))
      const found = result.ok ? [] : readingsOf(result.error.details).filter(({ wire }) => isAsWritten(wire))
      for (const { wire } of found) {
        expect(readAnswer(guess(kind), wire, context('en-US'))).toEqual({ ok: true, value: wire })
        expect(printAnswer(guess(kind), wire, 'en-US')).toBe(isAsWritten(wire) ? wire.as_written : '')
        expect(isAsWritten(wire) ? wire.as_written : '').toBe(said.trim())
      }
    }),
    { seed: 14, numRuns: 500 },
  )
})

describe('copies', () => {
  const carry = (from: Question, to: Question, value: AnswerValue) => {
    const carried = carryAnswerIn(context())(from, to, value)
    return carried.ok ? carried.value : carried.error
  }
  test('words stay words where the kind is still a guess, and become text where text is asked', () => {
    expect(carry(guess('date'), guess('date'), WORDS)).toEqual(WORDS)
    expect(carry(guess('date'), guess('money'), WORDS)).toEqual(WORDS)
    expect(carry(guess('date'), question('text'), WORDS)).toBe('upon receipt')
    expect(carry(guess('date'), question('long_text'), { as_written: 'a\nb' })).toBe('a\nb')
  })
  test('are asked again where they do not fit', () => {
    expect(carry(guess('date'), question('date'), WORDS)).toBe('asked_otherwise')
    expect(carry(guess('date'), question('text'), { as_written: 'a\nb' })).toBe('not_fitting')
    expect(carry(guess('date'), question('text', { limits: { max_length: 5 } }), WORDS)).toBe('not_fitting')
  })
})

describe('where a later version asks for text', () => {
  const later = (kind: Kind, asked: 'text' | 'long_text' = 'text', limits = {}) =>
    guess(kind, { asked_as: { kind: asked, limits } })
  test('words are taken without a second look, and data stay data', () => {
    expect(read(later('date'), 'upon receipt')).toEqual(WORDS)
    expect(read(later('date'), '21.11.2026')).toEqual({ as_written: '21.11.2026' })
    expect(read(later('date'), '2026-11-21')).toBe('2026-11-21')
    expect(read(later('money'), '1250.5')).toBe('1250.5')
    expect(read(later('yes_no'), true)).toBe(true)
    expect(read(later('date'), WORDS)).toEqual(WORDS)
  })
  test('words that a person wrote are words, also where they look like data', () => {
    const written = { ...context(), form: 'words' } as const
    expect(readAnswer(later('date'), '2026-11-21', written)).toEqual({ ok: true, value: { as_written: '2026-11-21' } })
  })
  test('the text keeps the limits of the later version', () => {
    expect(refused(later('date'), 'a\nb').message).toContain('only one fits here')
    expect(read(later('date', 'long_text'), 'a\nb')).toEqual({ as_written: 'a\nb' })
    expect(refused(later('date', 'text', { max_length: 4 }), 'upon receipt').message).toContain('at most 4 characters')
  })
})
