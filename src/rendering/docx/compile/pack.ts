/**
 * Makes static bytes ready for copying: zip entries with their headers, and statics deflated beforehand.
 */
import { hash } from 'node:crypto'
import { constants, crc32, deflateRawSync } from 'node:zlib'
import type { BytePool } from '../../template/pool.ts'
import type { Program, ProgramNode, PoolRange } from '../../template/program.ts'
import { ByteWriter } from '../../template/byte-writer.ts'
import { shiftOver } from '../zip/crc.ts'
import { type Spliced, spliceStatics } from '../zip/deflate/splice.ts'
import { SpliceWriter } from '../zip/deflate/splice-writer.ts'
import type { DocxPart, ReadyEntry } from '../../template/docx-body.ts'
import { END_SIZE, LOCAL_SIZE, RECORD_SIZE, writeEnd, writeLocalHeader, writeRecord } from '../zip/zip-records.ts'

/** An entry whose data is kept in the form in which it came. */
export interface PackedData {
  readonly name: string
  readonly method: number
  readonly crc: number
  /** Bytes, unpacked. */
  readonly size: number
  readonly packed: Uint8Array
  readonly bytes: Uint8Array
}

/** Deflates an entry. */
export function packEntry(name: string, bytes: Uint8Array): PackedData {
  return { name, method: 8, crc: crc32(bytes), size: bytes.length, packed: deflateRawSync(bytes, { level: 9 }), bytes }
}

/**
 * Puts entries into the pool, then their records, each kind in one piece; `hashed`: with the hashes that documents will
 * need.
 */
export function addEntries(
  pool: BytePool,
  entries: readonly PackedData[],
  hashed: boolean,
): { entries: PoolRange; records: PoolRange; each: ReadyEntry[] } {
  const names = entries.reduce((size, entry) => size + Buffer.byteLength(entry.name), 0)
  const headers = Buffer.allocUnsafe(names + LOCAL_SIZE * entries.length)
  const records = Buffer.allocUnsafe(names + RECORD_SIZE * entries.length)
  const ranges: PoolRange[] = []
  let first = 0
  let header = 0
  for (const entry of entries) {
    const end = writeLocalHeader(headers, header, factsOf(entry))
    const { at } = pool.addBytes(headers.subarray(header, end))
    pool.addBytes(entry.packed)
    if (ranges.length === 0) first = at
    ranges.push({ at, size: end - header + entry.packed.length })
    header = end
  }
  const recordsAt = pool.addBytes(records).at
  let record = 0
  let offset = 0
  const each = entries.map((entry, index): ReadyEntry => {
    const own = ranges[index] as PoolRange
    const end = writeRecord(records, record, factsOf(entry), offset)
    const range = { at: recordsAt + record, size: end - record }
    record = end
    offset += own.size
    return { name: entry.name, entry: own, record: range, sha256: hashed ? hash('sha256', entry.bytes) : undefined }
  })
  return { entries: { at: first, size: offset }, records: { at: recordsAt, size: records.length }, each }
}

const factsOf = (entry: PackedData) => ({
  name: entry.name,
  method: entry.method,
  crc: entry.crc,
  packedSize: entry.packed.length,
  size: entry.size,
})

const localSize = (entry: PackedData): number => LOCAL_SIZE + Buffer.byteLength(entry.name)

function localHeader(entry: PackedData): Buffer {
  const bytes = Buffer.alloc(localSize(entry))
  writeLocalHeader(bytes, 0, factsOf(entry))
  return bytes
}

/** A zip file of entries. */
export function writeArchive(entries: readonly PackedData[]): Buffer {
  const bodies = entries.flatMap((entry) => [localHeader(entry), entry.packed])
  const records: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const record = Buffer.alloc(RECORD_SIZE + Buffer.byteLength(entry.name))
    writeRecord(record, 0, factsOf(entry), offset)
    records.push(record)
    offset += localSize(entry) + entry.packed.length
  }
  const end = Buffer.alloc(END_SIZE)
  writeEnd(
    end,
    0,
    entries.length,
    records.reduce((size, each) => size + each.length, 0),
    offset,
  )
  return Buffer.concat([...bodies, ...records, end])
}

/** Shorter statics cost more as deflate blocks of their own than stored. */
const SHORTEST_PACKED = 100
/** The most that copying packed statics may add to a document, against deflating its parts anew. */
const MOST_GROWTH = 1.55
const TYPICAL_VALUE = 16
/** A part of fewer bytes, deflated, is deflated as fast as its code is written. */
const SMALLEST_SPLICED = 1_000
/** Splicing more bytes than these would take longer than a template may take. */
const LARGEST_SPLICED = 512 * 1024

/**
 * Chooses for each part: statics packed beforehand, one way or the other, where the document does not grow too much by
 * it, or the part deflated as a whole. `copied` is the size of everything else in the document.
 */
