/**
 * Throws random templates, random values and damaged files at the engine: `node scripts/run.js bench/render/fuzz.ts
 * [MINUTES] [SEED]`. It must never throw, hang, lose static text, leave a tag, or write a document that is not sound;
 * so must the readers of other engines' templates and of Markdown for Word. Prints the seed of whatever fails.
 */
import type { OutlineNode } from '../../src/domain/questions/outline.ts'
import type { RenderContext, RenderValue } from '../../src/domain/template/render-data.ts'
import { SYNTAXES, type Syntax } from '../../src/domain/template/template-format.ts'
import { compileTemplate } from '../../src/rendering/compile.ts'
import { copyWithMistakes, readTemplate } from '../../src/rendering/read-template.ts'
import { renderDocument } from '../../src/rendering/render.ts'
import { numbered, p, r, row, table, wordFile } from '../../test/rendering/support/word.ts'
import { opened } from '../../test/rendering/support/word.ts'
import { unzip, zip } from '../../test/rendering/support/zip.ts'
import { mulberry32 } from '../../tools/mulberry32.ts'

type Random = () => number

const below = (next: Random, count: number): number => Math.floor(next() * count)
const pick = <T>(next: Random, all: readonly T[]): T => all[below(next, all.length)] as T

const NAMES = ['a', 'b', 'c', 'full name', 'x-y', 'n.m', 'größe']
const NASTY = [
  '',
  'plain',
  'a & b < c > "d"',
  ']]>',
  '$&',
  'line\nbreak\ttab\r\nmore',
  '😀 مرحبا',
  ' spaces ',
  '\u2028\u2029\u000b',
  'x'.repeat(3_000),
  '&amp;',
  '\\',
]

const letters = (next: Random): string =>
  Array.from({ length: 10 + below(next, 200) }, () => pick(next, [...'etaoinshrdlu kgm'])).join('')

/**
 * A stream of text pieces and tags, mostly well nested, that is then laid out over paragraphs, runs, rows and cells.
 */
function tokens(next: Random, depth: number, marker: { next: number }): string[] {
  const all: string[] = []
  for (let count = below(next, 5); count >= 0; count--) {
    const kind = below(next, 10)
    if (kind < 4) all.push(`T${marker.next++}.`, next() < 0.3 ? letters(next) : '')
    else if (kind < 6) all.push(`{{${pick(next, ['', ' ', '&amp;'])}${pick(next, NAMES)}}}`)
    else if (kind < 9 && depth < 4) {
      const name = pick(next, NAMES)
      all.push(`{{${pick(next, ['#', '^', '# '])}${name}}}`, ...tokens(next, depth + 1, marker), `{{/${name}}}`)
    } else if (kind === 9 && next() < 0.3) all.push(pick(next, ['{{! a note }}', '{', '}', '{x}', '&lt;', ' ']))
    if (next() < 0.4) all.push('¶')
  }
  return all
}

/** Cuts a paragraph's text into runs anywhere, tags included. */
function runs(next: Random, text: string): string {
  const pieces = text.match(/&[^;]*;|[\s\S]/gu) ?? []
  const made: string[] = []
  let at = 0
  while (at < pieces.length) {
    const size = next() < 0.5 ? pieces.length : 1 + below(next, 8)
    made.push(r(pieces.slice(at, at + size).join(''), pick(next, ['', '<w:b/>', '<w:i/>'])))
    if (next() < 0.1) made.push('<w:proofErr w:type="spellStart"/>')
    at += size
  }
  const joined = made.join('')
  const kind = below(next, 14)
  if (kind === 0) return `<w:hyperlink w:anchor="x">${joined}</w:hyperlink>`
  if (kind === 1) return `<w:ins w:id="${below(next, 1_000_000)}" w:author="A">${joined}</w:ins>`
  return joined
}

