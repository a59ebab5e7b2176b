/**
 * Compiles a Word template: every part is read; those with tags become programs, the others stay packed.
 */
import { type Result, Refused, ok } from '../../../domain/kernel/errors.ts'
import type { OutlineNode } from '../../../domain/questions/outline.ts'
import type { CompiledTemplate } from '../../template/compiled-template.ts'
import { type Mistake, fileRefusal, firstRemarks, refuseFile, refuseMistakes } from '../../template/mistake.ts'
import { type BytePool, createPool } from '../../template/pool.ts'
import type { Program } from '../../template/program.ts'
import { COMPILER_VERSION } from '../../template/version.ts'
import { isXml, openArchive } from '../zip/archive.ts'
import { chunkMistake, holdsTags } from '../package/chunks.ts'
import { compilePart } from './compile-part.ts'
import type { FileContext } from './flow-compiler.ts'
import type { DocxBody, DocxPart, ExtensibleEntry, NumberingEntry } from '../../template/docx-body.ts'
import { entryName } from '../package/find-entry.ts'
import { highestId } from '../package/highest-id.ts'
import { Numbering } from '../package/numbering.ts'
import { SIGNED, type Unsigned, findSignatures, withoutSignatureTypes } from '../package/signatures.ts'
import { Notes } from '../structure/notes.ts'
import { OutlinePlaces } from '../structure/outline-places.ts'
import type { XmlPart } from '../xml/xml-tree.ts'
import { LazyDocxBody, LazyIds } from './lazy-docx-body.ts'
import { type TaggedLink, findTaggedLinks } from './links.ts'
import {
  type PlaceholderLinks,
  filesOfPlaceholders,
  mediaOfPlaceholders,
  withoutRelationships,
} from './pictures/placeholder-media.ts'
import { packPrograms } from './packing/pack-programs.ts'
import { type WordPackage, holdsNoText, readPackage } from '../package/package.ts'
import type { RecordFile } from '../package/records.ts'
import { readStyles } from '../package/styles.ts'
import { type ElementBudget, MAX_ELEMENTS } from '../xml/element-budget.ts'
import { checkPart, parsePart } from '../xml/parse-part.ts'
import { readRelationships, relationshipsName } from '../package/relationships.ts'
import type { ArchiveEntry } from '../zip/archive-entry.ts'
import type { PackedEntry } from '../zip/write-archive.ts'
import { ExtensibleEntries } from './packing/extensible-entries.ts'
import { addEntries } from './packing/ready-entries.ts'
import { append } from './append.ts'

/**
 * `keep`: the whole file is checked, and packed for many renders. `again`: the same for a file that was accepted
 * before; what only looks like a tag is not looked for. `once`: the template is rendered one time; what its document
 * only copies is not read, so it is neither checked nor hashed.
 */
export type Purpose = 'keep' | 'again' | 'once'

export async function compileDocx(bytes: Uint8Array, purpose: Purpose): Promise<Result<CompiledTemplate>> {
  const archive = await openArchive(bytes, purpose === 'once' ? 'on demand' : 'now')
  if (!archive.ok) return archive
  try {
    const budget: ElementBudget = { left: MAX_ELEMENTS }
    const read = readPackage(archive.value, budget, purpose !== 'once')
    return read.ok ? new DocxCompiler(read.value, budget, purpose).compile() : read
  } catch (error) {
    if (error instanceof Refused) return { ok: false, error: error.error }
    if (error instanceof RangeError)
      return refuseFile('too_large', 'The file is nested too deeply. Save it anew in Word.')
    throw error
  }
}

const BRACE = 0x7b
const EXCLAMATION_MARK = 0x21
const CONTENT_TYPES = '[Content_Types].xml'

