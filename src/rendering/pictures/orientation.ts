/**
 * How a camera was held: the orientation that EXIF notes beside the pixels (CIPA DC-008 §4.6.4, tag 274; TIFF 6.0 §2),
 * and the turn that sets the pixels upright.
 */

/** 1 is upright; from 5 on width and height change places. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8

/** First mirrored from left to right, then turned clockwise. */
export interface Turn {
  readonly mirrored: boolean
  readonly degrees: 0 | 90 | 180 | 270
}

const TURNS: Readonly<Record<Orientation, Turn>> = {
  1: { mirrored: false, degrees: 0 },
  2: { mirrored: true, degrees: 0 },
  3: { mirrored: false, degrees: 180 },
  4: { mirrored: true, degrees: 180 },
  5: { mirrored: true, degrees: 270 },
  6: { mirrored: false, degrees: 90 },
  7: { mirrored: true, degrees: 90 },
  8: { mirrored: false, degrees: 270 },
}

/** The turn that sets pixels of this orientation upright. */
export const turnOf = (orientation: Orientation): Turn => TURNS[orientation]

/** Whether the upright picture is as wide as the pixels are high. */
export const liesAcross = ({ degrees }: Turn): boolean => degrees % 180 !== 0

const ORIENTATION = 0x0112
const SHORT = 3
const LONG = 4
const ENTRY_SIZE = 12

/** The orientation in EXIF data, from their TIFF header on. What is missing or makes no sense is upright. */
export function readOrientation(exif: Uint8Array): Orientation {
  const view = new DataView(exif.buffer, exif.byteOffset, exif.byteLength)
  if (view.byteLength < 8) return 1
  const order = view.getUint16(0)
  if (order !== 0x4949 && order !== 0x4d4d) return 1
  const little = order === 0x4949
  const directory = view.getUint32(4, little)
  if (view.getUint16(2, little) !== 42 || directory + 2 > view.byteLength) return 1
  const count = view.getUint16(directory, little)
  for (let index = 0; index < count; index++) {
    const at = directory + 2 + index * ENTRY_SIZE
    if (at + ENTRY_SIZE > view.byteLength) return 1
    if (view.getUint16(at, little) !== ORIENTATION) continue
    const type = view.getUint16(at + 2, little)
    const value =
      type === SHORT ? view.getUint16(at + 8, little) : type === LONG ? view.getUint32(at + 8, little) : undefined
    return value !== undefined && value >= 1 && value <= 8 ? (value as Orientation) : 1
  }
  return 1
}

/** EXIF data, from the TIFF header on, that say nothing but the orientation. */
export function writeOrientation(orientation: Orientation): Uint8Array {
  const bytes = new Uint8Array(26)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, 0x4d4d)
  view.setUint16(2, 42)
  view.setUint32(4, 8)
  view.setUint16(8, 1)
  view.setUint16(10, ORIENTATION)
  view.setUint16(12, SHORT)
  view.setUint32(14, 1)
  view.setUint16(18, orientation)
  return bytes
}
