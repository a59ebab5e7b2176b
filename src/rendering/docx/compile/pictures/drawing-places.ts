/**
 * Placeholders in DrawingML (ISO 29500-1 §20): a picture in the text or beside it, and one of a group.
 */
import { attribute, attributeRange } from '../../xml/attributes.ts'
import { ancestor, child, type XmlElement, type XmlPart } from '../../xml/xml-tree.ts'
import { insideOf } from './inside.ts'
import { type PlaceholderTag, findPlaceholderTag } from './placeholder-tag.ts'
import { type FoundPlaceholder, type IsAsked, type PictureBox, PlaceholderPlaces, WHOLE_PAGE } from './places.ts'

const DESCRIBING = ['descr', 'title', 'name']

/** The drawing whose alternative text (`wp:docPr`) names a variable, when it shows one picture. */
export function drawingAt(part: XmlPart, properties: XmlElement, isAsked: IsAsked): FoundPlaceholder | undefined {
  const frame = properties.parent
  const drawing = frame?.parent
  const tag = findPlaceholderTag(part, properties, DESCRIBING)
  if (frame === undefined || drawing === undefined || tag === undefined) return undefined
  const shown = shownIn(part, frame)
  if (shown === undefined) return undefined
  const places = placesOf(part, tag, shown, frame, isAsked)
  places?.describe(properties, tag)
  for (const each of insideOf(frame)) if (each.name === 'pic:cNvPr') places?.describe(each)
  return places && { places, element: drawing, shown: shown.blip }
}

/** A picture with a variable of its own, in a drawing that may show others. */
export function pictureInGroup(part: XmlPart, properties: XmlElement, isAsked: IsAsked): FoundPlaceholder | undefined {
  const picture = ancestor(properties, 'pic:pic')
  const frame = ancestor(properties, 'wp:inline', 'wp:anchor')
  const tag = findPlaceholderTag(part, properties, DESCRIBING)
  if (picture === undefined || frame?.parent === undefined || tag === undefined) return undefined
  const shown = shownIn(part, picture)
  if (shown === undefined) return undefined
  const places = placesOf(part, tag, shown, frame, isAsked)
  places?.describe(properties, tag)
  return places && { places, element: isAlone(shown.holder) ? frame.parent : picture, shown: shown.blip }
}

/** The one picture that a drawing shows: `holder` is the picture or the shape that it fills. */
interface ShownBlip {
  readonly blip: XmlElement
  readonly holder: XmlElement
}

function shownIn(part: XmlPart, element: XmlElement): ShownBlip | undefined {
  const [blip, ...others] = [...insideOf(element)].filter((each) => isPicture(part, each))
  if (blip === undefined || others.length > 0) return undefined
  const holder = ancestor(blip, 'pic:pic', 'wps:wsp', 'a:graphicData')
  return holder === undefined ? undefined : { blip, holder }
}

/** Not one of a group. */
const isAlone = (holder: XmlElement): boolean =>
  holder.name === 'a:graphicData' || holder.parent?.name === 'a:graphicData'

function placesOf(
  part: XmlPart,
  { name }: PlaceholderTag,
  { blip, holder }: ShownBlip,
  frame: XmlElement,
  isAsked: IsAsked,
): PlaceholderPlaces | undefined {
  const inner = [...insideOf(holder)]
  const extent = isAlone(holder) ? child(frame, 'wp:extent') : inner.find(isExtent)
  if (extent === undefined) return undefined
  const box = boxOf(part, extent)
  const places = new PlaceholderPlaces(
    part,
    name,
    isAlone(holder) ? box : { ...box, within: groupBox(part, frame) },
    isAsked,
  )
  if (isAlone(holder)) writeFrame(places, frame, extent)
  const offset = isAlone(holder) ? undefined : inner.find((each) => each.name === 'a:off')
  if (offset !== undefined) {
    places.writeAttribute('left', offset, 'x')
    places.writeAttribute('top', offset, 'y')
  }
  writePicture(part, places, blip, inner)
  return places
}

