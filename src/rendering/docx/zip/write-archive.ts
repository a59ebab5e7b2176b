/**
 * Writes zip files.
 */
import { crc32, deflateRawSync } from 'node:zlib'
import { END_SIZE, LOCAL_SIZE, RECORD_SIZE, writeEnd, writeLocalHeader, writeRecord } from './zip-records.ts'

/** An entry with its packed data. */
export interface PackedEntry {
  readonly name: string
  readonly method: number
  readonly crc: number
  /** Bytes, unpacked. */
  readonly size: number
  readonly packed: Uint8Array
  readonly bytes: Uint8Array
}

/** Deflates an entry. */
export function packEntry(name: string, bytes: Uint8Array): PackedEntry {
  return { name, method: 8, crc: crc32(bytes), size: bytes.length, packed: deflateRawSync(bytes, { level: 9 }), bytes }
}

export const factsOf = (entry: PackedEntry) => ({
  name: entry.name,
  method: entry.method,
  crc: entry.crc,
  packedSize: entry.packed.length,
  size: entry.size,
})

const localSize = (entry: PackedEntry): number => LOCAL_SIZE + Buffer.byteLength(entry.name)

function localHeader(entry: PackedEntry): Buffer {
  const bytes = Buffer.alloc(localSize(entry))
  writeLocalHeader(bytes, 0, factsOf(entry))
  return bytes
}

/** The bytes of a zip file with these entries. */
export function writeArchive(entries: readonly PackedEntry[]): Buffer {
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
