/**
 * Reads the central directory of any zip file.
 */
import yauzl from 'yauzl'
import type { DirectoryEntry } from './directory-entry.ts'
import { readPlainDirectory } from './plain-directory.ts'

/**
 * The entries in the order of the directory. Throws `tooMany(count)` when there are more than `max`, and yauzl's
 * errors for everything else that is wrong.
 */
export async function readDirectory(
  file: Buffer,
  max: number,
  tooMany: (count: number) => Error,
): Promise<DirectoryEntry[]> {
  const entries = readPlainDirectory(file) ?? (await readAnyDirectory(file, max, tooMany))
  if (entries.length > max) throw tooMany(entries.length)
  return entries
}

/** Reads from memory without waiting for the event loop at each entry. */
class MemoryReader extends yauzl.RandomAccessReader {
  readonly file: Buffer
  constructor(file: Buffer) {
    super()
    this.file = file
  }

  override read(
    target: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    if (position < 0 || position + length > this.file.length) {
      callback(new Error('unexpected end of file'))
      return
    }
    this.file.copy(target, offset, position, position + length)
    callback(null)
  }
}

function readAnyDirectory(file: Buffer, max: number, tooMany: (count: number) => Error): Promise<DirectoryEntry[]> {
  return new Promise((resolve, reject) => {
    yauzl.fromRandomAccessReader(
      new MemoryReader(file),
      file.length,
      { lazyEntries: true, autoClose: false },
      (error, zip) => {
        if (error !== null) {
          reject(error)
          return
        }
        if (zip.entryCount > max) {
          reject(tooMany(zip.entryCount))
          return
        }
        const entries: DirectoryEntry[] = []
        zip.on('error', reject)
        zip.on('end', () => {
          resolve(entries)
        })
        zip.on('entry', (entry: yauzl.Entry) => {
          entries.push({
            name: entry.fileName,
            method: entry.compressionMethod,
            encrypted: entry.isEncrypted(),
            crc: entry.crc32,
            packedSize: entry.compressedSize,
            size: entry.uncompressedSize,
            headerAt: entry.relativeOffsetOfLocalHeader,
          })
          if (entries.length === zip.entryCount) resolve(entries)
          else zip.readEntry()
        })
        zip.readEntry()
      },
    )
  })
}
