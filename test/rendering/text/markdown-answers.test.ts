/**
 * What a person wrote stays text in a Markdown document, wherever its tag stands.
 */
import fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import type { Token } from 'markdown-it'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { RenderContext } from '../../../src/domain/template/render-data.ts'
import { compileTemplate } from '../../../src/rendering/compile.ts'
import { renderDocument } from '../../../src/rendering/render.ts'
import { escapeText, isOrdinary } from '../../../src/rendering/text/markdown/escape-text.ts'
import { decodeCompiled, encodeCompiled } from '../../../src/rendering/template/compiled-template.ts'

const SEED = 20_261_130

const made = async (template: string, data: RenderContext): Promise<string> => {
  const result = await compileTemplate(Buffer.from(template), 'markdown')
  if (!result.ok) throw new Error(result.error.message)
  const document = renderDocument(decodeCompiled(encodeCompiled(result.value)), data)
  if (!document.ok) throw new Error(document.error.message)
  return Buffer.from(document.value.bytes).toString()
}

/** CommonMark with GitHub's tables and strikethrough: not the parser of the project, whose settings are its own. */
const reader = new MarkdownIt({ html: true })
reader.validateLink = () => true

const collapsed = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

const decodeMarkup = (html: string): string =>
  html
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll('<br>', ' ')

/** The document as nested marks and texts. Addresses only say that they are there. */
function structure(markdown: string): string[] {
  const lines: string[] = []
  let text = ''
  const flush = (): void => {
    if (collapsed(text) !== '') lines.push(`"${collapsed(text)}"`)
    text = ''
  }
  const walk = (tokens: readonly Token[]): void => {
    for (const token of tokens) {
      if (token.type === 'inline') walk(token.children ?? [])
      else if (token.type === 'text') text += token.content
      else if (token.type === 'softbreak' || token.type === 'hardbreak' || token.content === '<br>') text += ' '
      else {
        flush()
        const own = token.type.startsWith('html') ? decodeMarkup(token.content) : token.content
        const images =
          token.type === 'image' ? reader.renderer.renderInlineAsText(token.children ?? [], reader.options, {}) : own
        lines.push(`${token.type} ${token.tag} ${collapsed(images)}`.trim())
        const address = String(token.attrGet('href') ?? token.attrGet('src') ?? '')
        expect(address).not.toMatch(/^\s*(?:javascript|data|file|vbscript):/i)
      }
    }
    flush()
  }
  walk(reader.parse(markdown, {}))
  return lines
}

const PIECES = [
  ...Array.from('#*_`~|+->=<[]()!&;:.\\"\'$ab5é '),
  '\n',
  '\n\n',
  '  ',
  '    ',
  '\t',
  '##',
  '**',
  '```',
  '~~~',
  '---',
  '===',
  '--|--',
  ':-:',
  '1. ',
  '2) ',
  '31.',
  '- ',
  '<b>',
  '</b>',
  '<!--',
  '-->',
  '<div>',
  '</div>',
  '<script>',
  '[a](b)',
  '![c](d)',
  '[r]',
  '[r]: /x',
  '[ ] ',
  '&amp;',
  '&#35;',
  '{{x}}',
  'https://e.org',
  'javascript:alert(1)',
  'Müller',
  'a_b',
  '3 * 4',
  '\\\n',
  '$&',
  '😀',
  '# h',
  '> q',
]
const answers = fc
  .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 12 })
  .map((all) => all.join('').trim())
  .filter((text) => text !== '')

const WORDS = { x: 'Wordx', y: 'Wordy' }

/** Templates in which an answer is text, or a part of code or HTML. */
const TEXTS = [
  'Dear {{x}}, good day {{y}}.',
  '{{x}} begins, {{y}}',
  '# Heading {{x}}\n\n## {{y}} ##',
  '{{x}}{{y}}\n===',
  '- item {{x}}\n- {{y}}',
  '1. {{x}} one\n2. two {{y}}',
  '> Quote {{x}}\n>\n> - {{y}} b\n>   c',
  '- a\n\n  b {{x}}\n  - {{y}} c',
  '| A | B |\n| --- | --- |\n| {{x}} | {{y}} |\n| c | d |',
  '{{x}} | b\n--- | ---\n{{y}} | c',
  'Code `{{x}}` and ``{{y}} z`` end',
  '| a |\n|---|\n| `{{x}}` {{y}} |\n| b |',
  'a ` b {{x}} c ` d {{y}}',
  'a ` b {{x}}',
  '```js\nconst x = {{x}};\n{{y}}\n```\nafter',
  '- a\n  ~~~\n  {{x}}\n  ~~~\n- b {{y}}',
  'a\n\n    code {{x}}\n\nb {{y}}',
  'Bold <b>{{x}}</b> <span title="{{y}}">z</span>',
  '<div>\n{{x}}\n<p>{{y}}</p>\n</div>\n\nafter',
  '<pre>\n{{x}}\n</pre>\n\n{{y}} after',
  'a <!-- {{x}} --> b {{y}}',
  '**{{x}}** and *{{y}}* end',
  '[{{x}}](https://e.org) and ![{{y}}](p.png)',
  'before\n{{x}}\nafter {{y}}',
  '{{#s}}{{x}}{{/s}}{{y}} end',
  '{{#l}}\n- {{.}}{{x}}\n{{/l}}\n\n{{y}} end',
  'a \\{{x}} &{{y}}; b',
  'a <{{x}} b and [x](foo {{y}} c',
  'a\n- b\n{{x}} c',
  'Hi {{x}}!{{y}}',
]

