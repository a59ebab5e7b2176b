/**
 * Where lists can be added to a numbering part (ISO 29500-1, 17.9), found without parsing it: lists of Markdown are
 * rare, and the part may be large.
 */
import { STRICT, TRANSITIONAL } from '../../template/namespaces.ts'

export class NumberingText {
  readonly source: string
  /** The source is not quite what was read. */
  readonly isChanged: boolean
  readonly prefix: string
  /** Definitions stand before the lists that use them. */
  readonly definitionsEnd: number
  readonly listsEnd: number

  constructor(source: string) {
    const root = /<([\w.-]+:)?numbering(?:\s[^<>]*?)?(\/?)>/.exec(source)
    this.prefix = root?.[1] ?? ''
    const w = this.prefix
    this.source = root?.[2] === '/' ? source.replace(/\/>\s*$/, `></${w}numbering>`) : source
    this.isChanged = this.source !== source
    const end = [`<${w}numIdMacAtCleanup`, `</${w}numbering>`]
      .map((each) => this.source.indexOf(each))
      .find((each) => each >= 0)
    const first = this.source.indexOf(`<${w}num `)
    const last = this.source.lastIndexOf(`</${w}num>`)
    this.definitionsEnd = first >= 0 ? first : (end ?? this.source.length)
    this.listsEnd = last >= 0 ? last + `</${w}num>`.length : this.definitionsEnd
  }

  get highestList(): number {
    return this.#highest(`<${this.prefix}num\\s[^<>]*numId="(\\d+)"`)
  }

  get highestDefinition(): number {
    return this.#highest(`<${this.prefix}abstractNum\\s[^<>]*abstractNumId="(\\d+)"`)
  }

  /** The definition of a list, to be copied: without its number, and without what only one definition can have. */
  definitionOf(list: string): string | undefined {
    const w = this.prefix
    const own = new RegExp(`<${w}num\\s[^<>]*numId="${list}"[^]*?abstractNumId\\s[^<>]*val="(\\d+)"`).exec(this.source)
    if (own === null) return undefined
    const inner = new RegExp(
      `<${w}abstractNum\\s[^<>]*abstractNumId="${own[1] ?? ''}"[^<>]*>([^]*?)</${w}abstractNum>`,
    ).exec(this.source)?.[1]
    if (inner === undefined || inner.includes(`<${w}numStyleLink`)) return undefined
    return inner.replace(new RegExp(`<${w}(?:nsid|tmpl|styleLink|name|pStyle)\\s[^<>]*/>`, 'g'), '')
  }

  #highest(pattern: string): number {
    let highest = 0
    for (const [, id] of this.source.matchAll(new RegExp(pattern, 'g'))) highest = Math.max(highest, Number(id))
    return highest
  }
}

/** A numbering part without lists. */
export function emptyNumbering(strict: boolean): string {
  const { word } = strict ? STRICT : TRANSITIONAL
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:numbering xmlns:w="${word}"></w:numbering>`
}