function body(next: Random): string {
  const marker = { next: 0 }
  const paragraphs = tokens(next, 0, marker)
    .join('')
    .split('¶')
    .map((text) => `<w:p>${next() < 0.2 ? numbered : ''}${runs(next, text)}</w:p>`)
  const blocks: string[] = []
  while (paragraphs.length > 0) {
    const kind = next()
    if (kind < 0.3) blocks.push(grid(next, paragraphs, 0))
    else if (kind < 0.36)
      blocks.push(
        '<w:sdt><w:sdtPr><w:id ' +
          `w:val="5"/></w:sdtPr><w:sdtContent>${paragraphs.splice(0, 1 + below(next, 3)).join('')}` +
          '</w:sdtContent></w:sdt>',
      )
    else if (kind < 0.4)
      blocks.push(
        `<w:p>${r('T')}<w:r><w:pict><v:shape><v:textbox><w:txbxContent>${textBox(next, marker)}` +
          '</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>',
      )
    else blocks.push(...paragraphs.splice(0, 1))
  }
  return blocks.join('')
}

function grid(next: Random, paragraphs: string[], depth: number): string {
  const rows: string[] = []
  for (let count = 1 + below(next, 3); count > 0; count--) {
    rows.push(
      row(
        ...Array.from({ length: 1 + below(next, 3) }, () => {
          const nested = depth < 2 && next() < 0.15 ? grid(next, paragraphs, depth + 1) : ''
          return `${nested}${paragraphs.splice(0, below(next, 3)).join('') || p('')}`
        }),
      ),
    )
  }
  return table(...rows)
}

/** A text of its own: its sections open and close inside it. */
const textBox = (next: Random, marker: { next: number }): string =>
  tokens(next, 3, marker)
    .join('')
    .split('¶')
    .map((text) => `<w:p>${runs(next, text)}</w:p>`)
    .join('')

function values(next: Random, outline: readonly OutlineNode[], into: Record<string, RenderValue> = {}): RenderContext {
  for (const node of outline) {
    if (node.type === 'variable') into[node.name] ??= pick(next, NASTY)
    else {
      const kind = below(next, 4)
      into[node.name] ??=
        kind === 0
          ? false
          : kind === 1
            ? true
            : kind === 2
              ? pick(next, NASTY)
              : Array.from({ length: below(next, 4) }, () => values(next, node.children))
      values(next, node.children, into)
    }
  }
  return into
}

/** Static text that must be there when every section is shown once. */
const markers = (xml: string): string[] => [...xml.replace(/<[^>]*>/g, '').matchAll(/T\d+\./g)].map((match) => match[0])

async function templateRound(next: Random): Promise<string> {
  // Long ones are packed in another way than short ones.
  const xml = Array.from({ length: pick(next, [1, 1, 1, 15]) }, () => body(next)).join('')
  const compiled = await compileTemplate(wordFile({ body: xml }), 'docx', pick(next, ['keep', 'once']))
  if (!compiled.ok) {
    if (!Array.isArray(compiled.error.details?.['mistakes']))
      throw new Error(`refused without mistakes: ${compiled.error.message}`)
    return 'refused'
  }
  const shown = (nodes: readonly OutlineNode[], into: Record<string, RenderValue> = {}): RenderContext => {
    for (const node of nodes) {
      into[node.name] = node.type === 'section' ? true : (into[node.name] ?? 'v')
      if (node.type === 'section') shown(node.children, into)
    }
    return into
  }
  for (const data of [
    shown(compiled.value.outline),
    values(next, compiled.value.outline),
    values(next, compiled.value.outline),
  ]) {
    const made = renderDocument(compiled.value, data)
    if (!made.ok) {
      if (made.error.code !== 'unprocessable') throw new Error(made.error.message)
      continue
    }
    const document = opened(made.value)
    if (document.body.includes('{{')) throw new Error('a tag is left')
    if (made.value.parts.length !== document.parts.size) throw new Error('parts without hash')
  }
  const inverted = xml.replace(/<[^>]*>/g, '').includes('{{^')
  if (!inverted) {
    const made = renderDocument(compiled.value, shown(compiled.value.outline))
    if (made.ok) {
      const [wanted, found] = [markers(xml), markers(opened(made.value).body)]
      if (wanted.join() !== found.join()) throw new Error(`static text lost: ${wanted.join()} became ${found.join()}`)
    }
  }
  return 'rendered'
}

