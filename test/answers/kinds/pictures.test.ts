/** Pictures at the limits of their size, and what is told of a stored picture: its type, size, pixels and name. */
import { describe, expect, test } from 'vitest'
import { describePicture } from '../../../src/answers/describe-picture.ts'
import { showAnswer } from '../../../src/answers/print.ts'
import { MAX_IMAGE } from '../../../src/answers/kinds/image.ts'
import type { ImageAnswer } from '../../../src/domain/questions/answer.ts'
import type { Image } from '../../../src/domain/template/render-data.ts'
import { exif, jpeg, JFIF, png } from '../../rendering/support/pictures.ts'
import { outcome, question, read, refused } from '../given.ts'

const asAnswer = ({ image, media_type }: Image, more: Partial<ImageAnswer> = {}): ImageAnswer => ({
  media_type,
  data: Buffer.from(image).toString('base64'),
  ...more,
})

/** A picture whose header says that size, whatever its data are. */
const saying = (width: number, height: number): ImageAnswer => {
  const bytes = Buffer.from(png(1, 1).image)
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return { media_type: 'image/png', data: bytes.toString('base64') }
}

describe('of more pixels than fit', () => {
  test.each([
    [10_001, 1],
    [1, 10_001],
    [10_000, 5_001],
    [7_072, 7_072],
  ])('%d × %d is refused with its size and the limits', (width, height) => {
    expect(refused('image', saying(width, height)).message).toBe(
      `The picture has ${String(width)} × ${String(height)} pixels: at most 10000 on a side and 50 million in all ` +
        'fit. Please give a PNG or JPEG picture.',
    )
  })

  test.each([
    [10_000, 1],
    [1, 10_000],
  ])('%d × %d fits', (width, height) => {
    const picture = asAnswer(png(width, height))
    expect(read('image', picture)).toEqual(picture)
  })

  test('50 million in all fit: what is refused then is the damaged file', () => {
    expect(refused('image', saying(10_000, 5_000)).message).toMatch(/^The file of the picture is damaged/)
  })
})

describe('of more bytes than fit', () => {
  test.each([
    ['far more', 'A'.repeat(Math.ceil(MAX_IMAGE / 3) * 4 + 4)],
    ['one more', Buffer.alloc(MAX_IMAGE + 1).toString('base64')],
  ])('%s: refused with the limit', (_, data) => {
    const { message, details } = refused('image', { media_type: 'image/png', data })
    expect(message).toMatch(/^The picture is too large: at most 5 MB fit\./)
    expect(details).toMatchObject({ max_bytes: 5 * 1024 * 1024 })
  })

  test('as many as fit are read, and told by what they are', () => {
    const data = Buffer.alloc(MAX_IMAGE).toString('base64')
    expect(refused('image', { media_type: 'image/png', data }).message).toMatch(/^The file is neither a PNG nor a JPEG/)
  })
})

test.each<[string, unknown, RegExp]>([
  ['no object', 7, /^This is no picture\. It is sent as \{ media_type, data \}, with data in base64\./],
  ['nothing', null, /^This is no picture\./],
  ['an object of something else', {}, /^This is no picture\./],
  ['a name alone', { file_name: 'a.png', media_type: 'image/png' }, /^This is no picture\./],
  ['a list', [{ sha256: 'a' }], /^This is no picture\./],
  ['a link to a file', 'https://x.y/a.png', /^This is no picture\./],
  ['another kind of data', 'data:image/gif;base64,AAAA', /^This is no picture\./],
  ['a reference to nothing', { sha256: 'a' }, /^There is no picture of yours at this address any more\. Send the/],
  ['an address of nothing', { address: '/x' }, /^There is no picture of yours at this address any more\. Send the/],
  ['no base64', { data: 'a-_=' }, /^The data of the picture are no base64\./],
  ['not all of a quantum', { data: 'AAAAA' }, /^The data of the picture are no base64\./],
  [
    'a sign that is no base64 among many',
    { data: `${'A'.repeat(4_000)}-AAA` },
    /^The data of the picture are no base64\./,
  ],
  ['padding in the middle', { data: 'AA==AAAA' }, /^The data of the picture are no base64\./],
  ['too much padding', { data: 'A===' }, /^The data of the picture are no base64\./],
  ['padding alone', { data: '====' }, /^The data of the picture are no base64\./],
  ['padding before a letter', { data: 'AA=A' }, /^The data of the picture are no base64\./],
  ['bits beyond the last byte', { data: 'AB==' }, /^The data of the picture are no base64\./],
  ['no data', { data: '' }, /^The data of the picture are no base64\./],
  ['text', { data: 'aGVsbG8=' }, /^The file is neither a PNG nor a JPEG picture\./],
  ['a GIF', { data: Buffer.from('GIF89a\x01\0\x01\0').toString('base64') }, /^The file is a GIF.*neither a PNG nor/],
  [
    'a cut file',
    { data: Buffer.from(png(4, 3).image.subarray(0, 40)).toString('base64') },
    /^The file of the picture ends too early: a part of it is missing\. Send it again, or save it anew\./,
  ],
])('%s is refused in words for it', (_, raw, message) => expect(refused('image', raw).message).toMatch(message))

