/**
 * The lists of a file (`numbering.xml`, ISO 29500-1, 17.9): which are numbered, and where others can be added.
 */
import type { ListDefinition } from '../../template/docx-body.ts'
import { attribute } from '../xml/attributes.ts'
import { type XmlElement, type XmlPart, child } from '../xml/xml-tree.ts'

/** The lists of a part, read on demand. */
export class Numbering {
  readonly part: XmlPart
  readonly #lists = new Map<string, XmlElement>()
  readonly #abstract = new Map<string, XmlElement>()

  constructor(part: XmlPart) {
    this.part = part
    for (const each of part.root.children) {
      if (each.name === 'w:num') this.#lists.set(this.#value(each, 'numId') ?? '', each)
      else if (each.name === 'w:abstractNum') this.#abstract.set(this.#value(each, 'abstractNumId') ?? '', each)
    }
  }

  /** The abstract list that a list numbers on with; two lists that share one go on with each other's numbers. */
  familyOf(list: string): string | undefined {
    const element = this.#lists.get(list)
    const mark = element === undefined ? undefined : child(element, 'w:abstractNumId')
    return mark === undefined ? undefined : this.#value(mark, 'val')
  }

  /** Whether a level of a list has numbers; a list that is defined elsewhere has. */
  isNumbered(list: string, level: string): boolean {
    const family = this.familyOf(list)
    if (family === undefined) return false
    const format = this.#level(this.#abstract.get(family), level)?.children.find((each) => each.name === 'w:numFmt')
    return format === undefined || !/^(?:bullet|none)$/.test(this.#value(format, 'val') ?? '')
  }

  /** What a list that begins such a list anew consists of, but for its number. */
  definitionOf(list: string): ListDefinition | undefined {
    const element = this.#lists.get(list)
    const family = this.familyOf(list)
    if (element === undefined || family === undefined) return undefined
    const { source, prefix: w } = this.part
    const overrides = element.children.filter((each) => each.name === 'w:lvlOverride')
    let xml = `<${w}abstractNumId ${w}val="${family}"/>`
    for (let level = 0; level < 9; level++) {
      const own = overrides.find((each) => this.#value(each, 'ilvl') === String(level))
      const definition = own === undefined ? undefined : child(own, 'w:lvl')
      const start = this.#startOf(own, definition ?? this.#level(this.#abstract.get(family), String(level)))
      xml +=
        `<${w}lvlOverride ${w}ilvl="${level}"><${w}startOverride ${w}val="${start}"/>` +
        `${definition === undefined ? '' : source.slice(definition.start, definition.end)}</${w}lvlOverride>`
    }
    return { start: `<${w}num ${w}numId="`, rest: `">${xml}</${w}num>` }
  }

  #startOf(override: XmlElement | undefined, level: XmlElement | undefined): string {
    const own = override === undefined ? undefined : child(override, 'w:startOverride')
    const start = own ?? level?.children.find((each) => each.name === 'w:start')
    return (start === undefined ? undefined : this.#value(start, 'val')) ?? (level === undefined ? '1' : '0')
  }

  #level(abstract: XmlElement | undefined, level: string): XmlElement | undefined {
    return abstract?.children.find((each) => each.name === 'w:lvl' && this.#value(each, 'ilvl') === level)
  }

  #value(element: XmlElement, name: string): string | undefined {
    return attribute(this.part, element, `${this.part.prefix}${name}`)
  }
}
