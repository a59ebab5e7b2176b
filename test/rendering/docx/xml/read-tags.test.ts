/** The reader of tags takes and refuses exactly what saxes does, and reports the same elements at the same places. */
import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import { readTags } from '../../../../src/rendering/docx/xml/read-tags.ts'
import { mulberry32 } from '../../../../tools/mulberry32.ts'
import type { TagReader } from '../../../../src/rendering/docx/xml/tag-reader.ts'

type Event = [string, number, number]

class Recorder implements TagReader<{ name: string }> {
  readonly events: Event[] = []

  kindOf(name: string): { name: string } {
    return { name }
  }

  open({ name }: { name: string }, start: number, inner: number): void {
    this.events.push([name, start, inner])
  }

  close(from: number, end: number): void {
    this.events.push(['/', from, end])
  }
}

function ours(source: string): Event[] | 'refused' {
  try {
    return readTags('part.xml', source, { left: 100_000 }, () => new Recorder()).events
  } catch {
    return 'refused'
  }
}

function theirs(source: string): Event[] | 'refused' {
  const events: Event[] = []
  const parser = new SaxesParser({ position: false })
  let inner = 0
  parser.on('error', (error) => {
    throw error
  })
  parser.on('doctype', () => {
    throw new Error('doctype')
  })
  parser.on('opentag', ({ name }) => {
    inner = parser.position
    events.push([name, source.lastIndexOf('<', inner - 1), inner])
  })
  parser.on('closetag', () => {
    events.push([
      '/',
      parser.position === inner ? inner : source.lastIndexOf('<', parser.position - 1),
      parser.position,
    ])
  })
  try {
    parser.write(source).close()
    return events
  } catch {
    return 'refused'
  }
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

describe('the reader of tags agrees with saxes', () => {
  it.each<[string, string]>([
    ['plain XML', `${HEAD}\r\n<a x="1" y='2'><b/>text &amp; more<c >t</c></a>\n`],
    ['`>` in an attribute', '<a x="1>2"><b/></a>'],
    ['references by number', '<a x="&#65;">&#x1F600;</a>'],
    ['a reference to a character XML lacks', '<a>&#0;</a>'],
    ['an unknown entity', '<a>&nbsp;</a>'],
    ['a bare ampersand', '<a>x & y</a>'],
    ['spaces in tags', '<a ><b /><c x = "1"\n></c ></a >'],
    ['an attribute twice', '<a x="1" x="1"/>'],
    ['an attribute twice, one of them with a prefix', '<a x="1" w:x="1"/>'],
    ['no space between attributes', '<a x="1"y="2"/>'],
    ['`<` in an attribute', '<a x="<"/>'],
    ['an attribute without value', '<a x/>'],
    ['`]]>` in a text', '<a>]]></a>'],
    ['`]]>` in an attribute', '<a x="]]>"/>'],
    ['comments, CDATA, instructions', '<a><!-- > --><![CDATA[<b>]]><?x > ?></a>'],
    ['a comment with two hyphens', '<a><!-- -- --></a>'],
    ['crossing elements', '<a><b></a></b>'],
    ['an element that is not closed', '<a><b></b>'],
    ['two roots', '<a/><b/>'],
    ['text outside', '<a/>x'],
    ['text before', 'x<a/>'],
    ['nothing', ''],
    ['blanks', ' \n'],
    ['a declaration too late', ` ${HEAD}<a/>`],
    ['two declarations', `${HEAD}${HEAD}<a/>`],
    ['a declaration of version 1.1', '<?xml version="1.1"?><a>\u0001</a>'],
    ['a declaration of nothing', '<?xml?><a/>'],
    ['a control character', '<a>\u0001</a>'],
    ['U+FFFE', '<a>\ufffe</a>'],
    ['half a surrogate pair', '<a>\ud800</a>'],
    ['characters beyond 16 bits', '<a x="😀">😀</a>'],
    ['a name that begins with a digit', '<1a/>'],
    ['a name in other letters', '<größe 名="1"></größe>'],
    ['a name that begins like its end tag', '<ab></abc>'],
    ['a name of a colon', '<:a/>'],
    ['a byte order mark inside', '<a>\ufeff</a>'],
    ['a no-break space in a tag', '<a\u00a0x="1"/>'],
    ['a no-break space outside', '<a/>\u00a0'],
    ['a doctype', '<!DOCTYPE a><a/>'],
    ['`__proto__` as an attribute', '<a __proto__="1"/>'],
  ])('%s', (_, source) => {
    expect(ours(source)).toEqual(theirs(source))
  })

  const seed = Date.now() % 1_000_000_000
  it.each<[string, string]>([
    ['paragraphs that are all alike', '<p a="1"><r><t>x</t></r></p>'.repeat(6)],
    ['with other ones between', '<p><r><t>x</t></r></p><p><r><t>x</t></r><r><t>y</t></r></p>'.repeat(6)],
    ['without text', '<p><r/></p><p><b/></p>'.repeat(6)],
    ['a stretch that ends other elements than before', '<p><r><t>x</t></r></p><q><r><t>x</t></r></p>'.repeat(6)],
    ['a stretch that ends one element more than are open', `${'<p><r><t>x</t></r></p>'.repeat(6)}<p><t>x</t></r></p>`],
  ])('repeated: %s', (_, inner) => {
    for (const source of [`<a>${inner}</a>`, `<a>${inner}</a></a>`, `<a>${inner}`, `<a>${inner}<p><r><t>x</t></r></a>`])
      expect(ours(source), source).toEqual(theirs(source))
  })

  it('counts what repeats: elements in all, and those in each other', () => {
    const alike = '<p><r><t>x</t></r></p>'.repeat(1_000)
    const budget = { left: 3_500 }
    readTags('part.xml', `<a>${alike}</a>`, budget, () => new Recorder())
    expect(budget.left).toBe(499)
    expect(() => readTags('part.xml', `<a>${alike}</a>`, budget, () => new Recorder())).toThrow('elements')
    // Each piece goes 100 down and 99 up again.
    const deeper = `${'<p>'.repeat(100)}x${'</p>'.repeat(99)}`
    expect(() =>
      readTags(
        'part.xml',
        `<a>${deeper.repeat(149)}${'</p>'.repeat(149)}</a>`,
        { left: 100_000 },
        () => new Recorder(),
      ),
    ).not.toThrow()
    expect(() =>
      readTags(
        'part.xml',
        `<a>${deeper.repeat(152)}${'</p>'.repeat(152)}</a>`,
        { left: 100_000 },
        () => new Recorder(),
      ),
    ).toThrow('nests')
  })

  it(`damaged XML, seed ${seed}`, () => {
    const next = mulberry32(seed)
    const pick = <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)] as T
    const bits = [
      '<',
      '>',
      '/',
      '&',
      ';',
      '"',
      "'",
      '=',
      ' ',
      '\n',
      ']]>',
      '--',
      '<!--',
      '-->',
      '<?',
      '?>',
      '<b>',
      '</b>',
      '<b/>',
      'x',
      ':',
      '&amp;',
      '&#9;',
      '\u0000',
      '\u0085',
      'é',
      '\ud83d',
    ]
    let refused = 0
    for (let round = 0; round < 3_000; round++) {
      let source = element(next, pick, 0)
      // As documents do, some repeat themselves.
      if (next() < 0.4)
        source = `<w:body>${Array.from({ length: 4 }, () => source + pick(['', 'x', '<b>y</b>'])).join('')}</w:body>`
      if (next() < 0.3) source = HEAD + source
      for (let count = Math.floor(next() * 3); count > 0; count--) {
        const at = Math.floor(next() * (source.length + 1))
        source = source.slice(0, at) + pick(bits) + source.slice(at + Math.floor(next() * 3))
      }
      const expected = theirs(source)
      if (expected === 'refused') refused += 1
      expect(ours(source), JSON.stringify(source)).toEqual(expected)
    }
    expect(refused).toBeGreaterThan(300)
    expect(refused).toBeLessThan(2_700)
  })
})

function element(next: () => number, pick: <T>(all: readonly T[]) => T, depth: number): string {
  const name = pick(['a', 'w:p', 'w:r', 'b'])
  const attributes = Array.from(
    { length: Math.floor(next() * 3) },
    () =>
      ` ${pick(['x', 'w:val', 'y'])}${pick(['=', '=', ' = '])}` +
      pick(['"1"', "'2'", '"a > b"', '"&quot;"', '"&#10;"']),
  ).join('')
  if (next() < 0.3) return `<${name}${attributes}${pick(['/>', ' />'])}`
  const inner = Array.from({ length: depth > 3 ? 0 : Math.floor(next() * 4) }, () =>
    pick([() => element(next, pick, depth + 1), () => pick(['text', ' ', 'a &lt; b', '{{x}}'])])(),
  ).join('')
  return `<${name}${attributes}>${inner}</${name}>`
}
