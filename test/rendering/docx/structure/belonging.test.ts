/**
 * A note, a comment or a copied text belongs where it was referred to or copied from.
 */
import { describe, expect, test } from 'vitest'
import { compiled, made, mistakesOf, p, r, wordFile } from '../../support/word.ts'

const reference = (kind: string, id: number): string => `<w:r><w:${kind}Reference w:id="${id}"/></w:r>`
const notes = (kind: 'footnote' | 'endnote' | 'comment', ...contents: readonly string[]): Record<string, string> => {
  const all = contents.map((each, index) => `<w:${kind} w:id="${index + 1}">${each}</w:${kind}>`).join('')
  return { [`word/${kind}s.xml`]: `<w:${kind}s NS>${all}</w:${kind}s>` }
}
/** What each note says, by its id. */
const saidIn = (xml: string | undefined): Record<string, string> =>
  Object.fromEntries(
    [
      ...(xml ?? '').matchAll(
        /<w:(?:footnote|endnote|comment) w:id="(\d+)"[^>]*>([\s\S]*?)<\/w:(?:foot|end)?(?:note|comment)>/g,
      ),
    ].map((match) => [match[1] ?? '', (match[2] ?? '').replace(/<[^>]*>/g, '')]),
  )
const referred = (xml: string, kind: string): string[] =>
  [...xml.matchAll(new RegExp(`<w:${kind}Reference w:id="(\\d+)"`, 'g'))].map((match) => match[1] ?? '')
const field = (instruction: string, result: string): string =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">${instruction}</w:instrText>` +
  `</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${result}<w:r><w:fldChar w:fldCharType="end"/></w:r>`

