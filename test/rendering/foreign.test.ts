/**
 * Templates of other engines, read and rendered here.
 */
import { describe, expect, test } from 'vitest'
import type { RenderContext } from '../../src/domain/render-data.ts'
import { convertForeign } from '../../src/rendering/foreign/convert.ts'
import type { Syntax } from '../../src/domain/template-format.ts'
import { readTemplate } from '../../src/rendering/read-template.ts'
import { made, p, r, row, table, wordFile } from './support/word.ts'

const converted = async (syntax: Syntax, body: string) => {
  const result = await convertForeign(wordFile({ body, parts: { 'word/header1.xml': `<w:hdr NS>${p('fixed')}</w:hdr>` } }), syntax)
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}
const lines = async (syntax: Syntax, body: string, data: RenderContext): Promise<readonly string[]> => {
  const { bytes, losses } = await converted(syntax, body)
  expect(losses).toEqual([])
  return (await made(bytes, data)).lines
}
const lossesOf = async (syntax: Syntax, ...tags: readonly string[]): Promise<string[]> =>
  (await converted(syntax, tags.map(each => p(each)).join(''))).losses.map(each => each.message)

describe('docxtemplater', () => {
  test('variables, sections, short closings, rows and images', async () => {
    const body = `<w:p>${r('Dear {na')}${r('me}, {#vip}very {#deep}x{/}{/vip}{^vip}plain{/vip} {user.name}')}</w:p>${table(row('{-w:tr items}{what}', '{.}{/items}'))}${p('{%photo}')}`
    expect(await lines('docxtemplater', body, { name: 'A', vip: true, deep: true, 'user.name': 'U', items: [{ what: '1', '.': 'a' }, { what: '2', '.': 'b' }], photo: 'P' }))
      .toEqual(['Dear A, very x U', '1', 'a', '2', 'b', 'P'])
  })

  test('what has no meaning is listed with its place', async () => {
    const { losses } = await converted('docxtemplater', p('fine') + p('see {a + b} here') + p('{x | upper}') + p('{@raw}'))
    expect(losses.map(each => [each.part, each.paragraph, each.around])).toEqual([['body', 2, 'see {a + b} here'], ['body', 3, '{x | upper}'], ['body', 4, '{@raw}']])
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

  test('what is looped over is a list for certain, unless it also stands as a condition', async () => {
    const loops = p('{%p for x in things %}') + p('{{ x.title }}{% for y in x.parts %}{{ y }}{% endfor %}') + p('{%p endfor %}')
    expect((await converted('jinja', loops + p('{% if rich %}r{% endif %}{% if not things %}none{% endif %}'))).lists).toEqual(['things', 'parts'])
    expect((await converted('jinja', p('{% if things %}Our things:{% endif %}') + loops)).lists).toEqual(['parts'])
  })

  test('filters, calls, comparisons and statements without a meaning are listed', async () => {
    expect(await lossesOf('jinja', '{{ x|upper }}', '{{ a.b() }}', '{{ users[0] }}', '{% if x == 1 %}y{% endif %}', '{% set z = 1 %}', '{{ loop.index }}', 'an {{ open', '{% break %}')).toHaveLength(8)
  })
})

describe('carbone', () => {
  test('values, lists by index in rows and paragraphs, and conditions', async () => {
    const body = p('{d.name} {d.who.city} {d.x:ifNEM:showBegin}has {d.x}{d.x:showEnd}{d.x:ifEM:showBegin}none{d.x:showEnd}')
      + table(row('Article', 'No'), row('the {d.items[i].what}', '{d.items[i].n}'), row('{d.items[i+1].what}', ''))
      + p('- {d.tags[i]}') + p('- {d.tags[i+1]}') + p('end')
    const data = { name: 'N', 'who.city': 'C', items: [{ what: 'pen', n: '1' }, { what: 'ink', n: '2' }], tags: [{ '.': 'a' }, { '.': 'b' }] }
    expect((await converted('carbone', body)).lists).toEqual(['items', 'tags'])
    const rest = ['Article', 'No', 'the pen', '1', 'the ink', '2', '- a', '- b', 'end']
    expect(await lines('carbone', body, { ...data, x: 'X' })).toEqual(['N C has X', ...rest])
    expect(await lines('carbone', body, { ...data, x: '' })).toEqual(['N C none', ...rest])
  })

  test('a sample without its list, or in a row of another list, leaves the table whole', async () => {
    const { bytes, losses } = await converted('carbone', table(row('{d.c[i+1].x}')) + table(row('{d.a[i].x}{d.b[i+1].y}'), row('{d.b[i].y}')) + p('{d.a[i].x}'))
    expect(losses.map(each => each.message)).toEqual([expect.stringContaining('first line is not there')])
    expect((await made(bytes, { a: [{ x: 'A' }], b: [{ y: '1' }, { y: '2' }] })).lines).toEqual(['', 'A', '1', '2', 'A'])
  })

  test('formatters are listed', async () => {
    expect(await lossesOf('carbone', '{d.x:upperCase}', '{d.d:formatD(L)}', '{d.a[0].b}')).toHaveLength(3)
  })
})

describe('losses that are accepted', () => {
  const accepted = async (syntax: Syntax, body: string, data: RenderContext): Promise<readonly string[]> => (await made((await converted(syntax, body)).bytes, data)).lines

  test('what would be computed is asked for under a name made of its words, what has no counterpart is taken out', async () => {
    const jinja = p('{% set vat = 1.19 %}{{ net * 1.2 }} {{ total|currency }} {{ first() }}.{{ first( ) }}') + p('{% if kind == "b" %}B{% elif kind == "c" %}C{% else %}other{% endif %}')
      + p('{% for who in people|sort %}{{ who.name }}{% else %}nobody{% endfor %}')
    const data = { 'net_times_1_2': '12', total: '5', first: 'F', first_2: 'G', kind_is_b: false, kind_is_c: true, people: [{ name: 'X' }, { name: 'Y' }] }
    expect(await accepted('jinja', jinja, data)).toEqual(['12 5 F.G', 'C', 'XY'])
    expect(await accepted('jinja', jinja, { ...data, kind_is_c: false, people: [] })).toEqual(['12 5 F.G', 'other', 'nobody'])
    expect(await accepted('docxtemplater', p('{a + b} {x | upper} {#n > 1}many{/}{^n > 1}one{/n > 1} {{y}} {@raw} {>file}{ stray'), { a_plus_b: '3', x: 'X', n_above_1: true, y: 'Y', raw: 'R' }))
      .toEqual(['3 X many Y R  stray'])
    expect(await accepted('carbone', p("{d.price:formatN(2)} {d.kind:ifEQ('b'):showBegin}B{d.kind:showEnd} {d.n:add(2)} {t(word)}{$alias}"), { price: '1', kind_ifEQ_b: true, n_add_2: '4' }))
      .toEqual(['1 B 4 word'])
  })

  test('reading refuses them until they are accepted, all at once with the mistakes of the template', async () => {
    const bytes = wordFile({ body: p('{{ a.b() }}') + p('{% if c %}never closed') })
    const refused = await readTemplate({ bytes, format: 'docx', syntax: 'jinja' })
    expect(refused).toMatchObject({ ok: false, error: { code: 'invalid_template', details: { reason: 'losses', losses: 1, mistakes: [{ paragraph: 1, around: '{{ a.b() }}' }, { paragraph: 2 }] } } })
    expect(await readTemplate({ bytes, format: 'docx', syntax: 'jinja', accept_losses: true })).toMatchObject({ ok: false, error: { details: { mistakes: [{ paragraph: 2 }] } } })
    const sound = { bytes: wordFile({ body: p('{{ a.b() }} {{ c }}') }), format: 'docx', syntax: 'jinja' } as const
    expect(await readTemplate({ ...sound, accept_losses: true })).toMatchObject({
      ok: true,
      value: { compiled: { format: 'docx', outline: [{ name: 'a_b' }, { name: 'c' }] }, converted: { from: 'jinja', tags: 2, losses: [{ accepted: '“a_b” is asked for instead.' }] } },
    })
  })

  test('a reading that does not fit the file is refused', async () => {
    expect(await readTemplate({ bytes: Buffer.from('{{x}}'), format: 'text', syntax: 'jinja' })).toMatchObject({ ok: false, error: { details: { reason: 'reading' } } })
    expect(await readTemplate({ bytes: wordFile({ body: p('x') }), format: 'docx', output: 'word' })).toMatchObject({ ok: false, error: { details: { reason: 'reading' } } })
  })
})

test('a file that is refused is refused here too', async () => {
  expect(await convertForeign(Buffer.from('x'), 'jinja')).toMatchObject({ ok: false, error: { details: { reason: 'not_a_zip' } } })
})
