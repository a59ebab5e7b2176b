/** Whatever is answered in Markdown costs no more than its length, and what is accepted is rendered. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAnswer } from '../../../src/answers/read.ts'
import { renderDocument } from '../../../src/rendering/render.ts'
import { compileTemplate } from '../../../src/rendering/compile.ts'
import { p, r, table, row, wordFile } from '../support/word.ts'

const REPORT = {
  name: 'report',
  kind: 'long_text',
  format: 'markdown',
  label: 'Report',
  required: true,
  when: [],
} as const
const CONTEXT = { locale: 'en-US', zone: 'UTC', now: '2026-11-21T12:00:00.000Z' }
const MAX_LENGTH = 50_000

const read = (markdown: string) => readAnswer(REPORT, markdown, CONTEXT)
const filled = (part: string, length = MAX_LENGTH): string =>
  part.repeat(Math.ceil(length / part.length)).slice(0, length)

/** The value in all places where it may stand: as blocks, in a cell, and beside other text. */
const TEMPLATE = compileTemplate(
  wordFile({ body: p('{{report}}') + table(row('{{report}}')) + `<w:p>${r('a {{report}} z')}</w:p>` }),
  'docx',
)

async function render(markdown: string) {
  const template = await TEMPLATE
  if (!template.ok) throw new Error(template.error.message)
  return renderDocument(template.value, { report: { markdown } })
}

/** Each alone, and all that a parser that looks ahead or back for each sign could be made to pay for. */
const SIGNS = [
  '*',
  '**',
  '_',
  '~~',
  '`',
  '``',
  '[',
  ']',
  '![',
  '](',
  ')',
  '(',
  '<',
  '>',
  '<!--',
  '<a ',
  '</',
  '<?',
  '\\',
  '&',
  '&#',
  '|',
  '-',
  '+',
  '1.',
  '#',
  '=',
  ':',
  '\n',
  '\n\n',
  ' ',
  '\t',
  'a',
  '1',
  '"',
  "'",
  'http://',
  'www.',
  '@',
  '.',
  '{{',
  '[a]: b\n',
  '|-|-|\n',
  '\u00A0',
  'é',
  '😀',
]

describe('an answer as long as it may be', () => {
  // Each of these took marked from a second to for ever.
  test.each([
    '_a*',
    '*a>',
    'a(_',
    '*~"',
    '1._',
    '1.\t',
    '-_',
    '!!',
    'a!',
    'www.*',
    'http://_',
    '*a **',
    '_a__',
    '~a~~',
    '`a',
    '[',
    '![',
    '[a](',
    '[a][b',
    '<a ',
    '<!--',
    'a@b.c ',
    'www.a.b/(',
    '&amp;',
    '- ',
    '> ',
    '1. ',
    '* a\n',
    '|a|b|\n|-|-|\n',
  ])('“%s” without end is read or refused, and what is read is rendered', async (part) => {
    const answer = read(filled(part))
    if (answer.ok) expect((await render(answer.value as string)).ok).toBe(true)
    else expect(answer.error.code).toBe('invalid_answer')
  })

  test('any short pattern without end is read or refused', () => {
    const pattern = fc
      .array(fc.constantFrom(...SIGNS), { minLength: 1, maxLength: 4 })
      .map((parts) => parts.join(''))
      .filter((text) => text.trim() !== '')
    fc.assert(
      fc.property(pattern, (part) => {
        const answer = read(filled(part))
        expect(answer.ok || answer.error.code === 'invalid_answer').toBe(true)
      }),
      { seed: 21, numRuns: 40 },
    )
  })

  test.each([
    ['quotations', '>'.repeat(5_000)],
    ['quotations over lines', Array.from({ length: 300 }, (_, depth) => `${'>'.repeat(depth + 1)} a`).join('\n')],
    ['lists in one line', `${'- '.repeat(200)}a`],
    ['lists over lines', Array.from({ length: 60 }, (_, depth) => `${'  '.repeat(depth)}- a`).join('\n')],
    ['marks', `${'*a '.repeat(500)}b${' c*'.repeat(500)}`],
  ])('%s deep in each other are refused at once, with the line and a remedy', (_what, markdown) => {
    expect(read(markdown)).toMatchObject({
      ok: false,
      error: {
        code: 'invalid_answer',
        message: expect.stringMatching(/^Line \d+: .*more than 40 deep.* Take some/),
        details: { field: 'report', reason: 'markdown' },
      },
    })
  })

  test('a table of very many cells is refused', () => {
    expect(read(`${'|a'.repeat(500)}\n${'|-'.repeat(500)}\n${'|b\n'.repeat(100)}`)).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('30000 paragraphs, cells') },
    })
  })

  test('an honest one is accepted', async () => {
    const honest = `# Title\n\n${(
      'Some *words*, a [link](https://e.org/a_b?c=d) and `code`; name: ' +
      '____________________.\n\n> - quoted\n>   1. deep\n>      - deeper\n\n'
    ).repeat(300)}`.slice(0, MAX_LENGTH)
    expect(read(honest)).toMatchObject({ ok: true })
    expect((await render(honest)).ok).toBe(true)
  })
})

describe('a link', () => {
  test.each([
    '[annex](/annex)',
    '[x](javascript:alert(1))',
    '[x](file:///etc/passwd)',
    '[x](\\\\host\\share)',
    '[x](#top)',
    '[x]()',
    '[x][r]\n\n[r]: /annex',
    '> - [x](data:text/html,y)',
    '| [x](/a) |\n|-|',
    '**[x](/a)**',
    `[x](https://e.org/${'a'.repeat(2_000)})`,
  ])('that leads nowhere is refused when it is answered: %s', (markdown) => {
    expect(read(markdown)).toMatchObject({
      ok: false,
      error: {
        code: 'invalid_answer',
        message: expect.stringContaining('leads nowhere from a document. Write the whole address'),
        details: { field: 'report' },
      },
    })
  })

  test.each([
    '[x](https://e.org/a b)',
    '[x](<https://e.org/a b>)',
    '[x](e.org/a)',
    '[x](mailto:a@b.cd)',
    '<https://e.org>',
    'https://e.org/a_b_c',
    'www.e.org',
    'a@b.cd',
    'see notes.md',
    '`[x](/a)`',
    'a\n\n    [x](/a)',
    '![x](/a.png)',
  ])('that leads somewhere, or is none, is accepted: %s', async (markdown) => {
    expect(read(markdown)).toMatchObject({ ok: true })
    expect((await render(markdown)).ok).toBe(true)
  })
})

test('whatever is accepted is rendered', async () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ...SIGNS,
      '[x](/a)',
      '[x](https://e.org)',
      '- ',
      '> ',
      '```\n',
      '&#11;',
      '&#xFFFE;',
      '&nbsp;',
      'javascript:',
      '\u200B',
    ),
    fc.string({ unit: 'grapheme', maxLength: 4 }),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { minLength: 1, maxLength: 60 }).map((parts) => parts.join('')),
      async (markdown) => {
        const answer = read(markdown)
        if (answer.ok) expect(await render(answer.value as string)).toMatchObject({ ok: true })
      },
    ),
    { seed: 22, numRuns: 1_000 },
  )
})

test('what got in before is refused by the renderer, with the variable and the line', async () => {
  expect(await render('>'.repeat(5_000))).toMatchObject({
    ok: false,
    error: {
      code: 'unprocessable',
      message: expect.stringContaining('line 1'),
      details: { variable: 'report', reason: 'too_expensive' },
    },
  })
})
