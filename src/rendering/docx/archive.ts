/**
 * Opens a Word file as the zip it is, distrusting every number in it. Sizes, names, checksums and counts are checked here,
 * so that the rest of the compiler may believe what it reads.
 */
import { crc32, inflateRawSync } from 'node:zlib'
import yauzl from 'yauzl'
import { type Result, Refused, ok } from '../../domain/errors.ts'
import { refuseFile } from '../mistake.ts'

export interface ArchiveEntry {
  readonly name: string
  /** 0 stored, 8 deflated. */
  readonly method: number
  readonly crc: number
  /** The data as it stands in the file. */
  readonly packed: Buffer
  /** The data itself, checked against size and checksum. */
  readonly bytes: Buffer
}

export type Archive = ReadonlyMap<string, ArchiveEntry>

/** Caps: generous for documents, far below what would hurt. */
const MOST_ENTRIES = 5_000
const MOST_BYTES = 100 * 1024 * 1024
/** Of text, in all parts together. */
export const MOST_XML = 40 * 1024 * 1024

/** Whether an entry is XML, by its name. */
export const isXml = (name: string): boolean => /\.(?:xml|rels)$/i.test(name)

/** All entries of a zip file, unpacked. Refusals are `invalid_template` with `details.reason`. */
export async function openArchive(bytes: Uint8Array): Promise<Result<Archive>> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (file.length >= 8 && file.readUInt32BE(0) === 0xd0cf11e0) {
    return refuseFile('encrypted', 'The file is encrypted, or an old .doc. Remove the password, save it as .docx and upload that.')
  }
  if (file.length < 4 || file.readUInt16BE(0) !== 0x504b) {
    return refuseFile('not_a_zip', 'The file is not a Word file: it is no zip. Save it as .docx in Word and upload that.')
  }
  try {
    return ok(unpack(file, await readDirectory(file)))
  } catch (error) {
    if (error instanceof Refused) return { ok: false, error: error.error }
    return refuseFile(...reasonOf(error instanceof Error ? error.message : ''))
  }
}

function reasonOf(message: string): [string, string] {
  if (/relative path|absolute path|invalid characters in fileName/.test(message)) {
    return ['bad_names', 'The file holds entries with paths outside of it (`../`). Save it anew in Word and upload that.']
  }
  if (/encryption/.test(message)) return ['encrypted', 'The file is encrypted. Remove the password and upload it again.']
  return ['damaged', 'The zip file is damaged or cut off. Upload it again, or save it anew in Word.']
}

/** Reads from memory without waiting for the event loop at each entry. */
class MemoryReader extends yauzl.RandomAccessReader {
  readonly file: Buffer
  constructor(file: Buffer) {
    super()
    this.file = file
  }

  override read(target: Buffer, offset: number, length: number, position: number, callback: (error: Error | null) => void): void {
    if (position < 0 || position + length > this.file.length) {
      callback(new Error('unexpected end of file'))
      return
    }
    this.file.copy(target, offset, position, position + length)
    callback(null)
  }
}

function readDirectory(file: Buffer): Promise<yauzl.Entry[]> {
  return new Promise((resolve, reject) => {
    yauzl.fromRandomAccessReader(new MemoryReader(file), file.length, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (error !== null) {
        reject(error)
        return
      }
      if (zip.entryCount > MOST_ENTRIES) {
        reject(refused('too_many_entries', `The file holds ${zip.entryCount} entries; at most ${MOST_ENTRIES} are read.`))
        return
      }
      const entries: yauzl.Entry[] = []
      zip.on('error', reject)
      zip.on('end', () => { resolve(entries) })
      zip.on('entry', (entry: yauzl.Entry) => {
        entries.push(entry)
        if (entries.length === zip.entryCount) resolve(entries)
        else zip.readEntry()
      })
      zip.readEntry()
    })
  })
}

function unpack(file: Buffer, entries: readonly yauzl.Entry[]): Archive {
  let total = 0
  let text = 0
  for (const { fileName, uncompressedSize } of entries) {
    total += uncompressedSize
    if (isXml(fileName)) text += uncompressedSize
  }
  if (total > MOST_BYTES) {
    throw refused('too_large', `Unpacked, the file would take ${Math.ceil(total / 1_048_576)} MB; at most ${MOST_BYTES / 1_048_576} MB are accepted. Make its pictures smaller.`)
  }
  if (text > MOST_XML) {
    throw refused('too_large', `Unpacked, the file holds ${Math.ceil(text / 1_048_576)} MB of text; at most ${MOST_XML / 1_048_576} MB are accepted. Split the document.`)
  }
  const archive = new Map<string, ArchiveEntry>()
  for (const entry of entries) {
    if (entry.fileName.endsWith('/')) continue
    if (archive.has(entry.fileName)) throw refused('damaged', `The zip file holds "${entry.fileName}" twice. Save it anew in Word.`)
    archive.set(entry.fileName, unpackEntry(file, entry))
  }
  return archive
}

function unpackEntry(file: Buffer, entry: yauzl.Entry): ArchiveEntry {
  const name = entry.fileName
  if (entry.isEncrypted()) throw refused('encrypted', 'The file is encrypted. Remove the password and upload it again.')
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) {
    throw refused('damaged', `"${name}" is packed in a way that Word does not know. Save the file anew in Word.`)
  }
  const header = entry.relativeOffsetOfLocalHeader
  if (header + 30 > file.length || file.readUInt32LE(header) !== 0x04034b50) throw damaged(name)
  const start = header + 30 + file.readUInt16LE(header + 26) + file.readUInt16LE(header + 28)
  if (start + entry.compressedSize > file.length) throw damaged(name)
  const packed = file.subarray(start, start + entry.compressedSize)
  const bytes = entry.compressionMethod === 0 ? packed : inflate(packed, entry.uncompressedSize, name)
  if (bytes.length !== entry.uncompressedSize) throw refused('lying_size', `"${name}" is not as long as the zip file says. Save it anew in Word.`)
  if (crc32(bytes) !== entry.crc32) throw refused('damaged', `"${name}" is damaged (its checksum does not fit). Upload it again.`)
  return { name, method: entry.compressionMethod, crc: entry.crc32, packed, bytes }
}

function inflate(packed: Buffer, size: number, name: string): Buffer {
  try {
    // One piece of memory of the size that the zip file tells, instead of many that are joined.
    return inflateRawSync(packed, { maxOutputLength: Math.max(size, 1), chunkSize: Math.max(size + 1, 64) })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') {
      throw refused('lying_size', `"${name}" is longer than the zip file says. Save it anew in Word.`)
    }
    throw damaged(name)
  }
}

const refused = (reason: string, message: string): Refused => new Refused({ code: 'invalid_template', message, details: { reason } })
const damaged = (name: string): Refused => refused('damaged', `"${name}" is damaged in the zip file. Upload it again, or save it anew in Word.`)