class DocxCompiler {
  readonly #package: WordPackage
  readonly #budget: ElementBudget
  readonly #purpose: Purpose
  readonly #pool: BytePool = createPool()
  readonly #slots = { next: 1 }
  readonly #places = new OutlinePlaces()
  readonly #outline: OutlineNode[] = []
  readonly #mistakes: Mistake[] = []
  readonly #remarks: Mistake[] = []
  readonly #programs = new Map<string, Program>()
  /** Entries that were parsed and need no further check. */
  readonly #read: Set<string>
  readonly #parsed = new Map<string, XmlPart>()
  /** Of the parts that were compiled, by their names. */
  readonly #relationships = new Map<string, RecordFile | undefined>()
  readonly #links = new Map<string, readonly TaggedLink[]>()
  /** Of the parts with relationships, those that only placeholder pictures use. */
  readonly #pictures: PlaceholderLinks[] = []
  /** Of the parts that were compiled. */
  readonly #sources: string[] = []
  /** What goes from a signed file. */
  readonly #unsigned: Unsigned | undefined
  readonly #contentTypesName: string
  readonly #file: FileContext
  readonly #extensible: ExtensibleEntries
  #numberingPart: Numbering | undefined
  readonly #lists = new Set<string>()

  constructor(read: WordPackage, budget: ElementBudget, purpose: Purpose) {
    this.#package = read
    this.#budget = budget
    this.#purpose = purpose
    this.#extensible = new ExtensibleEntries(this.#pool, this.#hashed)
    const { archive, contentTypes } = read
    this.#contentTypesName = entryName(archive, CONTENT_TYPES)
    this.#read = new Set([this.#contentTypesName, entryName(archive, '_rels/.rels')])
    this.#unsigned = findSignatures(archive, contentTypes, budget)
    this.#file = {
      pool: this.#pool,
      slots: this.#slots,
      places: this.#places,
      notes: new Notes((kind) => this.#notesPart(kind), this.#places, this.#slots),
      numbering: () => this.#numbering(),
    }
  }

