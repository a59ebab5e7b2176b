/**
 * Templates of other engines, read and rendered here.
 */
import { describe, expect, test } from 'vitest'
import type { RenderContext } from '../../src/domain/render-data.ts'
import { convertForeign } from '../../src/rendering/foreign/convert.ts'
import type { ForeignSyntax } from '../../src/rendering/foreign/syntax.ts'
import { made, p, r, row, table, wordFile } from './support/word.ts'

const converted = async (syntax: ForeignSyntax, body: string) => {
  const result = await convertForeign(wordFile({ body, parts: { 'word/header1.xml': `<w:hdr NS>${p('fixed')}</w:hdr>` } }), syntax)
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}
const lines = async (syntax: ForeignSyntax, body: string, data: RenderContext): Promise<readonly string[]> => {
  const { bytes, left } = await converted(syntax, body)
  expect(left).toEqual([])
  return (await made(bytes, data)).lines
}
const leftOf = async (syntax: ForeignSyntax, ...tags: readonly string[]): Promise<string[]> =>
  (await converted(syntax, tags.map(each => p(each)).join(''))).left.map(each => each.message)

describe('docxtemplater', () => {
  test('variables, sections, short closings, rows and images', async () => {
    const body = `<w:p>${r('Dear {na')}${r('me}, {#vip}very {#deep}x{/}{/vip}{^vip}plain{/vip} {user.name}')}</w:p>${table(row('{-w:tr items}{what}', '{.}{/items}'))}${p('{%photo}')}`
    expect(await lines('docxtemplater', body, { name: 'A', vip: true, deep: true, 'user.name': 'U', items: [{ what: '1', '.': 'a' }, { what: '2', '.': 'b' }], photo: 'P' }))
      .toEqual(['Dear A, very x U', '1', 'a', '2', 'b', 'P'])
  })

  test('what has no meaning is listed with its place', async () => {
    const { left } = await converted('docxtemplater', p('fine') + p('see {a + b} here') + p('{x | upper}') + p('{@raw}'))
    expect(left.map(each => [each.part, each.paragraph, each.around])).toEqual([['body', 2, 'see {a + b} here'], ['body', 3, '{x | upper}'], ['body', 4, '{@raw}']])
  })
})

describe('jinja', () => {
  test('conditions with elif and else, loops with paths, comments, and the p, tr and r forms', async () => {
    const body = p('{{ name }} {{r rich }}{# note #} {% if a %}A{% elif b %}B{% else %}C{% endif %}{% if not a %}!{% endif %}')
      + p('{%p for child in family.children %}') + p('{{ child.name }}: {% for toy in child.toys %}{{ toy }};{% endfor %}') + p('{%p endfor %}')
      + table(row('{%tr for line in items %}', ''), row('{{ line.what }}', '{{ total }}'), row('{%tr endfor %}', ''))
    const data = { name: 'N', rich: 'R', total: 'T', 'family.children': [{ name: 'X', toys: [{ '.': 'car' }, { '.': 'doll' }] }], items: [{ what: '1' }, { what: '2' }] }
    const rest = ['X: car;doll;', '1', 'T', '2', 'T']
    expect(await lines('jinja', body, { ...data, a: true, b: false })).toEqual(['N R A', ...rest])
    expect(await lines('jinja', body, { ...data, a: false, b: true })).toEqual(['N R B!', ...rest])
    expect(await lines('jinja', body, { ...data, a: false, b: false })).toEqual(['N R C!', ...rest])
  })

  test('filters, calls, comparisons and statements without a meaning are listed', async () => {
    expect(await leftOf('jinja', '{{ x|upper }}', '{{ a.b() }}', '{{ users[0] }}', '{% if x == 1 %}y{% endif %}', '{% set z = 1 %}', '{{ loop.index }}')).toHaveLength(7)
  })
})

describe('carbone', () => {
  test('values, lists by index in rows and paragraphs, and conditions', async () => {
    const body = p('{d.name} {d.who.city} {d.x:ifNEM:showBegin}has {d.x}{d.x:showEnd}{d.x:ifEM:showBegin}none{d.x:showEnd}')
      + table(row('Article', 'No'), row('the {d.items[i].what}', '{d.items[i].n}'), row('{d.items[i+1].what}', ''))
      + p('- {d.tags[i]}') + p('- {d.tags[i+1]}') + p('end')
    const data = { name: 'N', 'who.city': 'C', items: [{ what: 'pen', n: '1' }, { what: 'ink', n: '2' }], tags: [{ '.': 'a' }, { '.': 'b' }] }
    const rest = ['Article', 'No', 'the pen', '1', 'the ink', '2', '- a', '- b', 'end']
    expect(await lines('carbone', body, { ...data, x: 'X' })).toEqual(['N C has X', ...rest])
    expect(await lines('carbone', body, { ...data, x: '' })).toEqual(['N C none', ...rest])
  })

  test('formatters are listed', async () => {
    expect(await leftOf('carbone', '{d.x:upperCase}', '{d.d:formatD(L)}', '{d.a[0].b}')).toHaveLength(3)
  })
})

test('a file that is refused is refused here too', async () => {
  expect(await convertForeign(Buffer.from('x'), 'jinja')).toMatchObject({ ok: false, error: { details: { reason: 'not_a_zip' } } })
})
