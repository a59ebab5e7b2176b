/**
 * The type and size of a picture, read from its first bytes. The one reader: what is accepted as an answer can be put
 * into a document. PNG (W3C PNG §5.2, §11.2.2) and JPEG (ITU-T T.81 §B.1.1.3, §B.2.2).
 */

export interface PictureHeader {
  readonly media_type: 'image/png' | 'image/jpeg'
  /** In pixels, at least 1. */
  readonly width: number
  readonly height: number
}

/** The first bytes of a PNG. */
export const PNG_SIGNATURE: readonly number[] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** Undefined for what is neither PNG nor JPEG, and for a file that ends before it says its size. */
export function readPictureHeader(bytes: Uint8Array): PictureHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (PNG_SIGNATURE.every((byte, index) => bytes[index] === byte)) return readPng(view)
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff ? readJpeg(view) : undefined
}

/** IHDR is the first chunk; its 13 bytes and checksum end at byte 33. */
function readPng(view: DataView): PictureHeader | undefined {
  const hasHeader = view.byteLength >= 33 && view.getUint32(8) === 13 && view.getUint32(12) === 0x49484452
  return hasHeader ? withSize('image/png', view.getUint32(16), view.getUint32(20)) : undefined
}

/** Walks the segments to the frame header. Each step goes forward, so a hostile file ends the walk at its end. */
function readJpeg(view: DataView): PictureHeader | undefined {
  let at = 2
  while (at + 9 < view.byteLength) {
    if (view.getUint8(at) !== 0xff) return undefined
    const marker = view.getUint8(at + 1)
    if (isFrame(marker)) return withSize('image/jpeg', view.getUint16(at + 7), view.getUint16(at + 5))
    if (marker === 0xff) at += 1 // a fill byte
    else if (standsAlone(marker)) at += 2
    else if (marker === END_OF_IMAGE || marker === START_OF_SCAN) return undefined
    else at += 2 + Math.max(2, view.getUint16(at + 2))
  }
  return undefined
}

const END_OF_IMAGE = 0xd9
const START_OF_SCAN = 0xda

/** SOF0…SOF15, but not DHT, JPG and DAC. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

/** TEM and RST0…RST7 have no length after them. */
const standsAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)

const withSize = (media_type: PictureHeader['media_type'], width: number, height: number): PictureHeader | undefined =>
  width > 0 && height > 0 ? { media_type, width, height } : undefined
