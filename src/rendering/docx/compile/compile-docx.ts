/**
 * Compiles a Word template: every part is read; those with tags become programs, the others stay packed.
 */
import { type Result, Refused, ok } from '../../../domain/kernel/errors.ts'
import type { OutlineNode } from '../../../domain/questions/outline.ts'
import type { CompiledTemplate } from '../../template/compiled-template.ts'
import { type Mistake, fileRefusal, firstRemarks, refuseFile, refuseMistakes } from '../../template/mistake.ts'
import { type BytePool, createPool } from '../../template/pool.ts'
import { COMPILER_VERSION } from '../../template/version.ts'
import { isXml, openArchive } from '../zip/archive.ts'
import { holdsProperties, prepareContentId } from '../package/content-id.ts'
import { withContentIdNodes } from './packing/content-id-nodes.ts'
import { chunkMistake, holdsTags } from '../package/chunks.ts'
import { compilePart } from './compile-part.ts'
import type { FileContext } from './flow-compiler.ts'
import { entryName } from '../package/find-entry.ts'
import { SIGNED, type Unsigned, findSignatures } from '../package/signatures.ts'
import { Notes } from '../structure/notes.ts'
import { OutlinePlaces } from '../structure/outline-places.ts'
import type { XmlPart } from '../xml/xml-tree.ts'
import { findTaggedLinks } from './links.ts'
import { NumberingSource } from './numbering-source.ts'
import { CONTENT_TYPES, type PartToPack, packBody } from './packing/pack-body.ts'
import { type WordPackage, holdsNoText, readPackage } from '../package/package.ts'
import { fileLanguage } from '../package/text-language.ts'
import { type ElementBudget, MAX_ELEMENTS } from '../xml/element-budget.ts'
import { checkPart, parsePart } from '../xml/parse-part.ts'
import { readRelationships } from '../package/relationships.ts'
import type { ArchiveEntry } from '../zip/archive-entry.ts'
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
    const prepared = prepareContentId(archive.value, budget, purpose !== 'once')
    const read = readPackage(prepared, budget, purpose !== 'once')
    if (!read.ok) return read
    return new DocxCompiler(read.value, budget, purpose).compile()
  } catch (error) {
    if (error instanceof Refused) return { ok: false, error: error.error }
    if (error instanceof RangeError)
      return refuseFile('too_large', 'The file is nested too deeply. Save it anew in Word.')
    throw error
  }
}

const BRACE = 0x7b
const EXCLAMATION_MARK = 0x21

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
  readonly #parts: PartToPack[] = []
  /** Entries that were parsed and need no further check. */
  readonly #read: Set<string>
  readonly #parsed = new Map<string, XmlPart>()
  /** What goes from a signed file. */
  readonly #unsigned: Unsigned | undefined
  readonly #file: FileContext
  readonly #numbering: NumberingSource
  readonly #lists = new Set<string>()

  constructor(read: WordPackage, budget: ElementBudget, purpose: Purpose) {
    this.#package = read
    this.#budget = budget
    this.#purpose = purpose
    const { archive, contentTypes } = read
    this.#read = new Set([entryName(archive, CONTENT_TYPES), entryName(archive, '_rels/.rels')])
    this.#unsigned = findSignatures(archive, contentTypes, budget)
    this.#numbering = new NumberingSource(archive, read.main, budget, (entry) => this.#parse(entry))
    this.#file = {
      pool: this.#pool,
      slots: this.#slots,
      places: this.#places,
      notes: new Notes((kind) => this.#notesPart(kind), this.#places, this.#slots),
      numbering: () => this.#numbering.parsed,
    }
  }

  compile(): Result<CompiledTemplate> {
    const { archive, flows, typeOf } = this.#package
    for (const { name, label } of flows) this.#compilePart(archive.get(name) as ArchiveEntry, label)
    for (const entry of archive.values()) {
      if (this.#read.has(entry.name) || this.#unsigned?.removed.has(entry.name) === true || !isXml(entry.name)) continue
      if (this.#purpose !== 'once' && holdsProperties(typeOf(entry.name))) {
        this.#compilePart(entry, labelOf(entry.name))
        continue
      }
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
      body: packBody({
        read: this.#package,
        pool: this.#pool,
        parts: this.#parts,
        unsigned: this.#unsigned,
        numbering: this.#numbering,
        restarted: this.#lists,
        slots: this.#slots.next,
        isRenderedOnce: this.#purpose === 'once',
      }),
      pool: this.#pool.bytes(),
      ...firstRemarks(this.#remarks),
      ...(this.#purpose === 'keep' ? fileLanguage(this.#package, (name) => this.#sourceOf(name)) : {}),
    })
  }

  #compilePart(entry: ArchiveEntry, label: string): void {
    const part = this.#parse(entry)
    const relationships = readRelationships(this.#package.archive, entry.name, this.#budget)
    for (const name of [entry.name, relationships.name]) this.#read.add(name)
    const links = findTaggedLinks(relationships.links)
    const compiled = compilePart(part, label, this.#file, links, this.#purpose === 'keep')
    append(this.#mistakes, compiled.mistakes)
    append(this.#remarks, compiled.remarks)
    append(this.#outline, compiled.outline)
    for (const each of compiled.lists) this.#lists.add(each)
    const carriesId = this.#purpose !== 'once' && holdsProperties(this.#package.typeOf(entry.name))
    this.#parts.push({
      name: entry.name,
      source: part.source,
      program: carriesId ? withContentIdNodes(part, compiled.program, this.#pool) : compiled.program,
      holdsBlocks: compiled.holdsBlocks,
      relationships,
      linkIds: links.map((each) => each.id),
      pictureIds: compiled.pictureIds ?? [],
    })
  }

  #parse(entry: ArchiveEntry): XmlPart {
    const part = this.#parsed.get(entry.name) ?? parsePart(entry.name, entry.bytes, this.#budget)
    this.#parsed.set(entry.name, part)
    return part
  }

  #sourceOf(part: string): string {
    return this.#parts.find((each) => each.name === part)?.source ?? ''
  }

  #notesPart(kind: string): XmlPart | undefined {
    const name = this.#package.flows.find((each) => each.label === `${kind}s`)?.name
    const entry = name === undefined ? undefined : this.#package.archive.get(name)
    return entry === undefined ? undefined : this.#parse(entry)
  }

  /** Files that Word takes over into the text when it opens the document: they are not read. */
  #readChunks(): void {
    const { archive, main } = this.#package
    for (const { type, target } of this.#parts.find((each) => each.name === main)?.relationships.links ?? []) {
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
}

function labelOf(name: string): string {
  if (name.startsWith('docProps/')) return 'properties'
  if (name.includes('/charts/')) return 'chart'
  if (name.includes('/diagrams/')) return 'diagram'
  return name
}
