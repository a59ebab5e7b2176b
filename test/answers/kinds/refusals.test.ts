/** What people read when an answer is refused: what is wrong with it, what would do, and an example. */
import { describe, expect, test } from 'vitest'
import { readAnswer } from '../../../src/answers/read.ts'
import { excerpt } from '../../../src/answers/refusal.ts'
import type { AnswerForm } from '../../../src/domain/questions/answer.ts'
import type { Kind, Question } from '../../../src/domain/questions/question.ts'
import { context, question, refused } from '../given.ts'

const choices = ['Red', 'Green', 'Blue'].map((label) => ({ value: label, label }))
const PLEASE: Readonly<Record<string, string>> = {
  text: 'one line of text.',
  long_text: 'text, of several lines if you like.',
  number: 'a number, for example 12.5.',
  integer: 'a whole number, for example 12.',
  money: 'an amount of money, for example 1,250.00.',
  date: 'a date, for example Nov 21, 2026.',
  yes_no: 'yes or no, for example yes.',
  email: 'an e-mail address, for example jane.doe@example.com.',
  link: 'a web or e-mail address, for example https://example.com/.',
  phone: 'a telephone number, for example (202) 555-0123.',
  one_of: 'one of the choices, by its name or number, for example Red.',
  some_of: 'any of the choices, by name or number, with commas between them, for example 1, 2.',
  image: 'a PNG or JPEG picture.',
  list: 'a list of items.',
}
const ofKind = (kind: Kind): Question =>
  question(kind, {
    ...(kind === 'one_of' || kind === 'some_of' ? { choices } : {}),
    ...(kind === 'list' ? { fields: [question('text', { name: 'a' }), question('integer', { name: 'b' })] } : {}),
  })
const TYPED = Object.keys(PLEASE).filter((kind) => kind !== 'image' && kind !== 'list') as Kind[]

describe.each(TYPED)('%s', (kind) => {
  test.each<[unknown, string]>([
    [null, 'There is no answer.'],
    [undefined, 'There is no answer.'],
    ['', 'The answer is empty.'],
    [' \n\u200B', 'The answer is empty.'],
    [Number.NaN, 'The answer is a number.'],
    [{}, 'The answer is an object.'],
    ['\u0007x', 'The answer holds a character that no document can show: U+0007 (bell). Please remove it.'],
  ])('%j: the problem, what would do, and an example', (raw, problem) => {
    const alone = typeof raw === 'number' && ['number', 'integer', 'money', 'date'].includes(kind)
    if (!alone) expect(refused(ofKind(kind), raw).message).toBe(`${problem} Please give ${PLEASE[kind] ?? ''}`)
  })
})

test.each<[Kind, unknown, string]>([
  ['text', true, 'The answer is true or false.'],
  ['text', [], 'The answer is a list.'],
  ['text', 'a\nb', 'The answer has several lines, but only one fits here.'],
  ['number', 'zz', '“zz” cannot be read as a number.'],
  ['number', 1e300, 'This number is too large or too small.'],
  ['number', 2 ** 53 + 2, 'A JSON number of this size has lost digits. Send it as a string.'],
  ['money', '1.2345', 'At most 2 decimals fit here.'],
  ['integer', '1.5', 'Only whole numbers fit here.'],
  ['number', '5 kg', '“5 kg” cannot be read as a number because of “kg”.'],
  ['money', 'about $5', '“about $5” cannot be read as a number because of “about $”.'],
  ['money', '5 apples million', '“5 apples million” cannot be read as a number because of “apples million”.'],
  ['date', 5, 'A number is no date.'],
  ['date', 'zz', '“zz” cannot be read as a date.'],
  ['date', '2/30/2026', '“2/30/2026” is no day of the calendar.'],
  ['date', 'Monday, 21 Nov 2026', '“Monday, 21 Nov 2026” names a weekday on which that day does not fall.'],
  ['date', 'today at 5 pm', '“today at 5 pm” has a time of day, and only a day fits here.'],
  ['yes_no', 'zz', '“zz” is neither yes nor no.'],
  ['email', 'zz', '“zz” is no e-mail address.'],
  ['link', 'zz', '“zz” is no web or e-mail address.'],
  ['link', 'ftp://x.y', 'Addresses that begin with “ftp:” are not possible, only https:, http: and mailto:.'],
  ['link', 'mailto:x', '“mailto:x” leads nowhere.'],
  ['link', `https://x.y/${'ä'.repeat(700)}`, 'The address is too long: at most 2000 characters fit.'],
  ['phone', 'zz', '“zz” is no telephone number that can be called. Begin with + and the country code if it is abroad.'],
  ['one_of', 'zz', '“zz” is not among the choices (1. Red, 2. Green, 3. Blue).'],
  ['some_of', 'Red, zz', '“zz” is not among the choices (1. Red, 2. Green, 3. Blue).'],
  ['some_of', [true], 'One of the answers is true or false.'],
  ['some_of', [null], 'One of the answers is nothing.'],
  ['some_of', Array.from({ length: 17 }, () => 'Red'), 'There are more answers than choices.'],
  ['some_of', 'Red,'.repeat(17), 'There are more answers than choices.'],
  ['list', null, 'The answer is nothing; it has to be an array of items.'],
  ['list', 'a', 'The answer is a string; it has to be an array of items.'],
  ['list', {}, 'The answer is an object; it has to be an array of items.'],
])('%s: %j', (kind, raw, problem) => {
  expect(refused(ofKind(kind), raw).message).toBe(`${problem} Please give ${PLEASE[kind] ?? ''}`)
})

