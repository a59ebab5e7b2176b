/** A picture that is accepted as an answer can be put into a document: both read its header in one way. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { printAnswer } from '../../../src/answers/print.ts'
import { readAnswer } from '../../../src/answers/read.ts'
import type { Question } from '../../../src/domain/questions/question.ts'
import { imageSize } from '../../../src/rendering/docx/render/image-size.ts'
import { readPictureHeader } from '../../../src/rendering/pictures/picture-header.ts'
import { jpeg } from '../support/pictures.ts'
import type { Image } from '../../../src/domain/template/render-data.ts'

const photo: Question = { name: 'photo', kind: 'image', label: 'Photo', required: true, when: [] }
const context = { now: '2026-11-21T11:30:00Z', zone: 'UTC', locale: 'en-US' }
/** From its frame header to its end. */
const FRAME = [...jpeg(3, 2, []).image].slice(2)

const jpegOf = (segments: readonly number[]) => Uint8Array.from([0xff, 0xd8, ...segments])

/** The size in the document of a picture given as an answer; `refused` where the answer is. */
function sizeInDocument(bytes: Uint8Array, media_type = 'image/jpeg') {
  const answer = readAnswer(photo, { media_type, data: Buffer.from(bytes).toString('base64') }, context)
  return answer.ok ? imageSize(printAnswer(photo, answer.value, 'en-US') as Image) : 'refused'
}

describe('a JPEG', () => {
  test.each<[string, number[]]>([
    ['TEM', [0xff, 0x01]],
    ['RST0', [0xff, 0xd0]],
    ['RST7 after a fill byte', [0xff, 0xff, 0xd7]],
    ['TEM and an application segment', [0xff, 0x01, 0xff, 0xe1, 0, 4, 0xff, 0xc0]],
  ])('with %s before its frame header has the size that the frame says', (_, before) => {
    expect(sizeInDocument(jpegOf([...before, ...FRAME]))).toEqual({ width: 3, height: 2 })
  })

  test('with any segments before its frame header is accepted and has a size in the document', () => {
    const alone = fc.constantFrom(0x01, 0xd0, 0xd3, 0xd7).map((marker) => [0xff, marker])
    const segment = fc
      .tuple(
        fc.constantFrom(0xc4, 0xcc, 0xdb, 0xe0, 0xfe),
        fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 20 }),
      )
      .map(([marker, data]) => [0xff, marker, 0, data.length + 2, ...data])
    const before = fc.array(fc.oneof(alone, segment, fc.constant([0xff])), { maxLength: 8 })
    fc.assert(
      fc.property(before, (segments) => {
        expect(sizeInDocument(jpegOf([...segments.flat(), ...FRAME]))).toEqual({ width: 3, height: 2 })
      }),
      { seed: 13 },
    )
  })

  test('of any bytes that is accepted has a size in the document', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), (tail) => {
        expect(sizeInDocument(jpegOf([0xff, ...tail]))).toBeDefined()
      }),
      { seed: 13, numRuns: 2_000 },
    )
  })

  test('that ends or begins its scan before a frame header has no size', () => {
    expect(readPictureHeader(jpegOf([0xff, 0xd9, ...FRAME]))).toBeUndefined()
    expect(readPictureHeader(jpegOf([0xff, 0xda, 0, 2, ...FRAME]))).toBeUndefined()
  })
})

test('a picture is not embedded under another media type than its bytes say', () => {
  expect(imageSize({ image: jpegOf(FRAME), media_type: 'image/png' })).toBeUndefined()
})
