/**
 * Templates that are refused: mistakes with their place, and files that are not what they claim to be.
 */
import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { compileTemplate } from '../../src/rendering/compile.ts'
import { detectFormat } from '../../src/rendering/template/format.ts'
import { unzip, zip } from './support/zip.ts'
import { DECLARATION, mistakesOf, p, r, reasonOf, row, table, wordFile } from './support/word.ts'
import { costOf } from '../support/processor-cost.ts'

const heading = (text: string): string => p(text, '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>')

describe('unclosed, stray or crossed tags', () => {
  test('are all listed at once, with part, paragraph, heading, the text around and what to do', async () => {
    const body =
      heading('Rent') +
      p('The tenant {{name pays') +
      p('{{#a}}{{#b}}x{{/a}}{{/b}}') +
      heading('Term') +
      table(row('{{/c}}', '{{#d}}')) +
      p('{name}} and {{> part}} {{=&lt;% %&gt;=}} {{1+1}} {{}}')
    const mistakes = await mistakesOf(
      wordFile({
        body,
        parts: {
          'word/footer1.xml': `<w:ftr NS>${p('see {{')}</w:ftr>`,
          'docProps/core.xml': '<c xmlns:d="d"><d:title>{{#t}}</d:title></c>',
        },
      }),
    )
    expect(mistakes.map((each) => [each.part, each.paragraph, each.heading])).toEqual([
      ['body', 2, 'Rent'],
      ['body', 3, 'Rent'],
      ['body', 5, 'Term'],
      ['body', 6, 'Term'],
      ['body', 7, 'Term'],
      ['body', 7, 'Term'],
      ['body', 7, 'Term'],
      ['body', 7, 'Term'],
      ['body', 7, 'Term'],
      ['footer 1', 1, undefined],
      ['properties', 1, undefined],
    ])
    expect(mistakes[0]).toMatchObject({
      around: 'The tenant {{name pays',
      message: expect.stringContaining('"{{name pays" is never closed'),
      fix: expect.stringContaining('}}'),
    })
    expect(mistakes[1]?.message).toContain('cross')
    expect(mistakes[1]?.fix).toBe('Close the inner one first: put {{/b}} before {{/a}}.')
    expect(mistakes.every((each) => each.around.length > 0 && each.around.length < 90 && each.fix.length > 0)).toBe(
      true,
    )
  })

  test('a section may not begin in the body and end in a text box or a note', async () => {
    const box =
      '<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>{{/a}}</w:t></w:r>' +
      '</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>'
    expect(await mistakesOf(wordFile({ body: p('{{#a}}') + box }))).toHaveLength(2)
  })

  test('a tag may not reach over the end of its paragraph', async () => {
    expect((await mistakesOf(wordFile({ body: p('{{na') + p('me}}') })))[0]?.message).toContain('end of its paragraph')
  })

  test('in text, with the line', async () => {
    const result = await compileTemplate(Buffer.from('# One\n\nHello {{name\n\n{{#a}}\n'), 'markdown')
    expect(result).toMatchObject({
      ok: false,
      error: {
        details: {
          mistakes: [{ part: 'text', paragraph: 3, heading: 'One', around: 'Hello {{name' }, { paragraph: 5 }],
        },
      },
    })
  })

  test('braces of other languages are no mistake', async () => {
    const result = await compileTemplate(Buffer.from('{"a": {"b": 1}} and { x } and }'), 'text')
    expect(result.ok).toBe(true)
  })
})

const withEntry = (name: string, data: string | Uint8Array): Buffer =>
  zip([
    ...[...unzip(wordFile({ body: p('x') }))]
      .filter(([each]) => each !== name)
      .map(([each, bytes]) => ({ name: each, data: bytes })),
    { name, data },
  ])

const withText = (text: string): Buffer =>
  withEntry(
    'word/document.xml',
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>' +
      `<w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:body></w:document>`,
  )

