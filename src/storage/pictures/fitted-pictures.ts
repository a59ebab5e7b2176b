/**
 * Fits pictures to the boxes that a template version has for them. This is done once, when a picture is answered: what
 * is stored is what documents show, and a document that is made again has the same bytes.
 */
import { ok, type Result } from '../../domain/kernel/errors.ts'
import type { ImageAnswer } from '../../domain/questions/answer.ts'
import type { PictureFitter, PicturePlaces } from '../../ports/documents/picture-fitter.ts'
import type { PictureScaler } from '../../ports/documents/picture-scaler.ts'
import type { CompiledTemplate } from '../../rendering/template/compiled-template.ts'
import { pictureBoxes, type BoxSize } from '../../rendering/picture-boxes.ts'
import { readPicture } from '../../rendering/pictures/read-picture.ts'
import { uprightSize } from '../../rendering/pictures/upright-size.ts'
import type { CompiledTemplates } from '../compiled-templates.ts'

export interface PictureFitterDeps {
  readonly templates: CompiledTemplates
  readonly scaler: PictureScaler
  /** Pixels to an inch. */
  readonly dpi: number
}

const EMU_PER_INCH = 914_400
/** A page of A4, for what has no box of its own. */
const PAGE: BoxSize = { width: 7_560_000, height: 10_692_000 }

export function createPictureFitter({ templates, scaler, dpi }: PictureFitterDeps): PictureFitter {
  const boxes = new WeakMap<CompiledTemplate, ReturnType<typeof pictureBoxes>>()

  async function boxesOf({ tenant, template_id, version, name }: PicturePlaces): Promise<Result<readonly BoxSize[]>> {
    const compiled = await templates.get(tenant, template_id, version)
    // Whoever confirms is told that the template is gone; an answer is taken all the same.
    if (!compiled.ok) return compiled.error.code === 'unavailable' ? compiled : ok([PAGE])
    const known = boxes.get(compiled.value) ?? pictureBoxes(compiled.value)
    boxes.set(compiled.value, known)
    return ok(known.get(name) ?? [PAGE])
  }

  return {
    async fit(picture, places) {
      const bytes = Buffer.from(picture.data, 'base64')
      const size = uprightSize(bytes)
      if (size === undefined) return ok(picture)
      const found = await boxesOf(places)
      if (!found.ok) return found
      const target = shrink(size, found.value, dpi)
      if (target === undefined) return ok(picture)
      const { media_type } = picture
      const owner = `${places.tenant}/${places.actor}`
      const scaled = await scaler.scale({ bytes, media_type, ...target, owner })
      if (!scaled.ok) return scaled
      return ok(scaled.value === undefined ? picture : smaller(picture, bytes, scaled.value))
    },
  }
}

interface Size {
  readonly width: number
  readonly height: number
}

/** The size in pixels at which the picture fills its largest box; undefined where it has no more than that. */
function shrink({ width, height }: Size, boxes: readonly BoxSize[], dpi: number): Size | undefined {
  const pixels = (emu: number): number => (emu / EMU_PER_INCH) * dpi
  const scale = Math.max(...boxes.map((box) => Math.min(pixels(box.width) / width, pixels(box.height) / height)))
  if (!(scale > 0 && scale < 1)) return undefined
  return { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) }
}

/** Whatever was scaled is read as answers are, so that nothing stands in it but the picture. */
function smaller(picture: ImageAnswer, before: Uint8Array, scaled: Uint8Array): ImageAnswer {
  const read = readPicture(scaled)
  if (typeof read === 'string' || read.media_type !== picture.media_type) return picture
  const held = read.held()
  return held.length < before.length ? { ...picture, data: Buffer.from(held).toString('base64') } : picture
}