/** Damages the bytes of a file, or the XML inside a sound zip. */
async function damageRound(next: Random): Promise<string> {
  const file = wordFile({ body: body(next) })
  let damaged: Buffer
  if (next() < 0.5) {
    damaged = Buffer.from(file)
    for (let count = 1 + below(next, 8); count > 0; count--) damaged[below(next, damaged.length)] = below(next, 256)
    if (next() < 0.3) damaged = damaged.subarray(0, below(next, damaged.length))
  } else {
    damaged = zip(
      [...unzip(file)].map(([name, data]) => {
        if (next() < 0.6) return { name, data }
        const bytes = Buffer.from(data)
        const at = below(next, bytes.length + 1)
        return {
          name,
          data:
            next() < 0.5 || bytes.length < at + 6
              ? Buffer.concat([bytes.subarray(0, at), bytes.subarray(below(next, bytes.length + 1))])
              : bytes.fill(pick(next, ['<', '>', '&', '"', '{', 'w:']), at, at + 1 + below(next, 4)),
        }
      }),
    )
  }
  const compiled = await compileTemplate(damaged, 'docx')
  if (!compiled.ok) return compiled.error.code === 'invalid_template' ? 'refused' : 'wrong code'
  const made = renderDocument(compiled.value, values(next, compiled.value.outline))
  if (made.ok) unzip(made.value.bytes)
  return 'rendered'
}

/** Pieces of the languages of other engines, mostly sound, sometimes broken. */
const FOREIGN: Readonly<Record<Syntax, readonly string[]>> = {
  jinja: [
    '{{ a }}',
    '{{ a|upper }}',
    '{{r a.b }}',
    '{{ c * 2 }}',
    '{% if a %}',
    '{% if not b %}',
    '{% if a == "x" %}',
    '{% elif c %}',
    '{% else %}',
    '{% endif %}',
    '{%p for x in l %}',
    '{% for x in l %}',
    '{{ x.y }}',
    '{{ x }}',
    '{% endfor %}',
    '{# no #}',
    '{% set z = 1 %}',
    '{{',
    '%}',
    '{%tr endfor %}',
  ],
  docxtemplater: [
    '{a}',
    '{#l}',
    '{/l}',
    '{/}',
    '{^a}',
    '{/a}',
    '{a + b}',
    '{x | f}',
    '{@raw}',
    '{>p}',
    '{%img}',
    '{-w:tr l}',
    '{{a}}',
    '{',
    '}',
    '{.}',
  ],
  carbone: [
    '{d.a}',
    '{d.a:formatN(2)}',
    '{d.l[i].x}',
    '{d.l[i+1].x}',
    '{d.m[i]}',
    '{d.m[i+1]}',
    '{d.a:ifNEM:showBegin}',
    '{d.a:showEnd}',
    "{d.a:ifEQ('x'):hideBegin}",
    '{d.a:hideEnd}',
    '{t(word)}',
    '{c.now}',
    '{$v}',
    '{#v = d.a}',
    '{d.a.b[i].c}',
    '{d.',
  ],
}

/**
 * Converts another engine's template: what comes out compiles or is refused with mistakes, holds none of the other
 * language's tags, and loses nothing in silence.
 */
async function foreignRound(next: Random): Promise<string> {
  const syntax = pick(next, SYNTAXES)
  const markers = { next: 0 }
  const texts = Array.from({ length: 1 + below(next, 8) }, () =>
    Array.from({ length: below(next, 6) }, () =>
      next() < 0.4 ? `T${markers.next++}.` : pick(next, FOREIGN[syntax]).replaceAll('"', '&quot;'),
    ).join(''),
  )
  const blocks: string[] = []
  while (texts.length > 0)
    blocks.push(
      next() < 0.3
        ? table(row(...texts.splice(0, 1 + below(next, 2)).map((each) => `<w:p>${runs(next, each)}</w:p>`)))
        : `<w:p>${runs(next, texts.shift() ?? '')}</w:p>`,
    )
  const source = { bytes: wordFile({ body: blocks.join('') }), format: 'docx', syntax } as const
  const marked = await copyWithMistakes(source)
  if (marked.ok) opened({ bytes: marked.value, format: 'docx', parts: [] })
  else if (!Array.isArray(marked.error.details?.['mistakes']))
    throw new Error(`no marked copy: ${marked.error.message}`)
  const read = await readTemplate({ ...source, accept_losses: true })
  if (!read.ok) {
    if (!Array.isArray(read.error.details?.['mistakes']))
      throw new Error(`refused without mistakes: ${read.error.message}`)
    return `${syntax} refused`
  }
  for (const data of [values(next, read.value.compiled.outline), values(next, read.value.compiled.outline)]) {
    const made = renderDocument(read.value.compiled, data)
    if (!made.ok) {
      if (made.error.code !== 'unprocessable') throw new Error(made.error.message)
      continue
    }
    opened(made.value)
  }
  return `${syntax} rendered`
}

