/**
 * Ids that must stay unique when a section repeats: shapes, bookmarks, tracked changes. Anchors of comments are written
 * once, unless each round has a comment of its own.
 */
import { type Interval, replaceWithNode, replacementOf } from '../sections/intervals.ts'
import type { XmlElement, XmlPart } from '../xml/xml-tree.ts'
import { attribute, attributeRange } from '../xml/attributes.ts'
import type { PartFlows } from '../flows/flows.ts'
import { type NamedBookmark, bookmarkReferences } from './bookmark-references.ts'
import { Nesting, type RepeatedRange } from './nesting.ts'
import type { Rounds } from './rounds.ts'

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
const PAIRS: ReadonlySet<string> = new Set(['w:bookmarkStart', 'w:bookmarkEnd', 'w:permStart', 'w:permEnd'])
const CONCERNED: ReadonlySet<string> = new Set([...Object.keys(NUMBERED), ...ONCE, 'w:sdtPr'])

/** A reference to a note or comment of which each round has its own. */
export interface NumberedReference {
  readonly element: XmlElement
  readonly kind: string
  readonly id: string
  readonly slot: number
}

/**
 * Intervals for the ids inside ranges that may repeat. `slots.next` is raised by one for each number that can be
 * needed.
 */
export function idIntervals(
  part: XmlPart,
  flows: PartFlows,
  repeated: readonly RepeatedRange[],
  references: readonly NumberedReference[],
  rounds: Rounds,
  slots: { next: number },
): Interval[] {
  const repeating = repeated.filter((each) => !each.inverted)
  if (repeating.length === 0 || part.names.isDisjointFrom(CONCERNED)) return []
  const nesting = new Nesting(repeating)
  const intervals: Interval[] = []
  const numbers = new Map<string, number>()
  const pairs = new Map<string, XmlElement[]>()
  const named: NamedBookmark[] = []
  const comments = new Map(references.filter((each) => each.kind === 'comment').map((each) => [each.id, each]))
  const idName = (element: XmlElement): string => (NUMBERED[element.name] === 'id' ? 'id' : `${part.prefix}id`)

  const visit = (element: XmlElement): void => {
    for (const each of element.children) {
      if ((each.children.length === 0 && !CONCERNED.has(each.name)) || !nesting.touches(each)) continue
      if (ONCE.has(each.name)) comment(each)
      else if (each.name === 'w:sdtPr') {
        const id = each.children.find((inner) => inner.name === 'w:id')
        if (id !== undefined) intervals.push({ from: id.start, to: id.end, rank: LAST, replacement: NOTHING })
      } else if (PAIRS.has(each.name)) {
        const key = `${each.name.slice(2, 6)} ${attribute(part, each, idName(each)) ?? ''}`
        pairs.set(key, [...(pairs.get(key) ?? []), each])
      } else if (NUMBERED[each.name] !== undefined) number(each)
      visit(each)
    }
  }
  const number = (element: XmlElement): void => {
    const section = nesting.innermost(element)
    if (section === undefined) return
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
      const node = { node: 'id', first: stem, slot, stem: stem.slice(0, 28) } as const
      intervals.push(replaceWithNode(...name, node))
      named.push({ name: stem, section, node })
    }
  }
  const comment = (element: XmlElement): void => {
    const own = comments.get(attribute(part, element, idName(element)) ?? '')
    if (own?.element === element) return
    const range = attributeRange(part, element, idName(element))
    const isBeside = own !== undefined && nesting.innermost(element) === nesting.innermost(own.element)
    if (own === undefined || range === undefined || !isBeside) intervals.push(once(element))
    else intervals.push(replaceWithNode(...range, { node: 'id', first: own.id, slot: own.slot }))
  }
  visit(part.root)
  for (const pair of pairs.values()) {
    // A bookmark that begins in one iteration and ends elsewhere cannot be repeated.
    const whole =
      pair.length === 2 && nesting.innermost(pair[0] as XmlElement) === nesting.innermost(pair[1] as XmlElement)
    for (const each of pair) {
      if (whole) number(each)
      else if (nesting.innermost(each) !== undefined) intervals.push(once(each))
    }
  }
  if (named.length > 0) for (const each of bookmarkReferences(part, flows, nesting, named, rounds)) intervals.push(each)
  return intervals
}

const LAST = 1_000_000
const NOTHING = { xml: '', nodes: [], outline: [] } as const

const once = (element: XmlElement): Interval => ({
  from: element.start,
  to: element.end,
  rank: 950_000,
  replacement: (inner) => replacementOf({ node: 'once', children: inner.nodes }, inner.outline),
})
