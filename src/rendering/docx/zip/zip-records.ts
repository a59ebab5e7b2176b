/**
 * Zip headers: local file header, central directory record, end of central directory (APPNOTE 4.3.7, 4.3.12, 4.3.16).
 * Times are fixed, so that equal content gives equal bytes.
 */

export interface EntryFacts {
  readonly name: string
  readonly method: number
  readonly crc: number
  readonly packedSize: number
  readonly size: number
}

export const LOCAL_SIZE = 30
export const RECORD_SIZE = 46
export const END_SIZE = 22
/** Where a record keeps the offset of its entry. */
export const OFFSET_AT = 42
const VERSION = 20
const UTF8_NAMES = 0x0800
const NEW_YEAR_1980 = 0x0021

/** Writes a local header at `at`; returns where the data begins. */
export function writeLocalHeader(target: Buffer, at: number, facts: EntryFacts): number {
  target.writeUInt32LE(0x04034b50, at)
  target.writeUInt16LE(VERSION, at + 4)
  writeCommon(target, at + 6, facts)
  target.writeUInt16LE(0, at + 28)
  return at + LOCAL_SIZE + target.write(facts.name, at + LOCAL_SIZE, 'utf8')
}

/** The data behind a local header that `writeLocalHeader` wrote. */
export const splitLocalEntry = (local: Buffer): { method: number; data: Buffer } => ({
  method: local.readUInt16LE(8),
  data: local.subarray(LOCAL_SIZE + local.readUInt16LE(26)),
})

/** Writes a central directory record at `at`; returns where the next one begins. */
export function writeRecord(target: Buffer, at: number, facts: EntryFacts, offset: number): number {
  target.writeUInt32LE(0x02014b50, at)
  target.writeUInt16LE(VERSION, at + 4)
  target.writeUInt16LE(VERSION, at + 6)
  writeCommon(target, at + 8, facts)
  target.fill(0, at + 30, at + OFFSET_AT)
  target.writeUInt32LE(offset, at + OFFSET_AT)
  return at + RECORD_SIZE + target.write(facts.name, at + RECORD_SIZE, 'utf8')
}

/** The fields that both have, from the flags to the length of the name. */
function writeCommon(target: Buffer, at: number, facts: EntryFacts): void {
  target.writeUInt16LE(isAscii(facts.name) ? 0 : UTF8_NAMES, at)
  target.writeUInt16LE(facts.method, at + 2)
  target.writeUInt16LE(0, at + 4)
  target.writeUInt16LE(NEW_YEAR_1980, at + 6)
  target.writeUInt32LE(facts.crc, at + 8)
  target.writeUInt32LE(facts.packedSize, at + 12)
  target.writeUInt32LE(facts.size, at + 16)
  target.writeUInt16LE(Buffer.byteLength(facts.name), at + 20)
}

/** Writes the end of the central directory. */
export function writeEnd(
  target: Buffer,
  at: number,
  entries: number,
  directorySize: number,
  directoryAt: number,
): void {
  target.fill(0, at, at + END_SIZE)
  target.writeUInt32LE(0x06054b50, at)
  target.writeUInt16LE(entries, at + 8)
  target.writeUInt16LE(entries, at + 10)
  target.writeUInt32LE(directorySize, at + 12)
  target.writeUInt32LE(directoryAt, at + 16)
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0x7e) return false
  return true
}
