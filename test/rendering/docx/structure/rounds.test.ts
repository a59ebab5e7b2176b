/**
 * What repeats is renamed together with what refers to it, and begins anew what is its own.
 */
import { describe, expect, test } from 'vitest'
import { cell, compiled, made, p, r, row, table, wordFile } from '../../support/word.ts'

const field = (instruction: string, result = r('shown')): string =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">${instruction}</w:instrText>` +
  `</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${result}<w:r><w:fldChar w:fldCharType="end"/></w:r>`
const bookmark = (id: number, name: string, inner: string): string =>
  `<w:bookmarkStart w:id="${id}" w:name="${name}"/>${inner}<w:bookmarkEnd w:id="${id}"/>`
const all = (xml: string, pattern: RegExp): string[] => [...xml.matchAll(pattern)].map((match) => match[1] ?? '')

describe('a bookmark that repeats', () => {
  test.each([
    ['a field', field(' REF cl \\h '), / REF (\w+) /g],
    ['a field without a type', field(' cl \\h '), /> (\w+) \\h/g],
    ['a page number', field(' PAGEREF "cl" '), /PAGEREF "(\w+)"/g],
    ['a link field', field(' HYPERLINK \\l "cl" '), /\\l "(\w+)"/g],
    ['a link', `<w:hyperlink w:anchor="cl">${r('x')}</w:hyperlink>`, /w:anchor="(\w+)"/g],
    ['a simple field', `<w:fldSimple w:instr=" REF cl \\h ">${r('x')}</w:fldSimple>`, /instr=" REF (\w+) /g],
    [
      'a field split over runs',
      field(' REF c').replace('</w:instrText>', '</w:instrText></w:r><w:r><w:instrText>l \\h</w:instrText>'),
      /REF (\w+)/g,
    ],
  ])('takes what refers to it along: %s', async (_kind, inner, pattern) => {
    const body = p('{{#a}}') + `<w:p>${bookmark(4, 'cl', r('Clause {{n}}'))}</w:p><w:p>${inner}</w:p>` + p('{{/a}}')
    const { body: xml } = await made({ body }, { a: [{ n: '1' }, { n: '2' }, { n: '3' }] })
    const text = pattern.source.startsWith('REF') ? xml.replace(/<[^>]*>/g, '') : xml
    const names = all(xml, /w:name="([^"]*)"/g)
    expect(new Set(names).size).toBe(3)
    expect(all(text, pattern)).toEqual(names)
  })

  test('from an inner loop, from beside it, and from outside of all', async () => {
    const body =
      p('{{#a}}') +
      `<w:p>${bookmark(4, 'cl', r('x'))}</w:p>` +
      p('{{#b}}') +
      `<w:p>${field(' REF cl ')}</w:p>` +
      p('{{/b}}') +
      p('{{/a}}') +
      `<w:p>${field(' REF cl ')}${field(' REF other ')}</w:p>`
    const { body: xml } = await made({ body }, { a: [{ b: [{}, {}] }, { b: [{}, {}] }] })
    const [first, second] = all(xml, /w:name="([^"]*)"/g)
    expect(all(xml, / REF (\w+) /g)).toEqual([first, first, second, second, 'cl', 'other'])
  })

  test('in a paragraph of tags has ids of its own', async () => {
    const marker = `<w:p>${r('{{#a}}')}${bookmark(0, '_GoBack', '')}</w:p>`
    const { body } = await made({ body: marker + p('x') + p('{{/a}}') }, { a: [{}, {}, {}] })
    const ids = all(body, /<w:bookmarkStart w:id="(\d+)"/g)
    expect(new Set(ids).size).toBe(3)
    expect(all(body, /<w:bookmarkEnd w:id="(\d+)"/g)).toEqual(ids)
  })

  test('in a paragraph that is one value, or one section, has ids of its own', async () => {
    const value = `<w:p>${bookmark(1, 'v', r('{{v}}'))}</w:p>`
    const guarded = `<w:p>${bookmark(2, 'g', r('{{#s}}x{{/s}}'))}</w:p>`
    const body = p('{{#a}}') + value + guarded + p('{{/a}}')
    const { body: xml } = await made({ body }, { a: ['x', 'y'].map((each) => ({ v: { markdown: each }, s: false })) })
    expect(new Set(all(xml, /<w:bookmarkStart w:id="(\d+)"/g)).size).toBe(4)
    expect(all(xml, /<w:bookmarkEnd w:id="(\d+)"/g)).toEqual(all(xml, /<w:bookmarkStart w:id="(\d+)"/g))
  })
})

