/**
 * Digital signatures of a file (ISO 29500-2, clause 10). A document is another file than its template: the signature
 * would be broken, so it is left out.
 */
import type { Archive } from '../zip/archive.ts'
import { type PackedEntry, packEntry } from '../zip/write-archive.ts'
import type { Mistake } from '../../template/mistake.ts'
import type { ElementBudget } from '../xml/element-budget.ts'
import { entryName } from './find-entry.ts'
import type { RecordFile, XmlRecord } from './records.ts'
import { readRelationships, relationshipsName } from './relationships.ts'

const ORIGIN = /\/digital-signature\/origin$/
const SIGNATURE_TYPE = 'digital-signature'

/** What its author is told about a signed template. */
export const SIGNED: Mistake = {
  part: 'file',
  around: '',
  message: 'The template is signed, and its documents are not: a signature holds for one file only.',
  fix: 'Sign each document, or remove the signature from the template.',
}

/** The entries that a signed file gives up: names that go, and others as they are without them. */
export interface Unsigned {
  readonly removed: ReadonlySet<string>
  readonly changed: ReadonlyMap<string, PackedEntry>
}

/** What belongs to signatures; undefined for a file without any. */
export function findSignatures(
  archive: Archive,
  contentTypes: RecordFile,
  budget: ElementBudget,
): Unsigned | undefined {
  if (!contentTypes.source.includes(SIGNATURE_TYPE)) return undefined
  const { file, links } = readRelationships(archive, '', budget)
  const origins = links.filter((each) => ORIGIN.test(each.type) && !each.external)
  if (file === undefined || origins.length === 0) return undefined
  const removed = new Set<string>()
  const remove = (name: string): void => {
    const own = entryName(archive, name)
    if (removed.has(own)) return
    removed.add(own)
    removed.add(entryName(archive, relationshipsName(own)))
    for (const each of readRelationships(archive, own, budget).links) if (!each.external) remove(each.target)
  }
  for (const each of origins) remove(each.target)
  const name = entryName(archive, '_rels/.rels')
  const rest = withoutRecords(file, ({ values }) => ORIGIN.test(values['Type'] ?? ''))
  return { removed, changed: new Map([[name, packEntry(name, Buffer.from(rest, 'utf8'))]]) }
}

/** The content types of a file without those of signatures. */
export const withoutSignatureTypes = (contentTypes: RecordFile): string =>
  withoutRecords(contentTypes, ({ values }) => values['ContentType']?.includes(SIGNATURE_TYPE) === true)

/** The source of a list of records without some of them. */
function withoutRecords({ source, records }: RecordFile, goes: (record: XmlRecord) => boolean): string {
  let kept = ''
  let at = 0
  for (const record of records) {
    if (!goes(record)) continue
    kept += source.slice(at, record.start)
    at = record.end
  }
  return kept + source.slice(at)
}
