/**
 * A tag is replaced wherever in a Word file it can stand, and stays one however Word has split it.
 */
import { describe, expect, test } from 'vitest'
import type { RenderContext } from '../../../src/domain/template/render-data.ts'
import { cell, compiled, made, mistakesOf, p, r, row, table, wordFile } from '../support/word.ts'

const field = (instruction: string): string =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">${instruction}</w:instrText>` +
  `</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${r('shown')}<w:r><w:fldChar w:fldCharType="end"/></w:r>`
const drawing = (description: string, inner = ''): string =>
  '<w:r><w:drawing><wp:inline><wp:extent cx="100" cy="100"/><wp:docPr ' +
  `id="1" name="Shape" descr="${description}"/><a:graphic>` +
  `<a:graphicData uri="x">${inner}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`
const textBox = (text: string): string =>
  `<wps:wsp><wps:txbx><w:txbxContent>${p(text)}</w:txbxContent></wps:txbx></wps:wsp>`

describe('tag split over runs', () => {
  test('of a formula, in each of its parts', async () => {
    const run = (text: string): string => `<m:r><m:rPr><m:nor/></m:rPr><m:t>${text}</m:t></m:r>`
    const fraction = `<m:f><m:num>${run('2{{')}${run('x}}')}</m:num><m:den>${run('y')}</m:den></m:f>`
    const rest = ['{', '{x', '}', '}{{#s}}', 'z', '{{/s}}'].map(run).join('')
    const math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    const body = `<w:p>${r('{{x}}')}<m:oMath ${math}>${fraction}${rest}</m:oMath></w:p>`
    const textOf = async (s: boolean): Promise<string> =>
      (await made({ body }, { x: 'a<b', s })).body.replace(/<[^>]*>/g, '')
    expect([await textOf(true), await textOf(false)]).toEqual(['a&lt;b2a&lt;bya&lt;bz', 'a&lt;b2a&lt;bya&lt;b'])
    const mistakes = await mistakesOf(wordFile({ body: `<w:p><m:oMath ${math}>${run('{{x')}</m:oMath></w:p>` }))
    expect(mistakes).toMatchObject([{ paragraph: 1 }])
  })

  test('with marks of the spelling checker and other formatting between', async () => {
    const body =
      `<w:p>${r('Dear {', '<w:b/>')}<w:proofErr ` +
      `w:type="spellStart"/>${r('{na', '<w:i/>')}<w:bookmarkStart ` +
      `w:id="1" w:name="x"/><w:bookmarkEnd w:id="1"/>${r('me')}${r('}')}<w:r><w:lastRenderedPageBreak/>` +
      '<w:t>}, hello</w:t></w:r></w:p>'
    const document = await made({ body }, { name: 'Ann' })
    expect(document.lines).toEqual(['Dear Ann, hello'])
    expect(document.body).toMatch(/<w:rPr><w:b\/><\/w:rPr><w:t xml:space="preserve">Dear Ann<\/w:t>/)
    expect(document.body).toContain('<w:bookmarkStart w:id="1" w:name="x"/>')
  })

  test('one letter a run', async () => {
    const letters = [...'a {{#s}}{{first name}}{{/s}} z'].map((each) => r(each)).join('')
    expect((await made({ body: `<w:p>${letters}</w:p>` }, { s: true, 'first name': 'Bo' })).lines).toEqual(['a Bo z'])
  })

  test('with entities in and around it', async () => {
    const body = `<w:p>${r('a &amp; {&#x7b;na')}${r('me}&#125; &lt;b&gt;')}</w:p>`
    expect((await made({ body }, { name: 'N' })).lines).toEqual(['a & N <b>'])
  })

  test('with a break in its name', async () => {
    const body = '<w:p><w:r><w:t>{{full</w:t><w:br/><w:t>name}} x</w:t></w:r></w:p>'
    expect((await made({ body }, { 'full name': 'A B' })).lines).toEqual(['A B x'])
  })
})

