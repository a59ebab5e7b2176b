/** Pictures for tests. */
import { crc32, deflateSync } from 'node:zlib'
import type { Image } from '../../../src/domain/template/render-data.ts'

/** A chunk of a PNG. */
export function chunk(type: string, data: Uint8Array): Buffer {
  const whole = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const numbers = Buffer.alloc(8)
  numbers.writeUInt32BE(data.length)
  numbers.writeUInt32BE(crc32(whole), 4)
  return Buffer.concat([numbers.subarray(0, 4), whole, numbers.subarray(4)])
}

/** A PNG of one colour. `before` are chunks before its data. */
export function png(width: number, height: number, before: readonly Uint8Array[] = []): Image {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const image = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    ...before,
    chunk('IDAT', deflateSync(Buffer.alloc((width + 1) * height))),
    chunk('IEND', Buffer.alloc(0)),
  ])
  return { image, media_type: 'image/png' }
}

/** A segment of a JPEG. */
export function segment(marker: number, content: Uint8Array): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([head, content])
}

export const JFIF = segment(0xe0, Buffer.from('4a46494600010100000100010000', 'hex'))

/**
 * A whole JPEG of one grey: each block is two bits, one for its shade and one for the end of the block. `before` are
 * segments before the frame header, whose marker is `frame`.
 */
export function jpeg(width: number, height: number, before: readonly Uint8Array[] = [JFIF], frame = 0xc0): Image {
  const size = Buffer.from([8, 0, 0, 0, 0, 1, 1, 0x11, 0])
  size.writeUInt16BE(height, 1)
  size.writeUInt16BE(width, 3)
  const table = (id: number): Buffer => segment(0xc4, Buffer.from([id, 1, ...Array<number>(15).fill(0), 0]))
  const bits = 2 * Math.ceil(width / 8) * Math.ceil(height / 8)
  const scan = Buffer.alloc(Math.ceil(bits / 8))
  if (bits % 8 > 0) scan[scan.length - 1] = 0xff >> (bits % 8)
  const image = Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...before,
    segment(0xdb, Buffer.from([0, ...Array<number>(64).fill(1)])),
    segment(frame, size),
    table(0x00),
    table(0x10),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    scan,
    Buffer.from([0xff, 0xd9]),
  ])
  return { image, media_type: 'image/jpeg' }
}

/** The EXIF segment of a camera: its orientation, who owns it, and a place. */
export function exif(orientation: number, little = false): Buffer {
  const tiff = Buffer.alloc(8 + 2 + 2 * 12 + 4)
  const two = (value: number, at: number): unknown =>
    little ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at)
  const four = (value: number, at: number): unknown =>
    little ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at)
  tiff.write(little ? 'II' : 'MM', 0, 'latin1')
  two(42, 2)
  four(8, 4)
  two(2, 8)
  two(0x010f, 10)
  two(2, 12)
  four(4, 14)
  tiff.write('Cam', 18, 'latin1')
  two(0x0112, 22)
  two(3, 24)
  four(1, 26)
  two(orientation, 30)
  return segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, Buffer.from('GPS 47.37 N, Ada Owner')]))
}
