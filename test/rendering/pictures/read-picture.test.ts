/** Pictures are read to their end: broken ones are told, and what the camera noted is left out. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { showAnswer } from '../../../src/answers/print.ts'
import { readAnswer } from '../../../src/answers/read.ts'
import type { ImageAnswer } from '../../../src/domain/questions/answer.ts'
import type { Question } from '../../../src/domain/questions/question.ts'
import { readPicture } from '../../../src/rendering/pictures/read-picture.ts'
import { JFIF, chunk, exif, jpeg, png, segment } from '../support/pictures.ts'

const photo: Question = { name: 'photo', kind: 'image', label: 'Photo', required: true, when: [] }
const context = { now: '2026-11-21T11:30:00Z', zone: 'UTC', locale: 'en-US' }
const answer = (bytes: Uint8Array) =>
  readAnswer(photo, { media_type: 'image/png', data: Buffer.from(bytes).toString('base64') }, context)
const refusal = (bytes: Uint8Array) => {
  const read = answer(bytes)
  return read.ok ? 'accepted' : read.error.message
}
const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
/** What is read, with its bytes as text. */
const reading = (bytes: Uint8Array) => {
  const read = readPicture(bytes)
  return typeof read === 'string' ? read : { ...read, bytes: hexOf(read.bytes) }
}
const latin1 = (text: string) => Buffer.from(text, 'latin1')
const PRIVATE = /GPS|Owner|Cam\b|Made on|Photoshop|http|2026|MPF/

const NOTES: readonly (readonly [string, Uint8Array])[] = [
  ['EXIF', exif(1)],
  ['XMP', segment(0xe1, latin1('http://ns.adobe.com/xap/1.0/\0<x>Owner</x>'))],
  ['IPTC', segment(0xed, latin1('Photoshop 3.0\0Owner'))],
  ['a comment', segment(0xfe, latin1('Made on 2026-11-30'))],
  ['more pictures', segment(0xe2, latin1('MPF\0GPS'))],
  ['a thumbnail', segment(0xe0, latin1('JFXX\0\x10Owner'))],
  ['anything else', segment(0xe9, latin1('Owner'))],
]
const CHUNKS: readonly (readonly [string, Uint8Array])[] = [
  ['eXIf', exif(1).subarray(10)],
  ...['tEXt', 'zTXt', 'iTXt', 'tIME', 'prVW', 'acTL'].map((type) => [type, latin1('Owner\0GPS')] as const),
]

describe('what the camera noted is left out of', () => {
  test.each(NOTES)('a JPEG: %s', (_, note) => {
    const { image } = jpeg(20, 10, [JFIF, note])
    expect(reading(image)).toMatchObject({ bytes: hexOf(jpeg(20, 10).image) })
    expect(answer(image)).toMatchObject({
      value: { media_type: 'image/jpeg', data: Buffer.from(jpeg(20, 10).image).toString('base64') },
    })
  })

  test.each(CHUNKS)('a PNG: %s', (type, content) => {
    const { image } = png(20, 10, [chunk(type, content)])
    expect(reading(image)).toMatchObject({ bytes: hexOf(png(20, 10).image) })
  })

  test('a JPEG: all of it at once, behind its end too, wherever it stands', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(NOTES.map(([, each]) => each)), fc.string(), (notes, after) => {
        const { image } = jpeg(20, 10, notes)
        const read = readPicture(Buffer.concat([image, latin1(`Owner${after}`)]))
        expect(typeof read === 'string' ? read : latin1Of(read.bytes)).not.toMatch(PRIVATE)
        expect(reading(Buffer.concat([image, latin1(`Owner${after}`)]))).toMatchObject({
          bytes: hexOf(jpeg(20, 10, []).image),
        })
      }),
      { seed: 14 },
    )
  })

  test('neither its pixels nor its colours', () => {
    const profile = segment(0xe2, latin1('ICC_PROFILE\0\x01\x01profile'))
    const adobe = segment(0xee, latin1('Adobe\0\x64\0\0\0\0\x01'))
    const kept = [JFIF, profile, adobe]
    expect(reading(jpeg(20, 10, [...kept, exif(1)]).image)).toMatchObject({
      bytes: hexOf(jpeg(20, 10, kept).image),
    })
    const colours = [chunk('gAMA', Buffer.alloc(4)), chunk('iCCP', latin1('p\0\0x')), chunk('pHYs', Buffer.alloc(9))]
    expect(reading(png(20, 10, colours).image)).toMatchObject({ bytes: hexOf(png(20, 10, colours).image) })
  })
})

const latin1Of = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')