describe('tag in', () => {
  const everywhere: readonly (readonly [string, Parameters<typeof wordFile>[0], string])[] = [
    ['header', { body: '', parts: { 'word/header1.xml': `<w:hdr NS>${p('{{x}}')}</w:hdr>` } }, 'word/header1.xml'],
    ['footer', { body: '', parts: { 'word/footer2.xml': `<w:ftr NS>${p('{{x}}')}</w:ftr>` } }, 'word/footer2.xml'],
    [
      'footnote',
      {
        body: '',
        parts: {
          'word/footnotes.xml': `<w:footnotes NS><w:footnote w:id="1">${p('{{x}}')}</w:footnote></w:footnotes>`,
        },
      },
      'word/footnotes.xml',
    ],
    [
      'endnote',
      {
        body: '',
        parts: { 'word/endnotes.xml': `<w:endnotes NS><w:endnote w:id="1">${p('{{x}}')}</w:endnote></w:endnotes>` },
      },
      'word/endnotes.xml',
    ],
    [
      'comment',
      {
        body: '',
        parts: {
          'word/comments.xml': `<w:comments NS><w:comment w:id="1" w:author="A">${p('{{x}}')}</w:comment></w:comments>`,
        },
      },
      'word/comments.xml',
    ],
    ['text box', { body: `<w:p>${drawing('d', textBox('{{x}}'))}</w:p>` }, 'word/document.xml'],
    [
      'content control',
      {
        body:
          `<w:sdt><w:sdtPr><w:alias w:val="A"/></w:sdtPr><w:sdtContent>${p('{{x}}')}</w:sdtContent>` +
          `</w:sdt><w:p><w:sdt><w:sdtPr/><w:sdtContent>${r('b')}</w:sdtContent></w:sdt></w:p>`,
      },
      'word/document.xml',
    ],
    [
      'tracked insertion',
      { body: `<w:p><w:ins w:id="1" w:author="A">${r('{{')}</w:ins>${r('x}}')}</w:p>` },
      'word/document.xml',
    ],
    [
      'document properties',
      {
        body: '',
        parts: {
          'docProps/core.xml':
            '<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>T {{x}}</dc:title></cp:coreProperties>',
        },
      },
      'docProps/core.xml',
    ],
    [
      'custom properties',
      {
        body: '',
        parts: {
          'docProps/custom.xml':
            '<Properties xmlns="c" xmlns:vt="v"><property name="P">' +
            '<vt:lpwstr>{{x}}</vt:lpwstr></property></Properties>',
        },
      },
      'docProps/custom.xml',
    ],
    [
      'field instruction',
      { body: `<w:p>${field('HYPERLINK "https://example.org" \\o "{{x}}"')}</w:p>` },
      'word/document.xml',
    ],
    [
      'field instruction split over runs',
      {
        body:
          '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DOCPROPERTY ' +
          '{</w:instrText></w:r><w:r><w:instrText>{x}}</w:instrText></w:r>' +
          '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
      },
      'word/document.xml',
    ],
    [
      'simple field',
      { body: `<w:p><w:fldSimple w:instr="AUTHOR {{x}}">${r('a')}</w:fldSimple></w:p>` },
      'word/document.xml',
    ],
    [
      'formula',
      {
        body:
          '<w:p><m:oMath ' +
          'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">' +
          '<m:r><m:t>{{x}}</m:t></m:r></m:oMath></w:p>',
      },
      'word/document.xml',
    ],
    ['alt text', { body: `<w:p>${drawing('Logo of {{x}}')}</w:p>` }, 'word/document.xml'],
    [
      'chart title',
      {
        body: '',
        types: { 'word/charts/chart1.xml': 'application/vnd.openxmlformats-officedocument.drawingml.chart+xml' },
        parts: {
          'word/charts/chart1.xml':
            '<c:chartSpace NS><c:title><c:tx><c:rich><a:bodyPr/><a:p><a:r><a:t>Sales of {</a:t></a:r>' +
            '<a:r><a:t>{x}}</a:t></a:r></a:p></c:rich></c:tx></c:title></c:chartSpace>',
        },
      },
      'word/charts/chart1.xml',
    ],
    [
      'diagram',
      {
        body: '',
        types: { 'word/diagrams/data1.xml': 'application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml' },
        parts: {
          'word/diagrams/data1.xml':
            '<dgm:dataModel NS xmlns:dgm="d"><dgm:t><a:bodyPr/><a:p><a:r>' +
            '<a:t>{{x}}</a:t></a:r></a:p></dgm:t></dgm:dataModel>',
        },
      },
      'word/diagrams/data1.xml',
    ],
  ]
  test.each(everywhere)('%s', async (_place, input, part) => {
    const { parts } = await made(input, { x: 'Value & Co' })
    expect(
      parts
        .get(part)
        ?.replace(/<[^>]*instr="([^"]*)"/g, '$1')
        .replace(/<wp:docPr[^>]*descr="([^"]*)"/g, '$1')
        .replace(/<[^>]*>/g, ''),
    ).toContain('Value &amp; Co')
    expect(parts.get(part)).not.toContain('{{')
  })

  test.each(everywhere)(
    '%s: a section of it, lines and tabs in a value, and a mistake',
    async (_place, input, part) => {
      const changed = (by: (xml: string) => string): Parameters<typeof wordFile>[0] => ({
        ...input,
        body: by(input.body),
        parts: Object.fromEntries(Object.entries(input.parts ?? {}).map(([name, xml]) => [name, by(xml)])),
      })
      const textOf = async (each: Parameters<typeof wordFile>[0], data: RenderContext): Promise<string> =>
        ((await made(each, data)).parts.get(part) ?? '')
          .replace(/<[^>]*(?:instr|descr)="([^"]*)"[^>]*>/g, '$1')
          .replace(/<w:br\/>/g, '\n')
          .replace(/<w:tab\/>/g, '\t')
          .replace(/<[^>]*>/g, '')
      // In the places where the tag is split, what follows it is in one piece.
      const instead = (whole: string, rest: string) =>
        changed((xml) => (xml.includes('{{x}}') ? xml.replace('{{x}}', whole) : xml.replace('x}}', rest)))
      const inSection = instead('{{#s}}{{x}}{{/s}}{{^s}}none{{/s}}', 'x}}{{#s}}!{{/s}}{{^s}}none{{/s}}')
      expect(await textOf(inSection, { s: true, x: 'VALUE' })).toContain('VALUE')
      expect(await textOf(inSection, { s: false, x: 'VALUE' })).toContain('none')
      expect(await textOf(input, { x: 'one\n& two\tthree' })).toMatch(/one(?:\n|&#10;| )&amp; two(?:\t|&#9;| )three/)
      const wrong = await mistakesOf(wordFile(instead('{{x', 'x')))
      expect(wrong.length).toBeGreaterThan(0)
      for (const each of wrong)
        expect(each).toMatchObject({
          part: expect.any(String),
          around: expect.stringContaining('x'),
          message: expect.any(String),
          fix: expect.any(String),
        })
    },
  )

  test('hyperlink address, with one of its own in each round of a loop', async () => {
    const [open, close] = [r('{{#links}}'), r('{{/links}}')]
    const link = `<w:p>${open}<w:hyperlink r:id="rId9">${r('{{text}}')}</w:hyperlink>${close}</w:p>`
    const links =
      '<Relationship Id="rId9" ' +
      'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" ' +
      'Target="https://example.org/%7B%7Bid%7D%7D?q=1" TargetMode="External"/>'
    const file = wordFile({ body: link, links })
    expect((await compiled(file)).outline).toMatchObject([
      { name: 'links', children: [{ name: 'id' }, { name: 'text' }] },
    ])
    expect(JSON.stringify((await compiled(file)).outline)).not.toContain('"place"')
    expect(
      (await compiled(wordFile({ body: link, links: links.replace(/Target="[^"]*"/, 'Target="{{id}}/x?{{q}}"') })))
        .outline,
    ).toMatchObject([{ children: [{ type: 'variable', name: 'id' }, { name: 'q' }, { name: 'text' }] }])
    const { body, parts } = await made(file, {
      links: [
        { id: 'a b', text: 'A' },
        { id: 'c&d', text: 'C' },
      ],
    })
    const relations = parts.get('word/_rels/document.xml.rels') ?? ''
    const ids = [...body.matchAll(/r:id="([^"]*)"/g)].map((match) => match[1])
    expect(ids).toHaveLength(2)
    const targets = ids.map((id) => new RegExp(`Id="${id}"[^>]*Target="([^"]*)"`).exec(relations)?.[1])
    expect(targets).toEqual(['https://example.org/a%20b?q=1', 'https://example.org/c%26d?q=1'])
    expect(relations).not.toContain('rId9')
  })

  test('a deleted text is dropped and asks nothing', async () => {
    const deleted = '<w:del w:id="1" w:author="A"><w:r><w:delText>old {{gone}}</w:delText></w:r></w:del>'
    const body = `<w:p>${deleted}${r('{{x}}')}</w:p>`
    const document = await made({ body }, { x: 'X' })
    expect(document.body).toContain('<w:delText>old </w:delText>')
    expect(document.lines).toEqual(['X'])
  })
})

test('mc:AlternateContent twins are both filled, and asked for once', async () => {
  const body =
    '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps">' +
    `<w:drawing>${textBox('new {{x}}')}</w:drawing>` +
    `</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>${p('old {{x}}')}</w:txbxContent>` +
    '</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>'
  const file = wordFile({ body })
  expect((await compiled(file)).outline).toEqual([{ type: 'variable', name: 'x' }])
  const text = (await made(file, { x: 'X' })).body.replace(/<[^>]*>/g, '|')
  expect(text).toContain('new X')
  expect(text).toContain('old X')
})

test('.dotx is rendered as a document', async () => {
  const { parts } = await made(
    { body: p('{{x}}'), mainType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml' },
    { x: '1' },
  )
  expect(parts.get('[Content_Types].xml')).toContain('wordprocessingml.document.main+xml')
  expect(parts.get('[Content_Types].xml')).not.toContain('template')
})

test('a part with other prefixes and one in UTF-16 are read', async () => {
  const header =
    '<?xml version="1.0" encoding="UTF-16"?><x:hdr ' +
    'xmlns:x="http://schemas.openxmlformats.org/wordprocessingml/2006/main">' +
    '<x:p><x:r><x:t>a {{x}}</x:t></x:r></x:p></x:hdr>'
  const file = wordFile({ body: p('b'), parts: { 'word/header1.xml': '' }, files: {} })
  const { unzip, zip } = await import('../support/zip.ts')
  const entries = [...unzip(file)].map(([name, data]) => ({
    name,
    data:
      name === 'word/header1.xml' ? Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(header, 'utf16le')]) : data,
  }))
  const { parts } = await made(zip(entries), { x: 'é\n2' })
  expect(parts.get('word/header1.xml')).toContain(
    '<x:t xml:space="preserve">a é</x:t><x:br/><x:t xml:space="preserve">2</x:t>',
  )
})

test('ids of shapes, comments, bookmarks inside loops are unique', async () => {
  const inside =
    '<w:p w14:paraId="11111111" w14:textId="22222222"><w:bookmarkStart w:id="5" ' +
    `w:name="mark"/>${drawing('Shape {{n}}')}<w:bookmarkEnd w:id="5"/><w:commentRangeStart ` +
    `w:id="0"/>${r('{{n}}')}<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>`
  const body = p('{{#a}}') + p('{{#b}}') + inside + p('{{/b}}') + p('{{/a}}')
  const round = { b: [{ n: '1' }, { n: '2' }] }
  const document = await made({ body }, { a: [round, round] })
  const ids = (pattern: RegExp): string[] => [...document.body.matchAll(pattern)].map((match) => match[1] ?? '')
  expect(new Set(ids(/<wp:docPr id="(\d+)"/g)).size).toBe(4)
  const starts = ids(/<w:bookmarkStart w:id="(\d+)"/g)
  expect(new Set(starts).size).toBe(4)
  expect(ids(/<w:bookmarkEnd w:id="(\d+)"/g)).toEqual(starts)
  expect(new Set(ids(/w:name="([^"]*)"/g)).size).toBe(4)
  expect(ids(/<w:commentReference w:id="(\d+)"/g)).toEqual(['0'])
  expect(document.body).not.toContain('w14:paraId')
  expect(document.lines).toEqual(['1', '2', '1', '2'])
})

test('numbering, bookmarks and untouched text are kept byte by byte', async () => {
  const kept = (
    '<w:p w14:paraId="0A0A0A0A"><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr>' +
    `<w:bookmarkStart w:id="1" w:name="a"/>${r('  spaces  &amp; Ünïcode 😀 ')}<w:bookmarkEnd ` +
    `w:id="1"/></w:p>${table(row('1', cell(p('2'))).replace('<w:tc>', '<w:tc>'))}`
  )
    .replace('<w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/></w:tcPr><w:tc>', '<w:tc>')
    .replace('</w:tc></w:tc>', '</w:tc>')
  expect((await made({ body: kept + p('{{x}}') }, { x: '1' })).body.startsWith(kept)).toBe(true)
})
