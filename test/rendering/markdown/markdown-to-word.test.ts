/**
 * A Markdown template as a Word template.
 */
import { expect, test } from 'vitest'
import { markdownToWord } from '../../../src/rendering/markdown-template/markdown-to-word.ts'
import { compiled, made } from '../support/word.ts'

const word = async (markdown: string): Promise<Uint8Array> => {
  const result = await markdownToWord(markdown)
  if (!result.ok) throw new Error(result.error.message)
  return result.value
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
  ])
})

test('equal text gives equal bytes', async () => {
  const [one, two] = [await word(OFFER), await word(OFFER)]
  expect(Buffer.compare(one, two)).toBe(0)
})

test('an empty text is a document', async () => {
  expect((await made(await word(''), {})).lines).toEqual([''])
})