  compile(): Result<CompiledTemplate> {
    const { archive, flows, typeOf } = this.#package
    for (const { name, label } of flows) this.#compilePart(archive.get(name) as ArchiveEntry, label)
    for (const entry of archive.values()) {
      if (this.#read.has(entry.name) || this.#unsigned?.removed.has(entry.name) === true || !isXml(entry.name)) continue
      const textless = holdsNoText(typeOf(entry.name))
      if (textless && this.#purpose === 'once') continue
      if (!textless && this.#mayHoldTags(entry)) this.#compilePart(entry, labelOf(entry.name))
      else this.#check(entry)
    }
    this.#readChunks()
    if (this.#unsigned !== undefined) this.#remarks.push(SIGNED)
    if (this.#mistakes.length > 0) return refuseMistakes(this.#mistakes, this.#remarks)
    return ok({
      format: 'docx',
      compiler: COMPILER_VERSION,
      outline: this.#places.fill(this.#outline),
      body: this.#body(),
      pool: this.#pool.bytes(),
      ...firstRemarks(this.#remarks),
    })
  }

  #compilePart(entry: ArchiveEntry, label: string): void {
    for (const name of [entry.name, this.#relationshipsName(entry.name)]) this.#read.add(name)
    const part = this.#parse(entry)
    const relationships = readRelationships(this.#package.archive, entry.name, this.#budget)
    this.#relationships.set(entry.name, relationships.file)
    const links = findTaggedLinks(relationships.links)
    if (links.length > 0) this.#links.set(entry.name, links)
    const compiled = compilePart(part, label, this.#file, links, this.#purpose === 'keep')
    append(this.#mistakes, compiled.mistakes)
    append(this.#remarks, compiled.remarks)
    append(this.#outline, compiled.outline)
    for (const each of compiled.lists) this.#lists.add(each)
    this.#sources.push(part.source)
    if (compiled.program !== undefined) this.#programs.set(entry.name, compiled.program)
    if (relationships.file !== undefined)
      this.#pictures.push({ owner: entry.name, relationships, ids: new Set(compiled.pictureIds) })
  }

  #parse(entry: ArchiveEntry): XmlPart {
    const part = this.#parsed.get(entry.name) ?? parsePart(entry.name, entry.bytes, this.#budget)
    this.#parsed.set(entry.name, part)
    return part
  }

  #relationshipsName(part: string): string {
    return entryName(this.#package.archive, relationshipsName(part))
  }

  #notesPart(kind: string): XmlPart | undefined {
    const name = this.#package.flows.find((each) => each.label === `${kind}s`)?.name
    const entry = name === undefined ? undefined : this.#package.archive.get(name)
    return entry === undefined ? undefined : this.#parse(entry)
  }

  /** The lists of the file, if it has any. */
  #numbering(): Numbering | undefined {
    const { archive, main } = this.#package
    const name = readRelationships(archive, main, this.#budget).links.find((each) =>
      each.type.endsWith('/numbering'),
    )?.target
    const entry = name === undefined ? undefined : archive.get(name)
    this.#numberingPart ??= entry === undefined ? undefined : new Numbering(this.#parse(entry))
    return this.#numberingPart
  }

  /** Files that Word takes over into the text when it opens the document: they are not read. */
  #readChunks(): void {
    const { archive, main } = this.#package
    if (archive.get(this.#relationshipsName(main))?.bytes.includes('/aFChunk') !== true) return
    for (const { type, target } of readRelationships(archive, main, this.#budget).links) {
      const entry = type.endsWith('/aFChunk') ? archive.get(target) : undefined
      if (entry !== undefined)
        append(holdsTags(entry.bytes) ? this.#mistakes : this.#remarks, [chunkMistake(entry.name)])
    }
  }

  /** Charts and diagrams split text over runs, as the body does; in all other parts a tag is in one piece. */
  #mayHoldTags(entry: ArchiveEntry): boolean {
    if (entry.name === CONTENT_TYPES || entry.name.endsWith('.rels') || entry.name.includes('/glossary/')) return false
    // Looking for one byte is many times faster than looking for two.
    const brace = entry.bytes.indexOf(BRACE)
    if ((brace >= 0 && entry.bytes.includes('{{', brace)) || (entry.bytes[0] ?? 0) >= 0xfe) return true
    return brace >= 0 && /chart|diagram|drawing/i.test(this.#package.typeOf(entry.name)) && entry.bytes.includes('a:t>')
  }

  /** Checks a part that is only copied: if it is damaged, so is every document. */
  #check(entry: ArchiveEntry): void {
    const mark = entry.bytes.indexOf(EXCLAMATION_MARK)
    if (mark >= 0 && entry.bytes.includes('<!DOCTYPE', Math.max(0, mark - 1)))
      throw fileRefusal('dtd', `"${entry.name}" holds a DTD, which no Word file needs. Save the file anew in Word.`)
    if (this.#purpose === 'once') return
    checkPart(entry.name, entry.bytes, this.#budget)
  }

  #body(): DocxBody {
    const { archive, flows } = this.#package
    const owners = [...new Set([...flows.map((each) => each.name), ...this.#programs.keys()])].filter((name) =>
      this.#programs.has(name),
    )
    const shown = this.#pictures.some((each) => each.ids.size > 0) ? this.#pictures : []
    const files = filesOfPlaceholders(archive, shown)
    const numbering = this.#numberingEntry()
    const special = new Set([
      ...files,
      this.#contentTypesName,
      ...owners.flatMap((name) => [name, this.#relationshipsName(name)]),
      ...(numbering === undefined ? [] : [numbering.name]),
    ])
    const untouched = addEntries(
      this.#pool,
      [...archive.values()].flatMap((each) => this.#untouched(each, special)),
      this.#hashed,
    )
    const placeholders = mediaOfPlaceholders(archive, shown, files, this.#pool, this.#hashed)
    const contentTypes = this.#contentTypes()
    const relationships = owners.map((owner) => ({ owner, ...this.#relationshipsOf(owner) }))
    const programs = new Map(owners.map((name) => [name, this.#programs.get(name) ?? []]))
    const parts =
      this.#purpose === 'once'
        ? owners.map((name): DocxPart => ({ name, program: programs.get(name) ?? [], strategy: 'whole' }))
        : packPrograms(programs, this.#pool.bytes(), this.#pool, untouched.entries.size + untouched.records.size)
    const strict = STRICT.test(this.#parsed.get(this.#package.main)?.source.slice(0, 4_000) ?? '')
    const common = {
      kind: 'docx',
      untouched,
      parts,
      contentTypes,
      relationships,
      placeholders,
      numbering,
      strict,
    } as const
    const slots = this.#slots.next
    if (this.#purpose === 'once') return new LazyDocxBody(common, new LazyIds(this.#sources, slots), archive)
    return { ...common, ids: { base: highestId(this.#sources), slots }, styles: readStyles(archive) }
  }

  #contentTypes(): DocxBody['contentTypes'] {
    const { contentTypes, archive } = this.#package
    const own = this.#unsigned === undefined ? contentTypes.source : withoutSignatureTypes(contentTypes)
    const source = own.replaceAll('wordprocessingml.template.main+xml', 'wordprocessingml.document.main+xml')
    const same = source === contentTypes.source ? archive.get(this.#contentTypesName) : undefined
    const extensions = contentTypes.records
      .map((each) => each.values['Extension']?.toLowerCase() ?? '')
      .filter((each) => each !== '')
    return { ...this.#extensible.atEnd(CONTENT_TYPES, source, same), extensions }
  }

  get #hashed(): boolean {
    return this.#purpose !== 'once'
  }

  /** An entry that the document only copies, without what belongs to signatures. */
  #untouched(entry: ArchiveEntry, special: ReadonlySet<string>): PackedEntry[] {
    if (special.has(entry.name) || this.#unsigned?.removed.has(entry.name) === true) return []
    return [this.#unsigned?.changed.get(entry.name) ?? entry]
  }

  #numberingEntry(): NumberingEntry | undefined {
    const numbering = this.#numberingPart
    if (numbering === undefined || this.#lists.size === 0) return undefined
    const [name = ''] = [...this.#parsed].find(([, part]) => part === numbering.part) ?? []
    const lists = [...this.#lists].flatMap((list) => {
      const definition = numbering.definitionOf(list)
      return definition === undefined ? [] : [[list, definition] as const]
    })
    const entry = this.#package.archive.get(name)
    const written = this.#extensible.at(numbering.end, name, numbering.part.source, entry)
    return { ...written, highest: numbering.highest, lists: Object.fromEntries(lists) }
  }

  /** A part's relationships without those whose address is made from values. */
  #relationshipsOf(owner: string): ExtensibleEntry {
    const name = this.#relationshipsName(owner)
    const file = this.#relationships.get(owner)
    if (file === undefined) return this.#extensible.atEnd(name, NO_RELATIONSHIPS, undefined, true)
    const ids = new Set([
      ...(this.#links.get(owner) ?? []).map((each) => each.id),
      ...(this.#pictures.find((each) => each.owner === owner)?.ids ?? []),
    ])
    return ids.size === 0
      ? this.#extensible.atEnd(name, file.source, this.#package.archive.get(name))
      : this.#extensible.atEnd(name, withoutRelationships(file, ids), undefined)
  }
}

const STRICT = /purl\.oclc\.org\/ooxml\/wordprocessingml/

const NO_RELATIONSHIPS =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
  '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'

function labelOf(name: string): string {
  if (name.startsWith('docProps/')) return 'properties'
  if (name.includes('/charts/')) return 'chart'
  if (name.includes('/diagrams/')) return 'diagram'
  return name
}
