/**
 * Placeholders in VML (ISO 29500-4 §19), which Word wrote before 2010 and still writes for older readers: a shape with
 * a picture in it.
 */
import { attribute } from '../../xml/attributes.ts'
import { ancestor, type XmlElement, type XmlPart } from '../../xml/xml-tree.ts'
import { insideOf } from './inside.ts'
import { findPlaceholderTag } from './placeholder-tag.ts'
import { type FoundPlaceholder, type IsAsked, type PictureBox, PlaceholderPlaces, WHOLE_PAGE } from './places.ts'

const CROPS = ['cropleft', 'croptop', 'cropright', 'cropbottom']
const LINKS = ['r:href', 'o:href']

/** The shape whose alternative text names a variable, when it shows one picture and is no preview of an object. */
export function vmlAt(part: XmlPart, shape: XmlElement, isAsked: IsAsked): FoundPlaceholder | undefined {
  const tag = findPlaceholderTag(part, shape, ['alt', 'title'])
  if (tag === undefined || ancestor(shape, 'w:object') !== undefined) return undefined
  const [picture, ...others] = [...insideOf(shape)].filter((each) => attribute(part, each, 'r:id') !== undefined)
  if (picture === undefined || others.length > 0 || (picture.name !== 'v:imagedata' && picture.name !== 'v:fill'))
    return undefined
  const holder = picture.parent as XmlElement
  const style = attribute(part, holder, 'style') ?? ''
  const own = vmlBox(style)
  if (own === undefined) return undefined
  const box = HAS_UNITS.test(style) ? own : { ...own, within: groupBox(part, holder) }
  const places = new PlaceholderPlaces(part, tag.name, box, isAsked)
  places.describe(shape, tag)
  places.writeAttribute('style', holder, 'style')
  places.writeAttribute('embed', picture, 'r:id')
  for (const name of [...CROPS, ...LINKS]) places.takeAttribute(picture, name)
  return { places, element: shape, shown: picture }
}

/** A width with its unit: a group's own have none. */
const HAS_UNITS = /(?:^|;)\s*width\s*:\s*\d*\.?\d+[a-z]/i

/** The outermost group round a shape, which has units again. */
function groupBox(part: XmlPart, shape: XmlElement): PictureBox {
  let box: PictureBox | undefined
  for (let group = ancestor(shape, 'v:group'); group !== undefined; group = ancestor(group, 'v:group')) {
    const style = attribute(part, group, 'style') ?? ''
    box = HAS_UNITS.test(style) ? vmlBox(style) : undefined
  }
  return box ?? WHOLE_PAGE
}

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  pt: 12_700,
  in: 914_400,
  cm: 360_000,
  mm: 36_000,
  pc: 152_400,
  pi: 152_400,
  px: 9525,
}

/** In English Metric Units, or without units as the coordinates of a group are. */
function vmlBox(style: string): PictureBox | undefined {
  const [width, height] = ['width', 'height'].map((name) => {
    const match = new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*(\\d*\\.?\\d+)\\s*([a-z]*)\\s*(?:;|$)`, 'i').exec(style)
    const unit = UNITS[match?.[2]?.toLowerCase() ?? '?']
    return match === null || unit === undefined ? 0 : Number(match[1]) * unit
  })
  return width === undefined || height === undefined || width <= 0 || height <= 0 ? undefined : { width, height }
}
