/**
 * A section of the template that is left out takes no page setup along that is not its own.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Program } from '../../../../src/rendering/template/program.ts'
import { compiled, made, mistakesOf, p, wordFile } from '../../support/word.ts'

const setup = (size: number, header = ''): string =>
  `<w:sectPr>${header === '' ? '' : `<w:headerReference w:type="default" r:id="${header}"/>`}<w:pgSz w:w="${size}"/></w:sectPr>`
const pageBreak = (size: number, header = ''): string => `<w:p><w:pPr>${setup(size, header)}</w:pPr></w:p>`

/** Each visible text with the width of its page. */
async function pages(body: string, data: Parameters<typeof made>[1]): Promise<Record<string, string>> {
  const xml = (await made({ body }, data)).parts.get('word/document.xml') ?? ''
  const found: Record<string, string> = {}
  let waiting: string[] = []
  for (const match of xml.matchAll(/<w:t(?:\s[^>]*)?>([^<]*)<\/w:t>|<w:pgSz w:w="(\d+)"\/>/g)) {
    const [, text, size] = match
    if (size === undefined) waiting.push((text ?? '').trim())
    else {
      for (const each of waiting) if (each !== '') found[each] = size
      waiting = []
    }
  }
  return found
}
const whole = (...blocks: readonly string[]): string => blocks.join('')

describe('a section with section breaks', () => {
  const annex = whole(p('main'), p('{{#annex}}'), pageBreak(1, 'rH'), p('annex'), p('{{/annex}}'), setup(2))

  test('at the end: the text before keeps its page and header', async () => {
    expect(await pages(annex, { annex: true })).toEqual({ main: '1', annex: '2' })
    expect(await pages(annex, { annex: false })).toEqual({ main: '1' })
    const { parts } = await made({ body: annex }, { annex: false })
    const xml = parts.get('word/document.xml') ?? ''
    expect(xml).toContain('r:id="rH"')
    expect(xml).not.toContain('<w:pgSz w:w="2"/>')
  })

  test('repeated: every round has the page of the first', async () => {
    const rounds = annex.replace('>annex<', '>annex {{n}}<')
    expect(await pages(rounds, { annex: [{ n: '1' }, { n: '2' }, { n: '3' }] })).toEqual({
      main: '1',
      'annex 1': '2',
      'annex 2': '2',
      'annex 3': '2',
    })
  })

  test('in the middle: the text before keeps its page, the text behind its own', async () => {
    const body = whole(
      p('main'),
      p('{{#a}}'),
      pageBreak(1),
      p('A'),
      pageBreak(2),
      p('B'),
      p('{{/a}}'),
      p('end'),
      setup(3),
    )
    expect(await pages(body, { a: true })).toEqual({ main: '1', A: '2', B: '3', end: '3' })
    expect(await pages(body, { a: false })).toEqual({ main: '1', end: '3' })
  })

  test('what is behind keeps the header that it takes over from a part that goes', async () => {
    const body = whole(
      p('main'),
      pageBreak(1),
      p('{{#a}}'),
      p('A'),
      pageBreak(2, 'rA'),
      p('{{/a}}'),
      p('end'),
      setup(3),
    )
    const xml = (await made({ body }, { a: false })).parts.get('word/document.xml') ?? ''
    expect(xml.slice(xml.indexOf('end'))).toContain('r:id="rA"')
  })

  test('a cover goes with its page', async () => {
    const body = whole(p('{{#cover}}'), p('cover'), pageBreak(1), p('{{/cover}}'), p('main'), setup(2))
    expect(await pages(body, { cover: false })).toEqual({ main: '2' })
    expect((await made({ body }, { cover: false })).parts.get('word/document.xml')).not.toContain('w:w="1"')
  })

  test('the two sides of one question', async () => {
    const side = (tag: string, size: number, text: string): string =>
      whole(p(`{{${tag}a}}`), pageBreak(size), p(text), p('{{/a}}'))
    const body = whole(p('main'), side('#', 1, 'yes'), side('^', 2, 'no'), setup(3))
    expect(await pages(body, { a: true })).toEqual({ main: '1', yes: '3' })
    expect(await pages(body, { a: false })).toEqual({ main: '2', no: '3' })
  })

  test('that begins and ends in the text', async () => {
    const body = whole(p('main {{#a}}more'), pageBreak(1), p('A'), pageBreak(2), p('{{/a}}tail'), setup(3))
    expect(await pages(body, { a: false })).toEqual({ main: '1', tail: '3' })
  })

  test('with sections beside it, whichever are left out', () => {
    const item = fc.oneof(
      fc.constant({ kind: 'text' as const }),
      fc.constant({ kind: 'break' as const }),
      fc.record({
        kind: fc.constant('section' as const),
        shown: fc.boolean(),
        inner: fc.array(fc.constantFrom('text' as const, 'break' as const), { minLength: 1, maxLength: 4 }),
      }),
    )
    return fc.assert(
      fc.asyncProperty(fc.array(item, { maxLength: 7 }), async (items) => {
        let [serial, body] = [0, '']
        const data: Record<string, boolean> = {}
        const all: { text: string; shown: boolean }[] = []
        const write = (kind: 'text' | 'break', shown: boolean): void => {
          serial += 1
          body += kind === 'text' ? p(`t${serial}`) : pageBreak(serial)
          if (kind === 'text') all.push({ text: `t${serial}`, shown })
        }
        for (const [index, each] of items.entries()) {
          if (each.kind !== 'section') write(each.kind, true)
          else {
            data[`s${index}`] = each.shown
            body += p(`{{#s${index}}}`)
            for (const kind of each.inner) write(kind, each.shown)
            body += p(`{{/s${index}}}`)
          }
        }
        body += setup(1_000)
        const expected = await pages(body, Object.fromEntries(Object.keys(data).map((name) => [name, true])))
        const shown = await pages(body, data)
        const kept = all.filter((each) => each.shown).map((each) => [each.text, expected[each.text]])
        expect(shown).toEqual(Object.fromEntries(kept))
      }),
      { seed: 18, numRuns: 200 },
    )
  })
})

