/** A file of questions, in YAML or JSON: what is read, and every mistake with its place. */
import { describe, expect, test } from 'vitest'
import { problemsOf } from '../../../src/domain/kernel/errors.ts'
import { refinementSchema } from '../../../src/domain/questions/refinement/refinement.ts'
import { readQuestionsFile } from '../../../src/rendering/questions-file/read-questions-file.ts'
import { costWithin } from '../../support/processor-cost.ts'

/** In units of a fixed piece of work (`costOf`). What grows with the square of a text is far beyond. */
const BOUND = 100

const read = (text: string) => {
  const result = readQuestionsFile(text)
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}
const refused = (text: string) => {
  const result = readQuestionsFile(text)
  if (result.ok) throw new Error('was not refused')
  return result.error
}

describe('numbers in YAML', () => {
  test('are text where text is expected, as they are written', () => {
    expect(
      read('- { name: a, limits: { min: 1, max: 1.50 }, choices: [5, 10, 007, 1e3], default: 0.10 }\n- { name: 7 }'),
    ).toEqual([
      {
        name: 'a',
        limits: { min: '1', max: '1.50' },
        choices: ['5', '10', '007', '1e3'].map((value) => ({ value, label: value })),
        default: '0.10',
      },
      { name: '7' },
    ])
  })

  test('stay numbers where a number is expected', () => {
    expect(read('- { name: a, limits: { min_length: 5, max_items: 3 } }')).toEqual([
      { name: 'a', limits: { min_length: 5, max_items: 3 } },
    ])
    expect(refused('- { name: a, limits: { min_length: 1.5 } }').message).toContain('It has to be a whole number.')
  })

  test('are text in JSON too', () => {
    expect(read('[{"name":"a","limits":{"min":1},"choices":[5]}]')).toEqual([
      { name: 'a', limits: { min: '1' }, choices: [{ value: '5', label: '5' }] },
    ])
  })
})

test('every mistake is told, with its place, in the words of an author', () => {
  const error = refused(`
- { name: a, kind: datte }
- { nam: b, required: maybe }
- { name: c, limits: { minimum: 1 }, when: { d: dog } }
- { name: d, choices: [[x]] }
`)
  expect(problemsOf(error).map(({ field }) => field)).toEqual([
    'questions[0].kind',
    'questions[1].name',
    'questions[1].required',
    'questions[1].nam',
    'questions[2].limits.minimum',
    'questions[2].when',
    'questions[3].choices[0]',
  ])
  for (const words of [
    '“datte” is no kind. Did you mean “date”?',
    'A question needs the “name”',
    'true or false',
    'nothing called “nam” here. Did you mean “name”?',
    'nothing called “minimum” here.',
    'names with true or false',
  ])
    expect(error.message).toContain(words)
})

test('a value of the wrong kind is told in words of ours, whatever the property', () => {
  for (const property of Object.keys(refinementSchema.shape))
    for (const value of ['{ a: { b: 1 } }', '[[1]]', '""', '[{ a: 1 }]', '-1.5', 'true', 'null', 'x']) {
      const result = readQuestionsFile(`- { ${property === 'name' ? '' : 'name: a, '}${property}: ${value} }`)
      const said = result.ok ? [] : [result.error.message, ...problemsOf(result.error).map(({ message }) => message)]
      for (const message of said) expect(message).not.toMatch(/Invalid|expected |Unrecognized|Too (?:big|small)/)
    }
})

test('one mistake is told as it is', () => {
  expect(refused('- { name: a, kind: datte }')).toMatchObject({
    code: 'unprocessable',
    details: { field: 'questions[0].kind' },
    message: expect.stringMatching(/^The file of questions does not fit at questions\[0\]\.kind: /),
  })
  expect(refused('name: a').message).toContain('a list of questions')
  expect(refused('- [').message).toContain('neither YAML nor JSON')
})

describe('a hostile file costs what an honest one of its length does', () => {
  const LENGTH = 100_000
  const repeat = (piece: string) => piece.repeat(LENGTH / piece.length)
  const number = (piece: string) =>
    Array.from({ length: LENGTH / (piece.length + 5) }, (_, index) => piece.replaceAll('#', String(index))).join('')

  // Each took from one second to twenty: the square of its length, or an error object for every sign.
  test.each([
    ['keys', number('k#: 1\n')],
    ['quotation marks', repeat('"')],
    ['closing brackets', repeat(']')],
    ['aliases', `- &a 1\n${repeat('- *a\n')}`],
    ['anchors and aliases', number('- &k# a\n- *k#\n')],
    ['lists as keys', number('? [k#]\n: 1\n')],
  ])('%s', async (_, text) => {
    const cost = await costWithin(BOUND, async () => {
      expect(readQuestionsFile(text)).toMatchObject({ ok: false, error: { code: 'unprocessable' } })
    })
    expect(cost).toBeLessThan(BOUND)
  })

  test('the first mistake is told with its place; a key that stands twice is one', () => {
    expect(refused('- name: a\n  kind: text\n  kind: date\n').message).toBe(
      'The file of questions is neither YAML nor JSON: Map keys must be unique at line 3, column 3',
    )
    expect(refused('- name: a\n- name: "b\n').message).toMatch(/Missing closing "quote at line 3, column 1$/)
    expect(refused('- name: a\n---\n- name: b\n').message).toContain('There is more than one document at line 2')
    expect(refused('['.repeat(100_000)).message).toContain('nested too deeply')
  })

  test('anchors that are used a few times are read', () => {
    expect(
      read('- name: a\n  choices: &c [x, y]\n- name: b\n  choices: *c\n').map(({ choices }) => choices?.length),
    ).toEqual([2, 2])
  })
})
