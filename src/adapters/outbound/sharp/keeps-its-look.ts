/** Pictures that would look otherwise when they are encoded anew: those are left as they are. */
import type { ScaleRequest } from '../../../ports/documents/picture-scaler.ts'

/**
 * False for JPEGs in four inks, whose profile describes inks, and for PNGs whose colours are told by a chunk that the
 * library does not write: a gamma of its own without a profile, or the code points of HDR.
 */
export function keepsItsLook({ bytes, media_type }: Pick<ScaleRequest, 'bytes' | 'media_type'>): boolean {
  return media_type === 'image/png' ? hasCommonColours(bytes) : componentsOf(bytes) !== 4
}

/** Of the frame (ITU-T T.81 §B.2.2): the segments before it are whole, because the picture was read to its end. */
function componentsOf(jpeg: Uint8Array): number | undefined {
  for (let at = 2; at + 9 < jpeg.length;) {
    const marker = jpeg[at + 1] as number
    if (marker >= 0xc0 && marker <= 0xc2) return jpeg[at + 9]
    at += marker === 0xff ? 1 : 2 + (((jpeg[at + 2] as number) << 8) | (jpeg[at + 3] as number))
  }
  return undefined
}

/** The gamma of sRGB times 100,000 (W3C PNG §11.3.2.2), and how far writers round it. */
const SRGB_GAMMA = 45_455
const ROUNDING = 500

function hasCommonColours(png: Uint8Array): boolean {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength)
  let gamma: number | undefined
  for (let at = 8; at + 12 <= png.length; at += 12 + view.getUint32(at)) {
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8))
    if (type === 'cICP') return false
    if (type === 'iCCP' || type === 'sRGB') return true
    if (type === 'gAMA') gamma = view.getUint32(at + 8)
    if (type === 'IDAT') break
  }
  return gamma === undefined || Math.abs(gamma - SRGB_GAMMA) <= ROUNDING
}
