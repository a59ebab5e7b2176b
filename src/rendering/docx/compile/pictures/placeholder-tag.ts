/**
 * Which variable a picture is a placeholder for, as its alternative text says.
 */
import { scanTags } from '../../../template/tags/scan-tags.ts'
import type { Tag } from '../../../template/tags/tag.ts'
import { type XmlAttribute, attributesOf } from '../../xml/attributes.ts'
import { unescapeXml } from '../../xml/unescape-xml.ts'
import type { XmlElement, XmlPart } from '../../xml/xml-tree.ts'

export interface PlaceholderTag {
  /** The variable. */
  readonly name: string
  readonly attribute: XmlAttribute
  /** The tag's range in the source; the attribute's whole value where it holds nothing else. */
  readonly from: number
  readonly to: number
  /** Words or other tags stand beside the tag: they are the picture's description. */
  readonly worded: boolean
  readonly others: readonly OtherTag[]
}

/** A variable in the description of a picture. */
export interface OtherTag {
  readonly name: string
  readonly from: number
  readonly to: number
}

/** The tag in the first of these attributes that makes the element a placeholder. */
export function findPlaceholderTag(
  part: XmlPart,
  element: XmlElement,
  names: readonly string[],
): PlaceholderTag | undefined {
  const attributes = attributesOf(part, element)
  const tags = names
    .map((name) => attributes.find((each) => each.name === name))
    .map((each) => (each === undefined ? undefined : tagIn(part, each)))
    .filter((each) => each !== undefined)
  return tags.find((each) => !each.worded) ?? tags.find((each) => namesPicture(each.name))
}

/**
 * The tag of an attribute that stands for a picture: the only one, the only one of several that is a picture by its
 * name, or the one with this name.
 */
export function tagIn(part: XmlPart, attribute: XmlAttribute, name?: string): PlaceholderTag | undefined {
  const raw = part.source.slice(attribute.from, attribute.to)
  if (!raw.includes('{{')) return undefined
  const text = unescapeXml(raw)
  const { tags, mistakes } = scanTags(text)
  const isMeant = (each: Tag): boolean =>
    name === undefined ? tags.length === 1 || namesPicture(each.name) : each.name === name
  const [tag, ...more] = tags.filter(isMeant)
  if (tag === undefined || more.length > 0 || tags.some((each) => each.kind !== 'variable')) return undefined
  const own = { name: tag.name, attribute, from: attribute.from, to: attribute.to }
  if (text.trim() === text.slice(tag.start, tag.end)) return { ...own, worded: false, others: [] }
  if (mistakes.length > 0) return undefined
  const others: OtherTag[] = []
  let behind = 0
  for (const each of tags) {
    const written = text.slice(each.start, each.end)
    const at = raw.indexOf(written, behind)
    if (at < 0) return undefined
    behind = at + written.length
    const range = { from: attribute.from + at, to: attribute.from + behind }
    if (each === tag) Object.assign(own, range)
    else others.push({ name: each.name, ...range })
  }
  return { ...own, worded: true, others }
}

/** Words that name nothing but a picture. */
const PICTURE =
  '(?:\\p{L}*(?:photo|foto|image|bild|logo|picture|写真|画像|ロゴ)s?|fotograf(?:ie|ía|ia)|photograph(?:ie)?|' +
  'imagen|imagem|immagine|afbeelding|screenshot|scan)'
const NAMES_PICTURE = new RegExp(
  `(?:^|[^\\p{L}])${PICTURE}[\\d\\W_]*$|^${PICTURE}[\\W_]+(?:of|de|du|del|di|da|do|der|des|vom|von|van)(?![\\p{L}])`,
  'iu',
)

/** Whether a variable is a picture by its name: `photo`, `company_logo`, `Foto der Wohnung`. */
export const namesPicture = (name: string): boolean => NAMES_PICTURE.test(name.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'))
