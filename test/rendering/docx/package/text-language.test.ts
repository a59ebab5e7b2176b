/** The language that a Word file is in, by what Word marks its text with. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalLanguage } from '../../../../src/domain/template/language.ts'
import { LANGUAGE_CODES } from '../../../../src/rendering/docx/package/language-codes.ts'
import { textLanguage as languageIn } from '../../../../src/rendering/docx/package/text-language.ts'
import { readTemplate } from '../../../../src/rendering/read-template.ts'
import { compiled, p, r, wordFile } from '../../support/word.ts'

const textLanguage = (main: string, styles: string) => languageIn([() => [main]], styles)
const lang = (attributes: string): string => `<w:lang ${attributes}/>`
const val = (tag: string): string => lang(`w:val="${tag}"`)
const para = (...inside: string[]): string => `<w:p>${inside.join('')}</w:p>`
const styled = (id: string, ...runs: string[]): string => para(`<w:pPr><w:pStyle w:val="${id}"/></w:pPr>`, ...runs)
const defaults = (mark: string): string =>
  `<w:docDefaults><w:rPrDefault><w:rPr>${mark}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>`
const style = (id: string, mark: string, more = '', attributes = ''): string =>
  `<w:style w:type="paragraph" ${attributes} w:styleId="${id}"><w:name w:val="${id}"/>${more}` +
  `${mark === '' ? '' : `<w:rPr>${mark}</w:rPr>`}</w:style>`
const based = (on: string): string => `<w:basedOn w:val="${on}"/>`

const CASES: readonly [name: string, main: string, styles: string, language: string | undefined][] = [
  ['the runs', para(r('Guten Tag', val('de-DE'))), defaults(val('en-US')), 'de-DE'],
  [
    'most letters, not most runs',
    para(r('a', val('en-US')), r('b', val('en-US')), r('Mietvertrag', val('de-DE'))),
    '',
    'de-DE',
  ],
  ['without marks in runs, the defaults', para(r('Guten Tag')), defaults(val('de-AT')), 'de-AT'],
  [
    'the style of paragraphs before the defaults',
    para(r('Bonjour')),
    defaults(val('en-US')) + style('N', val('fr-FR'), '', 'w:default="1"'),
    'fr-FR',
  ],
  [
    'a named style, with what it is based on',
    styled('B', r('Hallo Welt')) + para(r('Hi')),
    defaults(val('en-US')) + style('A', val('de-CH')) + style('B', '', based('A')),
    'de-CH',
  ],
  [
    'styles that are based on each other',
    styled('A', r('Hallo')),
    defaults(val('nl-NL')) + style('A', '', based('B')) + style('B', '', based('A')),
    'nl-NL',
  ],
  [
    'a style of characters',
    para(r('Ciao a tutti', '<w:rStyle w:val="I"/>')),
    defaults(val('en-US')) + style('I', val('it-IT')),
    'it-IT',
  ],
  [
    'letters in tags do not count',
    para(r('{{tenant_name_and_address}}', val('en-US')), r('Miete', val('de-DE'))),
    '',
    'de-DE',
  ],
  [
    'nor in a tag that is split over runs',
    para(r('{{tenant_', val('en-US')), r('name_and_address}}', val('en-GB')), r('Miete', val('de-DE'))),
    '',
    'de-DE',
  ],
  [
    'only tags: the style of paragraphs',
    para(r('{{name}}', val('fr-FR'))),
    defaults(val('en-US')) + style('N', val('de-DE'), '', 'w:default="true"'),
    'de-DE',
  ],
  ['digits are in no language', para(r('1234567890', val('en-US')), r('Euro', val('de-DE'))), '', 'de-DE'],
  [
    'East Asian letters have a mark of their own',
    para(r('賃貸借契約書', lang('w:val="en-US" w:eastAsia="ja-JP"'))),
    '',
    'ja-JP',
  ],
  ['also by default', para(r('租赁合同')), defaults(lang('w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"')), 'zh-CN'],
  ['and so have those of complex scripts', para(r('חוזה שכירות', lang('w:val="en-US" w:bidi="he-IL"'))), '', 'he-IL'],
  [
    'but they do not count for others',
    para(r('Agreement')),
    defaults(lang('w:val="en-GB" w:eastAsia="ja-JP" w:bidi="ar-SA"')),
    'en-GB',
  ],
  [
    'a mark for one script keeps the others',
    para(r('Agreement', lang('w:eastAsia="ja-JP"'))),
    defaults(val('en-AU')),
    'en-AU',
  ],
  [
    'the mark of the paragraph’s end is not text',
    para(`<w:pPr><w:rPr>${val('en-US')}</w:rPr></w:pPr>`, r('Hei', val('nb-NO'))),
    '',
    'nb-NO',
  ],
  [
    'nor is what it was before a tracked change',
    para(
      `<w:r><w:rPr>${val('de-DE')}<w:rPrChange><w:rPr>${val('en-US')}</w:rPr></w:rPrChange></w:rPr><w:t>Miete</w:t></w:r>`,
    ),
    '',
    'de-DE',
  ],
  [
    'nor deleted text',
    para(
      `<w:del><w:r><w:rPr>${val('en-US')}</w:rPr><w:delText>The whole agreement</w:delText></w:r></w:del>`,
      r('Miete', val('de-DE')),
    ),
    '',
    'de-DE',
  ],
  [
    'a text box in a run has its own',
    para(
      `<w:r><w:rPr>${val('en-US')}</w:rPr><w:txbxContent>${para(r('Anschrift des Mieters', val('de-DE')))}</w:txbxContent><w:t>Hi</w:t></w:r>`,
    ),
    '',
    'de-DE',
  ],
  ['Word’s own tag for Spanish', para(r('Contrato', val('es-ES_tradnl'))), '', 'es-ES'],
  [
    'what is no language is passed over',
    para(r('Contract, lang', val('x-none')), r('Miete', val('de-DE'))),
    '',
    'de-DE',
  ],
  ['a code of before', para(r('Miete', val('0407'))), defaults(val('fr-FR')), 'de-DE'],
  ['also in small letters, and in styles', para(r('Loyer')), defaults(val('040c')), 'fr-FR'],
  [
    'counted with the tag that means the same',
    para(r('Miete', val('0407')), r('Whole', val('en-US')), r('Vertrag', val('de-DE'))),
    '',
    'de-DE',
  ],
  ['codes that stand for none are passed over', para(r('Rent', val('0400')), r('Miete', val('0407'))), '', 'de-DE'],
  ['a file that says nothing', para(r('Hello')), '', undefined],
  ['no styles, no text', '', '', undefined],
]

describe('the language of the text', () => {
  test.each(CASES)('%s', (_, main, styles, language) => expect(textLanguage(main, styles)).toBe(language))

  test('is found whatever the prefix of the part', () => {
    const other = (xml: string): string =>
      xml.replaceAll('<w:', '<x:').replaceAll('</w:', '</x:').replaceAll(' w:', ' x:')
    for (const [name, main, styles, language] of CASES)
      expect([name, textLanguage(other(main), other(styles))]).toEqual([name, language])
  })
})

describe('codes of languages', () => {
  test('stand for languages that are known', () => {
    for (const [code, tag] of LANGUAGE_CODES) {
      expect(code).toMatch(/^[0-9A-F]{4}$/)
      expect([code, canonicalLanguage(tag)]).toEqual([code, tag])
    }
  })

  test('have the language in their lower ten bits', () => {
    const languages = new Map<number, Set<string>>()
    for (const [code, tag] of LANGUAGE_CODES) {
      const number = Number.parseInt(code, 16) & 0x3ff
      languages.set(number, (languages.get(number) ?? new Set()).add(tag.replace(/-.*/, '')))
    }
    // Bokmål and Nynorsk, Croatian and Serbian share a number.
    expect([...languages.values()].filter((each) => each.size > 1).map((each) => [...each])).toEqual([
      ['nb', 'nn'],
      ['hr', 'sr'],
    ])
  })
})

