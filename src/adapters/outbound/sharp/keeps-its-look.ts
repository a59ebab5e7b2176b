/** Pictures that would look otherwise when they are encoded anew: those are left as they are. */
import { readJpegFacts } from './jpeg-facts.ts'
import type { ScaleRequest } from '../../../ports/documents/picture-scaler.ts'

/**
 * False for JPEGs in four inks, whose profile describes inks, and for PNGs whose colours are told by a chunk that the
 * library does not write: a gamma of its own without a profile, or the code points of HDR.
 */
export const keepsItsLook = ({ bytes, media_type }: Pick<ScaleRequest, 'bytes' | 'media_type'>): boolean =>
  media_type === 'image/png' ? hasCommonColours(bytes) : readJpegFacts(bytes).components !== 4

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
