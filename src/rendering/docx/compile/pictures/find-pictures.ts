/**
 * Placeholder pictures: a picture whose alternative text names a variable gives way to the picture that is its value.
 */
import type { Interval } from '../../sections/intervals.ts'
import { ancestor, type XmlElement, type XmlPart } from '../../xml/xml-tree.ts'
import { drawingAt, pictureInGroup } from './drawing-places.ts'
import type { FoundPlaceholder, IsAsked } from './places.ts'
import { vmlAt } from './vml-places.ts'

/** A placeholder, and what leaves the document with it when the picture is left out. */
export interface Placeholder {
  readonly name: string
  readonly element: XmlElement
}

export interface Pictures {
  readonly intervals: readonly Interval[]
  /** Where attributes begin that belong to a placeholder and so are not text. */
  readonly claimed: ReadonlySet<number>
  readonly placeholders: readonly Placeholder[]
  /** The relationships that nothing but placeholders uses. */
  readonly ids: readonly string[]
}

const FINDERS: Readonly<
  Record<string, (part: XmlPart, element: XmlElement, isAsked: IsAsked) => FoundPlaceholder | undefined>
> = { 'wp:docPr': drawingAt, 'pic:cNvPr': pictureInGroup }

/** Finds the placeholders of a part. */
export function findPictures(part: XmlPart): Pictures {
  const intervals: Interval[] = []
  const claimed = new Set<number>()
  const placeholders: Placeholder[] = []
  const ids: string[] = []
  const names = new Set<string>()
  const shown = new Set<XmlElement>()
  for (const element of part.tagged) {
    const find = FINDERS[element.name] ?? (element.name.startsWith('v:') ? vmlAt : undefined)
    const isTwin = find !== undefined && ancestor(element, 'mc:Fallback') !== undefined
    const found = find?.(part, element, (name) => !isTwin || !names.has(name))
    if (found === undefined || shown.has(found.shown)) continue
    shown.add(found.shown)
    for (const each of found.places.claimed) claimed.add(each)
    for (const each of found.places.intervals) intervals.push(each)
    for (const each of found.places.ids) ids.push(each)
    names.add(found.places.name)
    placeholders.push({ name: found.places.name, element: found.element })
  }
  return { intervals, claimed, placeholders, ids: idsOfPlaceholders(part, ids) }
}

function idsOfPlaceholders({ source }: XmlPart, ids: readonly string[]): string[] {
  const left = new Map<string, number>()
  for (const each of ids) left.set(each, (left.get(each) ?? 0) - 1)
  if (left.size === 0) return []
  for (const [, value = ''] of source.matchAll(/=["']([^"']*)["']/g)) {
    const count = left.get(value)
    if (count !== undefined) left.set(value, count + 1)
  }
  return [...left].filter(([, count]) => count === 0).map(([id]) => id)
}
