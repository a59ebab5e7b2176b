/**
 * What looks like a tag of some engine and is none.
 */
import { describe, expect, test } from 'vitest'
import { readTemplate } from '../../../src/rendering/read-template.ts'
import { remarkNotes } from '../../../src/rendering/remark-notes.ts'
import { made, mistakesOf, p, wordFile } from '../support/word.ts'

const remarksOn = async (text: string): Promise<string[]> => {
  const read = await readTemplate({ bytes: wordFile({ body: p('first') + p(text) }), format: 'docx' })
  if (!read.ok) throw new Error(`${read.error.message} ${JSON.stringify(read.error.details)}`)
  return remarkNotes(read.value).map(({ name, message }) => `${name}: ${message}`)
}

describe('is remarked on with its place and what to do', () => {
  test.each([
    ['{% if a %}', '--syntax jinja'],
    ['{# note #}', '--syntax jinja'],
    ['{name}', '--syntax docxtemplater'],
    ['{#list}', '--syntax docxtemplater'],
    ['{d.name}', '--syntax carbone'],
    ['{d.items[i].name:formatD(L)}', '--syntax carbone'],
    ['｛｛全名｝｝', '{{全名}}'],
    ['{｛name}｝', '{{name}}'],
    ['«MergeName»', '{{MergeName}}'],
    ['«Merge»', '{{Merge}}'],
    ['[[x]]', '{{x}}'],
    ['${y}', '{{y}}'],
    ['&lt;&lt;z&gt;&gt;', '{{z}}'],
    ['&lt;&lt;[person.name]&gt;&gt;', '{{person.name}}'],
    ['&lt;%= x %&gt;', '{{name}}'],
    ['+++INS name+++', '{{name}}'],
    ['{{@image}}', '{{image}}'],
  ])('%s', async (text, remedy) => {
    const [remark, ...others] = await remarksOn(`before ${text} behind`)
    expect(others).toEqual([])
    expect(remark).toMatch(/^body, paragraph 2: /)
    expect(remark).toContain(remedy)
  })

  test.each([
    '{{name}} {{#a}}x{{/a}} {{{b}}} {{! {x} }}',
    '{"a": {"b": 1}}',
    '« Bonjour », «Ромашка»',
    'a &lt;&lt; b',
    '[1] ${1}',
    '{ }',
  ])('nothing is said of %s', async (text) => {
    expect(await remarksOn(text)).toEqual([])
  })

  test('in text files, by line', async () => {
    const read = await readTemplate({ bytes: Buffer.from('a {{x}}\n\n${y}\n'), format: 'text' })
    expect(read).toMatchObject({ ok: true, value: { compiled: { remarks: [{ part: 'text', paragraph: 3 }] } } })
  })
})

describe('spaces between braces', () => {
  test.each(['{ {name}}', '{ {x} }', '{ { #list } }', '{\u00a0{full name}}'])('%s is a mistake', async (text) => {
    const mistakes = await mistakesOf(wordFile({ body: p('{{ok}}') + p(text) }))
    expect(mistakes.map(({ paragraph, message }) => [paragraph, message])).toEqual([
      [2, expect.stringContaining('spaces between its braces')],
    ])
  })
})

test('what is wrong and what is remarked on are told at once', async () => {
  const read = await readTemplate({ bytes: wordFile({ body: p('{ {x}} ${y}') }), format: 'docx' })
  expect(read).toMatchObject({
    ok: false,
    error: { details: { mistakes: [{ paragraph: 1 }], remarks: [{ message: expect.stringContaining('${y}') }] } },
  })
})

test('{{"{"}} and {{"}"}} print a brace, in Word and in text', async () => {
  const braces = '{{"{"}}{{"{"}}{{name}}{{"}"}}{{ "}" }}'
  expect((await made({ body: p(`a ${braces.replaceAll('"', '&quot;')} b`) }, { name: 'N' })).lines).toEqual([
    'a {{N}} b',
  ])
})
