/**
 * The zip file round a template: the quick reader of its directory takes and refuses what yauzl does, and data is
 * checked before anybody uses it.
 */
import { describe, expect, it, test } from 'vitest'
import { compileTemplate } from '../../../../src/rendering/compile.ts'
import { openArchive } from '../../../../src/rendering/docx/zip/archive.ts'
import { readPlainDirectory } from '../../../../src/rendering/docx/zip/plain-directory.ts'
import { renderDocument } from '../../../../src/rendering/render.ts'
import { DECLARATION, p, reasonOf, wordFile } from '../../support/word.ts'
import { unzip, zip } from '../../support/zip.ts'
import { mulberry32 } from '../../../../tools/mulberry32.ts'

const END_SIZE = 22
const STYLES = { 'word/styles.xml': 'application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml' }
const file = (): Buffer =>
  wordFile({
    body: p('Dear {{name}}'),
    parts: { 'word/styles.xml': '<w:styles NS/>' },
    types: STYLES,
    files: { 'word/media/a b.png': Buffer.from('x') },
  })

/** With a comment at its end, which no plain directory has: yauzl reads it. */
function commented(plain: Buffer): Buffer {
  const copy = Buffer.concat([plain, Buffer.from('!')])
  copy.writeUInt16LE(1, plain.length - 2)
  return copy
}

async function read(bytes: Buffer): Promise<unknown> {
  const opened = await openArchive(bytes)
  if (!opened.ok) return opened.error.details?.['reason']
  return [...opened.value.values()].map((entry) => ({
    name: entry.name,
    method: entry.method,
    crc: entry.crc,
    size: entry.size,
    packed: entry.packed.toString('hex'),
    bytes: entry.bytes.toString('hex'),
  }))
}

describe('the directory', () => {
  it('of a plain file is read at once, that of another one by yauzl, and both alike', async () => {
    expect(readPlainDirectory(file())?.map((each) => each.name)).toContain('word/media/a b.png')
    expect(readPlainDirectory(commented(file()))).toBeUndefined()
    expect(await read(file())).toEqual(await read(commented(file())))
  })

  const seed = Date.now() % 1_000_000_000
  it(`is refused alike when it is damaged, seed ${seed}`, async () => {
    const next = mulberry32(seed)
    const outcomes = new Set<unknown>()
    for (let round = 0; round < 600; round++) {
      const damaged = file()
      const from = damaged.readUInt32LE(damaged.length - 6)
      for (let count = 1 + Math.floor(next() * 2); count > 0; count--)
        damaged[from + Math.floor(next() * (damaged.length - END_SIZE - from))] = Math.floor(next() * 256)
      const [plain, other] = [await read(damaged), await read(commented(damaged))]
      expect(plain, `round ${round}`).toEqual(other)
      outcomes.add(typeof plain === 'string' ? plain : 'read')
    }
    expect(outcomes.size).toBeGreaterThan(2)
  })
})

describe('a template that is rendered once', () => {
  const damage = (name: string): Buffer => {
    const bytes = file()
    // The first byte of its data.
    const at = bytes.indexOf(name) + name.length
    bytes[at] = (bytes[at] ?? 0) ^ 0xff
    return bytes
  }

  test.each(['word/styles.xml', 'word/media/a b.png'])(
    'keeps %s as it is packed, unread; registering refuses a damaged one',
    async (name) => {
      const damaged = damage(name)
      expect(await reasonOf(damaged)).toBe('damaged')
      const once = await compileTemplate(damaged, 'docx', 'once')
      const made = once.ok ? renderDocument(once.value, { name: 'Ada' }) : once
      if (!made.ok) throw new Error(made.error.message)
      const { packed } = packedOf(made.value.bytes, name)
      expect(packed).toEqual(packedOf(damaged, name).packed)
    },
  )

  test.each(['[Content_Types].xml', 'word/document.xml', 'word/_rels/document.xml.rels'])(
    'is refused when %s is damaged',
    async (name) => {
      expect(await compileTemplate(damage(name), 'docx', 'once')).toMatchObject({
        ok: false,
        error: { details: { reason: 'damaged' } },
      })
    },
  )
})

test('lists of records are read as any XML when they are not written as Word does', async () => {
  const entries = [...unzip(file())].map(([name, data]) => ({ name, data: data.toString('utf8') }))
  const rewritten = (change: (xml: string) => string): Buffer =>
    zip(entries.map(({ name, data }) => ({ name, data: /\.rels$|^\[/.test(name) ? change(data) : data })))
  for (const change of [
    (xml: string) =>
      xml
        .replaceAll('"/>', '"></Override>')
        .replaceAll(/<(Default|Relationship) ([^>]*)><\/Override>/g, '<$1 $2></$1>'),
    (xml: string) => xml.replaceAll('"', "'"),
    (xml: string) => xml.replaceAll('><', '>\n  <!-- so --><'),
    (xml: string) => xml.replace(DECLARATION, '\ufeff'),
    (xml: string) => xml.replaceAll('Target="', 'Target="./').replaceAll('"word/', '"word/../word/'),
  ]) {
    const result = await compileTemplate(rewritten(change), 'docx')
    expect(result, change.toString()).toMatchObject({ ok: true, value: { outline: [{ name: 'name' }] } })
  }
  expect(await reasonOf(rewritten((xml) => xml.replace(' Id="', ' Id="x" Id="')))).toBe('not_xml')
})

test('braces in the name of a style or a font are no tag', async () => {
  const xml = '<w:styles NS><w:style w:styleId="a"><w:name w:val="{{style}}"/></w:style></w:styles>'
  const styled = wordFile({ body: p('{{name}}'), parts: { 'word/styles.xml': xml }, types: STYLES })
  for (const purpose of ['keep', 'once'] as const) {
    const compiled = await compileTemplate(styled, 'docx', purpose)
    expect(compiled).toMatchObject({ ok: true, value: { outline: [{ name: 'name' }] } })
    const made = compiled.ok ? renderDocument(compiled.value, { name: 'Ada' }) : compiled
    expect(made.ok && unzip(made.value.bytes).get('word/styles.xml')?.toString()).toContain('{{style}}')
  }
})

/** The data of an entry as it is packed. */
function packedOf(bytes: Uint8Array, name: string): { packed: Buffer } {
  const buffer = Buffer.from(bytes)
  const entry = readPlainDirectory(buffer)?.find((each) => each.name === name)
  if (entry === undefined) throw new Error(`no ${name}`)
  const at = entry.headerAt + 30 + buffer.readUInt16LE(entry.headerAt + 26) + buffer.readUInt16LE(entry.headerAt + 28)
  return { packed: buffer.subarray(at, at + entry.packedSize) }
}
