/**
 * Fills a compiled Word template: runs the programs, and puts the zip together from what they write and what is copied.
 */
import { hash } from 'node:crypto'
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'
import type { RenderContext } from '../../../domain/template/render-data.ts'
import { ByteWriter } from '../../template/byte-writer.ts'
import { type Scope, outermost } from '../../template/scope.ts'
import { Assets } from './assets.ts'
import type { DocxBody, DocxPart, ExtensibleEntry, ReadyEntry } from '../../template/docx-body.ts'
import { runProgram } from './run-program.ts'
import { PackedSink, PlainSink } from './sinks.ts'
import { SplicedSink } from './spliced-sink.ts'
import {
  END_SIZE,
  type EntryFacts,
  dataOf,
  LOCAL_SIZE,
  OFFSET_AT,
  RECORD_SIZE,
  writeEnd,
  writeLocalHeader,
  writeRecord,
} from '../zip/zip-records.ts'
import type { RenderedDocument } from '../../template/rendered-document.ts'

/** An entry written in this render, by its offset in the written bytes. */
interface WrittenEntry extends EntryFacts {
  readonly offset: number
  /** SHA-256 of an entry that no program makes. */
  readonly sha256?: string | undefined
}

/** Memory that renders share, one after the other; nothing of one document is left in another. */
const written = new ByteWriter(1 << 16)
const live = new ByteWriter(1 << 14)
const KEPT_MEMORY = 4 << 20

/** The document. Throws Refused for a missing or impossible value. */
export function renderDocx(body: DocxBody, pool: Buffer, scope: Scope): RenderedDocument {
  written.reset(KEPT_MEMORY)
  live.reset(KEPT_MEMORY)
  const assets = new Assets(pool, body)
  const entries: WrittenEntry[] = []
  const ready: ReadyEntry[] = []
  for (const part of body.parts) {
    assets.beginPart()
    entries.push(writePart(part, pool, scope, assets))
    const own = body.relationships.find((each) => each.owner === part.name)
    if (own !== undefined) extend(own, assets.relationships, pool, entries, ready)
  }
  for (const media of assets.media.values()) entries.push(writeStored(media.name, media.bytes))
  const types = [...new Set([...assets.media.values()].map((each) => each.extension))].filter(
    (each) => !body.contentTypes.extensions.includes(each),
  )
  extend(
    body.contentTypes,
    types.map((each) => `<Default Extension="${each}" ContentType="image/${each}"/>`).join(''),
    pool,
    entries,
    ready,
  )
  const pieces = layOut(body, pool, entries, ready)
  return new WordDocument(pieces, { body, pool, answers: scope.values, entries, ready })
}

/** What a document was made from. */
interface Origin {
  readonly body: DocxBody
  readonly pool: Buffer
  readonly answers: RenderContext
  readonly entries: readonly WrittenEntry[]
  readonly ready: readonly ReadyEntry[]
}

/** (A class, since V8 keeps the getters of object literals alive, and all that they know.) */
class WordDocument implements RenderedDocument {
  readonly pieces: readonly Buffer[]
  readonly format = 'docx'
  readonly #origin: Origin
  #bytes: Buffer | undefined
  #parts: RenderedDocument['parts'] | undefined

  constructor(pieces: readonly Buffer[], origin: Origin) {
    this.pieces = pieces
    this.#origin = origin
  }

  get bytes(): Buffer {
    this.#bytes ??= this.pieces.length > 1 ? Buffer.concat(this.pieces) : (this.pieces[0] ?? Buffer.alloc(0))
    return this.#bytes
  }

  get parts(): RenderedDocument['parts'] {
    this.#parts ??= hashParts(this.#origin)
    return this.#parts
  }
}

function writePart(part: DocxPart, pool: Buffer, scope: Scope, assets: Assets): WrittenEntry {
  const offset = beginEntry(part.name)
  const dataAt = written.size
  const sink =
    part.splice === undefined
      ? new PackedSink(pool, written, live, part.strategy === 'whole')
      : new SplicedSink(pool, written, live, part.splice)
  runProgram(part.program, scope, sink, assets)
  sink.finish()
  return endEntry(
    { name: part.name, method: 8, crc: sink.crc, packedSize: written.size - dataAt, size: sink.size },
    offset,
  )
}

/** Copies an entry as it is, or writes it anew with elements put in. */
function extend(
  entry: ExtensibleEntry,
  added: string,
  pool: Buffer,
  entries: WrittenEntry[],
  ready: ReadyEntry[],
): void {
  if (added === '') {
    if (entry.ready !== undefined) ready.push(entry.ready)
    return
  }
  const { before, after } = entry
  const bytes = Buffer.concat([
    pool.subarray(before.at, before.at + before.size),
    Buffer.from(added, 'utf8'),
    pool.subarray(after.at, after.at + after.size),
  ])
  const offset = beginEntry(entry.name)
  const packed = deflateRawSync(bytes)
  written.copy(packed, 0, packed.length)
  entries.push({
    ...endEntry(
      { name: entry.name, method: 8, crc: crc32(bytes), packedSize: packed.length, size: bytes.length },
      offset,
    ),
    sha256: hash('sha256', bytes),
  })
}

