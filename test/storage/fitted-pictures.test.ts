/** Pictures become as large as their places need: the right way up, with their colours, and nothing else in the file. */
import sharp, { type Sharp } from 'sharp'
import { expect, test } from 'vitest'
import { readJpegFacts } from '../../src/adapters/outbound/sharp/jpeg-facts.ts'
import { SharpPictureScaler } from '../../src/adapters/outbound/sharp/sharp-picture-scaler.ts'
import { image as imageKind } from '../../src/answers/kinds/image.ts'
import { ANSWER_KINDS } from '../../src/answers/answer-kinds.ts'
import type { ImageAnswer } from '../../src/domain/questions/answer.ts'
import type { Question } from '../../src/domain/questions/question.ts'
import type { TemplateVersion } from '../../src/domain/template/template.ts'
import { readPicture } from '../../src/rendering/pictures/read-picture.ts'
import { uprightSize } from '../../src/rendering/pictures/upright-size.ts'
import { createPictureFitter } from '../../src/storage/pictures/fitted-pictures.ts'
import { unwrap } from '../../src/domain/kernel/errors.ts'
import { compiler } from '../support/compiler.ts'
import { inline, pictureFile, run, vml } from '../rendering/docx/compile/pictures/given.ts'
import { chunk, png } from '../rendering/support/pictures.ts'
import { p } from '../rendering/support/word.ts'

const logger = { info: () => undefined, warn: () => undefined, error: () => undefined }
const PHOTO = { kind: 'image', name: 'photo', label: 'Photo', required: true, when: [] } as unknown as Question

/** One inch in each direction, in English Metric Units. */
const INCH = 914_400
const box = (width: number, height: number): string =>
  run(inline().replaceAll('cx="2000" cy="1000"', `cx="${width * INCH}" cy="${height * INCH}"`))

/** What an answer of this file is stored as. */
function answered(bytes: Uint8Array): ImageAnswer {
  const raw = {
    media_type: bytes[0] === 0xff ? 'image/jpeg' : 'image/png',
    data: Buffer.from(bytes).toString('base64'),
  }
  const context = { now: '2026-01-01T00:00:00Z', zone: 'UTC', locale: 'en-US', kinds: ANSWER_KINDS }
  return unwrap(imageKind.read(PHOTO, raw, context))
}

/** The least that may be set, so that small pictures do. */
const DPI = 96

async function fitter(body: string, dpi = DPI, load?: () => Promise<typeof sharp>) {
  const compiled = unwrap(await compiler.compile(pictureFile(body), 'docx'))
  const templates = { get: async () => ({ ok: true, value: compiled }) as const, drop: async () => undefined }
  const pictures = createPictureFitter({ templates, scaler: new SharpPictureScaler(logger, load), dpi })
  const place = { tenant: 't', template_id: 'a', version: {} as TemplateVersion, name: 'photo', actor: 'me' }
  return (picture: ImageAnswer, name = 'photo') => pictures.fit(picture, { ...place, name })
}

const fitted = async (body: string, bytes: Uint8Array, dpi?: number): Promise<Buffer> =>
  Buffer.from(unwrap(await (await fitter(body, dpi))(answered(bytes))).data, 'base64')

/** Red above on the left, green on the right; blue and white below. */
async function quarters(width: number, height: number): Promise<Sharp> {
  const pixels = Buffer.alloc(width * height * 3)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [left, up] = [x < width / 2, y < height / 2]
      pixels.set(up ? (left ? [255, 0, 0] : [0, 255, 0]) : left ? [0, 0, 255] : [255, 255, 255], 3 * (y * width + x))
    }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
}

/** The colours of the four quarters as people see them. */
async function seen(bytes: Uint8Array): Promise<string> {
  const { data, info } = await sharp(bytes).autoOrient().removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const at = (x: number, y: number): string => {
    const from = info.channels * (Math.floor(y * info.height) * info.width + Math.floor(x * info.width))
    return [...data.subarray(from, from + 3)].map((value) => (value > 127 ? '1' : '0')).join('')
  }
  return [at(0.25, 0.25), at(0.75, 0.25), at(0.25, 0.75), at(0.75, 0.75)].join(' ')
}

