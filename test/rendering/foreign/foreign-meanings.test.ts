/**
 * What the tags of other engines say: whose a field is, what is a list, what is fixed, what computes nothing.
 */
import { describe, expect, test } from 'vitest'
import { inferQuestions } from '../../../src/domain/questions/inference/infer-questions.ts'
import type { Question } from '../../../src/domain/questions/question.ts'
import type { RenderContext } from '../../../src/domain/template/render-data.ts'
import type { Syntax } from '../../../src/domain/template/template-format.ts'
import { readTemplate } from '../../../src/rendering/read-template.ts'
import { png } from '../support/pictures.ts'
import { made, numbered, p, row, table, wordFile } from '../support/word.ts'

const read = async (syntax: Syntax, body: string) => {
  const result = await readTemplate({ bytes: wordFile({ body }), format: 'docx', syntax })
  if (!result.ok) throw new Error(`${result.error.message} ${JSON.stringify(result.error.details)}`)
  return result.value
}
const nameAndKind = ({ name, kind, fields }: Question): string =>
  fields === undefined ? `${name} ${kind}` : `${name} [${fields.map(nameAndKind).join(', ')}]`
const asked = async (syntax: Syntax, body: string): Promise<string[]> => {
  const { compiled } = await read(syntax, body)
  return inferQuestions(compiled.outline).questions.map(nameAndKind)
}
const lines = async (syntax: Syntax, body: string, data: RenderContext): Promise<readonly string[]> => {
  const { converted } = await read(syntax, body)
  return (await made(converted?.bytes ?? Buffer.alloc(0), data)).lines
}

describe('whose a field is', () => {
  const books = (inside: string): string =>
    p('{%p for author in authors %}') +
    p('{%p for book in author.books %}') +
    p(inside) +
    p('{%p endfor %}') +
    p('{%p endfor %}')

  test('a field of the outer item stays the outer item’s inside an inner loop', async () => {
    const body = books('{{ author.name }}: {{ book.title }}')
    expect(await asked('jinja', body)).toEqual(['authors [books [title text], name text]'])
    expect(await lines('jinja', body, { authors: [{ name: 'A', books: [{ title: '1' }, { title: '2' }] }] })).toEqual([
      'A: 1',
      'A: 2',
    ])
  })

  test('fields of the same name are told apart, in each loop and against the document', async () => {
    const body = books('{{ author.name }}: {{ book.name }}') + p('{{ name }}')
    expect(await asked('jinja', body)).toEqual(['authors [books [book.name text], name text]', 'name text'])
    expect(await lines('jinja', body, { name: 'N', authors: [{ name: 'A', books: [{ 'book.name': 'B' }] }] })).toEqual([
      'A: B',
      'N',
    ])
    const inside = p('{%p for x in items %}') + p('{{ x.name }} of {{ name }}') + p('{%p endfor %}')
    expect(await asked('jinja', inside)).toEqual(['items [x.name text]', 'name text'])
    const apart = p('{{ name }}') + p('{%p for x in items %}') + p('{{ x.name }}') + p('{%p endfor %}')
    expect(await asked('jinja', apart)).toEqual(['name text', 'items [name text]'])
  })

  test('what the tag does not give to the item is the document’s', async () => {
    const loop = p('{%p for x in items %}') + p('{{ x.name }} {{ firm }}{% if vip %}!{% endif %}') + p('{%p endfor %}')
    expect(await asked('jinja', loop)).toEqual(['items [name text]', 'firm text', 'vip yes_no'])
    expect(await asked('carbone', table(row('{d.items[i].what}', '{d.firm}'), row('{d.items[i+1].what}', '')))).toEqual(
      ['items [what text]', 'firm text'],
    )
  })

  test('the parts of an item belong to it, and so does what is computed from it', async () => {
    const body = p(
      '{% for key, pair in pairs.items() %}{{ key }}: {{ pair.one }} {{ pair.one * 2 }} {{ x + 1 }}{% endfor %}',
    )
    const result = await readTemplate({
      bytes: wordFile({ body }),
      format: 'docx',
      syntax: 'jinja',
      accept_losses: true,
    })
    expect(result.ok && inferQuestions(result.value.compiled.outline).questions.map(nameAndKind)).toEqual([
      'pairs_items [key text, pair.one text, pair_one_times_2 text]',
      'x_plus_1 text',
    ])
  })

  test('an outer plain item is no inner one', async () => {
    const body = p('{% for a in outer %}{% for b in inner %}{{ a }}{{ b }} {% endfor %}{% endfor %}')
    expect(await asked('jinja', body)).toEqual(['outer [a text]', 'inner [. text]'])
    expect(
      await lines('jinja', body, { outer: [{ a: 'x' }, { a: 'y' }], inner: [{ '.': '1' }, { '.': '2' }] }),
    ).toEqual(['x1 x2 y1 y2 '])
  })
})

