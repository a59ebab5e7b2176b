/**
 * The copy of a template with its mistakes as comments.
 */
import { expect, test } from 'vitest'
import type { Syntax } from '../../../../src/domain/template/template-format.ts'
import { copyWithMistakes } from '../../../../src/rendering/read-template.ts'
import { opened, p, r, reasonOf, wordFile } from '../../support/word.ts'

const marked = async (file: Uint8Array, syntax?: Syntax) => {
  const result = await copyWithMistakes({ bytes: file, format: 'docx', syntax })
  if (!result.ok) throw new Error(result.error.message)
  return opened({ bytes: result.value, format: 'docx', parts: [] })
}

test('each mistake is a comment at its paragraph, those of other parts at the first one', async () => {
  const { body, parts } = await marked(
    wordFile({
      body: p('fine {{x}}') + p('see {{name', '<w:pPr><w:jc w:val="both"/></w:pPr>') + p('{{/a}} {{b c+}}'),
      parts: { 'word/header1.xml': `<w:hdr NS>${p('{{#h}}')}</w:hdr>` },
    }),
  )
  const comments = [...(parts.get('word/comments.xml') ?? '').matchAll(/w:id="(\d+)"[^>]*>.*?<w:t[^>]*>([^<]*)</g)].map(
    (match) => [match[1], match[2]],
  )
  expect(comments).toHaveLength(4)
  const idOf = (words: string): string => comments.find((each) => each[1]?.includes(words))?.[0] ?? ''
  const inHeader = idOf('In header 1, paragraph 1')
  for (const [id] of comments) {
    expect(body).toContain(`<w:commentRangeStart w:id="${id}"/>`)
    expect(body).toContain(`<w:commentReference w:id="${id}"/>`)
  }
  expect(body).toContain(`<w:p><w:commentRangeStart w:id="${inHeader}"/><w:r><w:t xml:space="preserve">fine`)
  expect(body).toContain(`</w:pPr><w:commentRangeStart w:id="${idOf('see {{name')}"/>`)
  expect(parts.get('[Content_Types].xml')).toContain('PartName="/word/comments.xml"')
})

const commented = (body: string): string[] =>
  body
    .split('</w:p>')
    .filter((each) => each.includes('commentRangeStart'))
    .map((each) => each.replace(/<[^>]*>/g, ''))

test('mistakes in attributes, fields and text boxes are marked at the paragraph that holds them', async () => {
  const drawing = '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{{alt"/></wp:inline></w:drawing></w:r>'
  const box =
    `<w:r><w:pict><v:shape><v:textbox><w:txbxContent>${p('in {{box')}</w:txbxContent>` +
    '</v:textbox></v:shape></w:pict></w:r>'
  const field =
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DOCPROPERTY ' +
    '{{p</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
  const { body } = await marked(
    wordFile({
      body:
        `${p('one')}<w:p>${drawing}${r('two')}</w:p><w:p>${r('three')}` +
        `${box}</w:p>${p('four')}<w:p>${field}${r('five')}</w:p>`,
    }),
  )
  expect(commented(body).map((each) => each.match(/one|two|three|four|five/)?.[0])).toEqual(['two', 'three', 'five'])
})

test('what another engine’s template loses is marked in the file as it was', async () => {
  const { body, parts } = await marked(
    wordFile({ body: p('fine {x}') + p('{a + b} {y}') + p('{#open}') }),
    'docxtemplater',
  )
  expect(commented(body)).toEqual(['{a + b} {y}', '{#open}'])
  expect(parts.get('word/comments.xml')).toContain('is an expression')
})

test('a mistake outside of a body of empty paragraphs is marked, too', async () => {
  const { body } = await marked(
    wordFile({ body: '<w:p/>', parts: { 'word/header1.xml': `<w:hdr NS>${p('{{#h}}')}</w:hdr>` } }),
  )
  expect(body).toContain(
    '<w:p><w:commentRangeStart w:id="0"/><w:commentRangeEnd w:id="0"/>' +
      '<w:r><w:commentReference w:id="0"/></w:r></w:p>',
  )
})

test('comments that are there stay, and numbers do not clash', async () => {
  const { parts } = await marked(
    wordFile({
      body: p('{{x'),
      links:
        '<Relationship Id="rId5" ' +
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/>',
      parts: {
        'word/comments.xml': `<w:comments NS><w:comment w:id="4" w:author="A">${p('mine')}</w:comment></w:comments>`,
      },
    }),
  )
  expect(
    [...(parts.get('word/comments.xml') ?? '').matchAll(/<w:comment [^>]*w:id="(\d+)"/g)].map((match) => match[1]),
  ).toEqual(['4', '5'])
})

test('a sound template comes back as it is, a refused one is refused', async () => {
  const file = wordFile({ body: p('{{x}}') })
  expect(await copyWithMistakes({ bytes: file, format: 'docx' })).toEqual({ ok: true, value: file })
  expect(await copyWithMistakes({ bytes: Buffer.from('x'), format: 'docx' })).toMatchObject({
    ok: false,
    error: { details: { reason: await reasonOf(Buffer.from('x')) } },
  })
})
