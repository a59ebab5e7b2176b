/**
 * Zip entries in the pool, with their headers: rendering only copies them.
 */
import { hash } from 'node:crypto'
import type { ReadyEntry } from '../../../template/docx-body.ts'
import type { BytePool } from '../../../template/pool.ts'
import type { PoolRange } from '../../../template/program.ts'
import { type PackedEntry, factsOf } from '../../zip/write-archive.ts'
import { LOCAL_SIZE, RECORD_SIZE, writeLocalHeader, writeRecord } from '../../zip/zip-records.ts'

/**
 * Adds entries to the pool, then their directory records, each in one range; `hashed`: also computes SHA-256, which
 * documents report.
 */
export function addEntries(
  pool: BytePool,
  entries: readonly PackedEntry[],
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