describe('a range of which one end leaves', () => {
  test.each([
    ['bookmark', `<w:bookmarkStart w:id="1" w:name="n"/>`, `<w:bookmarkEnd w:id="1"/>`],
    ['permission', `<w:permStart w:id="1"/>`, `<w:permEnd w:id="1"/>`],
    ['comment', `<w:commentRangeStart w:id="1"/>`, `<w:commentRangeEnd w:id="1"/>`],
  ])('keeps it: %s', async (_kind, start, end) => {
    const count = (xml: string): number => xml.split(start).length + xml.split(end).length - 2
    const ends = `<w:p>${start}${r('a')}</w:p>` + p('{{#s}}') + `<w:p>${r('b')}${end}</w:p>` + p('{{/s}}') + p('c')
    const begins = p('{{#s}}') + `<w:p>${start}${r('a')}</w:p>` + p('{{/s}}') + `<w:p>${r('b')}${end}</w:p>`
    const inText = `<w:p>${start}${r('a{{#s}}b')}${end}${r('c{{/s}}d')}</w:p>`
    for (const body of [ends, begins, inText]) {
      expect(count((await made({ body }, { s: false })).body)).toBe(2)
      expect(count((await made({ body }, { s: true })).body)).toBe(2)
      expect(count((await made({ body }, { s: [{}, {}] })).body)).toBe(2)
    }
  })
})

describe('a field of which a section holds a part', () => {
  const balanced = (xml: string): void => {
    let depth = 0
    for (const type of all(xml, /w:fldCharType="(begin|end)"/g)) {
      depth += type === 'begin' ? 1 : -1
      expect(depth).toBeGreaterThanOrEqual(0)
    }
    expect(depth).toBe(0)
  }

  test('goes, stays and repeats as a whole', async () => {
    const ends = `<w:p>${r('{{#s}}See ')}${field(' PAGEREF b ', r('3{{/s}}'))}${r(' end')}</w:p>`
    const begins = `<w:p>${r('See ')}${field(' PAGEREF b ', r('{{#s}}3'))}${r(' there{{/s}} end')}</w:p>`
    for (const body of [ends, begins]) {
      for (const s of [true, false, [{}, {}]]) balanced((await made({ body }, { s })).body)
    }
    expect((await made({ body: ends }, { s: false })).lines).toEqual([' end'])
    expect((await made({ body: begins }, { s: false })).lines).toEqual(['See  end'])
    expect((await made({ body: ends }, { s: true })).lines).toEqual(['See 3 end'])
  })
})

