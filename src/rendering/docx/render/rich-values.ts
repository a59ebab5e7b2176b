/**
 * Values in a run that are more than text: links, Markdown and pictures.
 */
import type { Image, RenderValue } from '../../../domain/template/render-data.ts'
import { safeAddress } from '../../template/addresses.ts'
import { INLINE_BOX } from '../../pictures/inline-box.ts'
import type { RunFormatting } from '../../template/program.ts'
import type { Scope } from '../../template/scope.ts'
import { escapeXml, encodeRunText } from '../../template/encode-text.ts'
import { isImage, isLink, isMarkdown, plainText } from '../../template/values.ts'
import type { Assets } from './assets.ts'
import { linkLook } from './link-look.ts'
import { markdownRuns } from './markdown/markdown-values.ts'
import { boxesOf, describe, transform } from './pictures/picture-places.ts'
import { withProperties } from './run-properties.ts'

/** The XML in place of the value, inside an open `w:t`, which is open again at its end. */
export function encodeRichValue(
  value: RenderValue,
  name: string,
  run: RunFormatting,
  assets: Assets,
  scope: Scope,
): string {
  const { prefix: w } = run
  if (isMarkdown(value)) return markdownRuns(value, name, run, assets)
  if (isImage(value)) return `</${w}t>${inlinePicture(value, name, w, assets, scope)}<${w}t xml:space="preserve">`
  if (isLink(value) && run.closed !== true) {
    const id = assets.linked(safeAddress(value.href, name))
    return (
      `</${w}t></${w}r><${w}hyperlink r:id="${id}" xmlns:r="${assets.namespaces.relationships}">` +
      `<${w}r>${withProperties(run.properties, w, linkLook(w, assets))}<${w}t ` +
      `xml:space="preserve">${encodeRunText(value.text, name, w)}</${w}t></${w}r></${w}hyperlink>` +
      `<${w}r>${run.properties}<${w}t xml:space="preserve">`
    )
  }
  return encodeRunText(plainText(value, name), name, w)
}

/** English Metric Units in a pixel at 96 dpi. */
const EMU_PER_PIXEL = 9525

/** A picture in a line of text, in its own size where that fits the page. */
function inlinePicture(image: Image, name: string, w: string, assets: Assets, scope: Scope): string {
  const shown = assets.shown(image, name)
  const own = { width: shown.width * EMU_PER_PIXEL, height: shown.height * EMU_PER_PIXEL }
  const scale = Math.min(1, INLINE_BOX.width / own.width, INLINE_BOX.height / own.height)
  const { pixels } = boxesOf(shown, { width: own.width * scale, height: own.height * scale })
  const id = assets.nextShapeId()
  const title = escapeXml(name)
  const description = describe(image, name, scope)
  const { relationships, drawing, wordDrawing, picture } = assets.namespaces
  return (
    `<${w}drawing><wp:inline xmlns:wp="${wordDrawing}" distT="0" distB="0" distL="0" ` +
    `distR="0"><wp:extent cx="${pixels.width}" cy="${pixels.height}"/>` +
    `<wp:docPr id="${id}" name="${title}" descr="${description}"/>` +
    `<a:graphic xmlns:a="${drawing}"><a:graphicData uri="${picture}"><pic:pic ` +
    `xmlns:pic="${picture}"><pic:nvPicPr><pic:cNvPr id="${id}" name="${title}"/><pic:cNvPicPr/></pic:nvPicPr>` +
    `<pic:blipFill><a:blip xmlns:r="${relationships}" r:embed="${assets.embedded(shown)}"/><a:stretch>` +
    `<a:fillRect/></a:stretch></pic:blipFill>` +
    `<pic:spPr>${transform(pixels, shown.turn)}<a:prstGeom prst="rect"><a:avLst/>` +
    `</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></${w}drawing>`
  )
}
