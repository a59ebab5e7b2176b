/**
 * Values are literal, keep their lines, and are never missing in silence.
 */
import { describe, expect, test } from 'vitest'
import type { RenderContext } from '../../src/domain/template/render-data.ts'
import { compileTemplate } from '../../src/rendering/compile.ts'
import { renderDocument } from '../../src/rendering/render.ts'
import { compiled, made, opened, p, r, wordFile } from './support/word.ts'

const refusal = async (body: string, data: RenderContext) => {
  const result = renderDocument(await compiled(wordFile({ body })), data)
  return result.ok ? 'made' : { code: result.error.code, ...result.error.details }
}

describe('value with newline / tab', () => {
  test('becomes breaks and tabs in order, formatting kept', async () => {
    const { body, lines } = await made(
      { body: `<w:p>${r('a {{x}} z', '<w:b/>')}</w:p>` },
      { x: '1\t2\n3\r\n4\u20285\u000b6\u20297' },
    )
    expect(lines).toEqual(['a 1\t2\n3\n4\n5\n6\n7 z'])
    expect(body.match(/<w:r>/g)).toHaveLength(1)
    expect(body).toContain('<w:rPr><w:b/></w:rPr>')
  })

  test('spaces at its ends are kept', async () => {
    const { body } = await made({ body: '<w:p><w:r><w:t>{{x}}</w:t></w:r></w:p>' }, { x: '  a  ' })
    expect(body).toContain('<w:t xml:space="preserve">  a  </w:t>')
  })
})

describe('`& < > "`, `]]>`, `$&`, a value that contains `{{x}}`', () => {
  test.each([
    '& < > " \'',
    ']]>',
    '$& $1 $$',
    '{{x}}',
    '{{#x}}',
    '<w:p/>',
    '&amp;',
    '\\',
    'مرحبا بالعالم',
    'שלום 123',
    '😀👨‍👩‍👧 e\u0301',
    '日本語',
  ])('%s is literal', async (value) => {
    const { lines, parts } = await made(
      {
        body: p('a{{x}}b'),
        parts: {
          'word/header1.xml':
            '<w:hdr NS><w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" ' +
            'name="n" descr="d {{x}}"/></wp:inline></w:drawing></w:r></w:p></w:hdr>',
        },
      },
      { x: value },
    )
    expect(lines).toEqual([`a${value}b`])
    expect(parts.get('word/header1.xml')).toContain(
      `descr="d ${value.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')}"`,
    )
  })
})

test('control characters, U+FFFE/FFFF, lone surrogates are refused by name, never malformed XML', async () => {
  for (const bad of ['\u0000', '\u0001', '\u001f', '\u000c', '\ufffe', '\uffff', '\ud800', 'a\udc00b']) {
    expect(await refusal(p('{{x}}'), { x: bad })).toEqual({
      code: 'unprocessable',
      variable: 'x',
      reason: 'characters',
    })
  }
})

test('names with spaces, hyphens, dots and other letters are accepted', async () => {
  const names = ['name', 'first-name', 'full name', 'client.name', 'größe', 'имя', '名前', 'a_1', '2nd']
  const body = names.map((name) => p(`{{ ${name} }}{{{${name}}}}{{&amp; ${name}}}`)).join('')
  expect((await made({ body }, Object.fromEntries(names.map((name) => [name, '<1>'])))).lines).toEqual(
    names.map(() => '<1><1><1>'),
  )
})

describe('missing variable', () => {
  test('is an error that names it, in sections too', async () => {
    expect(await refusal(p('{{x}}'), {})).toEqual({ code: 'unprocessable', variable: 'x', reason: 'missing' })
    expect(await refusal(p('{{#s}}a{{/s}}'), {})).toEqual({ code: 'unprocessable', variable: 's', reason: 'missing' })
    expect(await refusal(p('{{#s}}{{y}}{{/s}}'), { s: [{ y: '1' }, {}] })).toEqual({
      code: 'unprocessable',
      variable: 'y',
      reason: 'missing',
    })
  })

  test('nothing of the language it is written in is a value', async () => {
    for (const name of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
      expect(await refusal(p(`{{${name}}}`), {})).toMatchObject({ variable: name, reason: 'missing' })
    }
  })

  test('one in a section that is not shown is not missed', async () => {
    expect((await made({ body: p('{{#s}}{{y}}{{/s}}.') }, { s: false })).lines).toEqual(['.'])
  })
})

