/**
 * Sections in Word: what goes, what stays, what repeats.
 */
import { describe, expect, test } from 'vitest'
import { cell, compiled, made, numbered, p, r, row, table, wordFile } from '../../support/word.ts'
import { costOf } from '../../../support/processor-cost.ts'

const shown = async (body: string, data: Parameters<typeof made>[1]): Promise<readonly string[]> =>
  (await made({ body }, data)).lines

describe('a section alone in its paragraph or table row that is false', () => {
  test('takes its paragraphs along', async () => {
    const body = p('before') + p('{{#a}}') + p('inside') + p('{{/a}}') + p('after')
    expect(await shown(body, { a: false })).toEqual(['before', 'after'])
    expect(await shown(body, { a: true })).toEqual(['before', 'inside', 'after'])
  })

  test('takes its paragraph along when it is the whole paragraph', async () => {
    const body = p('before') + p('{{#a}}yes{{/a}}{{^a}}{{#b}}no{{/b}}{{/a}}') + p('after')
    expect(await shown(body, { a: true, b: false })).toEqual(['before', 'yes', 'after'])
    expect(await shown(p('x') + p(' {{#a}}yes{{/a}} '), { a: false })).toEqual(['x'])
  })

  test('takes its rows along, and the table when no row is left', async () => {
    const body = p('x') + table(row('{{#items}}', ''), row('{{.}}', 'b'), row('{{/items}}', '')) + p('y')
    expect(await shown(body, { items: [] })).toEqual(['x', 'y'])
    expect(await shown(body, { items: [{ '.': '1' }, { '.': '2' }] })).toEqual(['x', '1', 'b', '2', 'b', 'y'])
  })

  test('takes the row along when all its cells hold only sections', async () => {
    const body = table(row('{{#a}}x{{/a}}', '{{#b}}y{{/b}}'), row('z', ''))
    expect(await shown(body, { a: false, b: false })).toEqual(['z', ''])
    expect(await shown(body, { a: false, b: true })).toEqual(['', 'y', 'z', ''])
  })

  test('leaves a cell its last paragraph', async () => {
    const body = table(row(p('{{#a}}') + p('x') + p('{{/a}}'), 'label'))
    expect(await shown(body, { a: false })).toEqual(['', 'label'])
    expect(await shown(body, { a: true })).toEqual(['x', 'label'])
  })

  test('keeps a paragraph that ends a section of the document, and bookmarks of one that goes', async () => {
    const section = '<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>{{#a}}</w:t></w:r></w:p>'
    const end = '<w:p><w:bookmarkEnd w:id="7"/><w:r><w:t>{{/a}}</w:t></w:r></w:p>'
    const { body } = await made(
      { body: `<w:p><w:bookmarkStart w:id="7" w:name="here"/></w:p>${section}${p('x')}${end}${p('z')}` },
      { a: false },
    )
    expect(body).toContain('<w:sectPr/>')
    expect(body).toContain('<w:bookmarkEnd w:id="7"/>')
  })
})

describe('a section whose open tag stands alone in its paragraph and whose close tag is inline elsewhere', () => {
  const body = p('before') + p('{{#a}}') + p('middle {{x}}') + p('end{{/a}} tail') + p('after')

  test('loses what lies between, and keeps the paragraph with other text', async () => {
    expect(await shown(body, { a: false, x: 'X' })).toEqual(['before', ' tail', 'after'])
    expect(await shown(body, { a: true, x: 'X' })).toEqual(['before', 'middle X', 'end tail', 'after'])
  })

  test('repeats balanced', async () => {
    expect(await shown(body, { a: [{ x: '1' }, { x: '2' }] })).toEqual([
      'before',
      'middle 1',
      'end',
      'middle 2',
      'end tail',
      'after',
    ])
  })

  test('and the other way round', async () => {
    const other = p('head {{#a}}start') + p('middle') + p('{{/a}}') + p('after')
    expect(await shown(other, { a: false })).toEqual(['head ', 'after'])
    expect(await shown(other, { a: true })).toEqual(['head start', 'middle', 'after'])
    expect(await shown(other, { a: [{}, {}] })).toEqual(['head start', 'middle', 'start', 'middle', 'after'])
  })

  test('into a table and out of it', async () => {
    const into = p('x {{#a}}y') + table(row('1', '2'), row('3 {{/a}} 4', '5')) + p('z')
    expect(await shown(into, { a: true })).toEqual(['x y', '1', '2', '3  4', '5', 'z'])
    expect(await shown(into, { a: false })).toEqual(['x ', ' 4', '5', 'z'])
    const out = table(row('1', '2 {{#a}} 3'), row('4', '5')) + p('6{{/a}}7')
    expect(await shown(out, { a: false })).toEqual(['1', '2 ', '7'])
    expect(await shown(out, { a: true })).toEqual(['1', '2  3', '4', '5', '67'])
  })
})

