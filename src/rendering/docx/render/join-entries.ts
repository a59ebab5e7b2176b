/**
 * Puts a document together: copied and written entries, then the central directory.
 */
import type { DocxBody, ReadyEntry } from '../../template/docx-body.ts'
import { END_SIZE, OFFSET_AT, RECORD_SIZE, writeEnd, writeRecord } from '../zip/zip-records.ts'
import { type WrittenEntry, output } from './written-entry.ts'

/**
 * From this many bytes on, untouched entries (pictures, fonts) are not copied but stay a piece in the template's
 * memory.
 */
const MIN_SHARED_BYTES = 64 * 1024

/**
 * The document in pieces. Order: content types and other ready entries, untouched entries, written entries, directory.
 */
export function joinEntries(
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
  const directoryAt = readySize + untouched.entries.size + output.size
  const shared = untouched.entries.size < MIN_SHARED_BYTES ? 0 : untouched.entries.size
  const file = Buffer.allocUnsafeSlow(directoryAt + directorySize + END_SIZE - shared)
  // These are offsets in the document; `file` lacks the shared piece, so what follows it is that much earlier.
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
  output.buffer.copy(file, at - shared, 0, output.size)
  for (const each of entries) record = writeRecord(file, record, each, at + each.offset)
  writeEnd(file, record, first.length + untouched.each.length + entries.length, directorySize, directoryAt)
  if (shared === 0) return [file]
  return [
    file.subarray(0, readySize),
    pool.subarray(untouched.entries.at, untouched.entries.at + shared),
    file.subarray(readySize),
  ]
}
