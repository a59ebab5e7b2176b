/**
 * Numbered lists in sections that repeat: each round begins the list anew, unless the list began before the section.
 * Where each round brings one item only, the rounds are the list, and the section round them begins it anew.
 */
import type { Paragraph } from '../flows/flows.ts'
import type { Numbering } from '../package/numbering.ts'
import { type Interval, replaceWithNode } from '../sections/intervals.ts'
import { attribute, attributeRange } from '../xml/attributes.ts'
import { type XmlElement, type XmlPart, child } from '../xml/xml-tree.ts'
import { Nesting, type RepeatedRange } from './nesting.ts'
import type { Rounds } from './rounds.ts'

interface ListItem {
  readonly paragraph: XmlElement
  readonly list: string
  readonly level: string
  /** Where the number of its list stands. */
  readonly range: readonly [number, number]
}

/** The intervals for the items of numbered lists, and the lists they are of. */
export function listIntervals(
  part: XmlPart,
  paragraphs: readonly Paragraph[],
  sections: readonly RepeatedRange[],
  numbering: () => Numbering | undefined,
  rounds: Rounds,
): { intervals: Interval[]; lists: ReadonlySet<string> } {
  const intervals: Interval[] = []
  const lists = new Set<string>()
  if (sections.length === 0 || !part.names.has('w:numId')) return { intervals, lists }
  const nesting = new Nesting(sections.filter((each) => !each.inverted))
  const all = paragraphs.flatMap(({ element }) => itemOf(part, element))
  if (!all.some((each) => nesting.innermost(each.paragraph) !== undefined)) return { intervals, lists }
  const known = numbering()
  if (known === undefined) return { intervals, lists }
  const families = Map.groupBy(
    all.filter((each) => known.isNumbered(each.list, each.level)),
    (each) => known.familyOf(each.list) ?? '',
  )
  for (const family of families.values()) {
    const beginnings = new FamilyBeginnings(family, nesting)
    for (const item of family) {
      const begun = beginnings.of(item)
      if (begun === undefined) continue
      const { section, isOuter } = begun
      const node = { node: 'list', first: item.list, round: rounds.numberOf(section), outer: isOuter } as const
      intervals.push(replaceWithNode(...item.range, node))
      lists.add(item.list)
    }
  }
  return { intervals, lists }
}

/** A section of which each round begins a list anew; `isOuter`: each round of the loop round it does. */
interface Beginning {
  readonly section: RepeatedRange
  readonly isOuter: boolean
}

/** Where the lists of one family begin anew. */
class FamilyBeginnings {
  readonly #nesting: Nesting<RepeatedRange>
  readonly #first: ListItem
  readonly #top: number
  /** How many items of the highest level each section holds. */
  readonly #counts = new Map<RepeatedRange, number>()
  readonly #found = new Map<RepeatedRange, Beginning>()

  constructor(family: readonly ListItem[], nesting: Nesting<RepeatedRange>) {
    this.#nesting = nesting
    this.#first = family[0] as ListItem
    this.#top = family.reduce((least, each) => Math.min(least, Number(each.level)), 9)
    const items = family.filter((each) => Number(each.level) === this.#top)
    for (const item of items)
      for (const section of this.#chain(item)) this.#counts.set(section, 1 + (this.#counts.get(section) ?? 0))
    for (const item of items) {
      const begun = this.#decide(item)
      if (begun !== undefined) this.#found.set(begun.section, begun)
    }
  }

  /** Items of lower levels go with those of the highest one. */
  of(item: ListItem): Beginning | undefined {
    if (Number(item.level) === this.#top) return this.#decide(item)
    const section = this.#chain(item).find((each) => this.#found.has(each))
    return section === undefined ? undefined : this.#found.get(section)
  }

  #decide(item: ListItem): Beginning | undefined {
    const chain = this.#chain(item)
    // A list that began before a section goes on in it.
    const own = chain.filter(({ open, close }) => {
      const { start, end } = this.#first.paragraph
      return open.pos <= start && end <= close.pos
    })
    const section = own.find((each) => (this.#counts.get(each) ?? 0) > 1)
    if (section !== undefined) return { section, isOuter: false }
    const [innermost] = chain
    return innermost !== undefined && chain.length > 1 && own[0] === innermost
      ? { section: innermost, isOuter: true }
      : undefined
  }

  #chain(item: ListItem): RepeatedRange[] {
    return this.#nesting.upFrom(this.#nesting.innermost(item.paragraph))
  }
}

function itemOf(part: XmlPart, paragraph: XmlElement): ListItem[] {
  const properties = child(paragraph, 'w:pPr')
  const numbers = properties === undefined ? undefined : child(properties, 'w:numPr')
  const mark = numbers === undefined ? undefined : child(numbers, 'w:numId')
  const range = mark === undefined ? undefined : attributeRange(part, mark, `${part.prefix}val`)
  if (numbers === undefined || range === undefined) return []
  const list = part.source.slice(...range)
  const depth = child(numbers, 'w:ilvl')
  const level = depth === undefined ? '0' : (attribute(part, depth, `${part.prefix}val`) ?? '0')
  return list === '0' ? [] : [{ paragraph, list, level, range }]
}
