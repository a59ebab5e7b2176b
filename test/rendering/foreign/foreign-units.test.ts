/**
 * Tags of other engines that mean a whole paragraph, row, cell, column or table.
 */
import { describe, expect, test } from 'vitest'
import type { RenderContext } from '../../../src/domain/template/render-data.ts'
import { convertForeign } from '../../../src/rendering/foreign/convert.ts'
import type { Syntax } from '../../../src/domain/template/template-format.ts'
import { readTemplate } from '../../../src/rendering/read-template.ts'
import { made, mistakesOf, p, row, table, wordFile } from '../support/word.ts'

const converted = async (syntax: Syntax, body: string) => {
  const result = await convertForeign(wordFile({ body }), syntax)
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}
const rowsOf = (xml: string): string[][] =>
  [...xml.matchAll(/<w:tr[ >].*?<\/w:tr>/gs)].map(([each]) =>
    [...each.matchAll(/<w:tc>.*?<\/w:tc>/gs)].map(([text]) => text.replace(/<[^>]*>/g, '')),
  )
const rows = async (syntax: Syntax, body: string, data: RenderContext): Promise<string[][]> => {
  const { bytes, losses } = await converted(syntax, body)
  expect(losses).toEqual([])
  return rowsOf((await made(bytes, data)).body)
}

