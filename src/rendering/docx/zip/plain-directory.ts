/**
 * Reads the directory of a zip file as Word, LibreOffice and most libraries write it, many times faster than a reader
 * of every kind of zip. Anything else (a comment, extra fields, zip64, encryption, an unusual name, a mistake) is left
 * to yauzl, which alone decides what is refused.
 */
import { END_SIZE, RECORD_SIZE } from './zip-records.ts'
import type { DirectoryEntry } from './directory-entry.ts'

const END_SIGNATURE = 0x06054b50
const RECORD_SIGNATURE = 0x02014b50
/**
 * Flags that do not matter for reading the directory: deflate options, sizes after the data, names in UTF-8.
 */
const HARMLESS_FLAGS = 0x0006 | 0x0008 | 0x0800
const ZIP64 = 0xffffffff
const NAME = /^[\w.[\]-][\w.[\] -]*(?:\/[\w.[\] -]+)*\/?$/
const UPWARDS = /(?:^|\/)\.\.?(?:\/|$)/

/** The entries; undefined when the directory is not plain. */
export function readPlainDirectory(file: Buffer): DirectoryEntry[] | undefined {
  const end = file.length - END_SIZE
  if (
    end < 0 ||
    file.readUInt32LE(end) !== END_SIGNATURE ||
    file.readUInt32LE(end + 4) !== 0 ||
    file.readUInt16LE(end + 20) !== 0
  )
    return undefined
  const count = file.readUInt16LE(end + 10)
  let at = file.readUInt32LE(end + 16)
  if (count === 0xffff || file.readUInt16LE(end + 8) !== count || at + file.readUInt32LE(end + 12) !== end)
    return undefined
  const entries: DirectoryEntry[] = []
  while (entries.length < count) {
    if (at + RECORD_SIZE > end || file.readUInt32LE(at) !== RECORD_SIGNATURE) return undefined
    const [flags, method, nameSize] = [
      file.readUInt16LE(at + 8),
      file.readUInt16LE(at + 10),
      file.readUInt16LE(at + 28),
    ]
    const [packedSize, size, headerAt] = [
      file.readUInt32LE(at + 20),
      file.readUInt32LE(at + 24),
      file.readUInt32LE(at + 42),
    ]
    // Extra fields, comment, disk.
    if ((flags & ~HARMLESS_FLAGS) !== 0 || file.readUInt32LE(at + 30) !== 0 || file.readUInt16LE(at + 34) !== 0)
      return undefined
    if (packedSize === ZIP64 || size === ZIP64 || headerAt === ZIP64 || (method === 0 && packedSize !== size))
      return undefined
    const nameAt = at + RECORD_SIZE
    at = nameAt + nameSize
    if (at > end) return undefined
    const name = file.toString('latin1', nameAt, at)
    if (!NAME.test(name) || UPWARDS.test(name)) return undefined
    entries.push({
      name,
      method,
      encrypted: false,
      crc: file.readUInt32LE(nameAt - RECORD_SIZE + 16),
      packedSize,
      size,
      headerAt,
    })
  }
  return at === end ? entries : undefined
}