describe('optional section breaks in a row', () => {
  const annexes = (count: number, text: string): string =>
    whole(
      ...Array.from({ length: count }, (_, index) =>
        whole(p(`{{#a${index}}}`), text === '' ? '' : p(text), pageBreak(index + 1), p(`{{/a${index}}}`)),
      ),
    )
  const answers = (count: number, shown: readonly number[]): Record<string, boolean> =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}`, shown.includes(index)]))
  const nodesIn = async (body: string): Promise<number> => {
    const { body: form } = await compiled(wordFile({ body }))
    const count = (program: Program): number =>
      program.reduce(
        (sum, node) =>
          sum +
          1 +
          ('children' in node ? count(node.children) : 0) +
          ('otherwise' in node && node.otherwise !== undefined ? count(node.otherwise) : 0),
        0,
      )
    return form.kind === 'docx' ? count(form.parts.flatMap(({ program }) => program)) : 0
  }

  test('whichever are left out, the text before has the page of the first', async () => {
    const body = whole(p('main'), annexes(40, ''), p('end'), setup(1_000))
    for (const shown of [[], [0], [39], [17], [3, 17, 30]])
      expect(await pages(body, answers(40, shown))).toEqual({ main: '1', end: '1000' })
  })

  test('make a program that grows with their number', async () => {
    const body = (count: number) => whole(p('main'), annexes(count, ''), p('end'), setup(1_000))
    const [few, many] = [await nodesIn(body(25)), await nodesIn(body(200))]
    expect(many / few).toBeLessThan(9)
  })

  test('are refused where they are too many to be told apart', async () => {
    const [mistake, ...others] = await mistakesOf(
      wordFile({ body: whole(p('main'), annexes(302, 'annex'), setup(1_000)) }),
    )
    expect(others).toEqual([])
    expect(mistake).toMatchObject({
      part: 'body',
      around: '{{#a301}}',
      message: 'Before “a301”, 300 sections with section breaks follow each other without text between them.',
      fix: 'Put text between them, or several of them into one section.',
    })
  })

  test('are any number without text before them', async () => {
    expect(await nodesIn(whole(annexes(2_000, ''), p('end'), setup(1_000)))).toBeLessThan(10_000)
  })
})
