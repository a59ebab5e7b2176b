/**
 * Which variable a picture is a placeholder for, as its alternative text says.
 */
import { scanTags } from '../../../template/tags/scan-tags.ts'
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
  /** Words stand beside the tag: they are the picture's description. */
  readonly worded: boolean
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

/** The tag of an attribute that holds one variable, and no other tag. */
export function tagIn(part: XmlPart, attribute: XmlAttribute): PlaceholderTag | undefined {
  const raw = part.source.slice(attribute.from, attribute.to)
  if (!raw.includes('{{')) return undefined
  const text = unescapeXml(raw)
  const { tags, mistakes } = scanTags(text)
  const [tag] = tags
  if (tag?.kind !== 'variable' || tags.length > 1) return undefined
  const { name } = tag
  if (text.trim() === text.slice(tag.start, tag.end))
    return { name, attribute, from: attribute.from, to: attribute.to, worded: false }
  const written = text.slice(tag.start, tag.end)
  const at = raw.indexOf(written)
  if (mistakes.length > 0 || at < 0) return undefined
  const from = attribute.from + at
  return { name, attribute, from, to: from + written.length, worded: true }
}

/** Words that name nothing but a picture. */
const PICTURE =
  '(?:\\p{L}*(?:photo|foto|image|bild|logo|picture)s?|fotograf(?:ie|ía|ia)|photograph(?:ie)?|imagen|imagem|' +
  'immagine|afbeelding|screenshot|scan|写真|画像|ロゴ)'
const NAMES_PICTURE = new RegExp(
  `(?:^|[^\\p{L}])${PICTURE}[\\d\\W_]*$|^${PICTURE}[\\W_]+(?:of|de|du|del|di|da|do|der|des|vom|von|van)(?![\\p{L}])`,
  'iu',
)

/** Whether a variable is a picture by its name: `photo`, `company_logo`, `Foto der Wohnung`. */
export const namesPicture = (name: string): boolean => NAMES_PICTURE.test(name.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'))