describe('sections over runs, paragraphs, rows, cells and nested tables', () => {
  test('over runs keep the formatting of each', async () => {
    const { body } = await made(
      { body: `<w:p>${r('a{{#s}}b', '<w:b/>')}${r('c', '<w:i/>')}${r('d{{/s}}e', '<w:u w:val="single"/>')}</w:p>` },
      { s: [{}, {}] },
    )
    expect(body.replace(/<[^>]*>/g, '')).toBe('abcdbcde')
    expect(body.match(/<w:i\/>/g)).toHaveLength(2)
  })

  test('round the rows of a table, in a row of their own or in the first and last cell', async () => {
    const own = table(row('Name'), row('{{#items}}'), row('{{name}}'), row('{{/items}}'), row('End'))
    const inside = table(row('Name', 'n'), row('{{#items}}{{name}}', '{{n}}{{/items}}'), row('End', ''))
    const items = [
      { name: 'A', n: '1' },
      { name: 'B', n: '2' },
    ]
    expect(await shown(own, { items })).toEqual(['Name', 'A', 'B', 'End'])
    expect(await shown(inside, { items })).toEqual(['Name', 'n', 'A', '1', 'B', '2', 'End', ''])
    expect(await shown(inside, { items: [] })).toEqual(['Name', 'n', 'End', ''])
  })

  test('round cells of a row: false empties them, so that columns stay', async () => {
    const body = table(row('x', '{{#a}}y', 'z{{/a}}', 'end'))
    expect(await shown(body, { a: true })).toEqual(['x', 'y', 'z', 'end'])
    expect(await shown(body, { a: false })).toEqual(['x', '', '', 'end'])
  })

  test('in nested tables', async () => {
    const nested = table(row(`${p('Order {{id}}')}${table(row('{{#lines}}{{what}}', '{{n}}{{/lines}}'))}${p('')}`))
    const body = p('{{#orders}}') + nested + p('{{/orders}}')
    const orders = [
      {
        id: '1',
        lines: [
          { what: 'pen', n: '2' },
          { what: 'ink', n: '1' },
        ],
      },
      { id: '2', lines: [] },
    ]
    expect(await shown(body, { orders })).toEqual(['Order 1', 'pen', '2', 'ink', '1', '', '', 'Order 2', ''])
  })

  test('round whole paragraphs, beginning and ending beside text', async () => {
    const body = p('x') + p('{{#a}}first') + p('last{{/a}}') + p('y')
    expect(await shown(body, { a: false })).toEqual(['x', 'y'])
    expect(await shown(body, { a: [{}, {}] })).toEqual(['x', 'first', 'last', 'first', 'last', 'y'])
  })

  test('several in one paragraph, nested and side by side', async () => {
    const body = p('{{#a}}1{{#b}}2{{/b}}3{{/a}}{{#b}}4{{/b}}{{^a}}5{{/a}}.')
    expect(await shown(body, { a: true, b: true })).toEqual(['1234.'])
    expect(await shown(body, { a: true, b: false })).toEqual(['13.'])
    expect(await shown(body, { a: false, b: false })).toEqual(['5.'])
  })

  test('tags that close one and open another in one paragraph of their own', async () => {
    const body = p('{{#a}}') + p('A') + p('{{/a}}{{^a}}') + p('B') + p('{{/a}}')
    expect(await shown(body, { a: true })).toEqual(['A'])
    expect(await shown(body, { a: false })).toEqual(['B'])
  })
})

describe('nested lists', () => {
  test('a list item that is one section is repeated as an item', async () => {
    const { lines, body } = await made(
      { body: p('{{#items}}{{.}}{{/items}}', numbered) },
      { items: [{ '.': 'a' }, { '.': 'b' }] },
    )
    expect(lines).toEqual(['a', 'b'])
    expect(body.match(/<w:numPr>/g)).toHaveLength(2)
  })

  test('items within items', async () => {
    const body =
      p('{{#list}}', numbered) +
      p('{{name}}', numbered) +
      p('{{#sub}}', numbered) +
      p('{{name}} of {{top}}', numbered) +
      p('{{/sub}}', numbered) +
      p('{{/list}}', numbered)
    expect(
      await shown(body, {
        top: 'T',
        list: [
          { name: '1', sub: [{ name: '1a' }, { name: '1b' }] },
          { name: '2', sub: [] },
        ],
      }),
    ).toEqual(['1', '1a of T', '1b of T', '2'])
  })
})

describe('the outline', () => {
  test('lists headers first, then the body in order, then footers, and marks what repeats', async () => {
    const template = await compiled(
      wordFile({
        body:
          p('{{b}}') +
          table(row('{{#rows}}{{c}}', '{{d}}{{/rows}}')) +
          p('{{#item}}{{.}}{{/item}}', numbered) +
          p('{{#yes}}{{e}}{{/yes}} {{^yes}}no{{/yes}}'),
        parts: {
          'word/footer1.xml': `<w:ftr NS>${p('{{f}}')}</w:ftr>`,
          'word/header1.xml': `<w:hdr NS>${p('{{a}}')}</w:hdr>`,
        },
      }),
    )
    expect(template.outline).toEqual([
      { type: 'variable', name: 'a' },
      { type: 'variable', name: 'b', alone: true },
      {
        type: 'section',
        name: 'rows',
        inverted: false,
        repeats: true,
        children: [
          { type: 'variable', name: 'c' },
          { type: 'variable', name: 'd' },
        ],
      },
      { type: 'section', name: 'item', inverted: false, repeats: true, children: [{ type: 'variable', name: '.' }] },
      { type: 'section', name: 'yes', inverted: false, repeats: false, children: [{ type: 'variable', name: 'e' }] },
      { type: 'section', name: 'yes', inverted: true, repeats: false, children: [] },
      { type: 'variable', name: 'f' },
    ])
  })
})