describe('columns', () => {
  const body = table(
    row('{%tc for col in labels %}', '{{ col }}', '{%tc endfor %}'),
    row('{%tr for item in lines %}', '', ''),
    row('{%tc for col in item.cols %}', '{{ col }}', '{%tc endfor %}'),
    row('{%tr endfor %}', '', ''),
  )

  test('{%tc for %} repeats columns, in each round of rows, and its own cells go', async () => {
    const cols = (...values: readonly string[]) => ({ cols: values.map((each) => ({ '.': each })) })
    const data = { labels: [{ '.': 'fruit' }, { '.': 'vegetable' }], lines: [cols('apple', 'tomato'), cols('lemon')] }
    expect(await rows('jinja', body, data)).toEqual([['fruit', 'vegetable'], ['apple', 'tomato'], ['lemon']])
    expect(await rows('jinja', body, { ...data, labels: [], lines: [] })).toEqual([])
  })

  test('beside other cells, over several of them, and as a condition', async () => {
    const beside = table(row('a', '{%tc for x in xs %}', '{{ x.one }}', '{{ x.two }}', '{%tc endfor %}', 'z'))
    expect(
      await rows('jinja', beside, {
        xs: [
          { one: '1', two: '2' },
          { one: '3', two: '4' },
        ],
      }),
    ).toEqual([['a', '1', '2', '3', '4', 'z']])
    expect(await rows('jinja', beside, { xs: [] })).toEqual([['a', 'z']])
    const condition = table(row('a', '{%tc if c %}', 'yes', '{%tc else %}', 'no', '{%tc endif %}'))
    expect(await rows('jinja', condition, { c: true })).toEqual([['a', 'yes']])
    expect(await rows('jinja', condition, { c: false })).toEqual([['a', 'no']])
  })

  test('repeat in the grid of their table as in its rows', async () => {
    const grid = (count: number, rest: string): string =>
      rest.replace(/<w:gridCol[^>]*>/, Array.from({ length: count }, (_, n) => `<w:gridCol w:w="${n}00"/>`).join(''))
    const gridOf = async (given: string, data: RenderContext): Promise<string[]> => {
      const { bytes } = await converted('jinja', given)
      return [...(await made(bytes, data)).body.matchAll(/<w:gridCol w:w="(\d*)"/g)].map(([, width = '']) => width)
    }
    const labels = ['a', 'b', 'c'].map((each) => ({ '.': each }))
    expect(await gridOf(grid(3, body), { labels, lines: [{ cols: labels }] })).toEqual(['100', '100', '100'])
    expect(await gridOf(grid(3, body), { labels, lines: [] })).toEqual(['100', '100', '100'])
    // Whose columns are unknown, or that says nothing of the marks, stays as it is.
    expect(await gridOf(grid(2, body), { labels, lines: [] })).toEqual(['000', '100'])
    const beside = row('a', '{%tc for x in xs %}', '{{ x.one }}', '{{ x.two }}', '{%tc endfor %}', 'z')
    const xs = [
      { one: '1', two: '2' },
      { one: '3', two: '4' },
    ]
    expect(await gridOf(grid(6, table(row('t', '', '', '', '', ''), beside)), { xs })).toEqual([
      '000',
      '200',
      '300',
      '200',
      '300',
      '500',
    ])
    const spans = beside
      .replace('<w:tcPr>', '<w:tcPr><w:gridSpan w:val="2"/>')
      .replace('<w:tr>', '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>')
    expect(await gridOf(grid(8, table(spans)), { xs })).toEqual([
      '000',
      '100',
      '200',
      '400',
      '500',
      '400',
      '500',
      '700',
    ])
    const condition = table(row('a', '{%tc if c %}', 'yes', '{%tc else %}', 'no', '{%tc endif %}'))
    expect(await gridOf(grid(6, condition), { c: true })).toEqual(['000', '200'])
    expect(await gridOf(grid(6, condition), { c: false })).toEqual(['000', '400'])
    const nested = table(
      row('{%tc for x in xs %}', '{%tc for y in x.ys %}', '{{ y }}', '{%tc endfor %}', '|', '{%tc endfor %}'),
    )
    const ys = (count: number) => ({ ys: labels.slice(0, count) })
    expect(await gridOf(grid(6, nested), { xs: [ys(2), ys(1)] })).toEqual(['200', '200', '400', '200', '400'])
  })

  test('of rows that repeat have the grid of the first round', async () => {
    const wide = ['1', '2', '3', '4'].map((each) => `<w:gridCol w:w="${each}"/>`).join('')
    const rowsOnly = table(
      row('{%tr for item in lines %}', '', '', ''),
      row('{{ item.n }}', '{%tc for col in item.cols %}', '{{ col }}', '{%tc endfor %}'),
      row('{%tr endfor %}', '', '', ''),
    ).replace(/<w:gridCol[^>]*>/, wide)
    const gridsOf = async (given: string, data: RenderContext): Promise<string[]> => {
      const { bytes } = await converted('jinja', given)
      const { body: xml } = await made(bytes, data)
      return [...xml.matchAll(/<w:tblGrid>(.*?)<\/w:tblGrid>/g)].map(([, grid = '']) => grid.replaceAll(/[^\d]/g, ''))
    }
    const line = (...values: readonly string[]) => ({ n: 'x', cols: values.map((each) => ({ '.': each })) })
    const lines = [line('a', 'b', 'c'), line('d', 'e', 'f')]
    expect(await gridsOf(rowsOnly, { lines })).toEqual(['1333'])
    expect(await gridsOf(rowsOnly, { lines: [line('a')] })).toEqual(['13'])
    // In a loop, the first round is not known, and the grid stays as it is.
    const looped = p('{%p for t in tables %}') + rowsOnly.replace(' lines', ' t.lines') + p('{%p endfor %}')
    expect(await gridsOf(looped, { tables: [{ lines }, { lines }] })).toEqual(['1234', '1234'])
  })

  test('in a template of ours: tags with bars, alone in two cells of one row', async () => {
    const own = table(row('a', '{{#|xs|}}', '{{n}}', '{{/|xs|}}'))
    expect(rowsOf((await made({ body: own }, { xs: [{ n: '1' }, { n: '2' }] })).body)).toEqual([['a', '1', '2']])
    for (const wrong of [
      p('{{#|xs|}}a{{/|xs|}}'),
      table(row('{{#|xs|}}', 'a'), row('{{/|xs|}}', 'b')),
      table(row('{{#|xs|}} x', 'a', '{{/|xs|}}')),
    ])
      expect((await mistakesOf(wordFile({ body: wrong }))).map(({ message }) => message)).toEqual([
        expect.stringContaining('repeats columns'),
      ])
    expect((await mistakesOf(wordFile({ body: table(row('{{#|a|}}', 'x', '{{/a}}')) }))).length).toBeGreaterThan(0)
    expect(await readTemplate({ bytes: Buffer.from('{{#|a|}}x{{/|a|}}'), format: 'text' })).toMatchObject({
      ok: false,
      error: { details: { mistakes: [{ message: expect.stringContaining('repeats columns') }] } },
    })
  })
})

