/** The size of an image value in pixels. */
import type { Image } from '../../../domain/template/render-data.ts'
import { readPictureHeader } from '../../pictures/picture-header.ts'

/** Undefined when the bytes are not what the media type says. */
export function imageSize({ image, media_type }: Image): { width: number; height: number } | undefined {
  const header = readPictureHeader(image)
  return header?.media_type === media_type ? { width: header.width, height: header.height } : undefined
}
