/**
 * The files of placeholders' own pictures: they and their relationships are in a document only where one is shown.
 */
import type { PlaceholderMedia } from '../../../template/docx-body.ts'
import type { BytePool } from '../../../template/pool.ts'
import type { RecordFile } from '../../package/records.ts'
import type { Relationships } from '../../package/relationships.ts'
import type { Archive } from '../../zip/archive.ts'
import type { ArchiveEntry } from '../../zip/archive-entry.ts'
import { addEntries } from '../packing/ready-entries.ts'

/** The relationships of a part that only its placeholders use. */
export interface PlaceholderLinks {
  readonly owner: string
  readonly relationships: Relationships
  readonly ids: ReadonlySet<string>
}

/** The files that nothing but placeholders shows, by the names of their entries. */
export function filesOfPlaceholders(archive: Archive, parts: readonly PlaceholderLinks[]): ReadonlySet<string> {
  if (parts.length === 0) return new Set()
  const targets = parts.flatMap(({ relationships, ids }) =>
    relationships.links.filter((each) => ids.has(each.id) && !each.external).map((each) => each.target),
  )
  const known = new Set(parts.map((each) => each.relationships.name))
  const others = [...archive.values()].filter(({ name }) => name.endsWith('.rels') && !known.has(name))
  const isUsedBeside = (target: string): boolean =>
    parts.some(({ relationships, ids }) =>
      relationships.links.some((each) => each.target === target && !ids.has(each.id)),
    ) || others.some((each) => each.bytes.includes(target.slice(target.lastIndexOf('/') + 1)))
  return new Set(targets.filter((each) => archive.has(each) && !isUsedBeside(each)))
}

/** What each part's placeholders need for their own pictures. Files go into the pool. */
export function mediaOfPlaceholders(
  archive: Archive,
  parts: readonly PlaceholderLinks[],
  files: ReadonlySet<string>,
  pool: BytePool,
  hashed: boolean,
): PlaceholderMedia[] {
  const ready = new Map(
    [...files].map((name) => [name, addEntries(pool, [archive.get(name) as ArchiveEntry], hashed).each[0]]),
  )
  return parts.flatMap(({ owner, relationships: { links, file }, ids }) =>
    links.flatMap((each, index): PlaceholderMedia[] => {
      const record = file?.records[index]
      if (!ids.has(each.id) || file === undefined || record === undefined) return []
      const relationship = file.source.slice(record.start, record.end)
      return [{ owner, id: each.id, relationship, file: each.external ? undefined : ready.get(each.target) }]
    }),
  )
}

/** The source of a relationships file without these relationships. */
export function withoutRelationships({ source, records }: RecordFile, ids: ReadonlySet<string>): string {
  let kept = ''
  let at = 0
  for (const { start, end, values } of records) {
    if (!ids.has(values['Id'] ?? '')) continue
    kept += source.slice(at, start)
    at = end
  }
  return kept + source.slice(at)
}
