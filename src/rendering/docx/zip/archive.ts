/**
 * Opens a Word file as a zip and trusts no number in it. Sizes, names, checksums and counts are checked here, so that
 * the rest of the compiler can rely on them.
 */
import { Refused, type Result, ok } from '../../../domain/kernel/errors.ts'
import { fileRefusal, refuseFile } from '../../template/mistake.ts'
import { ArchiveEntry, damagedEntry } from './archive-entry.ts'
import type { DirectoryEntry } from './directory-entry.ts'
import { readDirectory } from './directory.ts'
import { LOCAL_SIZE } from './zip-records.ts'

export type Archive = ReadonlyMap<string, ArchiveEntry>

/** Limits: generous for documents, far below what would harm the service. */
const MAX_ENTRIES = 5_000
const MAX_BYTES = 100 * 1024 * 1024
/** Bytes of XML in all parts together. */
export const MAX_XML_BYTES = 40 * 1024 * 1024

/** Whether an entry is XML, by its name. */
export const isXml = (name: string): boolean => /\.(?:xml|rels)$/i.test(name)

/**
 * The entries of a zip file. Each of them is checked now, or (`on demand`) when it is read: what a document only copies
 * then stays unread. Refusals are `invalid_template` with `details.reason`.
 */
export async function openArchive(bytes: Uint8Array, checked: 'now' | 'on demand' = 'now'): Promise<Result<Archive>> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (file.length >= 8 && file.readUInt32BE(0) === 0xd0cf11e0) {
    return refuseFile(
      'encrypted',
      'The file is encrypted, or an old .doc. Remove the password, save it as .docx and upload that.',
    )
  }
  if (file.length < 4 || file.readUInt16BE(0) !== 0x504b) {
    return refuseFile(
      'not_a_zip',
      'The file is not a Word file: it is no zip. Save it as .docx in Word and upload that.',
    )
  }
  try {
    const archive = locateEntries(file, await readDirectory(file, MAX_ENTRIES, tooManyEntries))
    if (checked === 'now') for (const entry of archive.values()) entry.check()
    return ok(archive)
  } catch (error) {
    if (error instanceof Refused) return { ok: false, error: error.error }
    return refuseFile(...explainZipError(error instanceof Error ? error.message : ''))
  }
}

function explainZipError(message: string): [string, string] {
  if (/relative path|absolute path|invalid characters in fileName/.test(message)) {
    return [
      'bad_names',
      'The file holds entries with paths outside of it (`../`). Save it anew in Word and upload that.',
    ]
  }
  if (/encryption/.test(message))
    return ['encrypted', 'The file is encrypted. Remove the password and upload it again.']
  return ['damaged', 'The zip file is damaged or cut off. Upload it again, or save it anew in Word.']
}

/** Finds the data of each entry, and refuses a file that would be too much to unpack. */
function locateEntries(file: Buffer, entries: readonly DirectoryEntry[]): Archive {
  let total = 0
  let text = 0
  for (const { name, size } of entries) {
    total += size
    if (isXml(name)) text += size
  }
  if (total > MAX_BYTES) {
    throw fileRefusal(
      'too_large',
      `Unpacked, the file would take ${Math.ceil(total / 1_048_576)} MB; ` +
        `at most ${MAX_BYTES / 1_048_576} MB are accepted. Make its pictures smaller.`,
    )
  }
  if (text > MAX_XML_BYTES) {
    throw fileRefusal(
      'too_large',
      `Unpacked, the file holds ${Math.ceil(text / 1_048_576)} MB of text; ` +
        `at most ${MAX_XML_BYTES / 1_048_576} MB are accepted. Split the document.`,
    )
  }
  const archive = new Map<string, ArchiveEntry>()
  for (const entry of entries) {
    if (entry.name.endsWith('/')) continue
    if (archive.has(entry.name))
      throw fileRefusal('damaged', `The zip file holds "${entry.name}" twice. Save it anew in Word.`)
    archive.set(entry.name, new ArchiveEntry(entry, packedData(file, entry)))
  }
  return archive
}

function packedData(file: Buffer, { name, method, encrypted, headerAt, packedSize }: DirectoryEntry): Buffer {
  if (encrypted) throw fileRefusal('encrypted', 'The file is encrypted. Remove the password and upload it again.')
  if (method !== 0 && method !== 8)
    throw fileRefusal('damaged', `"${name}" is packed in a way that Word does not know. Save the file anew in Word.`)
  if (headerAt + LOCAL_SIZE > file.length || file.readUInt32LE(headerAt) !== 0x04034b50) throw damagedEntry(name)
  const start = headerAt + LOCAL_SIZE + file.readUInt16LE(headerAt + 26) + file.readUInt16LE(headerAt + 28)
  if (start + packedSize > file.length) throw damagedEntry(name)
  return file.subarray(start, start + packedSize)
}

const tooManyEntries = (count: number): Refused =>
  fileRefusal('too_many_entries', `The file holds ${count} entries; at most ${MAX_ENTRIES} are read.`)
