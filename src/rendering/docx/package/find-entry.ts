/**
 * Finds entries by name. Names of parts are compared without case (ISO 29500-2, 6.2.2.3).
 */
import type { Archive } from '../zip/archive.ts'
import type { ArchiveEntry } from '../zip/archive-entry.ts'

/** The entry of a name, in whichever case the file writes it. */
export const findEntry = (archive: Archive, name: string): ArchiveEntry | undefined =>
  archive.get(name) ?? findInOtherCase(archive, name)

function findInOtherCase(archive: Archive, name: string): ArchiveEntry | undefined {
  const lower = name.toLowerCase()
  for (const [key, entry] of archive) if (key.length === name.length && key.toLowerCase() === lower) return entry
  return undefined
}

/** The name of an entry as the file writes it; the name itself where there is none. */
export const entryName = (archive: Archive, name: string): string => findEntry(archive, name)?.name ?? name