/** The box and the place of a drawing on the page. */
function writeFrame(places: PlaceholderPlaces, frame: XmlElement, extent: XmlElement): void {
  writeSize(places, extent)
  for (const each of frame.children) {
    const offset = child(each, 'wp:posOffset')
    if (each.name === 'wp:positionH' && offset !== undefined) places.write('left', offset.inner, offset.innerEnd)
    else if (each.name === 'wp:positionV' && offset !== undefined) places.write('top', offset.inner, offset.innerEnd)
    // Sizes in percent of the page would stretch the picture.
    else if (/^wp14:sizeRel[HV]$/.test(each.name)) places.takeElement(each)
  }
}

/** The picture itself: its file, its size and turn, and what belongs to the picture that stood there before. */
function writePicture(part: XmlPart, places: PlaceholderPlaces, blip: XmlElement, inner: readonly XmlElement[]): void {
  if (attributeRange(part, blip, 'r:embed') !== undefined) {
    places.writeAttribute('embed', blip, 'r:embed')
    places.takeAttribute(blip, 'r:link')
  } else {
    const link = attributeRange(part, blip, 'r:link') as [number, number]
    places.write('instead', part.source.lastIndexOf('r:link', link[0]), link[0], 'r:embed="')
    places.write('embed', ...link)
  }
  const a = /^<([^:\s]+:)?/.exec(part.source.slice(blip.start, blip.inner))?.[1] ?? ''
  // Its vector form, and the source of its artistic effects.
  for (const each of blip.children) if (each.name === 'a:extLst') places.takeElement(each)
  const fill = blip.parent as XmlElement
  if (attribute(part, fill, 'rotWithShape') === '0') {
    const [from, to] = attributeRange(part, fill, 'rotWithShape') as [number, number]
    places.write('instead', from, to, '1')
  }
  for (const each of fill.children) {
    const stretched = child(each, 'a:fillRect')
    if (each.name === 'a:srcRect') places.takeElement(each)
    else if (each.name === 'a:tile') places.takeElement(each, `<${a}stretch><${a}fillRect/></${a}stretch>`)
    else if (each.name === 'a:stretch' && stretched !== undefined) places.takeElement(stretched, `<${a}fillRect/>`)
  }
  for (const each of inner) {
    if (isExtent(each)) writeSize(places, each)
    else if (each.name === 'a:xfrm') {
      const from = each.start + part.source.slice(each.start, each.inner).search(/[\s/>]/)
      places.write('turn', from, each.inner - (part.source[each.inner - 2] === '/' ? 2 : 1))
    } else if (each.name === 'pic:spPr' && child(each, 'a:xfrm') === undefined && each.innerEnd > each.inner)
      places.write('frame', each.inner, each.inner)
  }
}

function writeSize(places: PlaceholderPlaces, extent: XmlElement): void {
  places.writeAttribute('width', extent, 'cx')
  places.writeAttribute('height', extent, 'cy')
}

function boxOf(part: XmlPart, extent: XmlElement): PictureBox {
  return { width: Number(attribute(part, extent, 'cx')), height: Number(attribute(part, extent, 'cy')) }
}

/** The whole drawing: what is in a group is never larger. */
function groupBox(part: XmlPart, frame: XmlElement): PictureBox {
  const extent = child(frame, 'wp:extent')
  return extent === undefined ? WHOLE_PAGE : boxOf(part, extent)
}

const isExtent = (element: XmlElement): boolean => element.name === 'a:ext' && element.parent?.name === 'a:xfrm'

/** A picture in the file, or one that is only linked. */
const isPicture = (part: XmlPart, element: XmlElement): boolean =>
  element.name === 'a:blip' &&
  (attributeRange(part, element, 'r:embed') ?? attributeRange(part, element, 'r:link')) !== undefined
