/**
 * PNG to its end (W3C PNG §5, §11): checksums, order, and no chunk but those of pixels and colours.
 */
import { crc32 } from 'node:zlib'
import { KeptBytes } from './kept-bytes.ts'
import { type Orientation, readOrientation, writeOrientation } from './orientation.ts'
import type { PictureBody, PictureFault } from './picture.ts'

const SIGNATURE_SIZE = 8
/** The length, type and checksum of a chunk. */
const FRAME_SIZE = 12
const KEPT: ReadonlySet<string> = new Set([
  'IHDR',
  'PLTE',
  'IDAT',
  'IEND',
  'tRNS',
  'cHRM',
  'gAMA',
  'iCCP',
  'sBIT',
  'sRGB',
  'cICP',
  'mDCV',
  'mDCv',
  'cLLI',
  'cLLi',
  'bKGD',
  'pHYs',
])
/** By colour type; others are no PNG. */
const BIT_DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
}
const PALETTE = 3

/** Bytes after the end are left out, and so are animations: documents show the still picture. */
export function readPng(bytes: Uint8Array): PictureBody | PictureFault {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const kept = new KeptBytes(bytes)
  kept.keep(0, SIGNATURE_SIZE)
  let orientation: Orientation = 1
  let headerEnd = 0
  let palette = false
  let data = 0
  for (let at = SIGNATURE_SIZE; ;) {
    if (at + FRAME_SIZE > bytes.length) return 'cut_short'
    const length = view.getUint32(at)
    const end = at + FRAME_SIZE + length
    if (end > bytes.length) return 'cut_short'
    if (crc32(bytes.subarray(at + 4, end - 4)) !== view.getUint32(end - 4)) return 'damaged'
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    const content = bytes.subarray(at + 8, end - 4)
    if (at === SIGNATURE_SIZE) {
      if (type !== 'IHDR' || !isHeader(content)) return 'damaged'
      headerEnd = end
    } else if (type === 'IHDR') return 'damaged'
    else if (type === 'PLTE') {
      if (length === 0 || length % 3 !== 0 || data > 0) return 'damaged'
      palette = true
    } else if (type === 'IDAT') data += length
    else if (type === 'eXIf') orientation = readOrientation(content)
    if (KEPT.has(type)) kept.keep(at, end)
    else if (/^[A-Z]/.test(type)) return 'damaged' // a chunk that must be understood
    at = end
    if (type === 'IEND') break
  }
  const colours = bytes[SIGNATURE_SIZE + 8 + 9]
  if (data === 0 || (colours === PALETTE && !palette)) return 'damaged'
  const clean = kept.bytes()
  return { orientation, bytes: clean, held: () => withOrientation(clean, orientation, headerEnd) }
}

/** Depth and colour type, then the only compression and filter there are, then the interlacing. */
function isHeader(content: Uint8Array): boolean {
  if (content.length !== 13) return false
  const [depth = 0, colours = 0, compression, filter, interlacing = 2] = content.subarray(8)
  return (BIT_DEPTHS[colours]?.includes(depth) ?? false) && compression === 0 && filter === 0 && interlacing <= 1
}

function withOrientation(bytes: Uint8Array, orientation: Orientation, headerEnd: number): Uint8Array {
  if (orientation === 1) return bytes
  const exif = writeOrientation(orientation)
  const chunk = new Uint8Array(FRAME_SIZE + exif.length)
  const view = new DataView(chunk.buffer)
  view.setUint32(0, exif.length)
  chunk.set(Buffer.from('eXIf', 'latin1'), 4)
  chunk.set(exif, 8)
  view.setUint32(8 + exif.length, crc32(chunk.subarray(4, 8 + exif.length)))
  const kept = new KeptBytes(bytes)
  kept.keep(0, headerEnd)
  kept.add(chunk)
  kept.keep(headerEnd, bytes.length)
  return kept.bytes()
}
