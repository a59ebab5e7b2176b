/**
 * The audit as a file of any size: JSON Lines or CSV, in the order of the log, page by page, so that it takes no more
 * memory however long it is. Each line has a cursor from which an export that broke off goes on.
 */
import type { Caller } from '../../domain/kernel/access.ts'
import { formatCsvRow } from '../csv.ts'
import { auditConditions, type AuditFilter } from './audit-filter.ts'
import { EntryNames, type NamesDeps } from './entry-names.ts'
import { cursorAfter, placeOf, refuseWhileRebuilt, selectRows, type AuditRow } from './read-audit.ts'
import { sentenceText } from './sentences/sentence.ts'
import { entryOf } from './tell-audit.ts'
import { tellEntry } from './tell-entry.ts'

export const EXPORT_FORMATS = ['jsonl', 'csv'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

export interface ExportAudit extends AuditFilter {
  readonly format: ExportFormat
  /** That of the last line that came; a CSV then has no head. */
  readonly cursor?: string | undefined
}

/** Rows of one part of the file, and of one statement. */
const PAGE = 2000

/** What a line says, in this order; `data` holds the event's open fields. */
const COLUMNS = [
  'at',
  'sentence',
  'type',
  'actor',
  'actor_name',
  'surface',
  'template_id',
  'template_name',
  'generation_id',
  'stream',
  'revision',
  'id',
  'version',
  'command_id',
  'correlation_id',
  'causation_id',
  'hash',
  'data',
  'cursor',
] as const

type Line = Readonly<Record<Exclude<(typeof COLUMNS)[number], 'data'>, string | number | null>> & {
  /** JSON text. */
  readonly data: string
}

/**
 * The file in parts. Sealed values are never in it: what was handed out could not be erased any more. The first part is
 * read before it is given, so that what is refused (`invalid`, `unavailable`) is refused before the file begins.
 */
export async function exportAudit(
  deps: NamesDeps,
  { format, cursor, ...filter }: ExportAudit,
  { tenant }: Caller,
): Promise<AsyncGenerator<string>> {
  const { db } = deps.readDatabase
  const names = new EntryNames(deps, tenant)
  const conditions = await refuseWhileRebuilt(() => auditConditions(db, tenant, filter))
  const read = (after: number | undefined): Promise<readonly AuditRow[]> =>
    selectRows(db, conditions, { order: 'asc', after, limit: PAGE })
  const first = await refuseWhileRebuilt(() => read(placeOf(cursor)))
  const write = WRITERS[format]
  const head = format === 'csv' && cursor === undefined ? formatCsvRow(COLUMNS) : ''
  return partsOf(head, first, read, async (rows) => {
    const entries = rows.map(entryOf)
    await names.load(entries)
    return rows.map((row, index) => write(lineOf(row, entries[index]!, names))).join('')
  })
}

/** Reads the next rows while those before are written. */
async function* partsOf(
  head: string,
  first: readonly AuditRow[],
  read: (after: number) => Promise<readonly AuditRow[]>,
  write: (rows: readonly AuditRow[]) => Promise<string>,
): AsyncGenerator<string> {
  if (head !== '') yield head
  for (let rows = first; rows.length > 0;) {
    const last = rows.length === PAGE ? rows.at(-1) : undefined
    const coming = last === undefined ? Promise.resolve([]) : read(Number(last.seq))
    // It is awaited once this part is taken; until then nobody would hear of a failure.
    coming.catch(() => {})
    yield await write(rows)
    rows = await coming
  }
}

function lineOf(row: AuditRow, entry: ReturnType<typeof entryOf>, names: EntryNames): Line {
  const { actor_name, template, generation_id, sentence } = tellEntry(entry, names, { changes: [] })
  const { seq: _, ...columns } = row
  return {
    ...columns,
    sentence: sentenceText(sentence),
    actor_name,
    template_id: template?.id ?? null,
    template_name: template?.name ?? null,
    generation_id,
    cursor: cursorAfter(row),
  }
}

const WRITERS: Readonly<Record<ExportFormat, (line: Line) => string>> = {
  jsonl(line) {
    const members = COLUMNS.map((name) => `"${name}":${name === 'data' ? line.data : JSON.stringify(line[name])}`)
    return `{${members.join(',')}}\n`
  },
  csv: (line) => formatCsvRow(COLUMNS.map((name) => line[name])),
}
