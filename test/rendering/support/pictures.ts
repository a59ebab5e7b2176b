/** Pictures for tests. */
import { crc32, deflateSync } from 'node:zlib'
import type { Image } from '../../../src/domain/template/render-data.ts'

/** A PNG of one colour. */
export function png(width: number, height: number): Image {
  const chunk = (type: string, data: Buffer): Buffer => {
    const whole = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const numbers = Buffer.alloc(8)
    numbers.writeUInt32BE(data.length)
    numbers.writeUInt32BE(crc32(whole), 4)
    return Buffer.concat([numbers.subarray(0, 4), whole, numbers.subarray(4)])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const image = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc((width + 1) * height))),
    chunk('IEND', Buffer.alloc(0)),
  ])
  return { image, media_type: 'image/png' }
}
/** The head of a JPEG, as far as its size is told. */
export const jpeg = (width: number, height: number): Image => {
  const frame = Buffer.from('ffd8ffe000104a46494600010100000100010000ffc0000b080000000001011100ffd9', 'hex')
  frame.writeUInt16BE(height, 25)
  frame.writeUInt16BE(width, 27)
  return { image: frame, media_type: 'image/jpeg' }
}
