/**
 * A Markdown template as a Word template.
 */
import { expect, test } from 'vitest'
import { markdownToWord } from '../../../src/rendering/markdown-template/markdown-to-word.ts'
import { type Made, compiled, made } from '../support/word.ts'

const word = async (markdown: string): Promise<Uint8Array> => {
  const result = await markdownToWord(markdown)
  if (!result.ok) throw new Error(result.error.message)
  return result.value.bytes
}

const OFFER = `# Offer for {{customer}}

Dear **{{customer}}**, see [our page](https://example.org/{{id}}).

{{#discount}}
You get *{{percent}}* percent.
{{/discount}}

1. first
{{#steps}}
2. {{.}}
{{/steps}}
3. last

| Article | Price |
|---------|------:|
{{#items}}
| {{what}} | {{price}} |
{{/items}}
| Total | {{total}} |

> quoted

![{{photo}}](x)
`

const DATA = {
  customer: 'A & *B*',
  id: 'x/1',
  discount: false,
  percent: '5',
  steps: [{ '.': 'second' }, { '.': 'third' }],
  items: [
    { what: 'pen', price: '1' },
    { what: 'ink', price: '2' },
  ],
  total: '3',
  photo: 'none',
}

test('headings, lists, tables, links and pictures, with sections as in Word', async () => {
  const file = await word(OFFER)
  const document = await made(file, DATA)
  expect(document.lines.filter((each) => each !== '')).toEqual([
    'Offer for A & *B*',
    'Dear A & *B*, see our page.',
    'first',
    'second',
    'third',
    'last',
    'Article',
    'Price',
    'pen',
    '1',
    'ink',
    '2',
    'Total',
    '3',
    'quoted',
  ])
  expect(document.body).toContain('<w:pStyle w:val="Heading1"/>')
  expect(document.parts.get('word/_rels/document.xml.rels')).toContain('Target="https://example.org/x%2F1"')
  expect(new Set([...document.body.matchAll(/<w:numId w:val="(\d+)"/g)].map((match) => match[1])).size).toBe(1)
  expect((await compiled(file)).outline.map((each) => each.name)).toEqual([
    'customer',
    'customer',
    'id',
    'discount',
    'steps',
    'items',
    'total',
    'photo',
    'customer',
  ])
})

/** The text of each numbered paragraph with its number or bullet, as Word shows it. */
function listTexts({ body, parts }: Made): string[] {
  const numbering = parts.get('word/numbering.xml') ?? ''
  const counts = new Map<string, number[]>()
  return [
    ...body.matchAll(/<w:p>(?:(?!<\/w:p>)[^])*?<w:ilvl w:val="(\d)"\/><w:numId w:val="(\d+)"\/>((?:(?!<\/w:p>)[^])*)/g),
  ].map(([, ilvl = '', list = '', rest = '']) => {
    const level = Number(ilvl)
    const num = new RegExp(`<w:num w:numId="${list}"[^>]*>.*?<w:abstractNumId w:val="(\\d+)"/>`).exec(numbering)
    const family = num?.[1] ?? ''
    const own = new RegExp(`<w:abstractNum w:abstractNumId="${family}".*?</w:abstractNum>`).exec(numbering)?.[0] ?? ''
    const [, start = '1', format = ''] =
      new RegExp(`w:ilvl="${level}".*?<w:start w:val="(\\d+)"/><w:numFmt w:val="(\\w+)"/>`).exec(own) ?? []
    const text = [...rest.matchAll(/<w:t[^>]*>([^<]*)</g)].map((each) => each[1]).join('')
    if (format === 'bullet') return `${'  '.repeat(level)}- ${text}`
    // A round of a loop has a list of its own, of the same family.
    const key = `${family} ${list}`
    const count = counts.get(key) ?? []
    count[level] = (count[level] ?? Number(start) - 1) + 1
    count.length = level + 1
    counts.set(key, count)
    return `${'  '.repeat(level)}${count[level]}. ${text}`
  })
}

test('numbers begin where the text says, and anew in each list and round', async () => {
  const text =
    '5. five\n6. six\n\ntext\n\n- a\n  1. x\n  2. y\n- b\n  1. z\n\n1. one\n   1. in one\n2. two\n   1. in two\n\n' +
    '{{#s}}\n## {{h}}\n\n1. first\n2. second\n{{/s}}\n\n{{#p}}\n1. {{n}}\n   - r {{r}}\n{{/p}}\n'
  const document = await made(await word(text), {
    s: [{ h: 'A' }, { h: 'B' }],
    p: [
      { n: 'P', r: '1' },
      { n: 'Q', r: '2' },
    ],
  })
  expect(listTexts(document)).toEqual([
    '5. five',
    '6. six',
    '- a',
    '  1. x',
    '  2. y',
    '- b',
    '  1. z',
    '1. one',
    '  1. in one',
    '2. two',
    '  1. in two',
    '1. first',
    '2. second',
    '1. first',
    '2. second',
    '1. P',
    '  - r 1',
    '2. Q',
    '  - r 2',
  ])
})

test('a list in a quotation is no list in a list', async () => {
  const document = await made(await word('> 1. one\n> 2. two\n>    1. deep\n'), {})
  const levels = /<w:abstractNum .*?<w:numFmt w:val="decimal"\/>.*?<\/w:abstractNum>/.exec(
    document.parts.get('word/numbering.xml') ?? '',
  )?.[0]
  expect(levels).toMatch(/w:ilvl="1".*?"decimal".*?w:ilvl="2".*?"lowerLetter"/)
  expect(listTexts(document)).toEqual(['  1. one', '  2. two', '    1. deep'])
})

