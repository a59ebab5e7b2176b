/** The size of a picture as it is seen, from the head of its file. */
import { liesAcross, type Orientation, readOrientation, turnOf } from './orientation.ts'
import { readPictureHeader } from './picture-header.ts'

/** Where an answer keeps the orientation: behind the header of a PNG, before or behind JFIF in a JPEG. */
const PNG_HEADER_END = 33
const JPEG_PLACES = [2, 20]

/** In pixels. Undefined where the head does not say it. */
export function uprightSize(head: Uint8Array): { readonly width: number; readonly height: number } | undefined {
  const header = readPictureHeader(head)
  if (header === undefined) return undefined
  const { width, height } = header
  return liesAcross(turnOf(orientationIn(head, header.media_type)))
    ? { width: height, height: width }
    : { width, height }
}

function orientationIn(head: Uint8Array, media_type: string): Orientation {
  const text = (from: number, to: number): string => Buffer.from(head.subarray(from, to)).toString('latin1')
  if (media_type === 'image/png')
    return text(PNG_HEADER_END + 4, PNG_HEADER_END + 8) === 'eXIf'
      ? readOrientation(head.subarray(PNG_HEADER_END + 8, PNG_HEADER_END + 8 + 26))
      : 1
  for (const at of JPEG_PLACES)
    if (head[at + 1] === 0xe1 && text(at + 4, at + 8) === 'Exif') return readOrientation(head.subarray(at + 10))
  return 1
}
