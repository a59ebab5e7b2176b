/** What decides how a JPEG can be scaled (ITU-T T.81 §B.2), read from one that was found whole. */

export interface JpegFacts {
  /** 1 for grey, 3 for colour, 4 for inks. */
  readonly components: number
  /** Each goes over all pixels, however few bytes it has. */
  readonly scans: number
}

const START_OF_SCAN = 0xda
const END_OF_IMAGE = 0xd9

/** Walks the markers; one pass over the bytes. */
export function readJpegFacts(jpeg: Uint8Array): JpegFacts {
  let components = 0
  let scans = 0
  for (let at = 2; at + 3 < jpeg.length;) {
    const marker = jpeg[at + 1] as number
    if (marker === END_OF_IMAGE) break
    if (marker === 0xff || hasNoLength(marker)) {
      at += marker === 0xff ? 1 : 2
      continue
    }
    if (marker >= 0xc0 && marker <= 0xc2) components = jpeg[at + 9] ?? 0
    at += 2 + (((jpeg[at + 2] as number) << 8) | (jpeg[at + 3] as number))
    if (marker !== START_OF_SCAN) continue
    scans += 1
    at = endOfScan(jpeg, at)
  }
  return { components, scans }
}

/** TEM and the restarts. */
const hasNoLength = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)

/** The place of the marker behind a scan's data, in which stuffed bytes and restarts may stand. */
function endOfScan(jpeg: Uint8Array, from: number): number {
  for (let at = jpeg.indexOf(0xff, from); at >= 0 && at + 1 < jpeg.length; at = jpeg.indexOf(0xff, at + 1)) {
    const marker = jpeg[at + 1] as number
    if (marker !== 0 && marker !== 0xff && !hasNoLength(marker)) return at
  }
  return jpeg.length
}
