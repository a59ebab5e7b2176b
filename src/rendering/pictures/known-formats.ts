/** Names formats that are often sent as pictures and are neither PNG nor JPEG, with how to send them instead. */

interface KnownFormat {
  readonly name: string
  readonly remedy: string
}

const SAVE: KnownFormat['remedy'] = 'Open it and save it as PNG or JPEG.'
const PHONE =
  'Share it from the phone by mail, which makes it a JPEG, or set the camera to “Most compatible” and take it again.'

/** By the brand of an ISO base media file (ISO 14496-12 §4.3). */
const BRANDS: readonly (readonly [RegExp, KnownFormat])[] = [
  [/^(?:hei[cxms]|hev[cxms]|mif1|msf1)$/, { name: 'a HEIC photo', remedy: PHONE }],
  [/^avi[fs]$/, { name: 'an AVIF picture', remedy: SAVE }],
]

/** By the first characters. */
const BEGINNINGS: readonly (readonly [RegExp, KnownFormat])[] = [
  [/^RIFF[^]{4}WEBP/, { name: 'a WebP picture', remedy: SAVE }],
  [/^GIF8/, { name: 'a GIF picture', remedy: SAVE }],
  [/^BM/, { name: 'a BMP picture', remedy: SAVE }],
  [/^(?:II\*\0|MM\0\*)/, { name: 'a TIFF picture', remedy: SAVE }],
  [/^%PDF-/, { name: 'a PDF file', remedy: 'Send a picture of its page as PNG or JPEG.' }],
  [/^\s*(?:<\?xml[^]*)?<svg/, { name: 'an SVG drawing', remedy: 'Export it as PNG.' }],
]

/** Undefined for what is not recognised. */
export function knownFormat(bytes: Uint8Array): KnownFormat | undefined {
  const head = Buffer.from(bytes.subarray(0, 256)).toString('latin1')
  const brand = head.slice(4, 8) === 'ftyp' ? head.slice(8, 12) : undefined
  const [table, text] = brand === undefined ? [BEGINNINGS, head] : [BRANDS, brand]
  return table.find(([pattern]) => pattern.test(text))?.[1]
}