describe('is described', () => {
  test.each<[string, Image, { readonly width: number; readonly height: number }]>([
    ['a PNG', png(40, 20), { width: 40, height: 20 }],
    ['a JPEG', jpeg(40, 20), { width: 40, height: 20 }],
    ['a JPEG that stands on its side', jpeg(40, 20, [JFIF, exif(6)]), { width: 20, height: 40 }],
    ['a JPEG that stands on its head', jpeg(40, 20, [JFIF, exif(3)]), { width: 40, height: 20 }],
  ])('%s: type, bytes and pixels of the upright picture', (_, picture, size) => {
    const stored = read('image', asAnswer(picture)) as unknown as ImageAnswer
    const bytes = Buffer.from(stored.data, 'base64').length
    expect(describePicture(stored)).toEqual({ media_type: picture.media_type, size: bytes, ...size })
    expect(describePicture({ ...stored, file_name: 'a.png' })).toMatchObject({ file_name: 'a.png' })
  })

  test.each([1, 2, 3, 4, 1_000, 1_001, 1_002])('%d bytes are counted whatever base64 adds', (bytes) => {
    const data = Buffer.alloc(bytes, 1).toString('base64')
    expect(describePicture({ media_type: 'image/png', data })).toEqual({ media_type: 'image/png', size: bytes })
  })

  test('no more than its head is read: pixels behind the first 48 KB are not known', () => {
    const padded = (bytes: number) => jpeg(40, 20, [JFIF, ...Array.from({ length: bytes / 1_000 }, () => comment(996))])
    expect(describePicture(asAnswer(padded(40_000)))).toMatchObject({ width: 40, height: 20 })
    expect(describePicture(asAnswer(padded(60_000)))).not.toHaveProperty('width')
  })

  test('in one line: name, type, pixels and size', () => {
    const shown = (data: ImageAnswer) => showAnswer(question('image'), data, 'en-US')
    expect(shown(asAnswer(png(40, 20), { file_name: 'logo.png' }))).toBe('logo.png, PNG, 40 × 20, 1 KB')
    expect(shown(asAnswer(jpeg(8, 8)))).toBe('JPEG, 8 × 8, 1 KB')
    const reference = { media_type: 'image/png', width: 4, height: 3, sha256: '0'.repeat(64), address: '/x' } as const
    const sized = (size: number) => showAnswer(question('image'), { ...reference, size }, 'de-DE')
    expect([0, 1_535, 1_536, 1_024 * 1_024 - 1, 1_024 * 1_024, 1_625_500, 1_678_500].map(sized)).toEqual([
      'PNG, 4 × 3, 1 KB',
      'PNG, 4 × 3, 1 KB',
      'PNG, 4 × 3, 2 KB',
      'PNG, 4 × 3, 1.024 KB',
      'PNG, 4 × 3, 1 MB',
      'PNG, 4 × 3, 1,6 MB',
      'PNG, 4 × 3, 1,6 MB',
    ])
  })
})

/** A comment of a JPEG with that many bytes in all. */
const comment = (bytes: number): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0xfe, (bytes - 2) >> 8, (bytes - 2) & 0xff]), Buffer.alloc(bytes - 4, 0x20)])

test('a name is the last part of a path, of at most 255 characters, its end', () => {
  const named = (file_name: string) => outcome('image', asAnswer(png(1, 1), { file_name })) as ImageAnswer
  expect(named(`${'a'.repeat(300)}.png`).file_name).toBe(`${'a'.repeat(251)}.png`)
  expect(named(` ${'a'.repeat(255)} `).file_name).toBe('a'.repeat(255))
  expect(named('  ').file_name).toBeUndefined()
})