describe('a numbered list in a loop', () => {
  const level = (ilvl: number, format = 'decimal'): string =>
    `<w:lvl w:ilvl="${ilvl}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="%1."/></w:lvl>`
  const numbering = {
    'word/numbering.xml':
      `<w:numbering NS><w:abstractNum w:abstractNumId="0">${level(0)}${level(1)}</w:abstractNum>` +
      `<w:abstractNum w:abstractNumId="1">${level(0, 'bullet')}</w:abstractNum>` +
      '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>' +
      '</w:numbering>',
  }
  const links =
    '<Relationship Id="rN" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" ' +
    'Target="numbering.xml"/>'
  const item = (text: string, ilvl = 0, list = 1): string =>
    p(text, `<w:pPr><w:numPr><w:ilvl w:val="${ilvl}"/><w:numId w:val="${list}"/></w:numPr></w:pPr>`)

  /** Each item with its number as Word counts: lists of one family go on, unless a list starts anew. */
  const numbered = async (body: string, data: Parameters<typeof made>[1]): Promise<string[]> => {
    const { parts } = await made({ body, links, parts: numbering }, data)
    const lists = new Map(
      [
        ...(parts.get('word/numbering.xml') ?? '').matchAll(
          /<w:num w:numId="(\d+)"><w:abstractNumId w:val="(\d)"\/>(.*?)<\/w:num>/g,
        ),
      ].map(([, id = '', family = '', rest = '']) => [id, { family, anew: rest.includes('startOverride') }] as const),
    )
    const counters = new Map<string, number[]>()
    const begun = new Set<string>()
    const shown: string[] = []
    for (const match of (parts.get('word/document.xml') ?? '').matchAll(
      /<w:p>(?:<w:pPr><w:numPr><w:ilvl w:val="(\d)"\/><w:numId w:val="(\d+)"\/><\/w:numPr><\/w:pPr>)?<w:r><w:t[^>]*>([^<]*)/g,
    )) {
      const [, ilvl, id, text = ''] = match
      if (id === undefined || ilvl === undefined) {
        shown.push(text)
        continue
      }
      const list = lists.get(id)
      if (list === undefined) throw new Error(`no list ${id}`)
      if (list.anew && !begun.has(id)) counters.delete(list.family)
      begun.add(id)
      const counts = counters.get(list.family) ?? []
      counts[Number(ilvl)] = (counts[Number(ilvl)] ?? 0) + 1
      counters.set(list.family, counts.slice(0, Number(ilvl) + 1))
      shown.push(`${counts[Number(ilvl)]}. ${text}`)
    }
    return shown
  }

  test('begins anew in each round', async () => {
    const body = p('{{#stores}}') + p('Store {{name}}') + item('{{#features}}{{.}}{{/features}}') + p('{{/stores}}')
    const stores = ['A', 'B', 'C'].map((name) => ({ name, features: [{ '.': 'x' }, { '.': 'y' }] }))
    expect(await numbered(body, { stores })).toEqual(
      ['A', 'B', 'C'].flatMap((name) => [`Store ${name}`, '1. x', '2. y']),
    )
  })

  test('of several fixed items begins anew, with its lower levels', async () => {
    const body = p('{{#a}}') + p('Head') + item('one') + item('sub', 1) + item('two') + p('{{/a}}')
    expect(await numbered(body, { a: [{}, {}] })).toEqual([
      'Head',
      '1. one',
      '1. sub',
      '2. two',
      'Head',
      '1. one',
      '1. sub',
      '2. two',
    ])
  })

  test('goes on where the rounds are its items, or where it began before', async () => {
    expect(
      await numbered(p('{{#a}}') + item('{{.}}') + p('text') + p('{{/a}}'), { a: [{ '.': 'x' }, { '.': 'y' }] }),
    ).toEqual(['1. x', 'text', '2. y', 'text'])
    const before = item('first') + p('{{#a}}') + p('Head') + item('one') + item('two') + p('{{/a}}')
    expect(await numbered(before, { a: [{}, {}] })).toEqual([
      '1. first',
      'Head',
      '2. one',
      '3. two',
      'Head',
      '4. one',
      '5. two',
    ])
    const rows = table(row('{{#rows}}', ''), row(item('{{n}}'), 'x'), row('{{/rows}}', ''))
    expect(await numbered(rows, { rows: [{ n: 'a' }, { n: 'b' }] })).toEqual(['1. a', 'x', '2. b', 'x'])
    const optional = p('{{#rows}}') + p('{{#has}}') + item('{{n}}') + p('{{/has}}') + p('{{/rows}}')
    expect(
      await numbered(optional, {
        rows: [
          { n: 'a', has: true },
          { n: 'b', has: true },
        ],
      }),
    ).toEqual(['1. a', '2. b'])
  })

  test('nothing is added for bullets, for one round and outside of loops', async () => {
    const body = p('{{#a}}') + p('Head') + item('one', 0, 2) + item('two', 0, 2) + p('{{/a}}')
    const plain = (await made({ body, links, parts: numbering }, { a: [{}, {}] })).parts.get('word/numbering.xml')
    expect(plain?.match(/<w:num /g)).toHaveLength(2)
    const lists = p('{{#a}}') + p('Head') + item('one') + item('two') + p('{{/a}}')
    const once = (await made({ body: lists, links, parts: numbering }, { a: [{}] })).parts.get('word/numbering.xml')
    expect(once?.match(/<w:num /g)).toHaveLength(2)
  })
})