describe('{-w:… x} of docxtemplater', () => {
  test('stands round the whole row, cell, paragraph and table', async () => {
    const people = [
      { name: 'A', age: '1' },
      { name: 'B', age: '2' },
    ]
    const head = row('Name', 'Age')
    expect(
      await rows('docxtemplater', table(head, row('x {-w:tr people}{name}', '{age}{/people}')), { people }),
    ).toEqual([
      ['Name', 'Age'],
      ['x A', '1'],
      ['x B', '2'],
    ])
    expect(await rows('docxtemplater', table(row('a', '{-w:tc people}{name}{/}', 'z')), { people })).toEqual([
      ['a', 'A', 'B', 'z'],
    ])
    const tables = await converted('docxtemplater', table(head, row('{-w:tbl people}{name}', '{age}{/people}')))
    expect(rowsOf((await made(tables.bytes, { people })).body)).toEqual([
      ['Name', 'Age'],
      ['A', '1'],
      ['Name', 'Age'],
      ['B', '2'],
    ])
    const paragraphs = await converted('docxtemplater', p('Mr {-w:p people}{name}{/people}, dear'))
    expect((await made(paragraphs.bytes, { people })).lines).toEqual(['Mr A, dear', 'Mr B, dear'])
  })

  test('one that stands in no such element, or round one that does not repeat here, is a loss', async () => {
    const { losses, bytes } = await converted('docxtemplater', p('{-w:tr xs}{a}{/xs}') + p('{-w:sdt ys}{b}{/ys}'))
    expect(losses.map(({ paragraph, message }) => [paragraph, message])).toEqual([
      [1, expect.stringContaining('does not stand in a row')],
      [2, expect.stringContaining('w:sdt')],
    ])
    expect((await made(bytes, { xs: [{ a: '1' }], ys: [{ b: '2' }] })).lines).toEqual(['1', '2'])
  })
})

describe('what stands beside a tag that takes the place of its element', () => {
  test('is never printed by docxtpl and goes, with a remark', async () => {
    const body =
      p('{%p if a %} note {{ never }}') +
      p('text') +
      p('{%p endif %}') +
      table(row('{%tr for x in xs %}', 'for authors'), row('{{ x }}', ''), row('{%tr endfor %}', ''))
    const { bytes, remarks } = await converted('jinja', body)
    expect((await made(bytes, { a: true, xs: [{ '.': '1' }, { '.': '2' }] })).lines).toEqual(['text', '1', '', '2', ''])
    expect(remarks.map(({ paragraph, message }) => [paragraph, message])).toEqual([
      [1, expect.stringContaining('whole paragraph')],
      [4, expect.stringContaining('whole row')],
    ])
  })

  test('{%- and -%} at the ends of a paragraph are remarked on: paragraphs are not joined', async () => {
    const { remarks } = await converted(
      'jinja',
      p('a') + p('{%- if x -%}') + p('b {%- if y -%} c{% endif %}') + p('{% endif %}'),
    )
    expect(remarks.map(({ paragraph }) => paragraph)).toEqual([2])
  })
})

test('a picture beside a section tag of docxtemplater is remarked on: whose it is is an option there', async () => {
  const picture = '<w:r><w:drawing/></w:r>'
  const remarksOf = async (body: string) => {
    const result = await convertForeign(wordFile({ body }), 'docxtemplater')
    return result.ok ? result.value.remarks.map(({ paragraph }) => paragraph) : undefined
  }
  const tag = (text: string) => `<w:r><w:t>${text}</w:t></w:r>`
  expect(await remarksOf(`<w:p>${picture}${tag('{#a}')}</w:p><w:p>${tag('{/a}')}${picture}</w:p>`)).toEqual([1, 2])
  expect(await remarksOf(`<w:p>${tag('{#a}')}${picture}</w:p><w:p>${picture}${tag('{/a}')}</w:p>`)).toEqual([])
  expect(await remarksOf(`<w:p>${picture}${tag('x {#a}y{/a}')}</w:p>`)).toEqual([])
})
