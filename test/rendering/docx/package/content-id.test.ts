/** The content id of a Word document: a custom property of the file. */
import { describe, expect, test } from 'vitest'
import { CONTENT_ID } from '../../../../src/domain/template/render-data.ts'
import { readDocument } from '../../../../src/rendering/comparing/read-document.ts'
import { compileTemplate } from '../../../../src/rendering/compile.ts'
import { compiled, made, opened, p, wordFile, type Made, type WordInput } from '../../support/word.ts'
import { renderDocument } from '../../../../src/rendering/render.ts'

const ID = 'ab'.repeat(32)
const OTHER = 'cd'.repeat(32)
const CUSTOM = 'docProps/custom.xml'
const TYPE = 'application/vnd.openxmlformats-officedocument.custom-properties+xml'
const PROPERTIES = 'http://schemas.openxmlformats.org/officeDocument/2006/custom-properties'
const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes'

const withProperties = (properties: string, root = 'Properties'): WordInput => ({
  body: p('Dear {{name}}'),
  parts: { [CUSTOM]: `<${root} xmlns="${PROPERTIES}" xmlns:vt="${TYPES}">${properties}</${root}>` },
  types: { [CUSTOM]: TYPE },
})
const property = (name: string, value: string, pid = 2): string =>
  `<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="${pid}" name="${name}"><vt:lpwstr>${value}</vt:lpwstr></property>`

const idOf = async ({ document }: Made): Promise<string | undefined> => {
  const read = await readDocument(document.bytes)
  return read.ok ? read.value.content_id : 'refused'
}

describe('a document', () => {
  test('carries the id that it is given, in a part with a type and a relationship of its own', async () => {
    const document = await made({ body: p('Dear {{name}}') }, { name: 'Ada', [CONTENT_ID]: ID })
    expect(await idOf(document)).toBe(ID)
    expect(document.parts.get('[Content_Types].xml')).toContain(
      `<Override PartName="/${CUSTOM}" ContentType="${TYPE}"/>`,
    )
    expect(document.parts.get('_rels/.rels')).toContain(`Target="${CUSTOM}"`)
    expect(document.lines).toEqual(['Dear Ada'])
  })

  test('carries none where none is given', async () => {
    const document = await made({ body: p('Dear {{name}}') }, { name: 'Ada' })
    expect(await idOf(document)).toBeUndefined()
    expect(document.parts.get(CUSTOM)).not.toContain('<property')
  })

  test('keeps the properties of its template, with tags in them, and numbers its own behind them', async () => {
    const template = withProperties(property('Client', '{{name}}', 7))
    const document = await made(template, { name: 'Ada & Co', [CONTENT_ID]: ID })
    expect(document.parts.get(CUSTOM)).toContain('name="Client"><vt:lpwstr>Ada &amp; Co</vt:lpwstr>')
    expect(document.parts.get(CUSTOM)).toContain('pid="8" name="DocGenContentId"')
    expect(await idOf(document)).toBe(ID)
  })

  test.each([{ [CONTENT_ID]: ID }, {}])('made from another document has not the id of that one', async (given) => {
    const template = withProperties(property('Client', 'Ada') + property('DocGenContentId', OTHER, 3))
    const document = await made(template, { name: 'Ada', ...given })
    expect(await idOf(document)).toBe(CONTENT_ID in given ? ID : undefined)
    expect(document.parts.get(CUSTOM)).toContain('name="Client"')
    expect(document.parts.get(CUSTOM)).not.toContain(OTHER)
  })

  test('that is rendered once carries none, and not that of its template', async () => {
    const once = async (input: WordInput): Promise<Made> => {
      const template = await compileTemplate(wordFile(input), 'docx', 'once')
      const document = template.ok ? renderDocument(template.value, { name: 'Ada', [CONTENT_ID]: ID }) : template
      if (!document.ok) throw new Error(document.error.message)
      return opened(document.value)
    }
    expect((await once({ body: p('Dear {{name}}') })).parts.has(CUSTOM)).toBe(false)
    expect(await idOf(await once(withProperties(property('DocGenContentId', OTHER))))).toBeUndefined()
  })

  test('has equal bytes for equal ids, and differs in that part alone for others', async () => {
    const template = await compiled(wordFile({ body: p('Dear {{name}}') }))
    const [one, same, other] = [ID, ID, OTHER].map((id) => {
      const document = renderDocument(template, { name: 'Ada', [CONTENT_ID]: id })
      if (!document.ok) throw new Error(document.error.message)
      return document.value
    })
    expect(Buffer.from(one!.bytes).equals(Buffer.from(same!.bytes))).toBe(true)
    const differing = one!.parts.filter(
      ({ name, sha256 }) => !other!.parts.some((each) => each.name === name && each.sha256 === sha256),
    )
    expect(differing.map(({ name }) => name)).toEqual([CUSTOM])
  })
})
