/** What a file says, whatever program saved it. */
import { describe, expect, test } from 'vitest'
import { readDocument, textHash } from '../../../src/rendering/comparing/read-document.ts'
import { savedAgain } from '../../support/data/word-copies.ts'
import { png } from '../support/pictures.ts'
import { p, r, row, table, wordFile, type WordInput } from '../support/word.ts'

const read = async (file: Uint8Array | WordInput) => {
  const document = await readDocument(file instanceof Uint8Array ? file : wordFile(file))
  if (!document.ok) throw new Error(document.error.message)
  return document.value
}
const textsOf = async (file: Uint8Array | WordInput): Promise<string[]> =>
  (await read(file)).lines.map((each) => each.text)
const paragraph = (...runs: string[]): string => `<w:p>${runs.join('')}</w:p>`
const field = (instruction: string, result: string, lock = ''): string =>
  `<w:r><w:fldChar w:fldCharType="begin"${lock}/></w:r><w:r><w:instrText>${instruction}</w:instrText></w:r>` +
  `<w:r><w:fldChar w:fldCharType="separate"/></w:r>${r(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>`

const STORIES: WordInput = {
  body: p('Body') + p('') + table(row('a', 'b'), row('c', 'd')) + p('End'),
  parts: {
    'word/header1.xml': `<w:hdr NS>${p('Head')}</w:hdr>`,
    'word/header2.xml': `<w:hdr NS>${p('Head')}</w:hdr>`,
    'word/footer1.xml': `<w:ftr NS>${p('Foot')}</w:ftr>`,
    'word/footnotes.xml': `<w:footnotes NS><w:footnote w:id="1">${p('Note')}</w:footnote></w:footnotes>`,
  },
}

test('is read with its place: body, tables, headers once each, footers, notes', async () => {
  expect((await read(STORIES)).lines).toEqual([
    { place: 'paragraph 1', text: 'Body' },
    { place: 'table 1, row 1', text: 'a' },
    { place: 'table 1, row 1', text: 'b' },
    { place: 'table 1, row 2', text: 'c' },
    { place: 'table 1, row 2', text: 'd' },
    { place: 'paragraph 3', text: 'End' },
    { place: 'header, paragraph 1', text: 'Head' },
    { place: 'footer, paragraph 1', text: 'Foot' },
    { place: 'footnotes, paragraph 1', text: 'Note' },
  ])
})

describe('is the same text', () => {
  test.each([
    ['in other runs', paragraph(r('Dear '), r('Ada')), p('Dear Ada')],
    ['with a tab for spaces', paragraph(r('a'), '<w:r><w:tab/></w:r>', r('b')), p('a b')],
    ['with a soft hyphen', paragraph(r('Donau'), '<w:r><w:softHyphen/></w:r>', r('dampf')), p('Donaudampf')],
    ['with a hyphen that does not break', paragraph(r('a'), '<w:r><w:noBreakHyphen/></w:r>', r('b')), p('a\u2011b')],
    ['with combined accents', p('Zoe\u0308'), p('Zoë')],
    ['with an empty paragraph more', p('a') + p(''), p('a')],
    ['with a page number', paragraph(field(' PAGE ', '1')), paragraph(field(' PAGE ', '7'))],
    [
      'with a page number as a simple field',
      paragraph(`<w:fldSimple w:instr="PAGE">${r('1')}</w:fldSimple>`),
      paragraph(field('PAGE', '2')),
    ],
    [
      'with what was deleted still marked',
      paragraph(r('a'), `<w:del w:id="1" w:author="x"><w:r><w:delText>b</w:delText></w:r></w:del>`),
      p('a'),
    ],
  ])('%s', async (_, one, other) => {
    expect(await textsOf({ body: one })).toEqual(await textsOf({ body: other }))
  })

  test('when a word processor has saved it again', async () => {
    const file = wordFile(STORIES)
    expect(textHash(await read(await savedAgain(file)))).toBe(textHash(await read(file)))
  })
})

describe('is another text', () => {
  test.each([
    [
      'where a field shows another link',
      paragraph(field('HYPERLINK "x"', 'a')),
      paragraph(field('HYPERLINK "x"', 'b')),
    ],
    [
      'where a locked page number says something else',
      paragraph(field('PAGE', '1', ' w:fldLock="1"')),
      paragraph(field('PAGE', '9', ' w:fldLock="1"')),
    ],
    ['where a page number was put in', p('1000'), paragraph(r('1'), field('PAGE', '9'), r('000'))],
    [
      'where a text was added by a tracked change',
      p('a'),
      paragraph(r('a'), `<w:ins w:id="1" w:author="x">${r('b')}</w:ins>`),
    ],
    [
      'where a text box says something else',
      paragraph(`<w:r><w:pict><v:textbox><w:txbxContent>${p('a')}</w:txbxContent></v:textbox></w:pict></w:r>`),
      paragraph(`<w:r><w:pict><v:textbox><w:txbxContent>${p('b')}</w:txbxContent></v:textbox></w:pict></w:r>`),
    ],
  ])('%s', async (_, one, other) => {
    expect(await textsOf({ body: one })).not.toEqual(await textsOf({ body: other }))
  })

  test('where another picture was put in its place', async () => {
    const withPicture = (bytes: Uint8Array): WordInput => ({
      body: paragraph('<w:r><w:drawing><a:graphic><a:blip r:embed="rId5"/></a:graphic></w:drawing></w:r>'),
      links: '<Relationship Id="rId5" Type="x/image" Target="media/a.png"/>',
      files: { 'word/media/a.png': bytes },
    })
    const [one] = await textsOf(withPicture(png(1, 1).image))
    expect(one).toMatch(/^⟨picture [0-9a-f]{12}⟩$/)
    expect(await textsOf(withPicture(png(2, 1).image))).not.toEqual([one])
  })
})

test.each([
  ['a picture', png(1, 1).image],
  ['binary data', Uint8Array.of(1, 0, 2)],
])('%s is no document', async (_, bytes) => {
  expect(await readDocument(bytes)).toMatchObject({ ok: false, error: { details: { reason: 'not_text' } } })
})
