/** A file of questions, in YAML or JSON: what is read, and every mistake with its place. */
import { describe, expect, test } from 'vitest'
import { problemsOf } from '../../../src/domain/kernel/errors.ts'
import { readQuestionsFile } from '../../../src/rendering/questions-file/read-questions-file.ts'
import { costWithin } from '../../support/processor-cost.ts'

/** In units of a fixed piece of work (`costOf`). What grows with the square of a text is far beyond. */
const BOUND = 250

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
  // Quadratic ones took from a second to a minute.
  const pieces = [
    '"',
    "'",
    '" ',
    '[',
    ']',
    '{',
    '}',
    '{a: 1}, ',
    ', ',
    '- ',
    '-\n',
    '? ',
    ': ',
    'a: ',
    '&a ',
    '*a ',
    '!a ',
    '%a\n',
    '---\n',
    '...\n',
    '| ',
    '>\n',
    '#\n',
    ' ',
    '\n',
    '\t',
    '\\',
    '`',
    '@',
    '- "a\n',
    '- - a\n',
    '- {a: [b\n',
    ' #a\n',
    '\n  a',
    'a\n\n',
  ]
  const numbered = [
    'k#: 1\n',
    '- k#: 1\n',
    '&k# a: *k#\n',
    '- &k# a\n- *k#\n',
    '? [k#]\n: 1\n',
    'k#:\n',
    '&k# ',
    '*k# ',
  ]
  const LENGTH = 299_000
  const files = [
    ...pieces.map((piece) => [piece, piece.repeat(LENGTH / piece.length)]),
    ...pieces.map((piece) => [`[ and ${piece}`, `[${piece.repeat(LENGTH / piece.length)}`]),
    ...numbered.map((piece) => [
      piece,
      Array.from({ length: LENGTH / (piece.replaceAll('#', '12345').length + 1) }, (_, index) =>
        piece.replaceAll('#', String(index)),
      ).join(''),
    ]),
    ...numbered.map((piece) => [
      `{ and ${piece}`,
      `{${Array.from({ length: LENGTH / (piece.replaceAll('#', '12345').length + 2) }, (_, index) =>
        piece.replaceAll('#', String(index)).replace(/\n$/, ', '),
      ).join('')}}`,
    ]),
  ] as const

  test.each(files)('%j without end', async (_, text) => {
    const cost = await costWithin(BOUND, async () => void readQuestionsFile(text))
    expect(cost).toBeLessThan(BOUND)
  })
})
