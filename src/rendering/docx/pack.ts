/**
 * Makes static bytes ready for copying: zip entries with their headers, and statics deflated beforehand.
 */
import { hash } from 'node:crypto'
import { constants, crc32, deflateRawSync } from 'node:zlib'
import type { BytePool } from '../pool.ts'
import type { Program, ProgramNode } from '../program.ts'
import { shiftOver } from './crc.ts'
import type { DocxPart, Range, ReadyEntry } from './docx-body.ts'
import { LOCAL_SIZE, RECORD_SIZE, writeLocalHeader, writeRecord } from './zip-records.ts'

/** An entry whose data is kept in the form in which it came. */
export interface PackedData {
  readonly name: string
  readonly method: number
  readonly crc: number
  readonly packed: Uint8Array
  readonly bytes: Uint8Array
}

/** Deflates an entry. */
export function packEntry(name: string, bytes: Uint8Array): PackedData {
  return { name, method: 8, crc: crc32(bytes), packed: deflateRawSync(bytes, { level: 9 }), bytes }
}

/** Puts entries into the pool, then their records, each kind in one piece. */
export function addEntries(pool: BytePool, entries: readonly PackedData[]): { entries: Range; records: Range; each: ReadyEntry[] } {
  const ranges = entries.map(entry => pool.addBytes(localEntry(entry)))
  const records: Range[] = []
  let offset = 0
  for (const entry of entries) {
    const record = Buffer.alloc(RECORD_SIZE + Buffer.byteLength(entry.name))
    writeRecord(record, 0, factsOf(entry), offset)
    records.push(pool.addBytes(record))
    offset += ranges[records.length - 1]?.size ?? 0
  }
  const whole = (all: readonly Range[]): Range => ({ at: all[0]?.at ?? 0, size: all.reduce((size, each) => size + each.size, 0) })
  const empty = { at: 0, size: 0 }
  return {
    entries: whole(ranges),
    records: whole(records),
    each: entries.map(({ name, bytes }, index) => ({ name, entry: ranges[index] ?? empty, record: records[index] ?? empty, sha256: hash('sha256', bytes) })),
  }
}

const factsOf = (entry: PackedData) => ({ name: entry.name, method: entry.method, crc: entry.crc, packedSize: entry.packed.length, size: entry.bytes.length })

function localEntry(entry: PackedData): Buffer {
  const header = LOCAL_SIZE + Buffer.byteLength(entry.name)
  const bytes = Buffer.allocUnsafeSlow(header + entry.packed.length)
  writeLocalHeader(bytes, 0, factsOf(entry))
  bytes.set(entry.packed, header)
  return bytes
}

/** Shorter statics cost more as deflate blocks of their own than stored. */
const SHORTEST_PACKED = 120
/** The most that storing instead of deflating may add to a part; above, it is deflated as a whole. */
const MOST_GROWTH = 1.5
const TYPICAL_VALUE = 16

/** Deflates a program's statics beforehand, or leaves it to the render when that would make the document too large. */
export function packProgram(name: string, program: Program, raw: Buffer, pool: BytePool): DocxPart {
  const added: Uint8Array[] = []
  let stored = 0
  let packedSize = 0
  const sample: Uint8Array[] = []
  const visit = (nodes: Program): Program => nodes.map((node): ProgramNode => {
    switch (node.node) {
      case 'static': {
        const bytes = raw.subarray(node.at, node.at + node.size)
        sample.push(bytes)
        const packed = node.size < SHORTEST_PACKED ? undefined : deflateRawSync(bytes, { level: 9, finishFlush: constants.Z_FULL_FLUSH })
        if (packed === undefined || packed.length >= node.size * 0.9) {
          stored += node.size
          return node
        }
        packedSize += packed.length
        added.push(packed)
        return { ...node, packed: { at: 0, size: packed.length, crc: crc32(bytes), shift: shiftOver(node.size) } }
      }
      case 'value':
        stored += TYPICAL_VALUE
        return node
      case 'section':
        return { ...node, children: visit(node.children), ...(node.otherwise === undefined ? {} : { otherwise: node.otherwise }) }
      case 'guard': case 'ensure': case 'once':
        return { ...node, children: visit(node.children) }
      default:
        return node
    }
  })
  const packedProgram = visit(program)
  const joined = Buffer.concat(sample)
  if (packedSize + stored > MOST_GROWTH * (deflateRawSync(joined).length + 1) && joined.length > 0) return { name, program, strategy: 'whole' }
  let index = 0
  const place = (nodes: Program): Program => nodes.map((node): ProgramNode => {
    if (node.node === 'static' && node.packed !== undefined) return { ...node, packed: { ...node.packed, ...pool.addBytes(added[index++] ?? EMPTY) } }
    if (node.node === 'section' || node.node === 'guard' || node.node === 'ensure' || node.node === 'once') return { ...node, children: place(node.children) }
    return node
  })
  return { name, program: place(packedProgram), strategy: 'segments' }
}
const EMPTY = new Uint8Array()

