/**
 * Templates of other engines, read and rendered here.
 */
import { describe, expect, test } from 'vitest'
import type { RenderContext } from '../../../src/domain/template/render-data.ts'
import { convertForeign } from '../../../src/rendering/foreign/convert.ts'
import type { Syntax } from '../../../src/domain/template/template-format.ts'
import { readTemplate } from '../../../src/rendering/read-template.ts'
import { compiled, made, p, r, row, table, wordFile } from '../support/word.ts'

const converted = async (syntax: Syntax, body: string) => {
  const result = await convertForeign(
    wordFile({ body, parts: { 'word/header1.xml': `<w:hdr NS>${p('fixed')}</w:hdr>` } }),
    syntax,
  )
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}
const lines = async (syntax: Syntax, body: string, data: RenderContext): Promise<readonly string[]> => {
  const { bytes, losses } = await converted(syntax, body)
  expect(losses).toEqual([])
  return (await made(bytes, data)).lines
}
const lossesOf = async (syntax: Syntax, ...tags: readonly string[]): Promise<string[]> =>
  (await converted(syntax, tags.map((each) => p(each)).join(''))).losses.map((each) => each.message)

describe('docxtemplater', () => {
  test('variables, sections, short closings, rows and images', async () => {
    const body = `<w:p>${r('Dear {na')}${r(
      'me}, {#vip}very {#deep}x{/}{/vip}{^vip}plain{/vip} {user.name}',
    )}</w:p>${table(row('{-w:tr items}{what}', '{.}{/items}'))}${p('{%photo}')}`
    expect(
      await lines('docxtemplater', body, {
        name: 'A',
        vip: true,
        deep: true,
        'user.name': 'U',
        items: [
          { what: '1', '.': 'a' },
          { what: '2', '.': 'b' },
        ],
        photo: 'P',
      }),
    ).toEqual(['Dear A, very x U', '1', 'a', '2', 'b', 'P'])
  })

  test('what has no meaning is listed with its place', async () => {
    const { losses } = await converted(
      'docxtemplater',
      p('fine') + p('see {a + b} here') + p('{x | upper}') + p('{@raw}'),
    )
    expect(losses.map((each) => [each.part, each.paragraph, each.around])).toEqual([
      ['body', 2, 'see {a + b} here'],
      ['body', 3, '{x | upper}'],
      ['body', 4, '{@raw}'],
    ])
  })
})

test('half a tag in Word’s record of its titles is text', async () => {
  const app = (title: string): string =>
    '<Properties NS><TitlesOfParts><lpstr>' + title + '</lpstr></TitlesOfParts></Properties>'
  const result = await convertForeign(
    wordFile({ body: p('{name}'), parts: { 'docProps/app.xml': app('{') } }),
    'docxtemplater',
  )
  expect(result).toMatchObject({ ok: true, value: { tags: 2, losses: [] } })
})

describe('jinja', () => {
  test('conditions with elif and else, loops with paths, comments, and the p, tr and r forms', async () => {
    const body =
      p('{{ name }} {{r rich }}{# note #} {% if a %}A{% elif b %}B{% else %}C{% endif %}{% if not a %}!{% endif %}') +
      p('{%p for child in family.children %}') +
      p('{{ child.name }}: {% for toy in child.toys %}{{ toy }};{% endfor %}') +
      p('{%p endfor %}') +
      table(row('{%tr for line in items %}', ''), row('{{ line.what }}', '{{ total }}'), row('{%tr endfor %}', ''))
    const data = {
      name: 'N',
      rich: 'R',
      total: 'T',
      'family.children': [{ name: 'X', toys: [{ '.': 'car' }, { '.': 'doll' }] }],
      items: [{ what: '1' }, { what: '2' }],
    }
    const rest = ['X: car;doll;', '1', 'T', '2', 'T']
    expect(await lines('jinja', body, { ...data, a: true, b: false })).toEqual(['N R A', ...rest])
    expect(await lines('jinja', body, { ...data, a: false, b: true })).toEqual(['N R B!', ...rest])
    expect(await lines('jinja', body, { ...data, a: false, b: false })).toEqual(['N R C!', ...rest])
  })

  test('what is looped over is a list for certain, also where it stands as a condition', async () => {
    const loops =
      p('{%p for x in things %}') + p('{{ x.title }}{% for y in x.parts %}{{ y }}{% endfor %}') + p('{%p endfor %}')
    expect(
      (await converted('jinja', loops + p('{% if rich %}r{% endif %}{% if not things %}none{% endif %}'))).lists,
    ).toEqual(['things', 'parts'])
    expect((await converted('jinja', p('{% if things %}Our things:{% endif %}') + loops)).lists).toEqual([
      'things',
      'parts',
    ])
  })

  test('filters, calls, comparisons and statements without a meaning are listed', async () => {
    expect(
      await lossesOf(
        'jinja',
        '{{ x|upper }}',
        '{{ a.b() }}',
        '{{ users[-1] }}',
        '{% if x == 1 %}y{% endif %}',
        '{% set z = 1 %}',
        '{{ loop.index }}',
        'an {{ open',
        '{% break %}',
      ),
    ).toHaveLength(8)
  })
})

