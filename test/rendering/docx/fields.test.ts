/**
 * Answers in the instructions of fields: whatever they hold, the field does what its author wrote.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderDocument } from '../../../src/rendering/render.ts'
import { compiled, made, mistakesOf, p, r, wordFile } from '../support/word.ts'

const mark = (type: string): string => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`
const instr = (text: string): string =>
  `<w:r><w:instrText xml:space="preserve">${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</w:instrText></w:r>`
/** A field as Word writes it, its instruction in any number of runs. */
const field = (...texts: readonly string[]): string =>
  `<w:p>${mark('begin')}${texts.map(instr).join('')}${mark('separate')}${r('shown')}${mark('end')}</w:p>`
const simple = (text: string): string =>
  '<w:p><w:fldSimple ' +
  `w:instr="${text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')}">` +
  `${r('shown')}</w:fldSimple>` +
  '</w:p>'
const WAYS: readonly [string, (text: string) => string][] = [
  ['in one run', (text) => field(text)],
  ['split over runs', (text) => field(...(text.match(/[\s\S]{1,3}/g) ?? []))],
  ['in a simple field', simple],
]

const plain = (xml: string): string =>
  xml
    .replace(/&#10;|&#9;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
/** The instruction of the one field of a body. */
function instructionIn(body: string): string {
  const runs = [...body.matchAll(/<w:instrText[^>]*>([^<]*)<|w:instr="([^"]*)"/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  )
  return plain(runs.join(''))
}

interface Word {
  readonly kind: 'switch' | 'argument'
  readonly text: string
}

/** Reads an instruction as Word does: words, quoted words with `\` before what stands for itself, and switches. */
function wordsOf(instruction: string): Word[] {
  const words: Word[] = []
  for (let at = 0; at < instruction.length;) {
    const char = instruction[at] ?? ''
    if (/\s/.test(char)) at += 1
    else if (/["“-‟]/.test(char)) {
      let text = ''
      for (at += 1; at < instruction.length && !/["“-‟]/.test(instruction[at] ?? ''); at++) {
        if (instruction[at] === '\\') at += 1
        text += instruction[at] ?? ''
      }
      at += 1
      words.push({ kind: 'argument', text })
    } else if (char === '\\') {
      words.push({ kind: 'switch', text: instruction.slice(at, at + 2) })
      at += 2
    } else {
      const text = /^[^\s"“-‟\\]+/.exec(instruction.slice(at))?.[0] ?? ''
      words.push({ kind: 'argument', text })
      at += text.length
    }
  }
  return words
}

const ANSWER = fc.oneof(
  fc.constantFrom(
    'plain',
    'two words',
    '"',
    '\\',
    '\\"',
    '" \\o "x',
    'a" "b',
    '\\\\',
    'C:\\x\\',
    '“ \\h ”',
    '',
    ' ',
    '\\* Upper',
    '{{x}}',
    '= 1 + 2',
    'line\nline',
    '\t',
    '&"<>',
    '" INCLUDETEXT "c:\\\\x',
    '\u00A0',
    '\u3000a',
  ),
  fc
    .array(
      fc.constantFrom('"', '\\', ' ', 'a', '“', '”', '„', '‟', '\n', '\u00A0', '&', '*', '@', '=', "'", '{', '}'),
      { maxLength: 8 },
    )
    .map((parts) => parts.join('')),
  fc
    .string({ unit: 'grapheme', maxLength: 10 })
    .filter((text) => text.isWellFormed() && !/[\u0000-\u0008\u000C\u000E-\u001F\uFFFE\uFFFF]/.test(text)),
)

describe.each(WAYS)('an instruction %s', (_way, write) => {
  test.each([
    ['QUOTE "{{x}}"', 1],
    ['QUOTE {{x}}', 1],
    ['DOCPROPERTY {{x}} \\* MERGEFORMAT', 1],
    ['DATE \\@ "{{x}}" \\h', 2],
    ['DATE \\@{{x}}', 2],
    ['REF pre_{{x}}_post \\h', 1],
    ['QUOTE “{{x}}”', 1],
    ['QUOTE "a {{x}} b {{x}}" "c"', 1],
    ['QUOTE "{{#y}}a {{x}}{{/y}}{{^y}}none{{/y}}"', 1],
    ['HYPERLINK "https://e.org" \\l "{{x}}" \\o "tip: {{x}}"', 3],
    ['HYPERLINK "https://e.org/{{x}}?q={{x}}" \\h', 1],
    ['IF {{x}} = "yes" "A" "B"', 1],
    ['SEQ "C:\\\\{{x}}"', 1],
    ['QUOTE a{{#y}}{{x}}{{/y}}{{^y}}none{{/y}}b \\h', 1],
    ['QUOTE {{#y}}{{x}}{{/y}}', 1],
    ['QUOTE {{#y}} {{x}} \\h {{/y}} c', 1],
  ])('has the same words and switches whatever is answered: %s', async (instruction, place) => {
    const file = wordFile({ body: write(instruction) })
    const expected = wordsOf(instruction.replace(/\{\{[#^/]y\}\}|none/g, '').replaceAll('{{x}}', 'x'))
    await fc.assert(
      fc.asyncProperty(ANSWER, async (answer) => {
        const { body } = await made(file, { x: answer, y: true })
        const words = wordsOf(instructionIn(body))
        expect(words.map((each) => (each.kind === 'switch' ? each.text : 'argument'))).toEqual(
          expected.map((each) => (each.kind === 'switch' ? each.text : 'argument')),
        )
        // What stands at other places is the author's.
        for (const [index, each] of words.entries())
          if (!expected[index]?.text.includes('x')) expect(each.text).toBe(expected[index]?.text)
        expect(words[place]?.text).toBeDefined()
      }),
      { seed: 20, numRuns: 150 },
    )
  })

  test('an answer stands there as it was given, whole', async () => {
    for (const answer of ['a "b" c', 'C:\\x\\', 'plain', 'two words', '']) {
      const { body } = await made({ body: write('QUOTE {{x}} "{{x}}"') }, { x: answer })
      expect(wordsOf(instructionIn(body)).map((each) => each.text)).toEqual(['QUOTE', answer, answer])
    }
    expect(instructionIn((await made({ body: write('= {{x}} * 2 + {{x}}/3') }, { x: '1.5' })).body)).toBe(
      '= 1.5 * 2 + 1.5/3',
    )
  })

  test.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    '\\\\host\\share',
    '/annex',
    'vbscript:x',
    'data:text/html,x',
    '" \\o "x',
    '',
  ])('an address is held to the rule of links: %s', async (address) => {
    for (const instruction of [
      'HYPERLINK "{{x}}"',
      'HYPERLINK {{x}} \\h',
      'hyperlink \\o "tip" "{{x}}"',
      'HYPERLINK "{{x}}/a"',
    ]) {
      const file = wordFile({ body: write(instruction) })
      const result = renderDocument(await compiled(file), { x: address })
      if (result.ok)
        expect(
          wordsOf(instructionIn((await made(file, { x: address })).body)).find(
            (each) => /^(?!HYPERLINK|tip)/i.test(each.text) && each.kind === 'argument',
          )?.text,
        ).toMatch(/^https:/)
      else expect(result.error).toMatchObject({ code: 'unprocessable', details: { variable: 'x', reason: 'address' } })
    }
  })

  test('an address is a link when it is the tag’s, and its parts are percent-encoded', async () => {
    expect((await compiled(wordFile({ body: write('HYPERLINK "{{x}}"') }))).outline).toMatchObject([
      { name: 'x', place: 'link' },
    ])
    const partly = wordFile({ body: write('HYPERLINK "https://e.org/{{id}}?a=1&b={{b}}" \\o "{{tip}}"') })
    expect(
      (await compiled(partly)).outline.map((each) => [each.name, 'place' in each ? each.place : undefined]),
    ).toEqual([
      ['id', undefined],
      ['b', undefined],
      ['tip', undefined],
    ])
    expect(instructionIn((await made(partly, { id: 'A 17/"x"', b: 'c&d', tip: 'T' })).body)).toBe(
      'HYPERLINK "https://e.org/A%2017%2F%22x%22?a=1&b=c%26d" \\o "T"',
    )
    expect(
      instructionIn(
        (await made({ body: write('HYPERLINK {{x}}') }, { x: { href: 'https://e.org/', text: 'shown' } })).body,
      ),
    ).toBe('HYPERLINK https://e.org/')
  })

  test.each([
    ['INCLUDETEXT "{{x}}"'],
    ['INCLUDEPICTURE "https://e.org/{{x}}" \\d'],
    ['LINK Excel.Sheet "{{x}}"'],
    ['DDE {{x}} y'],
    ['DDEAUTO x {{x}}'],
    ['includetext "{{x}}"'],
    ['DATABASE \\d "{{x}}"'],
    ['MACROBUTTON {{x}} y'],
    ['RD {{x}}'],
    ['IMPORT {{x}}'],
    ['INCLUDETEXT "{{#y}}a{{/y}}"'],
  ])('no answer stands in a field that opens or runs something: %s', async (instruction) => {
    expect(await mistakesOf(wordFile({ body: write(instruction) }))).toMatchObject([
      {
        part: 'body',
        message: expect.stringContaining(`field ${instruction.split(' ')[0]?.toUpperCase()}`),
        fix: expect.any(String),
      },
    ])
  })

  test.each([
    ['{{x}} "a"', 'what the field does'],
    ['{{#y}}REF a{{/y}}', 'what the field does'],
    ['RE{{x}} a', 'what the field does'],
    ['DATE \\{{x}}', 'backslash'],
    ['QUOTE "a\\{{x}}"', 'backslash'],
    ['QUOTE "a{{#y}}" "b{{x}}{{/y}}"', 'quotation marks'],
    ['QUOTE {{#y}}"a{{/y}} b" {{x}}', 'quotation marks'],
    ['QUOTE {{#y}}{{x}} b{{/y}}', 'quotation marks'],
    ['HYPERLINK "/annex/{{x}}"', 'leads nowhere'],
    ['HYPERLINK {{#y}}\\l{{/y}} "{{x}}"', 'quotation marks'],
  ])('what an answer could turn into something else is a mistake: %s', async (instruction, message) => {
    const mistakes = await mistakesOf(wordFile({ body: write(instruction) }))
    expect(mistakes[0]).toMatchObject({
      part: 'body',
      message: expect.stringContaining(message),
      fix: expect.any(String),
    })
  })
})

describe('a field in a field', () => {
  const nested = (before: string, inner: string, after: string): string =>
    `<w:p>${mark('begin')}${instr(before)}${mark('begin')}${instr(inner)}${mark('separate')}${r('result')}` +
    `${mark('end')}${instr(after)}${mark('separate')}${r('shown')}${mark('end')}</w:p>`

  test('what stands behind it is read as a part of the outer instruction', async () => {
    const { body } = await made({ body: nested('QUOTE "a {{x}}', 'REF {{x}}', ' {{x}}" \\h') }, { x: '" \\' })
    expect(instructionIn(body)).toBe('QUOTE "a \\" \\\\REF "\\" \\\\" \\" \\\\" \\h')
    expect((await mistakesOf(wordFile({ body: nested('INCLUDETEXT ', 'REF a', ' "{{x}}"') })))[0]).toMatchObject({
      message: expect.stringContaining('field INCLUDETEXT'),
    })
    expect((await mistakesOf(wordFile({ body: nested('HYPERLINK "', 'REF a', '{{x}}"') })))[0]).toMatchObject({
      message: expect.stringContaining('address'),
    })
    expect((await mistakesOf(wordFile({ body: nested('', 'REF a', '"{{x}}"') })))[0]).toMatchObject({
      message: expect.stringContaining('what the field does'),
    })
  })

  test('the result of a field, and a field in it, are read as text', async () => {
    const body =
      `<w:p>${mark('begin')}${instr('TOC \\o')}${mark('separate')}${r('{{x}}')}${mark('begin')}` +
      `${instr('PAGEREF {{y}}')}${mark('separate')}${r('{{x}}')}${mark('end')}${mark('end')}</w:p>${p('{{x}}')}`
    const document = await made({ body }, { x: '"', y: 'a b' })
    expect(document.lines).toEqual(['""', '"'])
    expect(instructionIn(document.body)).toBe('TOC \\oPAGEREF "a b"')
  })
})

test('tags by the thousand in one instruction are read', async () => {
  const many = '{{x}} "{{x}}" {{#y}}{{x}}{{/y}} '.repeat(3_000)
  const { body } = await made({ body: field(`QUOTE ${many}`) }, { x: '" \\', y: true })
  expect(wordsOf(instructionIn(body))).toHaveLength(9_001)
})