const sizeOf = (bytes: Uint8Array): unknown => uprightSize(bytes)

test.each(
  [1, 2, 3, 4, 5, 6, 7, 8].flatMap((orientation) => [['jpeg', orientation] as const, ['png', orientation] as const]),
)('%s with orientation %i is seen as before, upright, as large as its box', async (format, orientation) => {
  const before = await (
    await quarters(180, 120)
  )
    .toFormat(format, { quality: 95 })
    .withMetadata({ orientation })
    .toBuffer()
  const kept = Buffer.from(answered(before).data, 'base64')
  const after = await fitted(box(1, 1), before)
  const across = orientation >= 5
  expect(sizeOf(kept)).toEqual(across ? { width: 120, height: 180 } : { width: 180, height: 120 })
  expect(sizeOf(after)).toEqual(across ? { width: 64, height: 96 } : { width: 96, height: 64 })
  expect(await seen(after)).toBe(await seen(before))
  expect(readPicture(after)).toMatchObject({ orientation: 1, media_type: `image/${format}` })
})

const noise = (width: number, height: number, channels: 3 | 4 = 3): Sharp =>
  sharp({
    create: {
      width,
      height,
      channels,
      background: { r: 0, g: 0, b: 0, alpha: 0.5 },
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    },
  })

test('the largest of several boxes counts, and it is never scaled up', async () => {
  const picture = await noise(400, 200).jpeg().toBuffer()
  expect(sizeOf(await fitted(box(1, 1) + box(2, 2), picture))).toEqual({ width: 192, height: 96 })
  expect(sizeOf(await fitted(box(1, 1) + box(2, 2), picture, 150))).toEqual({ width: 300, height: 150 })
  expect(await fitted(box(5, 5), picture)).toEqual(Buffer.from(answered(picture).data, 'base64'))
})

test('what was fitted once stays as it is', async () => {
  const fit = await fitter(box(1.37, 2.11))
  const once = unwrap(await fit(answered(await noise(301, 277).jpeg().toBuffer())))
  expect(unwrap(await fit(once))).toEqual(once)
})

test('a picture in a line of text fits the page, one without a place A4, one in VML its shape', async () => {
  const picture = await noise(900, 40).jpeg({ quality: 100 }).toBuffer()
  // 16 cm; 21 cm; 200 pt.
  expect(sizeOf(await fitted(p('{{photo}}'), picture))).toMatchObject({ width: 604 })
  const elsewhere = unwrap(await (await fitter(p('Text')))(answered(picture), 'photo'))
  expect(sizeOf(Buffer.from(elsewhere.data, 'base64'))).toMatchObject({ width: 793 })
  expect(sizeOf(await fitted(run(vml()), picture))).toMatchObject({ width: 266 })
})

test('a shape in a group has units of its own: the group counts', async () => {
  const shape = '<v:shape id="s" alt="{{photo}}" style="width:21600;height:21600"><v:imagedata r:id="rId7"/></v:shape>'
  const group = `<w:pict><v:group style="width:144pt;height:144pt" coordsize="21600,21600">${shape}</v:group></w:pict>`
  expect(sizeOf(await fitted(run(group), await noise(400, 200).jpeg().toBuffer()))).toEqual({
    width: 192,
    height: 96,
  })
})

test('colour profile and transparency stay; what a camera noted does not come back', async () => {
  const photo = await noise(200, 200)
    .withIccProfile('p3')
    .withExif({ IFD0: { Artist: 'Ada Owner' }, IFD3: { GPSLatitude: '47/1' } })
    .jpeg()
    .toBuffer()
  const after = await fitted(box(1, 1), photo)
  expect((await sharp(after).metadata()).icc).toEqual((await sharp(photo).metadata()).icc)
  expect((await sharp(after).metadata()).exif).toBeUndefined()
  expect(after.includes('Ada Owner')).toBe(false)
  const glass = await fitted(box(1, 1), await noise(200, 200, 4).png().toBuffer())
  expect(await sharp(glass).metadata()).toMatchObject({ format: 'png', channels: 4, width: 96 })
  const alpha = (await sharp(glass).stats()).channels[3]?.mean ?? 0
  expect(Math.abs(alpha - 128)).toBeLessThan(40)
})

