/**
 * The body of a compiled Word file: the programs of its parts, the entries that documents copy, and those that they
 * may extend.
 */
import type { DocxBody, DocxPart, DocxStyles, ExtensibleEntry } from '../../../template/docx-body.ts'
import type { BytePool } from '../../../template/pool.ts'
import type { Program } from '../../../template/program.ts'
import { entryName } from '../../package/find-entry.ts'
import { highestId } from '../../package/highest-id.ts'
import type { WordPackage } from '../../package/package.ts'
import type { Relationships } from '../../package/relationships.ts'
import { type Unsigned, withoutSignatureTypes } from '../../package/signatures.ts'
import { readStyles } from '../../package/styles.ts'
import type { ArchiveEntry } from '../../zip/archive-entry.ts'
import type { PackedEntry } from '../../zip/write-archive.ts'
import { LazyDocxBody, LazyIds } from '../lazy-docx-body.ts'
import type { NumberingSource } from '../numbering-source.ts'
import {
  type PlaceholderLinks,
  filesOfPlaceholders,
  mediaOfPlaceholders,
  withoutRelationships,
} from '../pictures/placeholder-media.ts'
import { ExtensibleEntries } from './extensible-entries.ts'
import { packPrograms } from './pack-programs.ts'
import { addEntries } from './ready-entries.ts'

export const CONTENT_TYPES = '[Content_Types].xml'

/** A part that was compiled. */
export interface PartToPack {
  readonly name: string
  readonly source: string
  /** Undefined when the part holds no tags. */
  readonly program: Program | undefined
  /** Whether Markdown may become blocks in it. */
  readonly holdsBlocks: boolean
  readonly relationships: Relationships
  /** The relationships whose address is made from values. */
  readonly linkIds: readonly string[]
  /** The relationships that only its placeholder pictures use. */
  readonly pictureIds: readonly string[]
}

/** What the body of a file is made of. */
export interface PackedParts {
  readonly read: WordPackage
  readonly pool: BytePool
  /** In the order in which they were compiled. */
  readonly parts: readonly PartToPack[]
  /** What goes from a signed file. */
  readonly unsigned: Unsigned | undefined
  readonly numbering: NumberingSource
  /** The lists that begin anew in the rounds of a loop. */
  readonly restarted: ReadonlySet<string>
  /** How many ids one iteration of a loop uses. */
  readonly slots: number
  /** The template is rendered once: nothing is hashed or packed, and what few documents need is looked up later. */
  readonly isRenderedOnce: boolean
}

/** Adds the entries to the pool, and returns where they are. */
export const packBody = (source: PackedParts): DocxBody => new BodyPacker(source).pack()

class BodyPacker {
  readonly #source: PackedParts
  readonly #extensible: ExtensibleEntries
  readonly #filled: readonly PartToPack[]

  constructor(source: PackedParts) {
    this.#source = source
    this.#extensible = new ExtensibleEntries(source.pool, !source.isRenderedOnce)
    this.#filled = source.parts.filter((each) => each.program !== undefined)
  }

  pack(): DocxBody {
    const { pool, parts, restarted, isRenderedOnce, slots } = this.#source
    const { archive } = this.#source.read
    const placeholders = this.#placeholders()
    const files = filesOfPlaceholders(archive, placeholders)
    const strict = this.#isStrict()
    const programs = new Map(this.#filled.map(({ name, program = [] }) => [name, program] as const))
    const needs = { lists: restarted, holdsBlocks: parts.some((each) => each.holdsBlocks), programs, strict }
    const numbering = this.#source.numbering.entry(needs, pool, this.#extensible)
    const special = new Set([
      ...files,
      entryName(archive, CONTENT_TYPES),
      ...this.#filled.map((each) => each.name),
      ...this.#filled.map((each) => each.relationships.name),
      ...(numbering === undefined ? [] : [numbering.name]),
    ])
    const untouched = addEntries(
      pool,
      [...archive.values()].flatMap((each) => this.#untouched(each, special)),
      !isRenderedOnce,
    )
    const common = {
      kind: 'docx',
      untouched,
      placeholders: mediaOfPlaceholders(archive, placeholders, files, pool, !isRenderedOnce),
      contentTypes: this.#contentTypes(),
      relationships: this.#filled.map((each) => ({ owner: each.name, ...this.#relationshipsOf(each) })),
      parts: this.#packParts(programs, untouched.entries.size + untouched.records.size),
      numbering,
      strict,
    } as const
    const sources = parts.map((each) => each.source)
    const styles = (): DocxStyles => readStyles(archive, () => this.#source.numbering.text)
    if (isRenderedOnce) return new LazyDocxBody(common, new LazyIds(sources, slots), styles)
    return { ...common, ids: { base: highestId(sources), slots }, styles: styles() }
  }

  #packParts(programs: ReadonlyMap<string, Program>, copied: number): readonly DocxPart[] {
    const { pool, isRenderedOnce } = this.#source
    return isRenderedOnce
      ? [...programs].map(([name, program]): DocxPart => ({ name, program, strategy: 'whole' }))
      : packPrograms(programs, pool.bytes(), pool, copied)
  }

  #placeholders(): readonly PlaceholderLinks[] {
    const { parts } = this.#source
    if (parts.every((each) => each.pictureIds.length === 0)) return []
    return parts
      .filter(({ relationships }) => relationships.file !== undefined)
      .map(({ name, relationships, pictureIds }) => ({ owner: name, relationships, ids: new Set(pictureIds) }))
  }

  /** An entry that the document only copies, without what belongs to signatures. */
  #untouched(entry: ArchiveEntry, special: ReadonlySet<string>): PackedEntry[] {
    const { unsigned } = this.#source
    if (special.has(entry.name) || unsigned?.removed.has(entry.name) === true) return []
    return [unsigned?.changed.get(entry.name) ?? entry]
  }

  #isStrict(): boolean {
    const { parts, read } = this.#source
    const main = parts.find((each) => each.name === read.main)
    return main?.source.slice(0, 4_000).includes(STRICT) === true
  }

  #contentTypes(): DocxBody['contentTypes'] {
    const { unsigned } = this.#source
    const { contentTypes, archive } = this.#source.read
    const own = unsigned === undefined ? contentTypes.source : withoutSignatureTypes(contentTypes)
    const source = own.replaceAll('wordprocessingml.template.main+xml', 'wordprocessingml.document.main+xml')
    const same = source === contentTypes.source ? archive.get(entryName(archive, CONTENT_TYPES)) : undefined
    const extensions = contentTypes.records
      .map((each) => each.values['Extension']?.toLowerCase() ?? '')
      .filter((each) => each !== '')
    return { ...this.#extensible.atEnd(CONTENT_TYPES, source, same), extensions }
  }

  /** A part's relationships without those whose address or picture is made from values. */
  #relationshipsOf({ relationships, linkIds, pictureIds }: PartToPack): ExtensibleEntry {
    const { archive } = this.#source.read
    const { name, file } = relationships
    if (file === undefined) return this.#extensible.atEnd(name, NO_RELATIONSHIPS, undefined, true)
    const ids = new Set([...linkIds, ...pictureIds])
    return ids.size === 0
      ? this.#extensible.atEnd(name, file.source, archive.get(name))
      : this.#extensible.atEnd(name, withoutRelationships(file, ids), undefined)
  }
}

const STRICT = 'purl.oclc.org/ooxml/wordprocessingml'

const NO_RELATIONSHIPS =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
  '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