describe('an answer in a Markdown document', () => {
  test.each(TEXTS)('is text in %j', async (template) => {
    const data = (x: string, y: string): RenderContext => ({ x, y, s: 'yes', l: [{ '.': 'i' }, { '.': 'j' }] })
    const plain = structure(await made(template, data(WORDS.x, WORDS.y)))
    await fc.assert(
      fc.asyncProperty(answers, answers, async (x, y) => {
        const written = await made(template, data(x, y))
        const expected = plain.map((line) =>
          collapsed(line.replaceAll(WORDS.x, () => collapsed(x)).replaceAll(WORDS.y, () => collapsed(y))),
        )
        expect(structure(written).map(collapsed), written).toEqual(expected)
      }),
      { numRuns: 300, seed: SEED },
    )
  })

  test('keeps its paragraphs where it is one by itself, and nothing else of it is a mark', async () => {
    await fc.assert(
      fc.asyncProperty(answers, async (x) => {
        const tokens = reader.parse(await made('before\n\n{{x}}\n\nafter', { x }), {})
        expect(new Set(tokens.map((each) => each.type))).toEqual(
          new Set(['paragraph_open', 'inline', 'paragraph_close']),
        )
        const kinds = tokens.flatMap((each) => (each.children ?? []).map((child) => child.type))
        expect(kinds.filter((kind) => !/^(?:text|text_special|softbreak|hardbreak)$/.test(kind))).toEqual([])
      }),
      { numRuns: 1_000, seed: SEED },
    )
    expect(await made('{{x}}', { x: 'one\ntwo\n\nthree' })).toBe('one  \ntwo\n\nthree')
    expect(await made('> A: {{x}}', { x: 'one\n\ntwo' })).toBe('> A: one  \n> \\\n> two')
    expect(await made('| a |\n|---|\n| {{x}} |', { x: 'one\ntwo | b' })).toBe('| a |\n|---|\n| one<br>two \\| b |')
  })

  test('leads where it says, in an address', async () => {
    const links = [
      '[l]({{x}} "{{y}}")',
      '[l](<{{x}}>)',
      '![i]({{x}})',
      '[r]\n\n[r]: {{x}} "{{y}}"',
      '[l](https://e.org/{{x}}/{{y}})',
    ]
    for (const template of [
      ...links,
      'see https://e.org/{{x}} here',
      '<https://e.org/{{x}}>',
      '<a href="{{x}}">l</a>',
    ]) {
      const plain = structure(await made(template, WORDS))
      await fc.assert(
        fc.asyncProperty(answers, answers, async (x, y) => {
          const written = await made(template, { x, y })
          const kinds = (lines: readonly string[]): string[] =>
            lines.map((each) => (each.startsWith('html') ? 'html' : each.startsWith('"') ? 'text' : each))
          expect(kinds(structure(written)), written).toEqual(kinds(plain))
        }),
        { numRuns: 200, seed: SEED },
      )
    }
  })

  test('keeps the front matter valid YAML that says what was written', async () => {
    const template =
      '---\ntitle: {{x}}\nby: "{{x}} & {{y}}"\nof: \'{{y}}\'\nlong: Lease of {{x}}\ntags: [{{x}}, {{y}}]\n' +
      '# {{x}}\nnote: |\n  {{y}}\n{{#s}}\nmore:\n  - {{x}}\n{{/s}}\n---\ntext {{x}}\n'
    await fc.assert(
      fc.asyncProperty(answers, answers, async (x, y) => {
        const written = await made(template, { x, y, s: true })
        const yaml = /^---\n([^]*?)\n---\n/.exec(written)?.[1] ?? ''
        for (const version of ['1.1', '1.2'] as const) {
          const read = parse(yaml, { version }) as Record<string, unknown>
          expect(String(read['title']), written).toBe(x)
          expect(read['by']).toBe(`${x} & ${y}`)
          expect(collapsed(String(read['of']))).toBe(collapsed(y))
          expect(read['long']).toBe(`Lease of ${x}`)
          expect((read['tags'] as unknown[]).map(String)).toEqual([x, y])
          expect(collapsed(String(read['note']))).toBe(collapsed(y))
          expect((read['more'] as unknown[]).map(String)).toEqual([x])
        }
      }),
      { numRuns: 500, seed: SEED },
    )
  })

  test.each([
    ['title: {{x}}', 'Müller & Co.', 'title: Müller & Co.'],
    ['title: {{x}}', '3', 'title: 3'],
    ['title: {{x}}', '2026-11-30', 'title: 2026-11-30'],
    ['title: {{x}}', 'no', 'title: "no"'],
    ['title: {{x}}', '0x1F', 'title: "0x1F"'],
    ['title: {{x}}', '1.10', 'title: "1.10"'],
    ['title: {{x}}', 'a: b', 'title: "a: b"'],
    ['tags: [{{x}}, b]', 'a, b', 'tags: ["a, b", b]'],
    ['title: Lease of {{x}}', 'A # B', 'title: "Lease of A # B"'],
    ["title: '{{x}}'", "O'Neill", "title: 'O''Neill'"],
  ])('in front matter %j with %j', async (line, x, expected) => {
    expect(await made(`---\n${line}\n---\n`, { x })).toBe(`---\n${expected}\n---\n`)
  })

  test('yes and no stay what they are in front matter', async () => {
    expect(await made('---\ndraft: {{x}}\n---\n', { x: { yes: true, text: 'yes' } })).toBe('---\ndraft: yes\n---\n')
  })

  test.each([
    '3 * 4',
    'a_b',
    'Müller & Co.',
    'R&D, AT&T',
    'snake_case_name',
    'a < b > c',
    '100 % (net)',
    'Main St. 5 - 7',
    '+49 30 1234567',
    '-5',
    '1.250,00 €',
    'C# and F#',
    '#5',
    'jane.doe@example.org',
    'https://example.org/a_b?c=d&e=f',
    '“Quoted” – ’tis',
    'C:\\Users\\x',
    'Really?! Yes!',
    '2026-11-30',
    '= 5',
    'a | b',
  ])('%j looks untouched', async (x) => {
    expect(await made('{{x}}', { x })).toBe(x)
    expect(await made('# {{x}}\n\n- {{x}}\n\nDear {{x}}, a', { x })).toBe(`# ${x}\n\n- ${x}\n\nDear ${x}, a`)
  })

  test.each([
    ['# x', '\\# x'],
    ['1. x', '1\\. x'],
    ['- x', '\\- x'],
    ['---', '\\---'],
    ['a*b*c', 'a\\*b\\*c'],
    ['<b>x</b>', '\\<b>x\\</b>'],
    ['[x](javascript:alert(1))', '\\[x\\](javascript:alert(1))'],
    ['&lt;', '\\&lt;'],
    ['`x`', '\\`x\\`'],
  ])('%j is written as %j', async (x, expected) => {
    expect(await made('{{x}}', { x })).toBe(expected)
  })

  test('code gets more backticks than are in it', async () => {
    expect(await made('`{{x}}`', { x: 'a`b' })).toBe('``a`b``')
    expect(await made('`{{x}}`', { x: '`a' })).toBe('`` `a ``')
    expect(await made('```\n{{x}}\n```', { x: '```\n# x' })).toBe('````\n```\n# x\n````')
    expect(await made('`{{x}}` and `y`', { x: 'plain *x*' })).toBe('`plain *x*` and `y`')
  })
})

