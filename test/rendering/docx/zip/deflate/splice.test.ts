/** Spliced statics: any order of them, with any text between, is a deflate stream that zlib unpacks to just that. */
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { ByteWriter } from '../../../../../src/rendering/template/byte-writer.ts'
import { compileTemplate } from '../../../../../src/rendering/compile.ts'
import { decodeCompiled, encodeCompiled } from '../../../../../src/rendering/template/compiled-template.ts'
import { spliceStatics } from '../../../../../src/rendering/docx/zip/deflate/splice.ts'
import { SpliceWriter } from '../../../../../src/rendering/docx/zip/deflate/splice-writer.ts'
import type { RenderedDocument } from '../../../../../src/rendering/template/rendered-document.ts'
import { renderDocument } from '../../../../../src/rendering/render.ts'
import { opened, p, wordFile } from '../../../support/word.ts'

const seed = Date.now() % 1_000_000_000

/** Writes statics by their index, texts, and pauses with deflated text; gives what was written and what is unpacked. */
function splice(
  statics: readonly string[],
  script: readonly (number | string | { readonly paused: string })[],
): { written: string; unpacked: string } {
  const buffers = statics.map((each) => Buffer.from(each))
  const { bytes, phrases, each } = spliceStatics(buffers)
  const out = new ByteWriter(16)
  const writer = new SpliceWriter({ bytes: { at: 0, size: bytes.length }, phrases }, bytes, out)
  const all: Buffer[] = []
  let at = 0
  for (const item of script) {
    const text =
      typeof item === 'number' ? (buffers[item] as Buffer) : Buffer.from(typeof item === 'string' ? item : item.paused)
    if (typeof item === 'number') writer.static(each[item] as (typeof each)[number], at, text.length)
    else if (typeof item === 'string') writer.bytes(text, text.length)
    else {
      writer.pause()
      const packed = deflateRawSync(text, { finishFlush: constants.Z_SYNC_FLUSH })
      out.copy(packed, 0, packed.length)
    }
    all.push(text)
    at += text.length
  }
  writer.finish()
  return {
    written: Buffer.concat(all).toString(),
    unpacked: inflateRawSync(out.buffer.subarray(0, out.size)).toString(),
  }
}

describe('spliced statics', () => {
  it.each<[string, readonly string[], readonly (number | string | { paused: string })[]]>([
    ['nothing at all', [], []],
    ['one static', ['<a>text</a>'], [0, 0, 0]],
    ['an empty one', ['', '<a/>'], [0, 1, 0]],
    ['a phrase that was not written before', ['<paragraph><run>', 'x<paragraph><run>', '<paragraph><run>y'], [2, 1, 0]],
    [
      'a phrase further back than the window',
      ['<paragraph><run>', '<paragraph><run>', 'filler '.repeat(6_000)],
      [0, 2, 1, 0],
    ],
    ['a phrase at the end of the window', ['<paragraph><run>', '<paragraph><run>', 'x'.repeat(32_752)], [0, 2, 1]],
    ['a phrase just behind it', ['<paragraph><run>', '<paragraph><run>', 'x'.repeat(32_753)], [0, 2, 1]],
    ...[258, 259, 260, 261, 515, 516, 517, 2_000, 2_001, 5_000].map((size): [string, string[], number[]] => [
      `a phrase of ${size} bytes`,
      [`<${'x'.repeat(size - 2)}>a`, `<${'x'.repeat(size - 2)}>b`],
      [0, 1, 0],
    ]),
    ['a phrase that overlaps itself', ['<aaaaaaaaaa>', '<aaaaaaaaaa>'], [0, 0, 1, 0, 0]],
    ['texts in all letters', ['<a>größe 😀</a>'], [0, 'größe 😀 \u0000\u00ff', 0]],
    [
      'a pause at the beginning, in the middle and at the end',
      ['<paragraph>a', '<paragraph>b'],
      [{ paused: 'p' }, 0, { paused: 'pause '.repeat(10_000) }, 1, { paused: '' }, 0, { paused: 'q' }],
    ],
  ])('%s', (_, statics, script) => {
    const { written, unpacked } = splice(statics, script)
    expect(unpacked).toBe(written)
  })

  it(`random ones, seed ${seed}`, () => {
    let state = seed
    const below = (count: number): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return Math.floor((state / 4_294_967_296) * count)
    }
    const pick = <T>(all: readonly T[]): T => all[below(all.length)] as T
    const bits = [
      '<w:p>',
      '</w:p>',
      '<w:r w:rsidR="00A77B3E">',
      '</w:r></w:p>',
      `<${'long '.repeat(80)}>`,
      'text ',
      'größe ',
      '<',
      '😀',
      '\u0001',
      'x'.repeat(400),
      '<w:t xml:space="preserve">',
    ]
    const some = (most: number): string => Array.from({ length: below(most) }, () => pick(bits)).join('')
    for (let round = 0; round < 300; round++) {
      const statics = Array.from({ length: 1 + below(12) }, () => some(12))
      const script = Array.from({ length: below(200) }, () =>
        pick([below(statics.length), below(statics.length), some(3), pick([some(2), { paused: some(9) }])]),
      )
      const { written, unpacked } = splice(statics, script)
      expect(unpacked === written, `round ${round}`).toBe(true)
    }
  })
})

it('a document of many conditions is spliced, and the same as deflated as a whole', async () => {
  const words = (index: number): string =>
    Array.from({ length: 20 }, (_, word) => (Math.imul(index * 20 + word + 1, 2_654_435_761) >>> 0).toString(36)).join(
      ' ',
    )
  const body =
    Array.from(
      { length: 120 },
      (_, index) => p(`{{#c${index % 50}}}`) + p(`${words(index)} {{name}}`) + p(`{{/c${index % 50}}}`),
    ).join('') +
    p('{{#each_item}}') +
    p('{{.}} größe') +
    p('{{/each_item}}') +
    p('end')
  const file = wordFile({ body })
  const data = {
    name: 'Ada & Größe 😀',
    each_item: [{ '.': 'one' }, { '.': 'two' }, { '.': 'three' }],
    ...Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`c${index}`, index % 3 > 0])),
  }
  const [kept, once] = [await compileTemplate(file, 'docx'), await compileTemplate(file, 'docx', 'once')]
  if (!kept.ok || !once.ok) throw new Error('refused')
  const loaded = decodeCompiled(encodeCompiled(kept.value))
  expect(loaded.body.kind === 'docx' && loaded.body.parts[0]?.strategy).toBe('spliced')
  const [spliced, whole] = [renderDocument(loaded, data), renderDocument(once.value, data)]
  if (!spliced.ok || !whole.ok) throw new Error('not rendered')
  expect(opened(spliced.value).body).toBe(opened(whole.value).body)
  // What is rendered once has no place for a content id.
  expect(textParts(spliced.value.parts)).toEqual(textParts(whole.value.parts))
  expect(Buffer.from(spliced.value.bytes)).toEqual(
    Buffer.from(
      renderDocument(kept.value, data).ok ? (renderDocument(kept.value, data) as typeof spliced).value.bytes : [],
    ),
  )
})

const textParts = (parts: RenderedDocument['parts']) => parts.filter(({ name }) => name.startsWith('word/'))
