/**
 * Ids that must stay unique when a section repeats: shapes, bookmarks, tracked changes. Anchors of comments are written
 * once.
 */
import { type Interval, replaceWithXml, replaceWithNode, replacementOf } from './intervals.ts'
import { firstIndex } from '../xml/search.ts'
import type { XmlElement, XmlPart } from '../xml/xml-tree.ts'
import type { AnchoredSection } from './anchored-section.ts'
import { attribute, attributeRange } from '../xml/attributes.ts'

/** The elements with such an id and the attribute that holds it, by conventional name. */
const NUMBERED: Readonly<Record<string, 'id' | 'w:id'>> = {
  'wp:docPr': 'id',
  'w:bookmarkStart': 'w:id',
  'w:bookmarkEnd': 'w:id',
  'w:ins': 'w:id',
  'w:del': 'w:id',
  'w:moveFrom': 'w:id',
  'w:moveTo': 'w:id',
  'w:rPrChange': 'w:id',
  'w:pPrChange': 'w:id',
  'w:tblPrChange': 'w:id',
  'w:trPrChange': 'w:id',
  'w:tcPrChange': 'w:id',
  'w:cellIns': 'w:id',
  'w:permStart': 'w:id',
  'w:permEnd': 'w:id',
  'w:moveFromRangeStart': 'w:id',
  'w:moveFromRangeEnd': 'w:id',
  'w:moveToRangeStart': 'w:id',
  'w:moveToRangeEnd': 'w:id',
}
const ONCE: ReadonlySet<string> = new Set(['w:commentRangeStart', 'w:commentRangeEnd', 'w:commentReference'])
const PAIRS: ReadonlySet<string> = new Set(['w:bookmarkStart', 'w:bookmarkEnd'])
const CONCERNED: ReadonlySet<string> = new Set([...Object.keys(NUMBERED), ...ONCE, 'w:sdtPr'])

/**
 * Intervals for the ids inside sections that may repeat. `slots.next` is raised by one for each number that can be
 * needed.
 */
export function idIntervals(part: XmlPart, sections: readonly AnchoredSection[], slots: { next: number }): Interval[] {
  const repeating = sections.filter((each) => !each.inverted)
  if (repeating.length === 0 || part.names.isDisjointFrom(CONCERNED)) return []
  const intervals: Interval[] = []
  const numbers = new Map<string, number>()
  const bookmarks = new Map<string, XmlElement[]>()
  const idName = (element: XmlElement): string => (NUMBERED[element.name] === 'id' ? 'id' : `${part.prefix}id`)
  const sorted = repeating.toSorted((a, b) => a.open.pos - b.open.pos || a.rank - b.rank)
  /** The innermost section around an element. */
  const innermost = (element: XmlElement): AnchoredSection | undefined => {
    for (let index = firstIndex(sorted, (each) => each.open.pos > element.start) - 1; index >= 0; index--) {
      const section = sorted[index]
      if (section !== undefined && element.end <= section.close.pos) return section
    }
    return undefined
  }
  const reach: number[] = []
  for (const section of sorted) reach.push(Math.max(reach.at(-1) ?? 0, section.close.pos))
  const touches = (element: XmlElement): boolean => {
    const index = firstIndex(sorted, (each) => each.open.pos >= element.end) - 1
    return index >= 0 && (reach[index] ?? 0) > element.start
  }

  const visit = (element: XmlElement): void => {
    for (const each of element.children) {
      if ((each.children.length === 0 && !CONCERNED.has(each.name)) || !touches(each)) continue
      if (ONCE.has(each.name)) intervals.push(once(each))
      else if (each.name === 'w:sdtPr') {
        const id = each.children.find((inner) => inner.name === 'w:id')
        if (id !== undefined) intervals.push(replaceWithXml(id.start, id.end, ''))
      } else if (PAIRS.has(each.name)) {
        const id = attribute(part, each, idName(each)) ?? ''
        bookmarks.set(id, [...(bookmarks.get(id) ?? []), each])
      } else if (NUMBERED[each.name] !== undefined) number(each)
      visit(each)
    }
  }
  const number = (element: XmlElement): void => {
    if (innermost(element) === undefined) return
    const range = attributeRange(part, element, idName(element))
    if (range === undefined) return
    const first = part.source.slice(...range)
    const key = `${element.name.replace(/(?:Start|End)$/, '')} ${first}`
    const slot = numbers.get(key) ?? slots.next++
    numbers.set(key, slot)
    intervals.push(replaceWithNode(...range, { node: 'id', first, slot }))
    const name = element.name === 'w:bookmarkStart' ? attributeRange(part, element, `${part.prefix}name`) : undefined
    if (name !== undefined) {
      const stem = part.source.slice(...name)
      intervals.push(replaceWithNode(...name, { node: 'id', first: stem, slot, stem: stem.slice(0, 28) }))
    }
  }
  const once = (element: XmlElement): Interval => ({
    from: element.start,
    to: element.end,
    rank: 950_000,
    replacement: (inner) => replacementOf({ node: 'once', children: inner.nodes }, inner.outline),
  })
  visit(part.root)
  for (const pair of bookmarks.values()) {
    // A bookmark that begins in one iteration and ends elsewhere cannot be repeated.
    const whole = pair.length === 2 && innermost(pair[0] as XmlElement) === innermost(pair[1] as XmlElement)
    for (const each of pair) {
      if (whole) number(each)
      else if (innermost(each) !== undefined) intervals.push(once(each))
    }
  }
  return intervals
}
