/**
 * Placeholder pictures: a picture whose alternative text is one tag is replaced by the picture that is the variable's
 * value.
 */
import type { PictureNode } from '../../template/program.ts'
import { scanTags } from '../../template/tags/scan-tags.ts'
import { type Interval, replaceWithNode } from '../sections/intervals.ts'
import type { XmlElement, XmlPart } from '../xml/xml-tree.ts'
import { attribute, attributeRange, attributesOf } from '../xml/attributes.ts'

export interface Pictures {
  readonly intervals: readonly Interval[]
  /** Where attributes begin that belong to a placeholder and so are not text. */
  readonly claimed: ReadonlySet<number>
}

/** Finds the placeholders of a part. */
export function findPictures(part: XmlPart): Pictures {
  const intervals: Interval[] = []
  const claimed = new Set<number>()
  for (const properties of part.tagged) {
    const drawing = properties.parent
    if (properties.name !== 'wp:docPr' || drawing === undefined) continue
    const name = placeholderName(part, properties)
    const embeds = [...descendants(drawing)].filter(
      (each) => each.name === 'a:blip' && attributeRange(part, each, 'r:embed') !== undefined,
    )
    const extent = drawing.children.find((each) => each.name === 'wp:extent')
    const [blip] = embeds
    if (name === undefined || extent === undefined || blip === undefined || embeds.length !== 1) continue
    const box = { width: Number(attribute(part, extent, 'cx')), height: Number(attribute(part, extent, 'cy')) }
    const node = (what: PictureNode['what'], range: readonly [number, number]): PictureNode => ({
      node: 'picture',
      name,
      what,
      original: part.source.slice(...range),
      ...box,
    })
    let described = false
    for (const element of [properties, ...[...descendants(drawing)].filter((each) => each.name === 'pic:cNvPr')]) {
      for (const each of attributesOf(part, element)) {
        if (!part.source.slice(each.from, each.to).includes('{{')) continue
        claimed.add(each.from)
        intervals.push(
          replaceWithNode(
            each.from,
            each.to,
            node('description', [each.from, each.to]),
            described ? [] : [{ type: 'variable', name, place: 'image' }],
          ),
        )
        described = true
      }
    }
    const embed = attributeRange(part, blip, 'r:embed')
    if (embed !== undefined) intervals.push(replaceWithNode(...embed, node('embed', embed)))
    for (const each of [
      extent,
      ...[...descendants(drawing)].filter((inner) => inner.name === 'a:ext' && inner.parent?.name === 'a:xfrm'),
    ]) {
      const width = attributeRange(part, each, 'cx')
      const height = attributeRange(part, each, 'cy')
      if (width !== undefined) intervals.push(replaceWithNode(...width, node('width', width)))
      if (height !== undefined) intervals.push(replaceWithNode(...height, node('height', height)))
    }
  }
  return { intervals, claimed }
}

/** The variable when description or title is exactly one tag. */
function placeholderName(part: XmlPart, properties: XmlElement): string | undefined {
  for (const name of ['descr', 'title', 'name']) {
    const text = attribute(part, properties, name)?.trim() ?? ''
    const [tag, ...others] = scanTags(text).tags
    if (tag?.kind === 'variable' && others.length === 0 && tag.start === 0 && tag.end === text.length) return tag.name
  }
  return undefined
}

function* descendants(element: XmlElement): Generator<XmlElement> {
  for (const each of element.children) {
    yield each
    yield* descendants(each)
  }
}
