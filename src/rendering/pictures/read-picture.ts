/**
 * Reads a picture to its end: whether it is whole, how it is held, and its bytes without what the camera noted. The one
 * reader of answers and of documents, so what is accepted can be shown.
 */
import { readJpeg } from './jpeg.ts'
import type { Picture, PictureFault } from './picture.ts'
import { PNG_SIGNATURE, readPictureHeader } from './picture-header.ts'
import { readPng } from './png.ts'

/** The picture, or what is wrong with the file. Costs one pass over the bytes. */
export function readPicture(bytes: Uint8Array): Picture | PictureFault {
  const format = formatOf(bytes)
  if (format === undefined) return 'unknown'
  const body = format === 'png' ? readPng(bytes) : readJpeg(bytes)
  if (typeof body === 'string') return body
  const header = readPictureHeader(bytes)
  return header === undefined ? 'damaged' : { ...header, ...body }
}

function formatOf(bytes: Uint8Array): 'png' | 'jpeg' | undefined {
  if (PNG_SIGNATURE.every((byte, index) => bytes[index] === byte)) return 'png'
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff ? 'jpeg' : undefined
}
