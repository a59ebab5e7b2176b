/** What a picture's first bytes tell: its type and size. PNG (W3C PNG §5.2, §11.2.2) and JPEG (ITU-T T.81 §B.2.2). */

export interface ImageFacts {
  readonly media_type: 'image/png' | 'image/jpeg'
  readonly width: number
  readonly height: number
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** The facts of a PNG or JPEG file; undefined for anything else and for what is cut short before it says its size. */
export function inspectImage(bytes: Uint8Array): ImageFacts | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length >= 33 && PNG.every((byte, index) => bytes[index] === byte)) {
    const isHeader = view.getUint32(8) === 13 && view.getUint32(12) === 0x49484452
    return isHeader ? sized('image/png', view.getUint32(16), view.getUint32(20)) : undefined
  }
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff ? inspectJpeg(view) : undefined
}

/** Walks the segments to the frame header; each step goes forward, so a hostile file ends it at most at its end. */
function inspectJpeg(view: DataView): ImageFacts | undefined {
  let at = 2
  while (at + 9 < view.byteLength) {
    if (view.getUint8(at) !== 0xff) return undefined
    const marker = view.getUint8(at + 1)
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return sized('image/jpeg', view.getUint16(at + 7), view.getUint16(at + 5))
    if (marker === 0xff) at += 1
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) at += 2
    else if (marker === 0xd9 || marker === 0xda) return undefined
    else at += 2 + Math.max(2, view.getUint16(at + 2))
  }
  return undefined
}

const sized = (media_type: ImageFacts['media_type'], width: number, height: number): ImageFacts | undefined =>
  width > 0 && height > 0 ? { media_type, width, height } : undefined
