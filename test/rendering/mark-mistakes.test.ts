/**
 * The copy of a template with its mistakes as comments.
 */
import { expect, test } from 'vitest'
import { markMistakes } from '../../src/rendering/docx/mark-mistakes.ts'
import { opened, p, reasonOf, wordFile } from './support/word.ts'

const marked = async (file: Uint8Array) => {
  const result = await markMistakes(file)
  if (!result.ok) throw new Error(result.error.message)
  return opened({ bytes: result.value, format: 'docx', parts: [] })
}

test('each mistake is a comment at its paragraph, those of other parts at the first one', async () => {
  const { body, parts } = await marked(wordFile({
    body: p('fine {{x}}') + p('see {{name', '<w:pPr><w:jc w:val="both"/></w:pPr>') + p('{{/a}} {{b c+}}'), parts: { 'word/header1.xml': `<w:hdr NS>${p('{{#h}}')}</w:hdr>` },
  }))
  const comments = [...(parts.get('word/comments.xml') ?? '').matchAll(/w:id="(\d+)"[^>]*>.*?<w:t[^>]*>([^<]*)</g)].map(match => [match[1], match[2]])
  expect(comments).toHaveLength(4)
  expect(comments[0]?.[1]).toContain('is never closed')
  expect(comments[3]?.[1]).toContain('In header 1, paragraph 1')
  for (const [id] of comments) {
    expect(body).toContain(`<w:commentRangeStart w:id="${id}"/>`)
    expect(body).toContain(`<w:commentReference w:id="${id}"/>`)
  }
  expect(body).toMatch(/<w:p><w:commentRangeStart w:id="3"\/><w:r><w:t xml:space="preserve">fine/)
  expect(body).toMatch(/<\/w:pPr><w:commentRangeStart w:id="0"\/>/)
  expect(parts.get('[Content_Types].xml')).toContain('PartName="/word/comments.xml"')
})

test('comments that are there stay, and numbers do not clash', async () => {
  const { parts } = await marked(wordFile({
    body: p('{{x'), links: '<Relationship Id="rId5" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/>',
    parts: { 'word/comments.xml': `<w:comments NS><w:comment w:id="4" w:author="A">${p('mine')}</w:comment></w:comments>` },
  }))
  expect([...(parts.get('word/comments.xml') ?? '').matchAll(/<w:comment [^>]*w:id="(\d+)"/g)].map(match => match[1])).toEqual(['4', '5'])
})

test('a sound template comes back as it is, a refused one is refused', async () => {
  const file = wordFile({ body: p('{{x}}') })
  expect(await markMistakes(file)).toEqual({ ok: true, value: file })
  expect(await markMistakes(Buffer.from('x'))).toMatchObject({ ok: false, error: { details: { reason: await reasonOf(Buffer.from('x')) } } })
})