describe('refused with a reason', () => {
  const dtd =
    '<!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><w:document ' +
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>' +
    '<w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>'
  const files: readonly (readonly [string, () => Uint8Array, string])[] = [
    ['not a zip', () => Buffer.from('%PDF-1.7 something'), 'not_a_zip'],
    ['empty', () => new Uint8Array(), 'not_a_zip'],
    ['cut off', () => wordFile({ body: p('x') }).subarray(0, 400), 'damaged'],
    ['a zip that is not Word', () => zip([{ name: 'a.txt', data: 'a' }]), 'not_word'],
    [
      'a spreadsheet',
      () =>
        wordFile({ body: '', mainType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml' }),
      'not_word',
    ],
    [
      '.docm',
      () => wordFile({ body: '', mainType: 'application/vnd.ms-word.document.macroEnabled.main+xml' }),
      'macros',
    ],
    [
      'macros under another name',
      () => wordFile({ body: '', files: { 'word/vbaProject.bin': Buffer.from('x') } }),
      'macros',
    ],
    ['encrypted', () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]), 'encrypted'],
    ['DTD, entity bomb', () => withEntry('word/document.xml', dtd), 'dtd'],
    [
      'a DTD in a part that is only copied',
      () => withEntry('word/styles.xml', `${DECLARATION}<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>`),
      'dtd',
    ],
    [
      'XML that is not well-formed',
      () => withEntry('word/document.xml', '<w:document><w:body></w:document>'),
      'not_xml',
    ],
    ['a copied part that is not well-formed', () => withEntry('word/styles.xml', '<a><b></a>'), 'not_xml'],
    ['`../` names', () => withEntry('../../evil.xml', '<a/>'), 'bad_names'],
    ['absolute names', () => withEntry('/etc/evil.xml', '<a/>'), 'bad_names'],
    [
      'a lying size',
      () =>
        zip(
          [...unzip(wordFile({ body: p('x') }))].map(([name, data]) => ({
            name,
            data,
            claimedSize: name === 'word/document.xml' ? 10 : data.length,
          })),
        ),
      'lying_size',
    ],
    [
      'two entries of one name',
      () =>
        zip([
          { name: 'a', data: 'a' },
          { name: 'a', data: 'b' },
        ]),
      'damaged',
    ],
    [
      '6,000 entries',
      () => zip(Array.from({ length: 6_000 }, (_, index) => ({ name: `a${index}`, data: '' }))),
      'too_many_entries',
    ],
    ['a 600 MB entry', () => hugeEntry(600 * 1024 * 1024), 'too_large'],
    ['a 600 MB entry that claims to be small', () => hugeEntry(64 * 1024 * 1024, 100), 'lying_size'],
    [
      'two million paragraphs in 19 KB',
      () =>
        withEntry(
          'word/document.xml',
          '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>' +
            `${'<w:p/>'.repeat(2_000_000)}</w:body></w:document>`,
        ),
      'too_many_elements',
    ],
    ...['&amp;', '&#65;', '<!---->', '<![CDATA[]]>', '<?x?>'].map(
      (each): readonly [string, () => Uint8Array, string] => [
        `39 MB of ${each}`,
        () => withText(each.repeat((39 << 20) / each.length)),
        'too_many_elements',
      ],
    ),
    [
      'millions of references in a part that is only copied',
      () => withEntry('word/styles.xml', `<a>${'&amp;'.repeat((39 << 20) / 5)}</a>`),
      'too_many_elements',
    ],
    [
      'two texts of 39 MB',
      () =>
        zip([
          ...[...unzip(wordFile({ body: p('x') }))].map(([name, data]) => ({ name, data })),
          ...['a', 'b'].map((each) => ({ name: `word/${each}.xml`, data: `<a>${' '.repeat(39 << 20)}</a>` })),
        ]),
      'too_large',
    ],
    [
      'elements nested 100,000 deep',
      () =>
        withEntry(
          'word/document.xml',
          '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>' +
            `${'<w:p>'.repeat(100_000)}${'</w:p>'.repeat(100_000)}</w:body></w:document>`,
        ),
      'too_many_elements',
    ],
  ]
  test.each(files)('%s', async (_name, file, reason) => {
    const bytes = file()
    expect(await costOf(async () => expect(await reasonOf(bytes)).toBe(reason))).toBeLessThan(200)
  })

  test('text that is not text', async () => {
    expect(await compileTemplate(Buffer.from([0x61, 0xff, 0xfe]), 'text')).toMatchObject({
      error: { details: { reason: 'not_utf8' } },
    })
    expect(await compileTemplate(Buffer.from('a\u0000b'), 'text')).toMatchObject({
      error: { details: { reason: 'not_text' } },
    })
  })
})

/** An entry of zeros, packed piece by piece so that the test itself stays small. */
function hugeEntry(size: number, claimedSize = size): Buffer {
  const piece = deflateRawSync(Buffer.alloc(1 << 20), { finishFlush: 3 })
  const file = zip([
    ...[...unzip(wordFile({ body: p('x') }))].map(([name, data]) => ({ name, data })),
    { name: 'word/media/a.bin', data: 'placeholder', claimedSize },
  ])
  const packed = Buffer.concat([...Array.from({ length: size >> 20 }, () => piece), Buffer.from([3, 0])])
  const [header, record] = [
    file.lastIndexOf(Buffer.from('PK\u0003\u0004', 'latin1')),
    file.lastIndexOf(Buffer.from('PK\u0001\u0002', 'latin1')),
  ]
  const dataAt = header + 30 + file.readUInt16LE(header + 26)
  const dataEnd = dataAt + file.readUInt32LE(header + 18)
  file.writeUInt32LE(packed.length, header + 18)
  file.writeUInt32LE(packed.length, record + 20)
  const end = file.length - 22
  file.writeUInt32LE(file.readUInt32LE(end + 16) + packed.length - (dataEnd - dataAt), end + 16)
  return Buffer.concat([file.subarray(0, dataAt), packed, file.subarray(dataEnd)])
}

describe('detectFormat', () => {
  test('goes by the name and checks the content', () => {
    const word = wordFile({ body: r('') })
    expect(detectFormat('a.docx', word)).toEqual({ ok: true, value: 'docx' })
    expect(detectFormat('A.DOTX', word)).toEqual({ ok: true, value: 'docx' })
    expect(detectFormat('a.md', Buffer.from('# é'))).toEqual({ ok: true, value: 'markdown' })
    expect(detectFormat('a.b.markdown', Buffer.from('\ufeffx'))).toEqual({ ok: true, value: 'markdown' })
    expect(detectFormat('a.txt', new Uint8Array())).toEqual({ ok: true, value: 'text' })
  })

  test.each([
    ['a.docm', 'PK', 'macros'],
    ['a.doc', 'x', 'unsupported'],
    ['a.pdf', '%PDF', 'unsupported'],
    ['docx', 'PK', 'unsupported'],
    ['a.docx', 'hello', 'not_a_zip'],
    ['a.docx', '\u00d0\u00cf\u0011\u00e0', 'encrypted'],
    ['a.txt', 'PK\u0003\u0004', 'content_mismatch'],
    ['a.md', 'a\u00ff', 'not_utf8'],
  ])('%s with "%s" is refused: %s', (name, content, reason) => {
    expect(detectFormat(name, Buffer.from(content, 'latin1'))).toMatchObject({
      ok: false,
      error: { code: 'invalid_template', details: { reason } },
    })
  })
})