test('what would look otherwise is left alone: inks, a gamma of its own', async () => {
  const inks = await noise(200, 200).toColourspace('cmyk').jpeg().toBuffer()
  expect((await sharp(inks).metadata()).space).toBe('cmyk')
  expect(await fitted(box(1, 1), inks)).toEqual(Buffer.from(answered(inks).data, 'base64'))
  const gamma = Buffer.alloc(4)
  gamma.writeUInt32BE(100_000)
  const linear = png(200, 200, [chunk('gAMA', gamma)]).image
  expect(await fitted(box(1, 1), linear)).toEqual(Buffer.from(linear))
})

test('a file that would not become smaller stays as it is', async () => {
  // A fine grid of two colours is grey in all shades once it is smaller.
  const grid = Buffer.from(
    Array.from({ length: 120 * 120 }, (_, at) => (((at % 120) + Math.floor(at / 120)) % 7 < 3 ? 255 : 0)),
  )
  const palette = await sharp(grid, { raw: { width: 120, height: 120, channels: 1 } })
    .png({ palette: true, colours: 2 })
    .toBuffer()
  expect(await fitted(box(1, 1), palette)).toEqual(Buffer.from(answered(palette).data, 'base64'))
})

test('pixels that cannot be decoded are refused, with what to do', async () => {
  const whole = answered(await noise(200, 200).png().toBuffer())
  const bytes = Buffer.from(whole.data, 'base64')
  const data = bytes.indexOf('IDAT')
  const length = bytes.readUInt32BE(data - 4)
  // A whole file with right checksums, but what stands in it is no image data.
  const broken = Buffer.concat([
    bytes.subarray(0, data - 4),
    chunk('IDAT', Buffer.alloc(length, 7)),
    chunk('IEND', Buffer.alloc(0)),
  ])
  const result = await (await fitter(box(1, 1)))(answered(broken))
  expect(result).toMatchObject({
    ok: false,
    error: { code: 'invalid_answer', message: expect.stringMatching(/damaged.*save it anew/) as string },
  })
})

test('a JPEG of more scans than any encoder writes is refused before it costs anything', async () => {
  const progressive = await noise(200, 200).jpeg({ progressive: true }).toBuffer()
  const scans = readJpegFacts(progressive).scans
  expect(scans).toBeGreaterThan(5)
  expect(sizeOf(await fitted(box(1, 1), progressive))).toEqual({ width: 96, height: 96 })
  // The last scan again and again: a few bytes each.
  const last = progressive.lastIndexOf(Buffer.from([0xff, 0xda]))
  const again = progressive.subarray(last, -2)
  const many = (count: number): Buffer =>
    Buffer.concat([progressive.subarray(0, -2), ...Array<Buffer>(count).fill(again), progressive.subarray(-2)])
  expect(readJpegFacts(many(100 - scans))).toEqual({ components: 3, scans: 100 })
  const refuses = await fitter(box(1, 1), DPI, () => Promise.reject(new Error('nothing is loaded')))
  expect(await refuses(answered(many(101 - scans)))).toMatchObject({
    ok: false,
    error: { code: 'invalid_answer', message: expect.stringMatching(/more than 100 scans.*save it anew/) as string },
  })
})

test('where the library cannot be loaded, pictures stay as they are', async () => {
  const picture = answered(await noise(200, 200).jpeg().toBuffer())
  const fit = await fitter(box(1, 1), 300, () => Promise.reject(new Error('no such platform')))
  expect(unwrap(await fit(picture))).toEqual(picture)
})

test('an extreme shape keeps a pixel', async () => {
  const line = await noise(600, 3).jpeg().toBuffer()
  expect(sizeOf(await fitted(box(1, 1), line))).toEqual({ width: 96, height: 1 })
})