test('loops in items of lists nest', async () => {
  const text =
    '{{#items}}\n- {{name}}\n    - {{detail}}\n    {{#parts}}\n    - part {{part_name}}\n    {{/parts}}\n{{/items}}\n\n' +
    '{{#rooms}}\n- {{room}}\n  {{#defects}}\n  - {{defect}}\n  {{/defects}}\n{{/rooms}}\n'
  const document = await made(await word(text), {
    items: [
      { name: 'A', detail: 'd', parts: [{ part_name: 'x' }, { part_name: 'y' }] },
      { name: 'B', detail: 'e', parts: [] },
    ],
    rooms: [{ room: 'R', defects: [{ defect: 'f' }, { defect: 'g' }] }],
  })
  expect(listTexts(document)).toEqual([
    '- A',
    '  - d',
    '  - part x',
    '  - part y',
    '- B',
    '  - e',
    '- R',
    '  - f',
    '  - g',
  ])
  expect(document.lines.filter((line) => line !== '')).toHaveLength(9)
})

test('front matter is the properties of the document, its language decides the page', async () => {
  const text = '---\ntitle: Offer for {{customer}}\nauthor: {{author}}\nlang: en-US\n---\n# Heading\n'
  const { parts, lines } = await made(await word(text), { customer: 'A & B', author: 'Jane' })
  expect(lines).toEqual(['Heading'])
  const core = parts.get('docProps/core.xml') ?? ''
  expect(core).toContain('<dc:title>Offer for A &amp; B</dc:title>')
  expect(core).toContain('<dc:creator>Jane</dc:creator>')
  expect(core).not.toContain('Un-named')
  expect(parts.get('word/styles.xml')).toContain('<w:lang w:val="en-US"/>')
  expect(parts.get('word/document.xml')).toContain('<w:pgSz w:w="12240" w:h="15840"')
  const plain = await made(await word('# The *title*\n'), {})
  expect(plain.parts.get('docProps/core.xml')).toContain('<dc:title>The title</dc:title>')
  expect(plain.parts.get('word/document.xml')).toContain('<w:pgSz w:w="11906" w:h="16838"')
})

test('comments vanish, entities are signs, line breaks, sub and superscript are Word’s own', async () => {
  const text =
    '<!-- internal -->\n\na<!-- b -->c &euro;&nbsp;5 H<sub>2</sub>O x<sup>2</sup> <u>u</u> one<br>two\n\n' +
    '| a |\n|---|\n| d<br>e |\n\n<div style="page-break-after: always"></div>\n'
  const { body, lines } = await made(await word(text), {})
  expect(lines.filter((line) => line !== '')).toEqual(
    ['ac €\u00a05 H2O x2 u one\ntwo', 'a', 'd\ne', ''].filter(Boolean),
  )
  expect(body).toContain('<w:vertAlign w:val="subscript"/>')
  expect(body).toContain('<w:vertAlign w:val="superscript"/>')
  expect(body).toContain('<w:br w:type="page"/>')
})

test('footnotes are Word’s own, with tags in them', async () => {
  const text = 'Text.[^1] More {{x}}[^n] and [^none].\n\n[^1]: First *note*.\n[^n]: Note {{y}}\n    goes on.\n'
  const { parts, lines } = await made(await word(text), { x: 'X', y: 'Y' })
  expect(lines).toEqual(['Text. More X and [^none].'])
  const notes = parts.get('word/footnotes.xml') ?? ''
  expect(notes.replaceAll(/<[^>]*>/g, ' ')).toMatch(/First\s+note\s*\.[^]*Note Y goes on\./)
  expect(parts.get('word/document.xml')?.match(/<w:footnoteReference /g)).toHaveLength(2)
})

test('what cannot be taken over is remarked on with its line', async () => {
  const text = '# A\n\n{{#s}}\ntext\n{{/s}}\n![logo {{x}}](logo.png)\n\n<table><tr><td>cell</td></tr></table>\n'
  const result = await markdownToWord(text)
  const remarks = result.ok ? result.value.remarks : []
  expect(remarks.map(({ paragraph, message }) => [paragraph, message.slice(0, 30)])).toEqual([
    [6, 'The picture “logo.png” is not '],
    [8, 'The HTML “<table><tr><td>cell<'],
  ])
  expect((await made(await word(text), { s: true, x: 'X' })).lines).toEqual(['A', 'text', 'logo X', 'cell'])
})

test('tags with spaces stand in addresses, and braces in code', async () => {
  const text = '[x](https://e.org/{{full name}}) `{{"{"}}{{"{"}}name{{"}"}}{{"}"}}` *{{a_b}}* {{c_d}}_{{e}}\n'
  const { parts, lines } = await made(await word(text), { 'full name': 'A B', a_b: '1', c_d: '2', e: '3' })
  expect(parts.get('word/_rels/document.xml.rels')).toContain('Target="https://e.org/A%20B"')
  expect(lines).toEqual(['x {{name}} 1 2_3'])
})

test('section tags in a block of code leave no empty lines', async () => {
  const { lines } = await made(await word('```\na\n{{#s}}\nb {{x}}\n{{/s}}\nc\n```\n'), { s: true, x: '1' })
  expect(lines).toEqual(['a', 'b 1', 'c'])
})

test('equal text gives equal bytes', async () => {
  const [one, two] = [await word(OFFER), await word(OFFER)]
  expect(Buffer.compare(one, two)).toBe(0)
})

test('an empty text is a document', async () => {
  expect((await made(await word(''), {})).lines).toEqual([''])
})
