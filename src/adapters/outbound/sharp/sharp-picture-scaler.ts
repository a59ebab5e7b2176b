/**
 * Pictures scaled by sharp (libvips), in its own threads. What a picture can cost is bounded: its pixels when it is
 * answered (50 million take 1.6 seconds of a processor and 200 MB at most), here by one that runs at a time. The
 * library is loaded with the first picture: it takes 30 MB.
 */
import type sharp from 'sharp'
import { errorMessage, fail, ok, type Result } from '../../../domain/kernel/errors.ts'
import type { Logger } from '../../../ports/logger.ts'
import type { PictureScaler, ScaleRequest } from '../../../ports/documents/picture-scaler.ts'
import { Turns, type TurnLimits } from '../../../ports/limits/turns.ts'
import { readJpegFacts } from './jpeg-facts.ts'
import { keepsItsLook } from './keeps-its-look.ts'

/** A photo of 12 megapixels takes a tenth of a second. */
const LIMITS: TurnLimits = { at_once: 1, waiting: 16 }
/** As in `answers/kinds/image.ts`. */
const MAX_PIXELS = 50_000_000
/** Of the clock: only a machine that is very busy takes so long. */
const MAX_SECONDS = 60
/** Encoders write 10 to 20. Each costs a pass over all pixels, and libvips, which has no limit, sees no clock in it. */
const MAX_SCANS = 100
/** Text in a photographed page stays sharp: colours are not thinned out. */
const JPEG = { quality: 85, chromaSubsampling: '4:4:4' } as const
const PNG = { compressionLevel: 9 } as const

type Sharp = typeof sharp

export class SharpPictureScaler implements PictureScaler {
  readonly #turns: Turns
  readonly #logger: Logger
  readonly #load: () => Promise<Sharp>
  #loading: Promise<Sharp | undefined> | undefined

  /** `load` and `limits` are for tests. */
  constructor(logger: Logger, load: () => Promise<Sharp> = loadSharp, limits: TurnLimits = LIMITS) {
    this.#logger = logger
    this.#load = load
    this.#turns = new Turns(limits)
  }

  async scale(request: ScaleRequest): Promise<Result<Uint8Array | undefined>> {
    if (!keepsItsLook(request)) return ok(undefined)
    if (request.media_type === 'image/jpeg' && readJpegFacts(request.bytes).scans > MAX_SCANS) return TOO_MANY_SCANS
    const library = await (this.#loading ??= this.#tryLoad())
    if (library === undefined) return ok(undefined)
    const end = await this.#turns.take(request.owner)
    if (end === undefined) return TOO_MANY
    try {
      return await scaleWith(library, request)
    } finally {
      end()
    }
  }

  async #tryLoad(): Promise<Sharp | undefined> {
    try {
      return await this.#load()
    } catch (error) {
      this.#logger.error(
        { error: errorMessage(error) },
        'pictures are not scaled down: the library for it cannot be loaded on this machine. Install DocGen with its ' +
          'optional dependencies, or set DOCGEN_PICTURE_DPI=off',
      )
      return undefined
    }
  }
}

async function loadSharp(): Promise<Sharp> {
  const { default: library } = await import('sharp')
  // Every picture is another one, and several are worked on at once.
  library.cache(false)
  library.concurrency(1)
  return library
}

async function scaleWith(
  library: Sharp,
  { bytes, media_type, width, height }: ScaleRequest,
): Promise<Result<Uint8Array>> {
  try {
    const scaled = library(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error', sequentialRead: true })
      .autoOrient()
      .resize({ width, height, fit: 'fill' })
      .keepIccProfile()
      .timeout({ seconds: MAX_SECONDS })
    return ok(await (media_type === 'image/png' ? scaled.png(PNG) : scaled.jpeg(JPEG)).toBuffer())
  } catch (error) {
    return /timeout/i.test(errorMessage(error)) ? TOO_BUSY : DAMAGED
  }
}

const TOO_MANY_SCANS = fail(
  'invalid_answer',
  `The picture is a JPEG of more than ${MAX_SCANS} scans. Open it, save it anew as PNG or JPEG, and send that.`,
)
const TOO_MANY = fail('unavailable', 'Too many pictures are being read at the moment. Try again in a few seconds.')
const TOO_BUSY = fail(
  'unavailable',
  'The machine is too busy to read the picture just now. Try again in a moment, or send it with fewer pixels.',
  { reason: 'busy' },
)
const DAMAGED = fail(
  'invalid_answer',
  'The picture cannot be decoded: its file is damaged. Open it, save it anew as PNG or JPEG, and send that.',
)