describe('what a comment of docxtpl takes away', () => {
  const commented = async (
    body: string,
    data: RenderContext = {},
  ): Promise<{ lines: readonly string[]; asked: readonly string[]; body: string }> => {
    const { bytes, losses } = await converted('jinja', body)
    expect(losses).toEqual([])
    const document = await made(bytes, data)
    return {
      lines: document.lines,
      asked: (await compiled(bytes)).outline.map((each) => each.name),
      body: document.body,
    }
  }
  const split = (text: string): string => `<w:p>${[...text].map((each) => r(each)).join('')}</w:p>`

  test('a row, a cell, a paragraph goes with all that is in it, and nothing in it is asked', async () => {
    const body =
      table(
        row('{#tr internal note #}Draft only: {{ secret }}', 'do not print'),
        row('A', '{{ b }}'),
        row('C', '{#tc not this {{ cell }} #}{{ secret }}', 'D'),
      ) +
      p('{#p hidden paragraph #} hidden text {{ secret }}') +
      p('x {# gone {{ secret }} #} y') +
      p('{{ secret }} before {#p note#}')
    expect(await commented(body, { b: 'B' })).toMatchObject({ lines: ['A', 'B', 'C', 'D', 'x  y'], asked: ['b'] })
  })

  test('statements in it go too, and those round it stay', async () => {
    const body =
      table(
        row('{%tr for x in items %}', ''),
        row('{{ x }}', '{#tc {% if never %} #}'),
        row('{#tr {% endfor %} #}', '{% if open %}'),
        row('{%tr endfor %}', ''),
      ) +
      p('{#p {% if a %} #}{% if b %}') +
      p('end')
    expect(await commented(body, { items: [{ '.': '1' }, { '.': '2' }] })).toMatchObject({
      lines: ['1', '2', 'end'],
      asked: ['items'],
    })
  })

  test('split over runs, over paragraphs and over rows', async () => {
    expect(await commented(split('{#p hidden #} text {{ x }}') + p('a'))).toMatchObject({ lines: ['a'], asked: [] })
    expect(
      await commented(
        p('{#p begins') + p('{{ x }} {% if y %}') + table(row('{{ z }}')) + p('ends #} and rest') + p('a'),
      ),
    ).toMatchObject({ lines: ['a'], asked: [] })
    expect(
      await commented(p('b {# begins') + p('{{ x }} {% if y %}') + table(row('{{ z }}')) + p('ends #}') + p('a')),
    ).toMatchObject({ lines: ['b ', 'a'], asked: [] })
    expect(await commented(p('b {# begins {{ v }}') + p('{{ x }} ends #} {{ w }}'), { w: 'W' })).toMatchObject({
      lines: ['b ', ' W'],
      asked: ['w'],
    })
    expect(
      await commented(
        table(row('{#tr begins', '{{ x }}'), row('{{ y }}', 'z'), row('ends #}', '{{ z }}'), row('a', 'b')),
      ),
    ).toMatchObject({ lines: ['a', 'b'], asked: [] })
    expect(await commented(table(row(`<w:p>${r('{#tr one')}</w:p>${p('two #}')}`, '{{ x }}'), row('a')))).toMatchObject(
      { lines: ['a'], asked: [] },
    )
  })

  test('what would be left without anything goes, and what must hold a paragraph keeps one', async () => {
    const gone = await commented(
      table(row('{#tr a #}'), row('{#tr b #}')) + p('x') + table(row('{#tc a #}', '{#tc b #}')) + p('y'),
    )
    expect(gone.lines).toEqual(['x', 'y'])
    expect(gone.body).not.toContain('<w:tbl>')
    expect(
      await commented(
        table(
          row('{#p only #} {{ x }}', 'b'),
          row(`${p('stays')}${p('{#p last #}')}`, `${table(row('in'))}${p('{#p last #}')}`),
        ),
      ),
    ).toMatchObject({ lines: ['', 'b', 'stays', 'in', ''], asked: [] })
  })

  test('bookmarks and section breaks outlive it', async () => {
    expect(
      (
        await commented(
          `${p('a {# one')}<w:bookmarkStart w:id="1" w:name="b"/>${p('x')}<w:bookmarkEnd w:id="1"/>${p('two #} z')}`,
        )
      ).body,
    ).toContain('<w:bookmarkStart w:id="1" w:name="b"/><w:bookmarkEnd w:id="1"/>')
    const { body, lines } = await commented(
      `<w:p><w:bookmarkStart w:id="1" w:name="b"/>${r('{#p note #}')}</w:p><w:p>${r('a')}<w:bookmarkEnd ` +
        'w:id="1"/></w:p><w:p><w:pPr><w:sectPr><w:pgSz w:w="1"/></w:sectPr></w:pPr>' +
        `${r('{#p note #} text')}</w:p>${p('z')}`,
    )
    expect(lines).toEqual(['a', '', 'z'])
    expect(body).toContain('<w:bookmarkStart w:id="1" w:name="b"/>')
    expect(body).toContain('<w:sectPr><w:pgSz w:w="1"/></w:sectPr>')
  })

  test('in the innermost row, in a header and in a text box', async () => {
    const inner = table(row(`${table(row('{#tr in #}{{ x }}'), row('in stays'))}${p('cell')}`), row('out'))
    expect((await commented(inner)).lines).toEqual(['in stays', 'cell', 'out'])
    const { bytes } = await converted('jinja', p('a'))
    expect(bytes.length).toBeGreaterThan(0)
    const header = await convertForeign(
      wordFile({ body: p('a'), parts: { 'word/header1.xml': `<w:hdr NS>${p('{#p only {{ x }} #}')}</w:hdr>` } }),
      'jinja',
    )
    if (!header.ok) throw new Error(header.error.message)
    expect((await compiled(header.value.bytes)).outline).toEqual([])
    expect((await made(header.value.bytes, {})).parts.get('word/header1.xml')).toMatch(/<w:p\/>/)
  })

  test('without a row or cell, and in the run form, it is a comment like others', async () => {
    expect(await commented(p('a {#tr x #}{#tc y #}{#r z #}{# {# w #}b'))).toMatchObject({ lines: ['a b'], asked: [] })
  })

  test.each([
    ['begins in one cell and ends in another', table(row('{# begins', 'ends #}'))],
    ['is never closed', p('{#p begins') + p('x')],
    [
      'takes a part of a field along',
      `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>${r('{#p note #}')}</w:p><w:p>` +
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
    ],
  ])('one that %s is a loss, with its place', async (_what, body) => {
    const { losses } = await converted('jinja', body)
    expect(losses[0]).toMatchObject({ part: 'body', paragraph: 1, message: expect.stringContaining('{#') })
  })
})