describe('how the camera was held', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('%d is read, and all that an answer keeps of EXIF', (orientation) => {
    for (const little of [false, true]) {
      const read = answer(jpeg(20, 10, [JFIF, exif(orientation, little)]).image)
      const { data } = (read as { value: ImageAnswer }).value
      const kept = Buffer.from(data, 'base64')
      expect(reading(kept)).toMatchObject({ orientation, bytes: hexOf(jpeg(20, 10).image) })
      expect(kept.toString('latin1')).not.toMatch(PRIVATE)
      // What was read is taken again as it is.
      expect(answer(kept)).toMatchObject({ value: { data } })
    }
    const turned = answer(png(20, 10, [chunk('eXIf', exif(orientation).subarray(10))]).image)
    const bytes = Buffer.from((turned as { value: ImageAnswer }).value.data, 'base64')
    expect(reading(bytes)).toMatchObject({ orientation, bytes: hexOf(png(20, 10).image) })
    expect(answer(bytes)).toEqual(turned)
  })

  test.each([
    [1, 'JPEG, 20 × 10, 1 KB'],
    [6, 'JPEG, 10 × 20, 1 KB'],
  ])('%d is seen in the review', (orientation, shown) => {
    for (const before of [[JFIF, exif(orientation)], [exif(orientation)]]) {
      const read = answer(jpeg(20, 10, before).image)
      expect(read.ok && showAnswer(photo, read.value, 'en-US')).toBe(shown)
    }
    const read = answer(png(20, 10, [chunk('eXIf', exif(orientation).subarray(10))]).image)
    expect(read.ok && showAnswer(photo, read.value, 'en-US')).toBe(shown.replace('JPEG', 'PNG'))
  })

  test.each([0, 9, 65_535])('%d is no orientation', (orientation) => {
    expect(reading(jpeg(20, 10, [exif(orientation)]).image)).toMatchObject({ orientation: 1 })
  })

  test('in EXIF that is damaged is upright', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (noise) => {
        const { image } = jpeg(20, 10, [segment(0xe1, Buffer.concat([latin1('Exif\0\0'), noise]))])
        expect(reading(image)).toMatchObject({ width: 20, height: 10 })
      }),
      { seed: 14, numRuns: 1_000 },
    )
  })
})

describe('a broken file is refused', () => {
  const whole = { PNG: png(30, 20).image, JPEG: jpeg(30, 20).image, 'JPEG with EXIF': jpeg(30, 20, [exif(6)]).image }
  test.each(Object.entries(whole))('%s, wherever it ends too early', (_, bytes) => {
    for (let size = 8; size < bytes.length; size++) expect(refusal(bytes.subarray(0, size))).toContain('ends too early')
  })

  test('PNG, whichever byte of it is another', () => {
    const { PNG } = whole
    fc.assert(
      fc.property(fc.integer({ min: 8, max: PNG.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const bytes = Uint8Array.from(PNG)
        bytes[at] = (bytes[at] ?? 0) ^ change
        expect(typeof readPicture(bytes)).toBe('string')
      }),
      { seed: 14, numRuns: 500 },
    )
  })

  test.each([
    ['lossless', 0xc3],
    ['differential', 0xc5],
    ['arithmetic', 0xc9],
    ['lossless arithmetic', 0xcb],
  ])('a %s JPEG', (_, marker) => {
    expect(refusal(jpeg(30, 20, [JFIF], marker).image)).toContain('a kind of JPEG that Word cannot show')
  })

  test.each([0xc0, 0xc1, 0xc2])('a JPEG with the frame %d is none of them', (marker) => {
    expect(refusal(jpeg(30, 20, [JFIF], marker).image)).toBe('accepted')
  })

  test('a PNG without data, or with what nobody understands', () => {
    const { image } = png(1, 1)
    const end = image.length - 12
    const dataAt = 33
    expect(refusal(Buffer.concat([image.subarray(0, dataAt), image.subarray(end)]))).toContain('is damaged')
    expect(refusal(png(1, 1, [chunk('QUUX', Buffer.alloc(3))]).image)).toContain('is damaged')
  })
})

test.each([
  ['a HEIC photo', '\0\0\0\x18ftypheic\0\0\0\0'],
  ['an AVIF picture', '\0\0\0\x18ftypavif\0\0\0\0'],
  ['a WebP picture', 'RIFF\x10\0\0\0WEBPVP8 '],
  ['a GIF picture', 'GIF89a\x01\0\x01\0'],
  ['a TIFF picture', 'II*\0\x08\0\0\0'],
  ['an SVG drawing', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'],
])('%s is named, with how to send it', (name, text) => {
  expect(refusal(latin1(text))).toMatch(new RegExp(`The file is ${name}, neither a PNG nor a JPEG picture\\. \\w+`))
})

test('its cost grows with the size of the file alone', () => {
  // A scan of nothing but stuffed bytes and a file of nothing but empty segments: the dearest there are.
  const { image } = jpeg(8, 8)
  const scan = Buffer.alloc(1_000_000, Buffer.from([0xff, 0]))
  expect(reading(Buffer.concat([image.subarray(0, -2), scan, image.subarray(-2)]))).toMatchObject({ width: 8 })
  const empty = Buffer.alloc(1_000_000, Buffer.from([0xff, 0xe5, 0, 2]))
  expect(reading(jpeg(8, 8, [empty]).image)).toMatchObject({ bytes: hexOf(jpeg(8, 8, []).image) })
})