describe('a note whose reference stands in a section', () => {
  const looped = (kind: 'footnote' | 'endnote' | 'comment'): Parameters<typeof wordFile>[0] => ({
    body: p('{{#claims}}') + `<w:p>${r('Claim {{text}}')}${reference(kind, 1)}</w:p>` + p('{{/claims}}'),
    parts: notes(kind, p('Source: {{source}}')),
  })

  test.each(['footnote', 'endnote', 'comment'] as const)('is asked for in it: %s', async (kind) => {
    expect((await compiled(wordFile(looped(kind)))).outline).toEqual([
      {
        type: 'section',
        name: 'claims',
        inverted: false,
        repeats: false,
        children: [
          { type: 'variable', name: 'text' },
          { type: 'variable', name: 'source' },
        ],
      },
    ])
  })

  test.each(['footnote', 'endnote', 'comment'] as const)('is written once a round: %s', async (kind) => {
    const claims = ['A', 'B', 'C'].map((text) => ({ text, source: `source of ${text}` }))
    const { body, parts } = await made(looped(kind), { claims })
    const said = saidIn(parts.get(`word/${kind}s.xml`))
    expect(referred(body, kind).map((id) => said[id])).toEqual(claims.map((each) => `Source: ${each.source}`))
    expect(Object.keys(said)).toHaveLength(3)
    const none = await made(looped(kind), { claims: [] })
    expect(saidIn(none.parts.get(`word/${kind}s.xml`))).toEqual({})
  })

  test('goes with it, and its variables with it', async () => {
    const file = {
      body: p('{{#a}}') + `<w:p>${r('Claim')}${reference('footnote', 1)}</w:p>` + p('{{/a}}') + p('end'),
      parts: notes('footnote', p('Source: {{source}}')),
    }
    expect((await made(file, { a: false })).lines).toEqual(['end'])
    const shown = await made(file, { a: true, source: 'S' })
    expect(saidIn(shown.parts.get('word/footnotes.xml'))).toEqual({ 1: 'Source: S' })
  })

  test('is written in the section that is shown when none of something is', async () => {
    const file = {
      body: p('{{^a}}') + `<w:p>${r('None')}${reference('footnote', 1)}</w:p>` + p('{{/a}}') + p('end'),
      parts: notes('footnote', p('Because {{reason}}')),
    }
    expect((await made(file, { a: true })).lines).toEqual(['end'])
    expect(saidIn((await made(file, { a: false, reason: 'R' })).parts.get('word/footnotes.xml'))).toEqual({
      1: 'Because R',
    })
  })

  test('without tags, too, is written once a round; a comment without tags once', async () => {
    const file = (kind: 'footnote' | 'comment') => ({
      body: p('{{#a}}') + `<w:p>${r('x')}${reference(kind, 1)}</w:p>` + p('{{/a}}'),
      parts: notes(kind, p('fixed')),
    })
    expect(referred((await made(file('footnote'), { a: [{}, {}] })).body, 'footnote')).toHaveLength(2)
    expect(referred((await made(file('comment'), { a: [{}, {}] })).body, 'comment')).toEqual(['1'])
  })

  test('in a loop within a loop, with a section of its own', async () => {
    const file = {
      body:
        p('{{#a}}') +
        p('{{#b}}') +
        `<w:p>${r('x')}${reference('footnote', 2)}</w:p>` +
        p('{{/b}}') +
        p('{{/a}}') +
        `<w:p>${r('y')}${reference('footnote', 1)}</w:p>`,
      parts: notes('footnote', p('plain {{z}}'), p('{{n}} of {{m}}{{#s}}!{{/s}}')),
    }
    const round = (m: string) => ({
      m,
      b: [
        { n: '1', s: true },
        { n: '2', s: false },
      ],
    })
    const { body, parts } = await made(file, { a: [round('p'), round('q')], z: 'Z' })
    const said = saidIn(parts.get('word/footnotes.xml'))
    expect(referred(body, 'footnote').map((id) => said[id])).toEqual([
      '1 of p!',
      '2 of p',
      '1 of q!',
      '2 of q',
      'plain Z',
    ])
    expect((await compiled(wordFile(file))).outline).toMatchObject([
      { name: 'a', children: [{ name: 'b', children: [{ name: 'n' }, { name: 'm' }, { name: 's' }] }] },
      { name: 'z' },
    ])
  })

  test('in the rows of a table that may lose them all', async () => {
    const row = `<w:tr><w:tc><w:p>${r('{{#a}}{{n}}')}${reference('footnote', 1)}${r('{{/a}}')}</w:p></w:tc></w:tr>`
    const file = {
      body: `<w:tbl><w:tblPr/><w:tblGrid/>${row.replace('<w:tc>', '<w:tc>')}</w:tbl>${p('end')}`,
      parts: notes('footnote', p('note {{n}}')),
    }
    const { body, parts } = await made(file, { a: [{ n: '1' }, { n: '2' }] })
    const said = saidIn(parts.get('word/footnotes.xml'))
    expect(referred(body, 'footnote').map((id) => said[id])).toEqual(['note 1', 'note 2'])
    expect(Object.keys(said)).toHaveLength(2)
  })
})

describe('text in a table of contents', () => {
  const line = (title: string, anchor: string): string =>
    `<w:hyperlink w:anchor="${anchor}">${r(title)}<w:r><w:tab/></w:r>${field(` PAGEREF ${anchor} \\h `, r('2'))}</w:hyperlink>`
  const contents = (...lines: readonly string[]): string =>
    `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-1" \\h </w:instrText></w:r>` +
    `<w:r><w:fldChar w:fldCharType="separate"/></w:r>${lines.join('</w:p><w:p>')}</w:p>` +
    '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
  const chapter = p('{{#chapters}}') + p('{{title}}') + p('{{text}}') + p('{{/chapters}}')

  test('decides nothing: a looped heading is asked for in its loop only', async () => {
    const file = wordFile({ body: contents(line('{{title}}', '_Toc1')) + chapter })
    expect((await compiled(file)).outline).toMatchObject([
      { type: 'section', name: 'chapters', children: [{ name: 'title' }, { name: 'text' }] },
    ])
    const { lines, body } = await made(file, {
      chapters: [
        { title: 'One', text: 'a' },
        { title: 'Two', text: 'b' },
      ],
    })
    expect(lines.slice(2)).toEqual(['One', 'a', 'Two', 'b'])
    expect(body).toContain('<w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText> TOC')
  })

  test('has the values of names of the whole document, and is then not out of date', async () => {
    const { lines, body } = await made(
      { body: contents(line('About {{company}}', '_Toc1')) + p('{{company}}') },
      { company: 'C' },
    )
    expect(lines[0]).toBe('About C\t2')
    expect(body).not.toContain('dirty')
  })

  test('with one tag of a section in a line is no mistake', async () => {
    const body = contents(line('{{#a}}Annex', '_Toc1'), line('End{{/a}}', '_Toc2')) + p('{{#a}}Annex') + p('End{{/a}}')
    expect((await made({ body }, { a: false })).lines).toEqual(['Annex\t2', 'End\t2', ''])
  })

  test('is asked for as everything else where nothing but it has its name', async () => {
    expect((await compiled(wordFile({ body: contents(line('{{lost}}', '_Toc1')) }))).outline).toEqual([
      { type: 'variable', name: 'lost' },
    ])
  })

  test('a reference to a looped text, outside of the loop, decides nothing', async () => {
    const body =
      p('{{#a}}') +
      `<w:p><w:bookmarkStart w:id="1" w:name="clause"/>${r('Clause {{n}}')}<w:bookmarkEnd w:id="1"/></w:p>` +
      p('{{/a}}') +
      `<w:p>${r('see ')}${field(' REF clause \\h ', r('Clause {{n}}'))}</w:p>`
    const template = await compiled(wordFile({ body }))
    expect(template.outline).toMatchObject([{ name: 'a', children: [{ name: 'n' }] }])
    expect(template.outline).toHaveLength(1)
    expect((await made({ body }, { a: [{ n: '1' }] })).lines).toEqual(['Clause 1', 'see Clause '])
    expect((await made({ body }, { a: [] })).body).toContain('dirty')
  })
})