describe('a link in a Markdown document', () => {
  const link = { href: 'https://example.org/a', text: 'https://example.org/a' }
  const named = { href: 'https://xn--mller-kva.de/', text: 'https://müller.de/' }
  const mail = { href: 'mailto:jane@example.org', text: 'jane@example.org' }

  test('is one link, and an address where an address stands', async () => {
    const template = 'Visit [our site]({{x}}) or {{x}} <{{x}}>\n\n[ref][r]\n\n[r]: {{x}}\n'
    expect(await made(template, { x: link })).toBe(
      'Visit [our site](https://example.org/a) or <https://example.org/a> <https://example.org/a>\n\n' +
        '[ref][r]\n\n[r]: https://example.org/a\n',
    )
    expect(await made('{{x}} `{{x}}` [{{x}}](y)', { x: named })).toBe(
      '[https://müller.de/](https://xn--mller-kva.de/) `https://müller.de/` [https://müller.de/](y)',
    )
    expect(await made('{{x}} <{{x}}> [m]({{x}})', { x: mail })).toBe(
      '<jane@example.org> <jane@example.org> [m](mailto:jane@example.org)',
    )
    expect(await made('---\nurl: {{x}}\n---\n', { x: link })).toBe('---\nurl: https://example.org/a\n---\n')
  })

  test('what is no address is text between its brackets, and what would run leads nowhere', async () => {
    expect(await made('<{{x}}>', { x: 'b' })).toBe('\\<b\\>')
    expect(await made('<{{x}}>', { x: 'jane@example.org' })).toBe('<jane@example.org>')
    expect(await made('[l]({{x}})', { x: 'javascript:alert(1)' })).toBe('[l](javascript%3Aalert%281%29)')
    expect(await made('[l]({{x}})', { x: 'notes (1).pdf' })).toBe('[l](notes%20%281%29.pdf)')
    expect(await made('[r]\n\n[r]: {{x}}', { x: '' })).toBe('[r]\n\n[r]: <>')
  })

  test('is asked for where a tag is the whole address', async () => {
    const result = await compileTemplate(Buffer.from('[a]({{b}}) [c](https://e.org/{{d}}) <{{e}}> {{f}}'), 'markdown')
    expect(result.ok && result.value.outline).toEqual([
      { type: 'variable', name: 'b', place: 'link' },
      { type: 'variable', name: 'd' },
      { type: 'variable', name: 'e', place: 'link' },
      { type: 'variable', name: 'f' },
    ])
  })
})