export function packPrograms(
  programs: ReadonlyMap<string, Program>,
  raw: Buffer,
  pool: BytePool,
  copied: number,
): DocxPart[] {
  const candidates = [...programs].map(([name, program]) => ({ name, program, ...estimate(program, raw) }))
  const smallest = copied + candidates.reduce((size, each) => size + each.whole, 0)
  let size = smallest
  const segmented = new Set<string>()
  for (const each of candidates.toSorted((a, b) => a.segments - a.whole - (b.segments - b.whole))) {
    const grown = size + each.segments - each.whole
    if (grown > MOST_GROWTH * smallest) continue
    size = grown
    segmented.add(each.name)
  }
  return candidates.map(({ name, program, whole, bytes }): DocxPart => {
    if (segmented.has(name)) return { name, program: packStatics(program, raw, pool), strategy: 'segments' }
    const spliced =
      whole < SMALLEST_SPLICED || bytes > LARGEST_SPLICED ? undefined : splicePart(name, program, raw, pool)
    if (spliced === undefined || size + spliced.size - whole > MOST_GROWTH * smallest)
      return { name, program, strategy: 'whole' }
    size += spliced.size - whole
    return spliced.part
  })
}

/** The part spliced, and its size with everything in it shown once. */
function splicePart(name: string, program: Program, raw: Buffer, pool: BytePool): { part: DocxPart; size: number } {
  const statics = [...nodesOf(program)].filter((node) => node.node === 'static')
  const { bytes, phrases, each } = spliceStatics(statics.map((node) => raw.subarray(node.at, node.at + node.size)))
  const trial = new SpliceWriter({ bytes: { at: 0, size: bytes.length }, phrases }, bytes, new ByteWriter(1 << 16))
  let written = 0
  for (const [index, node] of statics.entries()) {
    trial.static(each[index] as Spliced, written, node.size)
    written += node.size
  }
  trial.finish()
  const spliced = new Map(statics.map((node, index) => [node, each[index] as Spliced]))
  const pack = (nodes: Program): Program =>
    nodes.map((node): ProgramNode => {
      if ('children' in node) return { ...node, children: pack(node.children) }
      const own = node.node === 'static' ? spliced.get(node) : undefined
      if (node.node !== 'static' || own === undefined) return node
      return {
        ...node,
        packed: { ...own, crc: crc32(raw.subarray(node.at, node.at + node.size)), shift: shiftOver(node.size) },
      }
    })
  return {
    part: { name, program: pack(program), strategy: 'spliced', splice: { bytes: pool.addBytes(bytes), phrases } },
    size: trial.size,
  }
}

/** Of more statics than these, only some are deflated to learn how large they become. */
const MOST_TRIALS = 1_000

/** The size of a part either way, and of its statics. */
function estimate(program: Program, raw: Buffer): { segments: number; whole: number; bytes: number } {
  const all: Buffer[] = []
  const long: Buffer[] = []
  let segments = 0
  for (const node of nodesOf(program)) {
    if (node.node === 'value') segments += TYPICAL_VALUE
    if (node.node !== 'static') continue
    const bytes = raw.subarray(node.at, node.at + node.size)
    all.push(bytes)
    if (node.size < SHORTEST_PACKED) segments += node.size
    else long.push(bytes)
  }
  const step = Math.ceil(long.length / MOST_TRIALS)
  let tried = 0
  let packed = 0
  for (let index = 0; index < long.length; index += step) {
    const bytes = long[index] as Buffer
    tried += bytes.length
    packed += Math.min(bytes.length, deflateRawSync(bytes, { finishFlush: constants.Z_FULL_FLUSH }).length)
  }
  if (tried > 0) segments += (packed * long.reduce((size, each) => size + each.length, 0)) / tried
  const joined = Buffer.concat(all)
  return { segments, whole: deflateRawSync(joined).length, bytes: joined.length }
}

function* nodesOf(program: Program): Generator<ProgramNode> {
  for (const node of program) {
    yield node
    if ('children' in node) yield* nodesOf(node.children)
  }
}

function packStatics(program: Program, raw: Buffer, pool: BytePool): Program {
  return program.map((node): ProgramNode => {
    if ('children' in node) return { ...node, children: packStatics(node.children, raw, pool) }
    if (node.node !== 'static' || node.size < SHORTEST_PACKED) return node
    const bytes = raw.subarray(node.at, node.at + node.size)
    const packed = deflateRawSync(bytes, { level: 9, finishFlush: constants.Z_FULL_FLUSH })
    if (packed.length >= node.size * 0.9) return node
    return { ...node, packed: { ...pool.addBytes(packed), crc: crc32(bytes), shift: shiftOver(node.size) } }
  })
}
