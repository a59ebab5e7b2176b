/** Pictures: PNG or JPEG as base64, told by their bytes and not by what is said of them. */
import type { ImageAnswer } from '../../domain/questions/answer.ts'
import { ok } from '../../domain/kernel/errors.ts'
import { inspectImage } from '../parsing/image-file.ts'
import { refuse, type AnswerReader } from '../refusal.ts'

/** In bytes. */
export const MAX_IMAGE = 5 * 1024 * 1024
/** In pixels; a small file can hold a picture that fills all memory when it is opened. */
const MAX_SIDE = 10_000
const MAX_PIXELS = 50_000_000

/** Takes `{ media_type, data }` with `data` in base64 (RFC 4648 §4), or the same as a `data:` URL. */
export const readImage: AnswerReader<ImageAnswer> = (question, raw, context) => {
  const data = base64Of(raw)
  if (data === undefined)
    return refuse(question, context, 'This is no picture. It is sent as { media_type, data }, with data in base64.')
  if (data.length > Math.ceil(MAX_IMAGE / 3) * 4)
    return refuse(question, context, 'The picture is too large: at most 5 MB fit.', { max_bytes: MAX_IMAGE })
  const bytes = decode(data)
  if (bytes === undefined) return refuse(question, context, 'The data of the picture are no base64.')
  if (bytes.length > MAX_IMAGE)
    return refuse(question, context, 'The picture is too large: at most 5 MB fit.', { max_bytes: MAX_IMAGE })
  const facts = inspectImage(bytes)
  if (facts === undefined) return refuse(question, context, 'The file is neither a PNG nor a JPEG picture.')
  const { media_type, width, height } = facts
  if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) {
    return refuse(
      question,
      context,
      `The picture has ${String(width)} × ${String(height)} pixels: at most ${String(MAX_SIDE)} on a side and 50 million in all fit.`,
    )
  }
  return ok({ media_type, data })
}

/** The bytes of canonical base64; undefined for anything else. */
function decode(data: string): Uint8Array | undefined {
  if (data.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(data)) return undefined
  const bytes = Buffer.from(data, 'base64')
  // The last character may hold bits that belong to no byte: two texts would then be one picture.
  return Buffer.from(data.slice(-4), 'base64').toString('base64') === data.slice(-4) ? bytes : undefined
}

function base64Of(raw: unknown): string | undefined {
  if (typeof raw === 'string')
    return /^data:image\/(?:png|jpeg);base64,/.test(raw) ? raw.slice(raw.indexOf(',') + 1) : undefined
  if (typeof raw !== 'object' || raw === null || !Object.hasOwn(raw, 'data')) return undefined
  const { data } = raw as { readonly data: unknown }
  return typeof data === 'string' ? data : undefined
}
