/** Builds Word files with a fixed time, so that a sample has the same bytes whenever it is built. */
import { Packer, type Document } from 'docx'
import { unwrap } from '../../domain/kernel/errors.ts'
import { openArchive } from '../docx/zip/archive.ts'
import { packEntry, writeArchive } from '../docx/zip/write-archive.ts'

const PINNED = '2026-01-01T00:00:00Z'

/** The bytes of a document, with the times in its properties replaced. */
export async function buildPinnedDocx(document: Document): Promise<Uint8Array> {
  const archive = unwrap(await openArchive(await Packer.toBuffer(document)))
  const entries = [...archive.values()].map(({ name, bytes }) =>
    packEntry(name, name === 'docProps/core.xml' ? withoutTime(bytes) : bytes),
  )
  return new Uint8Array(writeArchive(entries))
}

const withoutTime = (core: Uint8Array): Uint8Array =>
  Buffer.from(
    Buffer.from(core)
      .toString('utf8')
      .replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, PINNED),
    'utf8',
  )
