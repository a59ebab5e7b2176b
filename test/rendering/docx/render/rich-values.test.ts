/**
 * Markdown, pictures and links as values.
 */
import { describe, expect, test } from 'vitest'
import { renderDocument } from '../../../../src/rendering/render.ts'
import { jpeg, png } from '../../support/pictures.ts'
import { unzip } from '../../support/zip.ts'
import { compiled, made, p, r, row, table, wordFile } from '../../support/word.ts'

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
      '1.\tone',
      '2.\ttwo',
      '–\tsub',
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
    expect(body).toContain('descr="photo"')
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