describe('an answer in Markdown', () => {
  const x = { markdown: '**b**\n\n- c | d' }

  test('stays structure, as far as its place can hold it', async () => {
    expect(await made('{{x}}', { x })).toBe('**b**\n\n- c | d')
    expect(await made('> {{x}}', { x })).toBe('> **b**\n> \n> - c | d')
    expect(await made('| a |\n|---|\n| {{x}} |', { x })).toBe('| a |\n|---|\n| **b**<br>- c \\| d |')
    expect(await made('`{{x}}`', { x: { markdown: '*b*' } })).toBe('`*b*`')
  })

  test('brings no HTML, as in Word', async () => {
    const markdown = '**b** <b onclick="x">c</b> <https://e.org>\n\n<script>\nalert(1)\n</script>\n\n`<i>` stays'
    expect(await made('{{x}}', { x: { markdown } })).toBe(
      '**b** \\<b onclick="x">c\\</b> <https://e.org>\n\n\\<script>\nalert(1)\n\\</script>\n\n`<i>` stays',
    )
  })

  test('is text where it would swallow what follows', async () => {
    expect(structure(await made('{{x}}\n\nafter', { x: { markdown: '```\nopen' } })).at(-2)).toBe('"after"')
    expect(structure(await made('{{x}}\n\nafter', { x: { markdown: '<!-- open' } })).at(-2)).toBe('"after"')
    expect(await made('{{x}}\n\nafter', { x: { markdown: '```\nshut\n```' } })).toBe('```\nshut\n```\n\nafter')
  })
})

test.each([' ', '\t', '\n', ' \n \n'])('an answer of blanks alone (%j) prints none', async (blank) => {
  expect((await made('{{a}}\n', { a: blank })).trim()).toBe('')
  expect((await made('# Title {{a}}\n', { a: blank })).trim()).toBe('# Title')
  expect(collapsed(await made('- {{a}} and {{a}}\n', { a: blank }))).toBe('- and')
})

test('what is taken for ordinary is no mark at any place', () => {
  const text = fc.string({
    unit: fc.constantFrom(...'aZ09äÉ€ .,;:\'"/%()+@$=?-'),
    maxLength: 12,
  })
  const edge = fc.constantFrom(undefined, '\n', ' ', 'a', '*', '_', '[', ']', '|', '!', '1', '(', '&', '#', '\\')
  const place = fc.record({
    breaks: fc.constantFrom('line', 'cell', 'space', 'paragraph'),
    start: fc.constantFrom(undefined, true),
    heading: fc.constantFrom(undefined, true),
    before: edge,
    after: edge,
  })
  let ordinary = 0
  fc.assert(
    fc.property(text, place, (own, at) => {
      if (!isOrdinary(own)) return
      ordinary += 1
      expect(escapeText(own, { in: 'text', ...at })).toBe(own)
    }),
    { seed: SEED, numRuns: 2_000 },
  )
  expect(ordinary).toBeGreaterThan(200)
})
