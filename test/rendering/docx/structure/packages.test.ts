/**
 * Files in other forms of the standard, and what in a file belongs to it alone.
 */
import { describe, expect, test } from 'vitest'
import { compiled, made, mistakesOf, p, r, wordFile } from '../../support/word.ts'
import { unzip, zip } from '../../support/zip.ts'

const changed = (file: Uint8Array, change: (name: string, text: string) => [string, string] | undefined): Buffer =>
  zip(
    [...unzip(file)].flatMap(([name, bytes]) => {
      const entry = change(name, new TextDecoder().decode(bytes))
      return entry === undefined ? [] : [{ name: entry[0], data: entry[1] }]
    }),
  )

test('names of parts are compared without case', async () => {
  const file = changed(wordFile({ body: p('{{x}} {{l}}') }), (name, text) => [
    name.replace('document.xml', 'Document.xml').replace('[Content_Types]', '[content_types]'),
    text,
  ])
  const { parts } = await made(file, { x: 'X', l: { href: 'https://example.org', text: 'site' } })
  expect(parts.get('word/Document.xml')).toContain('X')
  expect([...parts.keys()].filter((each) => /document\.xml\.rels$/i.test(each))).toHaveLength(1)
})

test('a strict file gets strict relationships', async () => {
  const strict = (xml: string): string =>
    xml
      .replaceAll(
        'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
        'http://purl.oclc.org/ooxml/wordprocessingml/main',
      )
      .replaceAll(
        'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
        'http://purl.oclc.org/ooxml/officeDocument/relationships',
      )
  const file = changed(wordFile({ body: p('{{l}}') }), (name, text) => [name, strict(text)])
  const { parts } = await made(file, { l: { href: 'https://example.org', text: 'site' } })
  expect(parts.get('word/_rels/document.xml.rels')).toContain(
    'purl.oclc.org/ooxml/officeDocument/relationships/hyperlink',
  )
  expect(parts.get('word/document.xml')).not.toContain('schemas.openxmlformats.org/officeDocument')
})

test('a signature is left out, with a remark', async () => {
  const origin = 'http://schemas.openxmlformats.org/package/2006/relationships/digital-signature'
  const type = 'application/vnd.openxmlformats-package.digital-signature'
  const signed = changed(wordFile({ body: p('{{x}}') }), (name, text) => {
    if (name === '[Content_Types].xml')
      return [
        name,
        text.replace(
          '<Override',
          `<Default Extension="sigs" ContentType="${type}-origin"/>` +
            `<Override PartName="/_xmlsignatures/sig1.xml" ContentType="${type}-xmlsignature+xml"/><Override`,
        ),
      ]
    if (name === '_rels/.rels')
      return [
        name,
        text.replace(
          '</Relationships>',
          `<Relationship Id="rS" Type="${origin}/origin" Target="_xmlsignatures/origin.sigs"/></Relationships>`,
        ),
      ]
    return [name, text]
  })
  const relations =
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' +
    `<Relationship Id="r1" Type="${origin}/signature" Target="sig1.xml"/></Relationships>`
  const file = zip([
    ...[...unzip(signed)].map(([name, data]) => ({ name, data })),
    { name: '_xmlsignatures/origin.sigs', data: '' },
    { name: '_xmlsignatures/_rels/origin.sigs.rels', data: relations },
    { name: '_xmlsignatures/sig1.xml', data: '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>' },
  ])
  const template = await compiled(file)
  expect(template.remarks).toMatchObject([{ message: expect.stringContaining('signed') }])
  const { parts, document } = await made(file, { x: 'X' })
  expect([...unzip(document.bytes)].map(([name]) => name).filter((each) => each.includes('sig'))).toEqual([])
  expect(parts.get('_rels/.rels')).not.toContain('signature')
  expect(parts.get('[Content_Types].xml')).not.toContain('signature')
  expect((await compiled(wordFile({ body: p('{{x}}') }))).remarks).toBeUndefined()
})

describe('a file inserted into the file', () => {
  const inserted = (text: string) =>
    wordFile({
      body: p('{{x}}') + '<w:altChunk r:id="rA"/>',
      links:
        '<Relationship Id="rA" Target="chunk.html" ' +
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"/>',
      files: { 'word/chunk.html': new TextEncoder().encode(text) },
    })

  test('with tags is refused, without is remarked on', async () => {
    expect(await mistakesOf(inserted('<p>{{y}}</p>'))).toMatchObject([{ around: 'word/chunk.html' }])
    expect(await mistakesOf(inserted('{\\rtf1 \\{\\{y\\}\\}}'))).toHaveLength(1)
    expect((await compiled(inserted('<p>plain</p>'))).remarks).toMatchObject([{ around: 'word/chunk.html' }])
  })
})

describe('the address of a link', () => {
  const linked = (address: string) =>
    wordFile({
      body: `<w:p><w:hyperlink r:id="rL">${r('x')}</w:hyperlink></w:p>`,
      links:
        `<Relationship Id="rL" Target="${address}" TargetMode="External" ` +
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"/>',
    })

  test.each([
    ['{{site}}', true],
    [' {{site}} ', true],
    ['{{#a}}{{site}}{{/a}}{{^a}}{{site}}{{/a}}', true],
    ['https://example.org/{{id}}', false],
    ['{{base}}/{{id}}', false],
    ['{{base}}?q=1', false],
    ['mailto:{{email}}?subject=Case%20{{number}}', false],
    ['{{#a}}{{base}}/x{{/a}}', false],
    ['{{base}}{{#a}}x{{/a}}', false],
  ])('is asked for as a link only where the tag is all of it: %s', async (address, isLink) => {
    expect(JSON.stringify((await compiled(linked(address))).outline).includes('"place":"link"')).toBe(isLink)
  })
})