test.each<[Kind, unknown, AnswerForm, string]>([
  ['number', 'zz', 'wire', '“zz” is no number in wire form, such as 1250.5.'],
  ['date', 'zz', 'wire', '“zz” is no date in wire form, such as 2026-11-21.'],
  ['yes_no', 'yes', 'wire', 'In wire form the answer is true or false.'],
  ['some_of', 'Red', 'wire', 'In wire form the choices are an array of their values.'],
  ['one_of', 'red', 'wire', '“red” is not among the choices (1. Red, 2. Green, 3. Blue).'],
  ['phone', 'zz', 'wire', '“zz” is no telephone number that can be called.'],
])('%s as data: %j', (kind, raw, form, problem) => {
  const result = readAnswer(ofKind(kind), raw, { ...context(), form })
  expect(result.ok ? '' : result.error.message).toContain(problem)
})

test('as many answers as every choice twice, and ten more, are read', () => {
  expect(
    readAnswer(
      ofKind('some_of'),
      Array.from({ length: 16 }, () => 'Red'),
      context(),
    ).ok,
  ).toBe(true)
  expect(readAnswer(ofKind('some_of'), 'Red,'.repeat(16), context()).ok).toBe(true)
})

test('twelve choices are listed, and more are hinted at', () => {
  const listed = (count: number): string => {
    const many = Array.from({ length: count }, (_, index) => ({ value: `v${String(index)}`, label: `L${index}` }))
    return /\((.*)\)/.exec(refused(question('one_of', { choices: many }), 'zz').message)?.[1] ?? ''
  }
  expect(listed(12)).toBe('L0, L1, L2, L3, L4, L5, L6, L7, L8, L9, L10, L11')
  expect(listed(13)).toBe('L0, L1, L2, L3, L4, L5, L6, L7, L8, L9, L10, L11, …')
})

describe('the items of a list', () => {
  const fields = (names: string) => names.split('').map((name) => question('text', { name }))
  const problemsOf = (names: string, raw: readonly unknown[]) =>
    refused(question('list', { name: 'l', fields: fields(names) }), raw)
  test.each<[string, unknown, string]>([
    ['a', 'x', 'l[0]: An item is a string; it has to be an object with “a”. Please give a list of items.'],
    ['a', null, 'l[0]: An item is nothing; it has to be an object with “a”.'],
    ['a', 7, 'l[0]: An item is a number; it has to be an object with “a”.'],
    ['abcdefgh', 7, 'an object with “a”, “b”, “c”, “d”, “e”, “f”, “g”, “h”. Please'],
    ['abcdefghi', 7, 'an object with “a”, “b”, “c”, “d”, “e”, “f”, “g”, “h” and others. Please'],
    ['a', {}, 'l[0].a: “Answer” is missing. Please give one line of text.'],
    ['a', { a: 'x', zzz: 1 }, 'l[0].zzz: An item has no “zzz”. Its fields are “a”. Please give a list of items.'],
  ])('%s, %j', (names, item, problem) => expect(problemsOf(names, [item]).message).toContain(problem))

  test('a name that is nearly one is told', () => {
    const list = question('list', { name: 'l', fields: [question('text', { name: 'quantity' })] })
    const { message } = refused(list, [{ quantity: 'x', quantiy: 1 }])
    expect(message).toContain('l[0].quantiy: An item has no “quantiy”. Did you mean “quantity”?')
  })

  test('twenty unknown names are told', () => {
    const item = { a: 'x', ...Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`x${index}`, 1])) }
    expect(problemsOf('a', [item]).details?.['problems']).toHaveLength(20)
  })
})

test.each([
  ['short', 'short'],
  ['x'.repeat(60), 'x'.repeat(60)],
  ['x'.repeat(61), `${'x'.repeat(60)}…`],
  [`${'x'.repeat(59)} y`, `${'x'.repeat(59)}…`],
  ['two  lines\n\nof it', 'two lines of it'],
  [`a${'🙂'.repeat(30)}`, `a${'🙂'.repeat(29)}…`],
  ['half \uD83D', 'half \uFFFD'],
])('%j is quoted as %j', (text, shown) => expect(excerpt(text)).toBe(shown))