test('template expressions are refused, never evaluated', async () => {
  for (const tag of [
    "constructor.constructor('return process')()",
    'a + b',
    'a | upper',
    '=1',
    '> part',
    'x = 1',
    '`x`',
    'a[0]',
    '$(x)',
  ]) {
    const result = await compileTemplate(wordFile({ body: p(`{{${tag.replace(/>/g, '&gt;')}}}`) }), 'docx')
    expect(result).toMatchObject({ ok: false, error: { code: 'invalid_template' } })
  }
})

describe('lookup', () => {
  test('goes outwards, and `.` is the item', async () => {
    const body = p('{{#a}}{{#b}}{{x}}{{y}}{{.}};{{/b}}{{/a}}')
    expect(
      (await made({ body }, { x: 'X', y: 'outer', a: [{ y: 'inner', b: [{ '.': '1' }, { '.': '2' }] }] })).lines,
    ).toEqual(['Xinner1;Xinner2;'])
  })

  test('a text shows its section and is its item', async () => {
    expect(
      (await made({ body: p('{{#nick}}({{.}}, {{nick}}){{/nick}}{{^nick}}none{{/nick}}') }, { nick: 'Bo' })).lines,
    ).toEqual(['(Bo, Bo)'])
    expect((await made({ body: p('{{#nick}}({{.}}){{/nick}}{{^nick}}none{{/nick}}') }, { nick: '' })).lines).toEqual([
      'none',
    ])
  })
})

test('a value cannot break out of a field instruction', async () => {
  const body =
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>QUOTE ' +
    '"{{x}}"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
  expect((await made({ body }, { x: '" \\o DDEAUTO\n' })).body).toContain('QUOTE "\\&quot; \\\\o DDEAUTO "')
})

test('the same input gives the same bytes, and the hashes are those of the parts', async () => {
  const { createHash } = await import('node:crypto')
  const { unzip } = await import('./support/zip.ts')
  const file = wordFile({
    body: p('{{#a}}{{x}} {{/a}}').repeat(40) + p('static text '.repeat(60)),
    parts: { 'word/header1.xml': `<w:hdr NS>${p('h {{x}}')}</w:hdr>` },
  })
  const data = { x: 'v', a: [{ x: '1' }, { x: '2' }] }
  const [one, two] = [await made(file, data), await made(file, data)]
  expect(Buffer.compare(one.document.bytes, two.document.bytes)).toBe(0)
  const hashes = [...unzip(one.document.bytes)].map(([name, bytes]) => ({
    name,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }))
  expect(one.document.parts).toEqual(hashes.sort((a, b) => (a.name < b.name ? -1 : 1)))
})

test('large copied entries are pieces in the memory of the template; all pieces are the document', async () => {
  const { unzip } = await import('./support/zip.ts')
  let state = 1
  const picture = Buffer.from(
    Array.from({ length: 100_000 }, () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 24),
  )
  const template = await compiled(wordFile({ body: p('{{x}}'), files: { 'word/media/a.png': picture } }))
  const document = renderDocument(template, { x: 'v' })
  if (!document.ok) throw new Error(document.error.message)
  const { pieces, bytes } = document.value
  expect(pieces.map((each) => each.buffer === template.pool.buffer)).toEqual([false, true, false])
  expect(Buffer.concat(pieces).equals(bytes)).toBe(true)
  expect(unzip(bytes).get('word/media/a.png')?.equals(picture)).toBe(true)
  expect(opened(document.value).lines).toEqual(['v'])
})