describe('parts beside the body', () => {
  const header = (text: string, tag: string) => `<w:hdr NS>${para(r(text, val(tag)))}</w:hdr>`
  const notes = `<w:footnotes NS><w:footnote w:id="1">${para(r('Siehe die Anlage zum Vertrag', val('de-DE')))}</w:footnote></w:footnotes>`
  const languageOf = async (body: string, parts: Record<string, string>) => {
    const read = await readTemplate({ bytes: wordFile({ body, parts }), format: 'docx' })
    return read.ok ? read.value.compiled.language : read.error
  }

  test('headers and footers count where the text has no letters', async () => {
    const only = { 'word/header1.xml': header('Mietvertrag', 'de-DE') }
    expect(await languageOf(p('{{name}} 12'), only)).toBe('de-DE')
    expect(
      await languageOf(p('{{name}}'), { 'word/footer1.xml': only['word/header1.xml'].replaceAll('w:hdr', 'w:ftr') }),
    ).toBe('de-DE')
    const many = Object.fromEntries([1, 2, 3].map((n) => [`word/header${n}.xml`, header('A Company Limited', 'en-GB')]))
    expect(await languageOf(para(r('Mietvertrag', val('de-DE'))), many)).toBe('de-DE')
    // Text that is marked with no language is in none that a header knows.
    expect(await languageOf(p('Mietvertrag'), many)).toBeUndefined()
  })

  test('notes count with the text', async () => {
    const body = para(r('Rent', val('en-GB')), '<w:r><w:footnoteReference w:id="1"/></w:r>')
    expect(await languageOf(body, { 'word/footnotes.xml': notes })).toBe('de-DE')
  })
})