/** Pictures are packed already. */
function writeStored(name: string, bytes: Uint8Array): WrittenEntry {
  const offset = beginEntry(name)
  written.copy(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0, bytes.length)
  return {
    ...endEntry({ name, method: 0, crc: crc32(bytes), packedSize: bytes.length, size: bytes.length }, offset),
    sha256: hash('sha256', bytes),
  }
}

function beginEntry(name: string): number {
  const offset = written.size
  const header = LOCAL_SIZE + Buffer.byteLength(name)
  written.reserve(header)
  written.size += header
  return offset
}

function endEntry(facts: EntryFacts, offset: number): WrittenEntry {
  writeLocalHeader(written.buffer, offset, facts)
  return { ...facts, offset }
}

/**
 * Untouched entries of so many bytes (pictures, fonts) are a piece of their own, in the template's memory, instead of
 * being copied.
 */
const SHARED = 64 * 1024

/** Order: content types and other ready entries, untouched entries, written entries, directory. */
function layOut(
  body: DocxBody,
  pool: Buffer,
  entries: readonly WrittenEntry[],
  ready: readonly ReadyEntry[],
): Buffer[] {
  const { untouched } = body
  const first = ready.toReversed()
  const readySize = first.reduce((size, each) => size + each.entry.size, 0)
  let directorySize = untouched.records.size
  for (const each of first) directorySize += each.record.size
  for (const each of entries) directorySize += RECORD_SIZE + Buffer.byteLength(each.name)
  const directoryAt = readySize + untouched.entries.size + written.size
  const shared = untouched.entries.size < SHARED ? 0 : untouched.entries.size
  const file = Buffer.allocUnsafeSlow(directoryAt + directorySize + END_SIZE - shared)
  // Offsets in the document; in `file`, what lies behind the shared piece stands as much earlier.
  let at = 0
  let record = directoryAt - shared
  for (const each of first) {
    pool.copy(file, at, each.entry.at, each.entry.at + each.entry.size)
    pool.copy(file, record, each.record.at, each.record.at + each.record.size)
    file.writeUInt32LE(at, record + OFFSET_AT)
    at += each.entry.size
    record += each.record.size
  }
  if (shared === 0) pool.copy(file, at, untouched.entries.at, untouched.entries.at + untouched.entries.size)
  pool.copy(file, record, untouched.records.at, untouched.records.at + untouched.records.size)
  for (const each of untouched.each) {
    file.writeUInt32LE(
      at + each.entry.at - untouched.entries.at,
      record + each.record.at - untouched.records.at + OFFSET_AT,
    )
  }
  at += untouched.entries.size
  record += untouched.records.size
  written.buffer.copy(file, at - shared, 0, written.size)
  for (const each of entries) record = writeRecord(file, record, each, at + each.offset)
  writeEnd(file, record, first.length + untouched.each.length + entries.length, directorySize, directoryAt)
  if (shared === 0) return [file]
  return [
    file.subarray(0, readySize),
    pool.subarray(untouched.entries.at, untouched.entries.at + shared),
    file.subarray(readySize),
  ]
}

/**
 * Runs the programs once more into plain bytes. Their checksums must be those in the file, so this also proves the
 * packing.
 */
function hashParts({ body, pool, answers, entries, ready }: Origin): RenderedDocument['parts'] {
  const scope = outermost(answers)
  const hashes = [...ready, ...body.untouched.each].map((each) => ({
    name: each.name,
    sha256: each.sha256 ?? hashEntry(pool, each),
  }))
  const assets = new Assets(pool, body)
  live.reset(KEPT_MEMORY)
  for (const entry of entries) {
    const part = body.parts.find((each) => each.name === entry.name)
    if (part === undefined) {
      hashes.push({ name: entry.name, sha256: entry.sha256 ?? '' })
      continue
    }
    assets.beginPart()
    live.size = 0
    live.reserve(entry.size)
    runProgram(part.program, scope, new PlainSink(pool, live), assets)
    const bytes = live.buffer.subarray(0, live.size)
    if (crc32(bytes) !== entry.crc) throw new Error(`the packed form of ${entry.name} differs from the plain one`)
    hashes.push({ name: entry.name, sha256: hash('sha256', bytes) })
  }
  return hashes.sort((a, b) => (a.name < b.name ? -1 : 1))
}

function hashEntry(pool: Buffer, { entry }: ReadyEntry): string {
  const { method, data } = dataOf(pool.subarray(entry.at, entry.at + entry.size))
  return hash('sha256', method === 0 ? data : inflateRawSync(data))
}
