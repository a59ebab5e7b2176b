/**
 * Small files that hold very many tags or mistakes are refused early, with what is wrong, instead of costing what they
 * ask for.
 */
import { describe, expect, it } from 'vitest'
import { SYNTAXES } from '../../../src/domain/template/template-format.ts'
import { compileTemplate } from '../../../src/rendering/compile.ts'
import { readTemplate } from '../../../src/rendering/read-template.ts'
import { costOf } from '../../support/processor-cost.ts'
import { zip } from '../support/zip.ts'
import type { TemplateSource } from '../../../src/rendering/template-source.ts'

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const docx = (body: string) =>
  zip([
    {
      name: '[Content_Types].xml',
      data:
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default ' +
        'Extension="xml" ContentType="application/xml"/><Default Extension="rels" ' +
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override ' +
        'PartName="/word/document.xml" ' +
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    },
    {
      name: '_rels/.rels',
      data:
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' +
        '<Relationship Id="r1" ' +
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" ' +
        'Target="word/document.xml"/></Relationships>',
    },
    { name: 'word/document.xml', data: `<w:document xmlns:w="${W}"><w:body>${body}</w:body></w:document>` },
  ])
const paragraph = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`

describe('refused, and not by running out of time', () => {
  it.each<[string, Uint8Array, 'docx' | 'text']>([
    ['45,000 paragraphs with a tag', docx(paragraph('{{a}} x').repeat(45_000)), 'docx'],
    ['five million tags that are never closed', docx(paragraph('{{ '.repeat(5_000_000))), 'docx'],
    ['100,000 sections', docx(paragraph('{{#a}}x{{/a}}'.repeat(100_000))), 'docx'],
    ['300,000 openings', docx(paragraph('{{#a}}'.repeat(300_000))), 'docx'],
    [
      '200,000 variables in text',
      Buffer.from(Array.from({ length: 200_000 }, (_, index) => `{{v${index}}}`).join('')),
      'text',
    ],
    ['five million openings in text', Buffer.from('{{'.repeat(5_000_000)), 'text'],
    ['20,000 sections in text that are never closed', Buffer.from('{{#a}}\n'.repeat(20_000)), 'text'],
    [
      '500 mistakes behind five million lines',
      Buffer.from(`${'\n'.repeat(5_000_000)}${'{{a b+}}\n'.repeat(500)}`),
      'text',
    ],
    ['a million closings in text', Buffer.from('}} '.repeat(1_000_000)), 'text'],
  ])('%s', async (_, bytes, format) => {
    const result = await compileTemplate(bytes, format)
    expect(result).toMatchObject({ ok: false, error: { code: 'invalid_template' } })
    expect(result.ok ? [] : (result.error.details?.['mistakes'] ?? [])).not.toHaveLength(0)
  })
})

describe('another engine’s template, and Markdown for Word: refused or read, and not by running out of time', () => {
  it.each(
    [...SYNTAXES].flatMap((syntax) =>
      [
        '{',
        '{% ',
        '{# a ',
        '{#p a #}',
        '{#tr a #}{{ b }}',
        '{# a #',
        '{d.a[',
        '[[a',
        '{ {',
        '{ {a ',
        '{{! ',
        '{_{',
        '{-w:tr a}',
        '{%tc if (not a) %}',
        `{{ ${'('.repeat(1000)}a }}`,
        '{{ a + b }}{a+b}{d.a:b()}',
        '{% if a+1 %}{#a+1}{d.a:ifEQ(1):showBegin}',
        '{% for x in y %}',
        `{{ ${'a|'.repeat(1000)}b }}`,
      ].map((text) => [syntax, text] as const),
    ),
  )('%s, “%s” without end', async (syntax, text) => {
    const upload: TemplateSource = {
      bytes: docx(paragraph(text.replaceAll('<', '&lt;').repeat(Math.ceil(1_000_000 / text.length)))),
      format: 'docx',
      syntax,
      accept_losses: true,
    }
    const cost = await costOf(async () => {
      const read = await readTemplate(upload)
      expect(read.ok || read.error.code === 'invalid_template').toBe(true)
    }, 1)
    expect(cost).toBeLessThan(500)
  })

  it.each([
    '>',
    '*a **',
    '_a__',
    '~a~~',
    '[',
    '![',
    '`a',
    '<a ',
    'http://a.b@',
    '[a]: b\n',
    '{{#a}}\n',
    '- a\n',
    'a\n\n',
    '|a|b|\n|-|-|\n',
    ' ',
    '  - a\n    - b\n',
    '&amp;',
    '{{a}} ',
  ])('“%s” without end, in Markdown', async (text) => {
    const upload: TemplateSource = {
      bytes: Buffer.from(text.repeat(Math.ceil(500_000 / text.length))),
      format: 'markdown',
      output: 'word',
    }
    const cost = await costOf(async () => {
      const read = await readTemplate(upload)
      expect(read.ok || read.error.code === 'invalid_template').toBe(true)
    }, 1)
    expect(cost).toBeLessThan(250)
  })

  it('what is just short of the limits is read', async () => {
    expect(
      await readTemplate({
        bytes: Buffer.from(`# Title\n\n${'Some *words* in a {{paragraph}}.\n\n'.repeat(2_000)}`),
        format: 'markdown',
        output: 'word',
      }),
    ).toMatchObject({ ok: true })
    expect(
      await readTemplate({
        bytes: docx(paragraph('{{ a }} {% if b %}c{% endif %}').repeat(5_000)),
        format: 'docx',
        syntax: 'jinja',
      }),
    ).toMatchObject({ ok: true })
  })
})

it('20,000 tags are not too many', async () => {
  expect(await compileTemplate(Buffer.from('{{a}} '.repeat(20_000)), 'text')).toMatchObject({ ok: true })
})