test('a mark that says nothing changes nothing, although the file is then read run by run', () => {
  const tag = fc.constantFrom('de-DE', 'en-US', 'x-none')
  const text = fc.constantFrom('Miete', '12', '{{', 'name', '}}', '契約', 'שלום', '{', '')
  const runs = fc.array(text, { maxLength: 6 })
  fc.assert(
    fc.property(
      fc.array(runs, { maxLength: 4 }),
      fc.option(tag),
      fc.option(tag),
      fc.boolean(),
      (body, one, other, isNormal) => {
        const main = body.map((each) => para(...each.map((own) => r(own)))).join('')
        const styles =
          (one === null ? '' : defaults(val(one))) +
          (other === null ? '' : style('N', val(other), '', isNormal ? 'w:default="1"' : ''))
        const marked = main + para(r('', lang('w:other="a"')))
        expect(textLanguage(main, styles)).toBe(textLanguage(marked, styles))
      },
    ),
    { seed: 14, numRuns: 300 },
  )
})

test('what is hostile costs no more than its length', () => {
  const times = (text: string): string => text.repeat(100_000)
  for (const part of ['<w:p ', '<w:t>', '<w:style w:styleId="a">', '<w:r><w:t>{{', '<w:basedOn w:val="a"/>'])
    expect(textLanguage(`<w:p><w:r>${times(part)}`, `<w:style w:styleId="b">${times(part)}`)).toBeUndefined()
})

test('a Word file that is uploaded says its language; one that is compiled again is not asked', async () => {
  const file = wordFile({
    body: p('Guten Tag {{name}}'),
    parts: { 'word/styles.xml': `<w:styles NS>${defaults(val('de-DE'))}</w:styles>` },
  })
  const read = await readTemplate({ bytes: file, format: 'docx' })
  expect(read.ok && read.value.compiled.language).toBe('de-DE')
  const again = await readTemplate({ bytes: file, format: 'docx', is_stored: true })
  expect(again.ok && again.value.compiled.language).toBeUndefined()
  expect((await compiled(wordFile({ body: p('Hello {{name}}') }))).language).toBeUndefined()
})
