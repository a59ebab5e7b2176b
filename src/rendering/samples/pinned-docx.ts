/**
 * Word files of `docx` with a fixed time: a sample is the same bytes whenever it is built.
 */
import { Packer, type Document } from 'docx'
import { unwrap } from '../../domain/kernel/errors.ts'
import { openArchive } from '../docx/zip/archive.ts'
import { END_SIZE, LOCAL_SIZE, RECORD_SIZE, writeEnd, writeLocalHeader, writeRecord } from '../docx/zip/zip-records.ts'
import { packEntry } from '../docx/zip/write-archive.ts'

const PINNED = '2026-01-01T00:00:00Z'

export async function buildPinnedDocx(document: Document): Promise<Uint8Array> {
  const archive = unwrap(await openArchive(await Packer.toBuffer(document)))
  const entries = [...archive.values()].map(({ name, bytes }) =>
    packEntry(name, name === 'docProps/core.xml' ? withoutTime(bytes) : bytes),
  )
  const facts = entries.map(({ name, method, crc, packed, bytes }) => ({
    name,
    method,
    crc,
    packedSize: packed.length,
    size: bytes.length,
  }))
  const named = facts.reduce((sum, { name }) => sum + Buffer.byteLength(name), 0)
  const data = facts.reduce((sum, { packedSize }) => sum + packedSize, 0)
  const file = Buffer.alloc(data + 2 * named + entries.length * (LOCAL_SIZE + RECORD_SIZE) + END_SIZE)
  const offsets: number[] = []
  let at = 0
  for (const [index, { packed }] of entries.entries()) {
    offsets.push(at)
    at = writeLocalHeader(file, at, facts[index]!)
    file.set(packed, at)
    at += packed.length
  }
  const directory = at
  for (const [index, fact] of facts.entries()) at = writeRecord(file, at, fact, offsets[index]!)
  writeEnd(file, at, entries.length, at - directory, directory)
  return new Uint8Array(file)
}

const withoutTime = (core: Uint8Array): Uint8Array =>
  Buffer.from(
    Buffer.from(core)
      .toString('utf8')
      .replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, PINNED),
    'utf8',
  )