describe('an if is never a list, and a for always', () => {
  test('round rows, list items, plain items and plurals', async () => {
    const rows = table(
      row('Item', 'Value'),
      row('{%tr if lessee_kind %}', ''),
      row('Representative', '{{ representative }}'),
      row('{%tr endif %}', ''),
    )
    expect(await asked('jinja', rows)).toEqual(['lessee_kind yes_no', 'representative text'])
    const items = ['{%p if minors %}', 'Parents: {{ parent_name }}', '{%p endif %}']
    expect(await asked('jinja', items.map((each) => p(each, numbered)).join(''))).toEqual([
      'minors yes_no',
      'parent_name text',
    ])
    expect(await asked('jinja', p('{% for x in things %}{% if urgent %}{{ x }}{% endif %}{% endfor %}'))).toEqual([
      'things [. text]',
      'urgent yes_no',
    ])
    expect(
      await asked('jinja', p('{% if child %}Ours:{% for c in child %}{{ c.age }}{% endfor %}{% endif %}')),
    ).toEqual(['child [age integer]'])
    expect(await asked('docxtemplater', p('{-w:p people}{name} of {firm}{/people}') + p('{firm}'))).toEqual([
      'people [name text]',
      'firm text',
    ])
    expect(await asked('jinja', p('{%p if note %}') + p('{{ note }}') + p('{%p endif %}'))).toEqual(['note long_text'])
  })
})

describe('what computes nothing is no loss', () => {
  test('indexes, keys, parentheses and negations', async () => {
    expect(await asked('jinja', p('{{ users[0].name.first }} {{ (a) }} {{ b["first"] }} {{ b[\'last\'] }}'))).toEqual([
      'users_0_name_first text',
      'a text',
      'b.first text',
      'b.last text',
    ])
    expect(await asked('docxtemplater', p('{users[0].name} {#!done}x{/} {^(!paid)}y{/}'))).toEqual([
      'users_0_name text',
      'done yes_no',
      'paid yes_no',
    ])
    expect(await asked('carbone', p('{d.users[0].name}'))).toEqual(['users_0_name text'])
    const not =
      '{% if (not a) %}1{% endif %}{% if not (b) %}2{% endif %}{% if not not c: %}3{% endif %}{% if ((d)) %}4{% endif %}'
    expect(await lines('jinja', p(not), { a: false, b: true, c: true, d: true })).toEqual(['134'])
  })

  test('fixed values are printed or decided, and nobody is asked', async () => {
    const body =
      p('{% if True %}yes{% endif %}{{ None }}{{ 5 }}{{ "x" }}{{ ok }}') +
      p('{% if False %}never {{ a }}{% else %}always{% endif %}{% if not True %}no{% endif %}') +
      p('{%p if false %}') +
      p('{{ never }}') +
      p('{%p endif %}') +
      table(row('{%tr if none %}'), row('{{ never }}'), row('{%tr else %}'), row('in'), row('{%tr endif %}'))
    expect(await asked('jinja', body)).toEqual(['ok text'])
    expect(await lines('jinja', body, { ok: 'O' })).toEqual(['yesNone5xO', 'always', 'in'])
  })

  test('braces that docxtpl and carbone print are printed', async () => {
    const body = p('Write {_{ name }_} and {_% if %_}: {{ ok }} {% raw %}{{ raw }}{% endraw %}')
    expect(await asked('jinja', body)).toEqual(['ok text'])
    expect(await lines('jinja', body, { ok: 'O' })).toEqual(['Write {{ name }} and {% if %}: O {{ raw }}'])
    expect(await lines('carbone', p('{{x}} {d.y}'), { y: 'Y' })).toEqual(['{{x}} Y'])
  })

  test('the same expression has one name, however it is quoted and spaced', async () => {
    const body = p('{% if kind == “b” %}1{% endif %}{% if kind == "b" %}2{% endif %}{% if (kind==\'b\') %}3{% endif %}')
    const result = await readTemplate({
      bytes: wordFile({ body: body + p('{{ a_b }} {{ a + b }} {{ a|b }}') }),
      format: 'docx',
      syntax: 'jinja',
      accept_losses: true,
    })
    expect(result).toMatchObject({ ok: true })
    if (!result.ok) return
    expect(inferQuestions(result.value.compiled.outline).questions.map(({ name }) => name)).toEqual([
      'kind_is_b',
      'a_b',
      'a_plus_b',
      'a',
    ])
  })

  test('formatters of carbone with empty parentheses, and data that are a list', async () => {
    expect(await lines('carbone', p('{d.x:ifNEM():showBegin()}has{d.x:showEnd()}'), { x: 'X' })).toEqual(['has'])
    const body = table(row('{d[i].name}', '{d[i].age}'), row('{d[i+1].name}', ''))
    expect(await asked('carbone', body)).toEqual(['items [name text, age integer]'])
    expect(
      await lines('carbone', body, {
        items: [
          { name: 'A', age: '1' },
          { name: 'B', age: '2' },
        ],
      }),
    ).toEqual(['A', '1', 'B', '2'])
  })
})

test('a picture of docxtemplater is asked for as a picture, and comes in its own size', async () => {
  const body = p('{%image}') + p('Inline {%logo} x') + p('{%%centred}') + p('{-w:p items}{%photo} {name}{/items}')
  expect(await asked('docxtemplater', body)).toEqual([
    'image image',
    'logo image',
    'centred image',
    'items [photo image, name text]',
  ])
  const { converted } = await read('docxtemplater', body)
  const data = { image: png(10, 10), logo: png(20, 10), centred: '', items: [{ photo: png(5, 5), name: 'A' }] }
  const document = await made(converted?.bytes ?? Buffer.alloc(0), data)
  expect([...document.body.matchAll(/<wp:extent cx="(\d+)"/g)].map((match) => match[1])).toEqual([
    '95250',
    '190500',
    '47625',
  ])
})
