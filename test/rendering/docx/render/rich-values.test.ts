/**
 * Markdown, pictures and links as values.
 */
import { describe, expect, test } from 'vitest'
import { renderDocument } from '../../../../src/rendering/render.ts'
import { jpeg, png } from '../../support/pictures.ts'
import { unzip } from '../../support/zip.ts'
import { compiled, made, numbered, p, r, row, table, wordFile } from '../../support/word.ts'

const STYLES = {
  'word/styles.xml':
    '<w:styles NS><w:style w:type="paragraph" w:styleId="Berschrift1"><w:name w:val="heading 1"/></w:style>' +
    '<w:style w:type="character" w:styleId="Hyper"><w:name w:val="Hyperlink"/></w:style></w:styles>',
}

describe('Markdown', () => {
  test("that is all of its paragraph becomes blocks with the template's styles", async () => {
    const markdown =
      '# Head & <b>\n\nA **bold** *it* ~~no~~ `code` [link](https://e.org/?a=1&b=2)\nsame\n\n1. one\n2. ' +
      'two\n   - sub\n\n> quote\n\n| a | b |\n|---|:-:|\n| 1 | 2 |\n\n---\nend {{x}}'
    const { lines, body, parts } = await made(
      { body: p('{{text}}', '<w:pPr><w:jc w:val="both"/></w:pPr>') + p('after'), parts: STYLES },
      { text: { markdown } },
    )
    expect(lines).toEqual([
      'Head & <b>',
      'A bold it no code link\nsame',
      'one',
      'two',
      'sub',
      'quote',
      'a',
      'b',
      '1',
      '2',
      '',
      '',
      'end {{x}}',
      'after',
    ])
    expect(body).toContain('<w:pStyle w:val="Berschrift1"/>')
    expect(body).toContain('<w:rPr><w:b/><w:bCs/></w:rPr><w:t xml:space="preserve">bold</w:t>')
    expect(body).toContain('<w:rStyle w:val="Hyper"/>')
    expect(body.match(/<w:jc w:val="both"\/>/g)).toHaveLength(2)
    expect(parts.get('word/_rels/document.xml.rels')).toContain(
      'Target="https://e.org/?a=1&amp;b=2" TargetMode="External"',
    )
  })

  test('has lists of Word, each numbered on its own', async () => {
    const markdown = '3. c\n4. d\n   - x\n     1. deep\n\ntext\n\n1. one\n\n- [x] done\n- [ ] open'
    const { body, parts, lines } = await made({ body: p('{{text}}') }, { text: { markdown } })
    const numbers = [...body.matchAll(/<w:ilvl w:val="(\d)"\/><w:numId w:val="(\d+)"\/>/g)].map((each) => each.slice(1))
    expect(numbers.map(([level]) => level)).toEqual(['0', '0', '1', '2', '0'])
    const [first, second, bullet, deep, other] = numbers.map(([, list]) => list)
    expect(first).toBe(second)
    expect(new Set([first, bullet, deep, other]).size).toBe(4)
    expect(lines).toEqual(['c', 'd', 'x', 'deep', 'text', 'one', '☒\tdone', '☐\topen'])
    const numbering = parts.get('word/numbering.xml') ?? ''
    expect(numbering).toMatch(new RegExp(`<w:num w:numId="${first}">.*?<w:startOverride w:val="3"/>`))
    expect(numbering.lastIndexOf('<w:abstractNum ')).toBeLessThan(numbering.indexOf('<w:num '))
    expect(parts.get('word/_rels/document.xml.rels')).toContain('Target="/word/numbering.xml"')
    expect(parts.get('[Content_Types].xml')).toContain('PartName="/word/numbering.xml"')
    const quoted = await made({ body: p('{{text}}') }, { text: { markdown: '> 1. one' } })
    expect(quoted.body).toMatch(/<w:ilvl w:val="0"\/><w:numId w:val="\d+"\/><\/w:numPr><w:ind w:left="1440"/)
    const plain = await made({ body: p('{{text}}') }, { text: { markdown: 'no list' } })
    expect([...plain.parts.keys()]).not.toContain('word/numbering.xml')
  })

  test("uses the template's own styles of lists and tables, and its numbering part", async () => {
    const style = (id: string, name: string, inner = ''): string =>
      `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/>${inner}</w:style>`
    const numbers = (list: string): string => `<w:pPr><w:numPr><w:numId w:val="${list}"/></w:numPr></w:pPr>`
    const file = {
      body: p('{{text}}') + p('own', numbered),
      links:
        '<Relationship Id="rId9" Target="numbering.xml" ' +
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"/>',
      types: {
        'word/numbering.xml': 'application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml',
      },
      parts: {
        'word/styles.xml':
          `<w:styles NS>${style('Aufzhlung', 'List Bullet', numbers('5'))}` +
          style('Nummern', 'List Number', numbers('6')) +
          '<w:style w:type="table" w:styleId="Gitter"><w:name w:val="Table Grid"/></w:style></w:styles>',
        'word/numbering.xml':
          '<w:numbering NS><w:abstractNum w:abstractNumId="7"><w:nsid w:val="0A"/><w:lvl w:ilvl="0"><w:start w:val="1"/>' +
          '<w:numFmt w:val="upperRoman"/><w:pStyle w:val="Nummern"/><w:lvlText w:val="%1)"/></w:lvl></w:abstractNum>' +
          '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>' +
          '<w:num w:numId="6"><w:abstractNumId w:val="7"/></w:num></w:numbering>',
      },
    }
    const { body, parts } = await made(file, { text: { markdown: '- a\n\n1. b\n\n| h |\n|---|\n| c |' } })
    expect(body).toContain('<w:p><w:pPr><w:pStyle w:val="Aufzhlung"/></w:pPr>')
    expect(body).toContain('<w:pStyle w:val="Nummern"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>')
    expect(body).toContain('<w:tblStyle w:val="Gitter"/>')
    const numbering = parts.get('word/numbering.xml') ?? ''
    const copy = /<w:abstractNum w:abstractNumId="8">(.*?)<\/w:abstractNum>/.exec(numbering)?.[1] ?? ''
    expect(copy).toContain('<w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1)"/>')
    expect(copy).not.toMatch(/nsid|pStyle/)
    expect(numbering).toContain('<w:num w:numId="7"><w:abstractNumId w:val="8"/>')
    expect(parts.get('word/_rels/document.xml.rels')?.match(/\/numbering"/g)).toHaveLength(1)
  })

  test('links that lead nowhere from a document are text', async () => {
    const { body, lines } = await made(
      { body: p('{{t}}') },
      { t: { markdown: '[doc](notes.pdf) and [annex](/annex)' } },
    )
    expect(lines).toEqual(['doc and annex'])
    expect(body).not.toContain('w:hyperlink')
  })

  test('beside other text stays in its paragraph', async () => {
    const { lines } = await made(
      { body: `<w:p>${r('a {{t}} z', '<w:sz w:val="20"/>')}</w:p>` },
      { t: { markdown: 'one **two**\n\n- x\n- y' } },
    )
    expect(lines).toEqual(['a one two\n• x\n• y z'])
  })

  test('in a cell of a loop, and empty', async () => {
    const { lines } = await made(
      { body: table(row('{{#a}}{{n}}', '{{t}}{{/a}}'), row(p('{{u}}'))) },
      {
        a: [
          { n: '1', t: { markdown: 'x' } },
          { n: '2', t: { markdown: '' } },
        ],
        u: { markdown: '| a |\n|-|' },
      },
    )
    expect(lines).toEqual(['1', 'x', '2', '', 'a', ''])
  })

  test('cannot smuggle XML, scripts or control characters in', async () => {
    const template = await compiled(wordFile({ body: p('{{t}}') }))
    expect(renderDocument(template, { t: { markdown: '[x](javascript:alert(1))' } })).toMatchObject({
      ok: false,
      error: { details: { variable: 't', reason: 'address' } },
    })
    expect(renderDocument(template, { t: { markdown: 'a\u0001' } })).toMatchObject({
      ok: false,
      error: { details: { reason: 'characters' } },
    })
    expect(
      (await made({ body: p('{{t}}') }, { t: { markdown: '<w:p/>\n\n&amp; &lt; `</w:t>`' } })).lines.join('|'),
    ).toBe('<w:p/>|& < </w:t>')
  })
})

describe('a placeholder picture', () => {
  const placeholder = (id: number): string =>
    `<w:r><w:drawing><wp:inline><wp:extent cx="2000" cy="1000"/><wp:docPr id="${id}" name="Picture" ` +
    'descr="{{ photo }}"/><a:graphic><a:graphicData uri="u"><pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="p" ' +
    'descr="{{ photo }}"/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId7"/></pic:blipFill><pic:spPr><a:xfrm>' +
    '<a:ext cx="2000" cy="1000"/></a:xfrm></pic:spPr></pic:pic>' +
    '</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
  const file = wordFile({
    body: `<w:p>${r('{{#people}}')}${placeholder(1)}${r('{{name}}{{/people}}')}</w:p>`,
    links:
      '<Relationship Id="rId7" ' +
      'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/a.png"/>',
    files: { 'word/media/a.png': png(1, 1).image },
  })

  test('is asked for as a picture', async () => {
    expect((await compiled(file)).outline).toMatchObject([
      { name: 'people', children: [{ name: 'photo', place: 'image' }, { name: 'name' }] },
    ])
  })

  test('gives way to a PNG or JPEG, sized by its box with its own proportions', async () => {
    const { body, parts, document } = await made(file, {
      people: [
        { name: 'A', photo: png(10, 10) },
        { name: 'B', photo: jpeg(40, 10) },
        { name: 'C', photo: png(10, 10) },
      ],
    })
    expect([...body.matchAll(/<wp:extent cx="(\d+)" cy="(\d+)"/g)].map((match) => match.slice(1))).toEqual([
      ['1000', '1000'],
      ['2000', '500'],
      ['1000', '1000'],
    ])
    const embeds = [...body.matchAll(/r:embed="([^"]*)"/g)].map((match) => match[1])
    expect(embeds[0]).toBe(embeds[2])
    expect(new Set(embeds).size).toBe(2)
    const files = [...unzip(document.bytes).keys()].filter((name) => name.startsWith('word/media/docgen'))
    expect(files.map((name) => name.split('.').at(-1)).toSorted((a, b) => (a ?? '').localeCompare(b ?? ''))).toEqual([
      'jpeg',
      'png',
    ])
    for (const name of files) expect(parts.get('word/_rels/document.xml.rels')).toContain(`Target="/${name}"`)
    expect(parts.get('[Content_Types].xml')).toContain('<Default Extension="jpeg" ContentType="image/jpeg"/>')
    expect([...body.matchAll(/descr="(photo[^"]*)"/g)].map((match) => match[1])).toEqual(
      ['A', 'B', 'C'].flatMap((name, index) => [`photo ${index + 1}: ${name}`, `photo ${index + 1}: ${name}`]),
    )
  })

  test('keeps its own picture for a text, and refuses what is no picture', async () => {
    const { body } = await made(file, { people: [{ name: 'A', photo: 'a face' }] })
    expect(body).toContain('r:embed="rId7"')
    expect(body).toContain('descr="a face"')
    const broken = renderDocument(await compiled(file), {
      people: [{ name: 'A', photo: { image: Buffer.from('GIF89a'), media_type: 'image/png' } }],
    })
    expect(broken).toMatchObject({
      ok: false,
      error: { code: 'unprocessable', details: { variable: 'photo', reason: 'picture' } },
    })
  })

  test('a picture in a line of text comes in its own size, and not over the edge', async () => {
    const { body } = await made({ body: p('a {{photo}} b') }, { photo: png(2000, 100) })
    expect(body).toContain('<wp:extent cx="5760000" cy="288000"/>')
  })
})

describe('a link', () => {
  test('is live, in the style of the template', async () => {
    const { body, parts } = await made(
      { body: `<w:p>${r('see {{l}}.', '<w:i/>')}</w:p>`, parts: STYLES },
      { l: { href: 'https://e.org/ä b', text: 'E & F' } },
    )
    const id = /<w:hyperlink r:id="([^"]*)"/.exec(body)?.[1]
    expect(parts.get('word/_rels/document.xml.rels')).toContain(
      `Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" ` +
        'Target="https://e.org/%C3%A4%20b"',
    )
    expect(body).toContain('<w:rPr><w:rStyle w:val="Hyper"/><w:i/></w:rPr><w:t xml:space="preserve">E &amp; F</w:t>')
  })

  test.each(['javascript:alert(1)', 'file:///etc/passwd', 'data:text/html,x', '\\\\server\\share', 'vbscript:x', ''])(
    '%s is refused',
    async (href) => {
      expect(renderDocument(await compiled(wordFile({ body: p('{{l}}') })), { l: { href, text: 'x' } })).toMatchObject({
        ok: false,
        error: { details: { variable: 'l', reason: 'address' } },
      })
    },
  )

  test('an address without a scheme is the web, with an @ it is mail', async () => {
    const { parts } = await made(
      { body: p('{{a}} {{b}}') },
      { a: { href: 'e.org/x', text: 'x' }, b: { href: 'me@e.org', text: 'y' } },
    )
    const relations = parts.get('word/_rels/document.xml.rels') ?? ''
    expect(relations).toContain('Target="https://e.org/x"')
    expect(relations).toContain('Target="mailto:me@e.org"')
  })
})
