/**
 * JPEG to its end (ITU-T T.81 §B): the processes that everything shows, and no segment but those of pixels and colours.
 */
import { KeptBytes } from './kept-bytes.ts'
import { type Orientation, readOrientation, writeOrientation } from './orientation.ts'
import type { PictureBody, PictureFault } from './picture.ts'

const END_OF_IMAGE = 0xd9
const START_OF_SCAN = 0xda
const COMMENT = 0xfe
const JFIF_SIZE = 14

/** SOF0…SOF15, but not DHT, JPG and DAC. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
/** Baseline, extended and progressive, with Huffman codes. */
const isCommonFrame = (marker: number): boolean => marker <= 0xc2
const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7
const isApplication = (marker: number): boolean => marker >= 0xe0 && marker <= 0xef

/** What an application segment is by how it begins: what JFIF, colour profiles and Adobe's colours need stays. */
function isKept(marker: number, content: Uint8Array): boolean {
  if (marker === 0xe2) return begins(content, 'ICC_PROFILE\0')
  if (marker === 0xee) return begins(content, 'Adobe')
  return !isApplication(marker) && marker !== COMMENT
}

const begins = (content: Uint8Array, text: string): boolean =>
  content.length >= text.length && Array.from(text).every((char, index) => content[index] === char.charCodeAt(0))

/** Bytes after the end are left out: phones put more pictures there, with all that was noted of them. */
export function readJpeg(bytes: Uint8Array): PictureBody | PictureFault {
  const kept = new KeptBytes(bytes)
  kept.keep(0, 2)
  let orientation: Orientation | undefined
  let hasFrame = false
  let hasScan = false
  for (let at = 2; ;) {
    if (at + 2 > bytes.length) return 'cut_short'
    const marker = bytes[at + 1] as number
    if (bytes[at] !== 0xff || marker === 0) return 'damaged'
    if (marker === 0xff) {
      at += 1 // a fill byte
      continue
    }
    if (marker === END_OF_IMAGE) {
      if (!hasScan) return 'damaged'
      kept.keep(at, at + 2)
      break
    }
    if (marker === 0x01 || isRestart(marker)) {
      kept.keep(at, at + 2)
      at += 2
      continue
    }
    if (at + 4 > bytes.length) return 'cut_short'
    const length = ((bytes[at + 2] as number) << 8) | (bytes[at + 3] as number)
    const end = at + 2 + length
    if (length < 2) return 'damaged'
    if (end > bytes.length) return 'cut_short'
    const content = bytes.subarray(at + 4, end)
    if (isFrame(marker)) {
      if (!isCommonFrame(marker)) return 'uncommon'
      if (hasFrame) return 'damaged'
      const fault = frameFault(content)
      if (fault !== undefined) return fault
      hasFrame = true
    }
    if (marker === 0xe0) {
      if (begins(content, 'JFIF\0') && content.length === JFIF_SIZE) kept.keep(at, end)
      else if (begins(content, 'JFIF\0') && content.length > JFIF_SIZE)
        kept.add(segment(0xe0, withoutThumbnail(content)))
    } else if (marker === 0xe1) {
      if (begins(content, 'Exif\0')) orientation ??= readOrientation(content.subarray(6))
    } else if (isKept(marker, content)) kept.keep(at, end)
    at = end
    if (marker === START_OF_SCAN) {
      if (!hasFrame) return 'damaged'
      hasScan = true
      const next = endOfScan(bytes, at)
      if (next === undefined) return 'cut_short'
      kept.keep(at, next)
      at = next
    }
  }
  const clean = kept.bytes()
  const held = orientation ?? 1
  return { orientation: held, bytes: clean, held: () => (held === 1 ? clean : withOrientation(clean, held)) }
}

/** EXIF comes first, but after JFIF where there is one. */
function withOrientation(clean: Uint8Array, orientation: Orientation): Uint8Array {
  const at = clean[3] === 0xe0 ? 4 + (((clean[4] as number) << 8) | (clean[5] as number)) : 2
  const kept = new KeptBytes(clean)
  kept.keep(0, at)
  kept.add(segment(0xe1, Buffer.concat([EXIF, writeOrientation(orientation)])))
  kept.keep(at, clean.length)
  return kept.bytes()
}

const EXIF = Buffer.from('Exif\0\0', 'latin1')

/** Eight bits a sample; grey, colour, or the four inks. */
function frameFault(content: Uint8Array): PictureFault | undefined {
  const [precision, , , , , components = 0] = content
  if (content.length !== 6 + 3 * components) return 'damaged'
  return precision !== 8 || ![1, 3, 4].includes(components) ? 'uncommon' : undefined
}

/** The place of the marker after a scan; stuffed bytes and restarts belong to it. */
function endOfScan(bytes: Uint8Array, from: number): number | undefined {
  for (let at = bytes.indexOf(0xff, from); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at)) {
    const marker = bytes[at + 1] as number
    if (marker === 0xff) at += 1
    else if (marker === 0 || isRestart(marker)) at += 2
    else return at
  }
  return undefined
}

/** The small picture that JFIF may hold shows what was there before the photo was cut. */
function withoutThumbnail(content: Uint8Array): Uint8Array {
  const plain = Uint8Array.from(content.subarray(0, JFIF_SIZE))
  plain[JFIF_SIZE - 2] = 0
  plain[JFIF_SIZE - 1] = 0
  return plain
}

function segment(marker: number, content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(4 + content.length)
  bytes.set([0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 0xff])
  bytes.set(content, 4)
  return bytes
}
