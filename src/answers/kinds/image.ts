/** Pictures: PNG or JPEG as base64. The type is detected from the bytes, whatever was declared. */
import { noExample, type AnswerKind, type AnswerReader } from '../answer-kind.ts'
import type { ImageAnswer } from '../../domain/questions/answer.ts'
import { ok } from '../../domain/kernel/errors.ts'
import { knownFormat } from '../../rendering/pictures/known-formats.ts'
import { readPictureHeader } from '../../rendering/pictures/picture-header.ts'
import type { PictureFault } from '../../rendering/pictures/picture.ts'
import { readPicture } from '../../rendering/pictures/read-picture.ts'
import { isImage } from '../value-shapes.ts'
import { refuse } from '../refusal.ts'
import { cleanFileName } from '../parsing/file-name.ts'

/** In bytes. */
export const MAX_IMAGE = 5 * 1024 * 1024
/** In pixels: a small file can decompress to a picture that fills the memory. */
const MAX_SIDE = 10_000
const MAX_PIXELS = 50_000_000

/**
 * Takes `{ media_type, data, file_name }` with `data` in base64 (RFC 4648 §4), or the data as a `data:` URL. What is
 * kept of the file are its pixels, their colours and how the camera was held: not where, when and by whom it was taken.
 * A reference was given its data before (`commands/generation/pictures`), or refers to nothing.
 */
const readImage: AnswerReader<ImageAnswer> = (question, raw, context) => {
  const data = base64Of(raw)
  if (data === undefined && isReference(raw)) return refuse(question, context, NOT_THERE)
  if (data === undefined)
    return refuse(question, context, 'This is no picture. It is sent as { media_type, data }, with data in base64.')
  if (data.length > Math.ceil(MAX_IMAGE / 3) * 4)
    return refuse(question, context, 'The picture is too large: at most 5 MB fit.', { max_bytes: MAX_IMAGE })
  const bytes = decodeBase64(data)
  if (bytes === undefined) return refuse(question, context, 'The data of the picture are no base64.')
  if (bytes.length > MAX_IMAGE)
    return refuse(question, context, 'The picture is too large: at most 5 MB fit.', { max_bytes: MAX_IMAGE })
  const size = readPictureHeader(bytes)
  if (size !== undefined && (size.width > MAX_SIDE || size.height > MAX_SIDE || size.width * size.height > MAX_PIXELS))
    return refuse(
      question,
      context,
      `The picture has ${size.width} × ${size.height} pixels: at most ${MAX_SIDE} on a side and 50 million in all fit.`,
    )
  const picture = readPicture(bytes)
  if (typeof picture === 'string') return refuse(question, context, wordsOf(picture, bytes))
  const file_name = fileNameOf(raw)
  return ok({
    media_type: picture.media_type,
    data: Buffer.from(picture.held()).toString('base64'),
    ...(file_name === undefined ? {} : { file_name }),
  })
}

const NOT_THERE =
  'There is no picture of yours at this address any more. Send the picture itself, or the reference that the ' +
  'conversation shows now.'

/** What says which picture it is, but has none. */
const isReference = (raw: unknown): boolean =>
  typeof raw === 'object' && raw !== null && (Object.hasOwn(raw, 'sha256') || Object.hasOwn(raw, 'address'))

/** The last part of the name, without what no name should hold. */
function fileNameOf(raw: unknown): string | undefined {
  if (typeof raw !== 'object' || raw === null || !Object.hasOwn(raw, 'file_name')) return undefined
  const { file_name } = raw as { readonly file_name: unknown }
  return typeof file_name === 'string' ? cleanFileName(file_name) || undefined : undefined
}

const FAULTS: Readonly<Record<Exclude<PictureFault, 'unknown'>, string>> = {
  cut_short: 'The file of the picture ends too early: a part of it is missing. Send it again, or save it anew.',
  damaged: 'The file of the picture is damaged. Open it, save it anew as PNG or JPEG, and send that.',
  uncommon: 'The picture is a kind of JPEG that Word cannot show. Open it, save it anew as PNG or JPEG, and send that.',
}