describe('tables', () => {
  const box = (text: string): string => table(row(text))
  /** Blocks of the body: T for tables, P for paragraphs. */
  const blocks = async (body: string, data: Parameters<typeof made>[1]): Promise<string> =>
    (await made({ body }, data)).body
      .replace(/<w:tbl>[\s\S]*?<\/w:tbl>/g, 'T')
      .replace(/<w:p\/>|<w:p[ >][\s\S]*?<\/w:p>/g, 'P')
      .replace(/<[^>]*>/g, '')

  test('of the rounds of a loop stay apart', async () => {
    const body = p('{{#a}}') + box('{{n}}') + p('{{/a}}') + p('end')
    expect(await blocks(body, { a: [{ n: '1' }, { n: '2' }, { n: '3' }] })).toBe('TPTPTP')
    expect(await blocks(body, { a: [] })).toBe('P')
  })

  test('before, in and behind a section stay apart', async () => {
    const body = box('1') + p('{{#a}}') + box('2') + p('{{/a}}') + box('3')
    expect(await blocks(body, { a: true })).toBe('TPTPT')
    expect(await blocks(body, { a: false })).toBe('TPT')
    const text = box('1') + p('{{#a}}') + p('x') + p('{{/a}}') + box('3')
    expect(await blocks(text, { a: true })).toBe('TPT')
    expect(await blocks(text, { a: false })).toBe('TPT')
    expect(await blocks(box('1') + p('{{#a}}x{{/a}}') + box('2'), { a: false })).toBe('TPT')
  })

  test('nothing is added where a paragraph stands between', async () => {
    const body = p('{{#a}}') + p('head') + box('{{n}}') + p('{{/a}}')
    expect(await blocks(body, { a: [{ n: '1' }, { n: '2' }] })).toBe('PTPT')
  })

  test('whose rows are in content controls go when no row is left', async () => {
    const control = (inner: string): string => `<w:sdt><w:sdtPr/><w:sdtContent>${inner}</w:sdtContent></w:sdt>`
    const rows = control(control(row('{{#a}}{{n}}', 'x{{/a}}')))
    expect(await blocks(table(rows) + p('end'), { a: [] })).toBe('P')
    expect((await made({ body: table(rows) + p('end') }, { a: [{ n: '1' }, { n: '2' }] })).lines).toEqual([
      '1',
      'x',
      '2',
      'x',
      'end',
    ])
    const { body } = await made({ body: table(row('head', ''), rows) }, { a: [] })
    expect(body).not.toContain('w:sdt')
    expect(
      await blocks(table(row(cell(p('{{#a}}x{{/a}}')).slice(0, 0) || '{{#a}}x{{/a}}')) + p('end'), { a: false }),
    ).toBe('P')
  })
})

describe('a page break before a paragraph of tags', () => {
  const marker = (text: string): string => p(text, '<w:pPr><w:pageBreakBefore/></w:pPr>')
  const broken = async (body: string, data: Parameters<typeof made>[1]): Promise<string[]> =>
    [
      ...(await made({ body }, data)).body.matchAll(
        /<w:p>(?:(?!<\/w:p>)[\s\S])*?<w:pageBreakBefore\/>([\s\S]*?)<\/w:p>/g,
      ),
    ].map((match) => (match[1] ?? '').replace(/<[^>]*>/g, ''))

  test('is before what follows it, in each round', async () => {
    const body = p('intro') + marker('{{#a}}') + p('Item {{n}}') + p('{{/a}}') + p('end')
    expect(await broken(body, { a: [{ n: '1' }, { n: '2' }] })).toEqual(['Item 1', 'Item 2'])
    expect(await broken(body, { a: [] })).toEqual([])
    const styled =
      p('intro') + marker('{{#a}}') + p('x', '<w:pPr><w:pStyle w:val="S"/><w:ind w:left="1"/></w:pPr>') + p('{{/a}}')
    expect((await made({ body: styled }, { a: true })).body).toContain(
      '<w:pPr><w:pStyle w:val="S"/><w:pageBreakBefore/><w:ind w:left="1"/></w:pPr>',
    )
  })

  test('behind a section, before a table, before what may be missing', async () => {
    expect(await broken(p('{{#a}}') + p('x') + marker('{{/a}}') + p('end'), { a: false })).toEqual(['end'])
    expect(await broken(marker('{{#a}}') + table(row('x')) + p('{{/a}}'), { a: true })).toEqual([''])
    expect(await broken(marker('{{#a}}') + p('{{#b}}x{{/b}}') + p('y') + p('{{/a}}'), { a: true, b: false })).toEqual([
      '',
    ])
  })
})

test('what was moved and what is in it can be a link, as inserted text can', async () => {
  const body = `<w:p><w:moveTo w:id="1" w:author="A">${r('{{l}}')}</w:moveTo></w:p>`
  expect((await made({ body }, { l: { href: 'https://example.org', text: 'site' } })).body).toContain('<w:hyperlink')
  expect((await compiled(wordFile({ body }))).outline).toEqual([{ type: 'variable', name: 'l' }])
})
