/**
 * A picture as a document shows it: upright, and without what its camera noted.
 */
import { hash } from 'node:crypto'
import type { Image } from '../../../../domain/template/render-data.ts'
import { type Turn, liesAcross, turnOf } from '../../../pictures/orientation.ts'
import { readPicture } from '../../../pictures/read-picture.ts'
import { valueRefusal } from '../../../template/encode-text.ts'

export interface ShownPicture {
  /** The file that is put into the document. */
  readonly bytes: Uint8Array
  readonly extension: 'png' | 'jpeg'
  /** Names the file by its bytes. */
  readonly hash: string
  /** Of the upright picture, in pixels. */
  readonly width: number
  readonly height: number
  /** How the pixels of the file come to stand upright. */
  readonly turn: Turn
}

/** Reads a picture for a document. Throws Refused (`picture`) for what is no whole PNG or JPEG. */
export function showPicture({ image, media_type }: Image, name: string): ShownPicture {
  const picture = readPicture(image)
  if (typeof picture === 'string' || picture.media_type !== media_type)
    throw valueRefusal(
      name,
      'picture',
      `The value of "${name}" is not a readable PNG or JPEG picture. Upload another one.`,
    )
  const { bytes, width, height, orientation } = picture
  const turn = turnOf(orientation)
  const isAcross = liesAcross(turn)
  return {
    bytes,
    extension: media_type === 'image/png' ? 'png' : 'jpeg',
    hash: hash('sha256', bytes).slice(0, 24),
    width: isAcross ? height : width,
    height: isAcross ? width : height,
    turn,
  }
}