function wordsOf(fault: PictureFault, bytes: Uint8Array): string {
  if (fault !== 'unknown') return FAULTS[fault]
  const known = knownFormat(bytes)
  return known === undefined
    ? 'The file is neither a PNG nor a JPEG picture.'
    : `The file is ${known.name}, neither a PNG nor a JPEG picture. ${known.remedy}`
}

/** The bytes of canonical base64; undefined for anything else. */
function decodeBase64(data: string): Uint8Array | undefined {
  // What does not belong there is searched: a pattern for the whole keeps a way back for each of 7 million letters.
  const [letters, padding] = [data.slice(0, -2), data.slice(-2)]
  if (data.length % 4 !== 0 || /[^A-Za-z0-9+/]/.test(letters) || !/^[A-Za-z0-9+/][A-Za-z0-9+/=]$|^==$/.test(padding))
    return undefined
  const bytes = Buffer.from(data, 'base64')
  // The last character may have unused bits, so that two texts would decode to the same picture.
  return Buffer.from(data.slice(-4), 'base64').toString('base64') === data.slice(-4) ? bytes : undefined
}

function base64Of(raw: unknown): string | undefined {
  if (typeof raw === 'string')
    return /^data:image\/(?:png|jpeg);base64,/.test(raw) ? raw.slice(raw.indexOf(',') + 1) : undefined
  if (typeof raw !== 'object' || raw === null || !Object.hasOwn(raw, 'data')) return undefined
  const { data } = raw as { readonly data: unknown }
  return typeof data === 'string' ? data : undefined
}

/** A grey box with a cross, 120 × 60 pixels. */
const SAMPLE: ImageAnswer = {
  media_type: 'image/png',
  data: [
    'iVBORw0KGgoAAAANSUhEUgAAAHgAAAA8AQMAAACXY+zrAAAABlBMVEXr6+uWlpZAd73WAAAAxklEQVR42oWTSxICMQgFsdjiXXDv',
    '4abKrYfxCLE8mGYSyKc3ZjWdDC8EHvLdl7xkXVd5bnyTx8ZvOcqCepHDF7bKtrBX1oVLZZkCKidPAWs8BbzxFCiNh0A9aOwjvLON',
    '8M46wjuHwLnd2TM82DI8WDM8uH22zWDPoGBL0WDNS4MrdM1kjzuTLXJK1sg5WT6y8/0P43/q8T7mg3z5Hr6X9UC9WE/Wm/1Av9hP',
    '9pt+gF/oJ/qNfoRf6Wf6nfOAeeE8cd44j5jXH81wV3nr5FR9AAAAAElFTkSuQmCC',
  ].join(''),
}

const MEDIA_TYPE = { enum: ['image/png', 'image/jpeg'] }
const FILE_NAME = { type: 'string' }

/** The picture, or a reference to one that was answered before. */
const SCHEMA = {
  anyOf: [
    {
      type: 'object',
      properties: {
        media_type: MEDIA_TYPE,
        data: { type: 'string', contentEncoding: 'base64' },
        file_name: FILE_NAME,
      },
      required: ['media_type', 'data'],
      additionalProperties: false,
    },
    {
      type: 'object',
      properties: {
        media_type: MEDIA_TYPE,
        size: { type: 'integer' },
        width: { type: 'integer' },
        height: { type: 'integer' },
        sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
        file_name: FILE_NAME,
        address: { type: 'string' },
      },
      required: ['address'],
      additionalProperties: false,
    },
  ],
}

export const image: AnswerKind<ImageAnswer> = {
  name: 'Picture',
  accepts: 'a PNG or JPEG picture',
  read: readImage,
  print: ({ label }, value) =>
    isImage(value) ? { image: Buffer.from(value.data, 'base64'), media_type: value.media_type, label } : '',
  sample: () => SAMPLE,
  example: noExample,
  schema: () => SCHEMA,
}
