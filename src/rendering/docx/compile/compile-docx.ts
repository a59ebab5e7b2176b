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
import { compilePart } from './compile-part.ts'
import type { DocxBody, DocxPart, ExtensibleEntry } from '../../template/docx-body.ts'
import { highestId } from '../package/highest-id.ts'
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
import { type PackedEntry, packEntry } from '../zip/write-archive.ts'
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
  readonly #outline: OutlineNode[] = []
  readonly #mistakes: Mistake[] = []
  readonly #remarks: Mistake[] = []
  readonly #programs = new Map<string, Program>()
  /** Entries that were parsed and need no further check. */
  readonly #read = new Set([CONTENT_TYPES, '_rels/.rels'])
  /** Of the parts that were compiled, by their names. */
  readonly #relationships = new Map<string, RecordFile | undefined>()
  readonly #links = new Map<string, readonly TaggedLink[]>()
  /** Of the parts with relationships, those that only placeholder pictures use. */
  readonly #pictures: PlaceholderLinks[] = []
  /** Of the parts that were compiled. */
  readonly #sources: string[] = []

  constructor(read: WordPackage, budget: ElementBudget, purpose: Purpose) {
    this.#package = read
    this.#budget = budget
    this.#purpose = purpose
  }

  compile(): Result<CompiledTemplate> {
    const { archive, flows, typeOf } = this.#package
    for (const { name, label } of flows) this.#compilePart(archive.get(name) as ArchiveEntry, label)
    for (const entry of archive.values()) {
      if (this.#read.has(entry.name) || !isXml(entry.name)) continue
      const textless = holdsNoText(typeOf(entry.name))
      if (textless && this.#purpose === 'once') continue
      if (!textless && this.#mayHoldTags(entry)) this.#compilePart(entry, labelOf(entry.name))
      else this.#check(entry)
    }
    if (this.#mistakes.length > 0) return refuseMistakes(this.#mistakes, this.#remarks)
    return ok({
      format: 'docx',
      compiler: COMPILER_VERSION,
      outline: this.#outline,
      body: this.#body(),
      pool: this.#pool.bytes(),
      ...firstRemarks(this.#remarks),
    })
  }

  #compilePart(entry: ArchiveEntry, label: string): void {
    for (const name of [entry.name, relationshipsName(entry.name)]) this.#read.add(name)
    const part = parsePart(entry.name, entry.bytes, this.#budget)
    const relationships = readRelationships(this.#package.archive, entry.name, this.#budget)
    this.#relationships.set(entry.name, relationships.file)
    const links = findTaggedLinks(relationships.links)
    if (links.length > 0) this.#links.set(entry.name, links)
    const compiled = compilePart(part, label, this.#pool, this.#slots, links, this.#purpose === 'keep')
    append(this.#mistakes, compiled.mistakes)
    append(this.#remarks, compiled.remarks)
    append(this.#outline, compiled.outline)
    this.#sources.push(part.source)
    if (compiled.program !== undefined) this.#programs.set(entry.name, compiled.program)
    if (relationships.file !== undefined)
      this.#pictures.push({ owner: entry.name, relationships, ids: new Set(compiled.pictureIds) })
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
    const special = new Set([...files, CONTENT_TYPES, ...owners.flatMap((name) => [name, relationshipsName(name)])])
    const untouched = addEntries(
      this.#pool,
      [...archive.values()].filter((each) => !special.has(each.name)),
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
    const common = { kind: 'docx', untouched, parts, contentTypes, relationships, placeholders } as const
    const slots = this.#slots.next
    if (this.#purpose === 'once') return new LazyDocxBody(common, new LazyIds(this.#sources, slots), archive)
    return { ...common, ids: { base: highestId(this.#sources), slots }, styles: readStyles(archive) }
  }

  #contentTypes(): DocxBody['contentTypes'] {
    const { contentTypes, archive } = this.#package
    const source = contentTypes.source.replaceAll(
      'wordprocessingml.template.main+xml',
      'wordprocessingml.document.main+xml',
    )
    const same = source === contentTypes.source ? archive.get(CONTENT_TYPES) : undefined
    const extensions = contentTypes.records
      .map((each) => each.values['Extension']?.toLowerCase() ?? '')
      .filter((each) => each !== '')
    return { ...this.#extensible(CONTENT_TYPES, source, same), extensions }
  }

  get #hashed(): boolean {
    return this.#purpose !== 'once'
  }

  /** A part's relationships without those whose address is made from values. */
  #relationshipsOf(owner: string): ExtensibleEntry {
    const name = relationshipsName(owner)
    const file = this.#relationships.get(owner)
    if (file === undefined) return this.#extensible(name, NO_RELATIONSHIPS, undefined, true)
    const ids = new Set([
      ...(this.#links.get(owner) ?? []).map((each) => each.id),
      ...(this.#pictures.find((each) => each.owner === owner)?.ids ?? []),
    ])
    return ids.size === 0
      ? this.#extensible(name, file.source, this.#package.archive.get(name))
      : this.#extensible(name, withoutRelationships(file, ids), undefined)
  }

  #extensible(name: string, xml: string, entry: PackedEntry | undefined, absent = false): ExtensibleEntry {
    const source = xml.trimEnd().endsWith('/>') ? xml.replace(/<([\w:]+)([^<>]*)\/>\s*$/, '<$1$2></$1>') : xml
    const end = source.lastIndexOf('</')
    const before = this.#pool.add(source.slice(0, end))
    const after = this.#pool.add(source.slice(end))
    const [ready] = absent
      ? []
      : addEntries(this.#pool, [entry ?? packEntry(name, Buffer.from(source, 'utf8'))], this.#hashed).each
    return { name, ready, before: { at: before.at, size: before.size }, after: { at: after.at, size: after.size } }
  }
}

const NO_RELATIONSHIPS =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
  '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'

function labelOf(name: string): string {
  if (name.startsWith('docProps/')) return 'properties'
  if (name.includes('/charts/')) return 'chart'
  if (name.includes('/diagrams/')) return 'diagram'
  return name
}
