/** What a stored picture is, without its bytes. */
import type { ImageAnswer, PictureReference } from '../domain/questions/answer.ts'
import { uprightSize } from '../rendering/pictures/upright-size.ts'

/** Type, size in bytes, width and height of the upright picture, and its name where it has one. */
export type PictureFacts = Omit<PictureReference, 'sha256' | 'address'>

/** In characters of base64: as far as the header of a picture usually reaches. */
const HEAD = 64 * 1024

/** Reads no more than the head of the picture. */
export function describePicture({ media_type, data, file_name }: ImageAnswer): PictureFacts {
  return {
    media_type,
    size: Math.floor((data.length * 3) / 4) - (/=*$/.exec(data.slice(-2))?.[0].length ?? 0),
    ...uprightSize(Buffer.from(data.slice(0, HEAD), 'base64')),
    ...(file_name === undefined ? {} : { file_name }),
  }
}