describe('carbone', () => {
  test('values, lists by index in rows and paragraphs, and conditions', async () => {
    const body =
      p('{d.name} {d.who.city} {d.x:ifNEM:showBegin}has {d.x}{d.x:showEnd}{d.x:ifEM:showBegin}none{d.x:showEnd}') +
      table(row('Article', 'No'), row('the {d.items[i].what}', '{d.items[i].n}'), row('{d.items[i+1].what}', '')) +
      p('- {d.tags[i]}') +
      p('- {d.tags[i+1]}') +
      p('end')
    const data = {
      name: 'N',
      'who.city': 'C',
      items: [
        { what: 'pen', n: '1' },
        { what: 'ink', n: '2' },
      ],
      tags: [{ '.': 'a' }, { '.': 'b' }],
    }
    expect((await converted('carbone', body)).lists).toEqual(['items', 'tags'])
    const rest = ['Article', 'No', 'the pen', '1', 'the ink', '2', '- a', '- b', 'end']
    expect(await lines('carbone', body, { ...data, x: 'X' })).toEqual(['N C has X', ...rest])
    expect(await lines('carbone', body, { ...data, x: '' })).toEqual(['N C none', ...rest])
  })

  test('a sample without its list, or in a row of another list, leaves the table whole', async () => {
    const { bytes, losses } = await converted(
      'carbone',
      table(row('{d.c[i+1].x}')) + table(row('{d.a[i].x}{d.b[i+1].y}'), row('{d.b[i].y}')) + p('{d.a[i].x}'),
    )
    expect(losses.map((each) => each.message)).toEqual([expect.stringContaining('first line is not there')])
    expect((await made(bytes, { a: [{ x: 'A' }], b: [{ y: '1' }, { y: '2' }] })).lines).toEqual([
      '',
      'A',
      '1',
      '2',
      'A',
    ])
  })

  test('formatters are listed', async () => {
    expect(await lossesOf('carbone', '{d.x:upperCase}', '{d.d:formatD(L)}', '{d.a[-1].b}')).toHaveLength(3)
  })
})