test('a reference in the loop of what it refers to is filled, and not out of date', async () => {
  const body = p('{{#a}}') + p('Clause {{n}}') + `<w:p>${field(' REF clause ', r('Clause {{n}}'))}</w:p>` + p('{{/a}}')
  const { lines, body: xml } = await made({ body }, { a: [{ n: '1' }, { n: '2' }] })
  expect(lines).toEqual(['Clause 1', 'Clause 1', 'Clause 2', 'Clause 2'])
  expect(xml).not.toContain('dirty')
})

describe('text that was moved', () => {
  const moved = (kind: 'moveFrom' | 'moveTo', text: string): string =>
    `<w:p><w:${kind} w:id="11" w:author="A">${r(text)}</w:${kind}></w:p>`

  test('is read where it is now', async () => {
    const body = p('{{#a}}A') + moved('moveFrom', '{{/a}}') + p('B') + moved('moveTo', '{{/a}}') + p('C')
    const { lines } = await made({ body }, { a: false })
    expect(lines.filter((each) => each !== '')).toEqual(['C'])
    expect((await compiled(wordFile({ body: moved('moveFrom', '{{gone}}') + p('{{x}}') }))).outline).toEqual([
      { type: 'variable', name: 'x', alone: true },
    ])
  })

  test('is dropped when its tag was split, as deleted text is', async () => {
    const split = `<w:p><w:moveFrom w:id="1" w:author="A">${r('{{go')}${r('ne}}')}</w:moveFrom></w:p>`
    const deleted = `<w:p><w:del w:id="1" w:author="A"><w:r><w:delText>{{go</w:delText></w:r><w:r><w:delText>ne}}</w:delText></w:r></w:del></w:p>`
    const { body } = await made({ body: split + deleted + p('{{x}}') }, { x: 'X' })
    expect(body).not.toContain('{{')
  })
})

test('invisible characters in a tag are no part of its name', async () => {
  const body = p('A {{\u200bfirst\u00ad name\u2060}} {{#\ufefflist}}{{.}}{{/li\u200bst}} B')
  expect((await compiled(wordFile({ body }))).outline).toMatchObject([{ name: 'first name' }, { name: 'list' }])
  expect((await made({ body }, { 'first name': 'Ann', list: [{ '.': 'x' }] })).lines).toEqual(['A Ann x B'])
})

test('a section that holds a part of a field is refused, with the place', async () => {
  const body = `<w:p>${r('{{#a}}See ')}${field(' PAGEREF b ', r('3{{/a}} and more'))}</w:p>`
  expect(await mistakesOf(wordFile({ body }))).toMatchObject([{ part: 'body', paragraph: 1 }])
})
