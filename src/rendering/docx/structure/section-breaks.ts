/**
 * The section breaks of a document (`w:sectPr`, ISO 29500-1, 17.6): each sets the page of the text before it.
 */
import { attribute } from '../xml/attributes.ts'
import { firstIndex } from '../xml/search.ts'
import { type XmlElement, type XmlPart, child } from '../xml/xml-tree.ts'
import { parentOf } from '../sections/ancestors.ts'
import type { AnchoredSection } from '../sections/anchored-section.ts'
import type { Page } from '../flows/page.ts'

/** A break, and the paragraph that holds it; the last one stands in the body itself. */
export interface SectionBreak {
  readonly properties: XmlElement
  readonly holder: XmlElement
}

/** The breaks of a part, in order. */
export class SectionBreaks {
  readonly #part: XmlPart
  readonly #page: Page
  readonly #all: readonly SectionBreak[]
  readonly #body: XmlElement | undefined
  /** Headers and footers in force at each break, by kind and type. */
  #inForce: readonly ReadonlyMap<string, string>[] | undefined

  constructor(part: XmlPart, breaks: readonly XmlElement[], page: Page) {
    this.#part = part
    this.#page = page
    this.#body = child(part.root, 'w:body')
    const last = this.#body === undefined ? undefined : child(this.#body, 'w:sectPr')
    this.#all = [
      ...breaks.map((properties) => ({ properties, holder: parentOf(parentOf(properties)) })),
      ...(last === undefined ? [] : [{ properties: last, holder: last }]),
    ]
  }

  get length(): number {
    return this.#all.length
  }

  at(index: number): SectionBreak {
    return this.#all[index] as SectionBreak
  }

  /** The breaks that leave with a section: from the first one up to the other, exclusive. */
  within({ open, close }: Pick<AnchoredSection, 'open' | 'close'>): readonly [number, number] {
    const from = firstIndex(this.#all, (each) => each.properties.start >= open.pos)
    return [
      from,
      Math.max(
        from,
        firstIndex(this.#all, (each) => each.holder.end > close.pos),
      ),
    ]
  }

  /** Whether anything visible stands between the break before a place and the place. */
  hasTextBefore(index: number, place: number): boolean {
    const from = index === 0 ? (this.#body?.inner ?? 0) : this.at(index - 1).holder.end
    return !this.#page.isEmpty(from, place)
  }

  /** Whether anything visible stands between a place and a break. */
  hasTextUpTo(place: number, index: number): boolean {
    const { properties, holder } = this.at(index)
    return !this.#page.isEmpty(place, holder.start) || (holder !== properties && this.hasOwnText(index))
  }

  /** Whether the paragraph of a break holds anything visible. */
  hasOwnText(index: number): boolean {
    const { properties, holder } = this.at(index)
    return !this.#page.isEmpty(properties.end, holder.end)
  }

  /** A break with the headers and footers that it takes over from those before it. */
  xmlOf(index: number): string {
    const { source } = this.#part
    const { properties } = this.at(index)
    const all = (this.#inForce ??= this.#findInForce())
    const own = this.#referencesOf(properties)
    const inherited = [...(all[index] ?? [])].filter(([kind]) => !own.has(kind)).map(([, xml]) => xml)
    if (inherited.length === 0) return source.slice(properties.start, properties.end)
    const start = source.slice(properties.start, properties.inner)
    const name = /^<([^\s/>]+)/.exec(start)?.[1] ?? 'w:sectPr'
    const inner = source.slice(properties.inner, properties.innerEnd)
    return `${start.replace(/\s*\/>$/, '>')}${inherited.join('')}${inner}</${name}>`
  }

  #findInForce(): ReadonlyMap<string, string>[] {
    let inForce = new Map<string, string>()
    return this.#all.map(({ properties }) => {
      inForce = new Map([...inForce, ...this.#referencesOf(properties)])
      return inForce
    })
  }

  #referencesOf(properties: XmlElement): ReadonlyMap<string, string> {
    const { source, prefix } = this.#part
    const references = properties.children.filter((each) => /^w:(?:header|footer)Reference$/.test(each.name))
    return new Map(
      references.map((each) => [
        `${each.name} ${attribute(this.#part, each, `${prefix}type`) ?? 'default'}`,
        source.slice(each.start, each.end),
      ]),
    )
  }
}