describe('losses that are accepted', () => {
  const accepted = async (syntax: Syntax, body: string, data: RenderContext): Promise<readonly string[]> =>
    (await made((await converted(syntax, body)).bytes, data)).lines

  test('what would be computed is asked for by a name made of its words, the rest is taken out', async () => {
    const jinja =
      p('{% set vat = 1.19 %}{{ net * 1.2 }} {{ total|currency }} {{ first() }}.{{ first[] }}') +
      p('{% if kind == "b" %}B{% elif kind == "c" %}C{% else %}other{% endif %}') +
      p('{% for who in people|sort %}{{ who.name }}{% else %}nobody{% endfor %}')
    const data = {
      net_times_1_2: '12',
      total: '5',
      first: 'F',
      first_2: 'G',
      kind_is_b: false,
      kind_is_c: true,
      people: [{ name: 'X' }, { name: 'Y' }],
    }
    expect(await accepted('jinja', jinja, data)).toEqual(['12 5 F.G', 'C', 'XY'])
    expect(await accepted('jinja', jinja, { ...data, kind_is_c: false, people: [] })).toEqual([
      '12 5 F.G',
      'other',
      'nobody',
    ])
    expect(
      await accepted(
        'docxtemplater',
        p('{a + b} {x | upper} {#n > 1}many{/}{^n > 1}one{/n > 1} {{y}} {@raw} {>file}{ stray'),
        { a_plus_b: '3', x: 'X', n_above_1: true, y: 'Y', raw: 'R' },
      ),
    ).toEqual(['3 X many Y R  stray'])
    expect(
      await accepted(
        'carbone',
        p("{d.price:formatN(2)} {d.kind:ifEQ('b'):showBegin}B{d.kind:showEnd} {d.n:add(2)} {t(word)}{$alias}"),
        { price: '1', kind_ifEQ_b: true, n_add_2: '4' },
      ),
    ).toEqual(['1 B 4 word'])
  })

  test('what should be looked at is told with them, and with the mistakes of the converted template', async () => {
    const detailsOf = async (body: string) => {
      const read = await readTemplate({ bytes: wordFile({ body }), format: 'docx', syntax: 'jinja' })
      return read.ok ? undefined : read.error.details
    }
    const joins = p('{%- if a %}x{% endif %}')
    const remarks = [{ paragraph: 1, message: expect.stringContaining('joins its paragraph') }]
    expect(await detailsOf(joins + p('{{ a + b }}'))).toMatchObject({ reason: 'losses', remarks })
    const open = await detailsOf(joins + p('{% if c %} ${x}'))
    expect(open).toMatchObject({ mistakes: [{ paragraph: 2 }] })
    expect(open?.['remarks']).toMatchObject(remarks)
    expect(await detailsOf(p('{% if c %} ${x}'))).not.toHaveProperty('remarks')
  })

  test('reading refuses them until they are accepted, all at once with the mistakes of the template', async () => {
    const bytes = wordFile({ body: p('{{ a.b() }}') + p('{% if c %}never closed') })
    const refused = await readTemplate({ bytes, format: 'docx', syntax: 'jinja' })
    expect(refused).toMatchObject({
      ok: false,
      error: {
        code: 'invalid_template',
        details: { reason: 'losses', losses: 1, mistakes: [{ paragraph: 1, around: '{{ a.b() }}' }, { paragraph: 2 }] },
      },
    })
    expect(await readTemplate({ bytes, format: 'docx', syntax: 'jinja', accept_losses: true })).toMatchObject({
      ok: false,
      error: { details: { mistakes: [{ paragraph: 2 }] } },
    })
    const sound = { bytes: wordFile({ body: p('{{ a.b() }} {{ c }}') }), format: 'docx', syntax: 'jinja' } as const
    expect(await readTemplate({ ...sound, accept_losses: true })).toMatchObject({
      ok: true,
      value: {
        compiled: { format: 'docx', outline: [{ name: 'a_b' }, { name: 'c' }] },
        converted: { from: 'jinja', tags: 2, losses: [{ accepted: '“a_b” is asked for instead.' }] },
      },
    })
  })

  test('a reading that does not fit the file is refused', async () => {
    expect(await readTemplate({ bytes: Buffer.from('{{x}}'), format: 'text', syntax: 'jinja' })).toMatchObject({
      ok: false,
      error: { details: { reason: 'reading' } },
    })
    expect(await readTemplate({ bytes: wordFile({ body: p('x') }), format: 'docx', output: 'word' })).toMatchObject({
      ok: false,
      error: { details: { reason: 'reading' } },
    })
  })
})

test('a file that is refused is refused here too', async () => {
  expect(await convertForeign(Buffer.from('x'), 'jinja')).toMatchObject({
    ok: false,
    error: { details: { reason: 'not_a_zip' } },
  })
})
