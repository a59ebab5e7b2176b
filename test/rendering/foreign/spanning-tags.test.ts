/** Tags of other engines that reach over paragraphs. */
import { expect, test } from 'vitest'
import type { RenderContext } from '../../../src/domain/template/render-data.ts'
import type { Syntax } from '../../../src/domain/template/template-format.ts'
import { convertForeign } from '../../../src/rendering/foreign/convert.ts'
import { cell, made, p, r, row, table, wordFile } from '../support/word.ts'

const converted = async (syntax: Syntax, body: string) => {
  const result = await convertForeign(wordFile({ body }), syntax)
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}
const lines = async (syntax: Syntax, body: string, data: RenderContext): Promise<readonly string[]> => {
  const { bytes, losses } = await converted(syntax, body)
  expect(losses).toEqual([])
  return (await made(bytes, data)).lines
}
const lossesOf = async (syntax: Syntax, body: string): Promise<string[]> =>
  (await converted(syntax, body)).losses.map((each) => each.message)

test.each([
  ['docxtemplater', p('Dear {') + p('first_name') + p('}, hello {') + p('last_name}!'), 'Dear A, hello B!'],
  ['docxtemplater', p('Dear {{first_name') + p('}}, hello {last_name}!'), 'Dear A, hello B!'],
  ['docxtemplater', p('{#first_name') + p('}Dear {first_name}{/') + p('first_name}'), 'Dear A'],
  ['docxtemplater', `<w:p>${r('{')}</w:p><w:p>${r('first_name')}<w:r><w:br/></w:r>${r('}')}</w:p>`, 'A'],
  ['jinja', p('Dear {{ first_') + p('name }}, hello {{') + p('') + p('last_name }}!'), 'Dear A, hello B!'],
  ['jinja', p('{% if') + p(' last_name %}Dear {{ first_name }}{% endif') + p('%}'), 'Dear A'],
  ['carbone', p('Dear {d.first') + p('_name}, hello {d.last_name}!'), 'Dear A, hello B!'],
] as const)('%s: %s', async (syntax, body, line) => {
  const data = { first_name: 'A', last_name: 'B' }
  expect(await lines(syntax, body + p('end'), data)).toEqual([line, 'end'])
})

test('rows and paragraphs of docxtpl', async () => {
  const body =
    table(`<w:tr>${cell(p('{%tr for a in ') + p('items %}'))}</w:tr>`, row('{{ a.name }}'), row('{%tr endfor %}')) +
    p('{%p if ') +
    p('shown %}') +
    p('text') +
    p('{%p endif %}')
  expect(await lines('jinja', body, { items: [{ name: 'A' }, { name: 'B' }], shown: true })).toEqual(['A', 'B', 'text'])
  expect(await lines('jinja', body, { items: [{ name: 'A' }], shown: false })).toEqual(['A'])
})

test('bookmarks between stay', async () => {
  const mark = '<w:bookmarkStart w:id="7" w:name="here"/><w:bookmarkEnd w:id="7"/>'
  const { bytes, losses } = await converted('docxtemplater', p('{') + `<w:p>${mark}${r('a')}</w:p>` + p('}'))
  expect(losses).toEqual([])
  expect((await made(bytes, { a: 'A' })).body).toContain('w:name="here"')
})

test('two braces with anything but a tag between them stay mistakes, and nothing goes but them', async () => {
  const picture = `<w:p><w:r><w:drawing/></w:r></w:p>`
  const section = '<w:p><w:pPr><w:sectPr/></w:pPr></w:p>'
  for (const [syntax, body] of [
    ['docxtemplater', p('{') + p('We agree: 1 + 1 is') + p('two }')],
    ['docxtemplater', p('{') + table(row('a')) + p('}')],
    ['docxtemplater', p('{') + picture + p('a}')],
    ['docxtemplater', p('{') + section + p('a}')],
    ['docxtemplater', p('{') + p('').repeat(30) + p('a}')],
    ['docxtemplater', table(row('{', 'a}'))],
    ['jinja', p('{{') + p('a + b') + p('}}')],
    ['jinja', p('{%') + p('some text') + p('%}')],
    ['jinja', p('{% if a') + p('{% if b %}{% endif %}') + p('%}{% endif %}')],
    ['carbone', p('{d.') + p('a, b') + p('}')],
  ] as const)
    expect([body, (await lossesOf(syntax, body)).length > 0]).toEqual([body, true])
})

test('names of several words are names for docxtemplater; words that ask for something are not', async () => {
  expect(
    await lines('docxtemplater', p('{first name} {#vip guest}x{/vip guest}'), { 'first name': 'A', 'vip guest': true }),
  ).toEqual(['A x'])
  expect(
    await lossesOf('docxtemplater', p('{if x}') + p('{for a in b}') + p('{end if}') + p('{a b + c}')),
  ).toHaveLength(4)
})

test('a sign that only a module could read is no part of the name, and remarked on', async () => {
  const { bytes, losses, remarks } = await converted('docxtemplater', p('{£comment} {“a” + b}'))
  expect(losses).toHaveLength(1)
  expect(remarks).toMatchObject([{ paragraph: 1, message: expect.stringContaining('“£”') }])
  expect((await made(bytes, { comment: 'C', a_plus_b: 'x' })).lines).toEqual(['C x'])
})