const MARKDOWN = [
  '# Head\n',
  'text ',
  '{{a}} ',
  '**{{b}}** ',
  '*i* ',
  '\n',
  '\n\n',
  '{{#s}}\n',
  '{{/s}}\n',
  '{{#s}}x{{/s}} ',
  '- item {{a}}\n',
  '  - sub\n',
  '1. one\n',
  '| a | b |\n|---|---|\n',
  '| {{x}} | y |\n',
  '> quote\n',
  '![{{pic}}](p.png) ',
  '[link](https://e.org/?a=1&b) ',
  '[{{a}}](https://e.org/{{id}}) ',
  '`code {{a}}` ',
  '```\n',
  '---\n',
  '<b>html</b> ',
  '&amp; < > ',
  '- [x] done\n',
  '  ',
  '\\* ',
  '{{! note }}',
  '😀 ',
  '[x]: http://a\n',
  'http://auto.link ',
  '~~no~~ ',
  '{{^s}}\n',
]

/** Markdown as Word: a sound template or a refusal with mistakes; the same text gives the same bytes. */
async function markdownRound(next: Random): Promise<string> {
  const text = Array.from({ length: below(next, 25) }, () => pick(next, MARKDOWN)).join('')
  const source = { bytes: Buffer.from(text), format: 'markdown', output: 'word' } as const
  const read = await readTemplate(source)
  if (!read.ok) {
    if (!Array.isArray(read.error.details?.['mistakes']))
      throw new Error(`refused without mistakes: ${read.error.message} ${JSON.stringify(text)}`)
    return 'Markdown refused'
  }
  const again = await readTemplate(source)
  if (
    !again.ok ||
    !Buffer.from(again.value.converted?.bytes ?? []).equals(read.value.converted?.bytes ?? Buffer.alloc(1))
  )
    throw new Error(`other bytes for ${JSON.stringify(text)}`)
  const made = renderDocument(read.value.compiled, values(next, read.value.compiled.outline))
  if (made.ok) opened(made.value)
  else if (made.error.code !== 'unprocessable') throw new Error(`${made.error.message} ${JSON.stringify(text)}`)
  return 'Markdown rendered'
}

const ROUNDS: readonly (readonly [string, (next: Random) => Promise<string>])[] = [
  ['damaged file', damageRound],
  ['template', templateRound],
  ['template', templateRound],
  ['another engine', foreignRound],
  ['another engine', foreignRound],
  ['Markdown', markdownRound],
]

const [minutes = '1', first = String(Date.now() % 1_000_000_000)] = process.argv.slice(2)
const counts = new Map<string, number>()
const end = performance.now() + Number(minutes) * 60_000
let failures = 0
let slowest = 0
let seed = Number(first)
for (; performance.now() < end && failures < 5; seed++) {
  const [kind, round] = ROUNDS[seed % ROUNDS.length] ?? ['template', templateRound]
  const began = process.cpuUsage().user
  try {
    const outcome = `${kind} ${await round(mulberry32(seed))}`
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1)
  } catch (error) {
    failures += 1
    console.error(`seed ${seed} (${kind}):`, error)
  }
  slowest = Math.max(slowest, (process.cpuUsage().user - began) / 1000)
}
console.log(
  `seeds ${first}–${seed - 1}: ` +
    `${[...counts].map(([outcome, count]) => `${outcome} ${count}`).join(', ')}; slowest ` +
    `${slowest.toFixed(0)} ms; failures ${failures}`,
)
process.exitCode = failures === 0 ? 0 : 1
