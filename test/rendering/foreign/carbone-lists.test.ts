/** Lists of carbone by index: what is one round, and what is its sample. Compared with carbone 3.5. */
import { describe, expect, test } from 'vitest'
import type { RenderContext } from '../../../src/domain/template/render-data.ts'
import { inferQuestions } from '../../../src/domain/questions/inference/infer-questions.ts'
import { convertForeign } from '../../../src/rendering/foreign/convert.ts'
import { readTemplate } from '../../../src/rendering/read-template.ts'
import { made, p, r, row, table, wordFile } from '../support/word.ts'

const converted = async (body: string) => {
  const result = await convertForeign(wordFile({ body }), 'carbone')
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}
const lines = async (body: string, data: RenderContext): Promise<readonly string[]> => {
  const { bytes, losses, remarks } = await converted(body)
  expect([losses, remarks]).toEqual([[], []])
  return (await made(bytes, data)).lines
}
const TWO = {
  a: [
    { x: '1', y: '2' },
    { x: '3', y: '4' },
  ],
}

describe('one round', () => {
  test('is what stands from [i] up to [i+1]: paragraphs, with what stands between', async () => {
    const body = p('{d.a[i].x}') + p('{d.a[i].y}') + p('--') + p('{d.a[i+1].x}') + p('end')
    expect(await lines(body, TWO)).toEqual(['1', '2', '--', '3', '4', '--', 'end'])
    expect(await lines(body, { a: [] })).toEqual(['end'])
  })

  test('is several rows', async () => {
    const body = table(row('{d.a[i].x}'), row('{d.a[i].y}'), row('{d.a[i+1].x}'), row('{d.a[i+1].y}'), row('foot'))
    expect(await lines(body, TWO)).toEqual(['1', '2', '3', '4', 'foot'])
  })

  test('is a column in each row', async () => {
    const body = table(row('h', '{d.a[i].x}', '{d.a[i+1].x}'), row('k', '{d.a[i].y}', '{d.a[i+1].y}'))
    expect(await lines(body, TWO)).toEqual(['h', '1', '3', 'k', '2', '4'])
  })

  test('is a table with what stands round it', async () => {
    const body = p('{d.a[i].x}') + table(row('head'), row('{d.a[i].y}')) + p('') + p('{d.a[i+1].x}')
    expect(await lines(body, TWO)).toEqual(['1', 'head', '2', '', '3', 'head', '4', ''])
  })

  test.each([
    [
      'in a text: with what stands before it in its piece',
      p('a {d.a[i].x}-{d.a[i].y}, {d.a[i+1].x}-{d.a[i+1].y} z'),
      'a 1-2, a 3-4,  z',
    ],
    [
      'in a text of several pieces',
      `<w:p>${r('a ')}${r('b {d.a[i].x}, ')}${r('{d.a[i+1].x}')}${r(' z')}</w:p>`,
      'a b 1, b 3,  z',
    ],
    [
      'in a text whose sample begins its piece late',
      `<w:p>${r('a ')}${r('{d.a[i')}${r('].x}, ')}${r('c {d.a[i+1].x}')}</w:p>`,
      'a 1, 3, ',
    ],
  ])('%s', async (_where, body, line) => {
    expect(await lines(body, TWO)).toEqual([line])
  })
})

test('a list in a list', async () => {
  const body =
    p('{d[i].name}') +
    table(row('Actors', ''), row('{d[i].actors[i].name}', '{d[i].actors[i].age}'), row('{d[i].actors[i+1].name}', '')) +
    p('') +
    p('{d[i+1].name}')
  const read = await readTemplate({ bytes: wordFile({ body }), format: 'docx', syntax: 'carbone' })
  if (!read.ok) throw new Error(read.error.message)
  const { questions } = inferQuestions(read.value.compiled.outline)
  expect(questions).toMatchObject([
    { name: 'items', kind: 'list', fields: [{ name: 'name' }, { name: 'actors', kind: 'list' }] },
  ])
  // The actors have a name, too: it is named with its list.
  const items = [
    {
      name: 'A',
      actors: [
        { 'actors.name': 'x', age: '1' },
        { 'actors.name': 'y', age: '2' },
      ],
    },
    { name: 'B', actors: [{ 'actors.name': 'z', age: '3' }] },
  ]
  expect(await lines(body, { items })).toEqual([
    'A',
    'Actors',
    '',
    'x',
    '1',
    'y',
    '2',
    '',
    'B',
    'Actors',
    '',
    'z',
    '3',
    '',
  ])
})

test('two lists in one text', async () => {
  const body = p('{d.a[i].x},{d.a[i+1].x}; {d.a[i].y}-{d.a[i+1].y}.')
  expect(await lines(body, TWO)).toEqual(['1,3,; 2-; 4-.'])
})

test('a list that is shown twice repeats in both places', async () => {
  const once = table(row('{d.a[i].x}'), row('{d.a[i+1].x}'))
  expect(await lines(once + p('and') + once, TWO)).toEqual(['1', '3', 'and', '1', '3'])
})

test('without [i+1] all items are shown, and it is remarked on: carbone shows the first', async () => {
  const { bytes, losses, remarks } = await converted(p('{d.a[i].x}') + p('end'))
  expect(losses).toEqual([])
  expect(remarks).toMatchObject([{ paragraph: 1, message: expect.stringContaining('first item only') }])
  expect((await made(bytes, TWO)).lines).toEqual(['1', '3', 'end'])
})

test('where nothing can repeat it is a loss', async () => {
  const parts = { 'docProps/custom.xml': '<Properties NS><property>{d.a[i].x}</property></Properties>' }
  const result = await convertForeign(wordFile({ body: p('x'), parts }), 'carbone')
  expect(result).toMatchObject({
    ok: true,
    value: { losses: [{ message: expect.stringContaining('nothing repeats in this place') }] },
  })
})