test('a variable that is a paragraph of the running text by itself is marked', async () => {
  const heading = '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>'
  const { outline } = await compiled(
    wordFile({
      body:
        p('{{clause}}') +
        p('{{#long}}') +
        p(' {{{part}}} ') +
        p('{{/long}}') +
        p('Dear {{name}}') +
        p('{{first}} {{last}}') +
        p('{{title}}', heading) +
        p('{{item}}', numbered) +
        table(row('{{cell}}', 'x')),
      parts: { 'word/header1.xml': `<w:hdr NS>${p('{{company}}')}</w:hdr>` },
    }),
  )
  const variables = outline.flatMap((node) => (node.type === 'section' ? node.children : [node]))
  expect(variables.filter((node) => node.type === 'variable' && node.alone).map(({ name }) => name)).toEqual([
    'clause',
    'part',
  ])
  expect(variables).toHaveLength(9)
})

test('cells that hold only a nested table keep the paragraph behind it', async () => {
  const body =
    '<w:tbl><w:tblPr/>' +
    `<w:tblGrid/><w:tr>${cell(p('x'))}${cell(`${p('{{#a}}')}${table(row('in'))}${p('{{/a}}')}`)}</w:tr></w:tbl>`
  expect(await shown(body, { a: true })).toEqual(['x', 'in', ''])
  expect(await shown(body, { a: false })).toEqual(['x', ''])
})

describe('sections that cross what surrounds them', () => {
  test('a paragraph of its own in a cell stays when its section ends in the middle of another cell', async () => {
    const body = table(row('{{#a}}', 'x{{/a}} y', 'z'))
    expect(await shown(body, { a: true })).toEqual(['', 'x y', 'z'])
    expect(await shown(body, { a: false })).toEqual(['', ' y', 'z'])
  })

  test('a table goes when its rows depend on a section round them and on sections in them', async () => {
    const body = p('1') + table(row('{{#a}}{{^b}}x', 'y{{/b}}{{/a}}')) + p('2')
    expect(await shown(body, { a: true, b: false })).toEqual(['1', 'x', 'y', '2'])
    expect(await shown(body, { a: true, b: true })).toEqual(['1', '2'])
    expect(await shown(body, { a: false })).toEqual(['1', '2'])
  })

  test('a row of tags stays when one of its sections leaves the table', async () => {
    const body = p('{{#b}}1') + table(row('{{^c}}x'), row('{{/c}}{{/b}}')) + p('2')
    expect(await shown(body, { b: false })).toEqual(['', '', '2'])
    expect(await shown(body, { b: true, c: true })).toEqual(['1', '', '', '2'])
  })

  test('a cell whose nested table a section leaves still ends with a paragraph', async () => {
    const inner = table(row('', 'x{{/a}}y'))
    const body =
      `${p('{{^a}}0')}<w:tbl><w:tblPr/>` +
      `<w:tblGrid/><w:tr>${cell(`${inner}${p('{{#b}}1{{#c}}')}${p('{{/c}}2{{/b}}')}`)}</w:tr></w:tbl>`
    expect(await shown(body, { a: true, b: false, c: false })).toEqual(['', '', 'y', ''])
    const out =
      '<w:tbl><w:tblPr/>' +
      `<w:tblGrid/><w:tr>${cell(`${table(row('u{{#a}}v', ''))}${p('w')}`)}</w:tr></w:tbl>${p('x{{/a}}y')}`
    expect(await shown(out, { a: false })).toEqual(['u', '', '', 'y'])
  })

  test('a paragraph is not left out when a section only begins in it', async () => {
    const body = p('{{#a}}x{{/a}}{{#b}}') + p('y') + p('{{/b}}z')
    expect(await shown(body, { a: false, b: false })).toEqual(['', 'z'])
    expect(await shown(body, { a: false, b: true })).toEqual(['', 'y', 'z'])
  })
})

test('a section in a thousand runs costs no more than its length', async () => {
  const letters = [...'{{#a}}{{n}}{{/a}}'.repeat(3_000)].map((each) => r(each)).join('')
  const cost = await costOf(async () => {
    const { lines } = await made({ body: `<w:p>${letters}</w:p>` }, { a: true, n: '1' })
    expect(lines).toEqual(['1'.repeat(3_000)])
  })
  // In units of some ten milliseconds: 140 to 460 in four runs.
  expect(cost).toBeLessThan(1000)
})
