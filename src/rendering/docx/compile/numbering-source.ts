/** The numbering part of a file that is compiled: its lists, and the entry to which documents add theirs. */
import type { NumberingEntry } from '../../template/docx-body.ts'
import type { BytePool } from '../../template/pool.ts'
import type { Program } from '../../template/program.ts'
import { findEntry } from '../package/find-entry.ts'
import { Numbering } from '../package/numbering.ts'
import { NumberingText, emptyNumbering } from '../package/numbering-text.ts'
import { readRelationships } from '../package/relationships.ts'
import { decodePart } from '../xml/decode-part.ts'
import type { ElementBudget } from '../xml/element-budget.ts'
import type { XmlPart } from '../xml/xml-tree.ts'
import type { ArchiveEntry } from '../zip/archive-entry.ts'
import type { Archive } from '../zip/archive.ts'
import { packEntry } from '../zip/write-archive.ts'
import type { ExtensibleEntries } from './packing/extensible-entries.ts'

/** What needs lists. */
export interface ListNeeds {
  /** The lists that begin anew in the rounds of a loop. */
  readonly lists: ReadonlySet<string>
  /** Markdown may become blocks somewhere. */
  readonly holdsBlocks: boolean
  readonly programs: ReadonlyMap<string, Program>
  readonly strict: boolean
}

export class NumberingSource {
  readonly #archive: Archive
  readonly #main: string
  readonly #budget: ElementBudget
  readonly #parse: (entry: ArchiveEntry) => XmlPart
  #entry: ArchiveEntry | null | undefined
  #numbering: Numbering | undefined
  #text: NumberingText | undefined

  constructor(archive: Archive, main: string, budget: ElementBudget, parse: (entry: ArchiveEntry) => XmlPart) {
    this.#archive = archive
    this.#main = main
    this.#budget = budget
    this.#parse = parse
  }

  /** The lists of the file, if it has any. */
  get parsed(): Numbering | undefined {
    const part = this.#part
    this.#numbering ??= part === undefined ? undefined : new Numbering(this.#parse(part))
    return this.#numbering
  }

  /** The same without parsing it. */
  get text(): NumberingText | undefined {
    const part = this.#part
    this.#text ??= part === undefined ? undefined : new NumberingText(decodePart(part.name, part.bytes))
    return this.#text
  }

  /** The entry for lists that documents add: a new one where the file has none; undefined where nothing needs it. */
  entry(needs: ListNeeds, pool: BytePool, entries: ExtensibleEntries): NumberingEntry | undefined {
    const { lists, holdsBlocks, programs, strict } = needs
    if (lists.size === 0 && !holdsBlocks) return undefined
    const part = this.#part
    if (part === undefined && !programs.has(this.#main)) return undefined
    const text = this.text ?? new NumberingText(emptyNumbering(strict))
    const { definitionsEnd, listsEnd, source, prefix, highestList, highestDefinition } = text
    const name = part?.name ?? freeName(this.#archive)
    const same = part === undefined || text.isChanged ? undefined : part
    const ready = part === undefined ? undefined : (same ?? packEntry(name, Buffer.from(source)))
    const middle = pool.add(source.slice(definitionsEnd, listsEnd))
    const definitions = [...lists].flatMap((list) => {
      const definition = this.parsed?.definitionOf(list)
      return definition === undefined ? [] : [[list, definition] as const]
    })
    return {
      ...entries.between(source.slice(0, definitionsEnd), source.slice(listsEnd), name, ready),
      middle: { at: middle.at, size: middle.size },
      prefix,
      highest: highestList,
      highest_definition: highestDefinition,
      lists: Object.fromEntries(definitions),
      ...(part === undefined ? { owner: this.#main } : {}),
    }
  }

  get #part(): ArchiveEntry | undefined {
    if (this.#entry === undefined) {
      const { links } = readRelationships(this.#archive, this.#main, this.#budget)
      const name = links.find((each) => each.type.endsWith('/numbering'))?.target
      this.#entry = (name === undefined ? undefined : this.#archive.get(name)) ?? null
    }
    return this.#entry ?? undefined
  }
}

/** A name for a numbering part that no entry has. */
const freeName = (archive: Archive): string =>
  findEntry(archive, 'word/numbering.xml') === undefined ? 'word/numbering.xml' : 'word/docgen-numbering.xml'
