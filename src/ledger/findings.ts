/** What was found: said aloud in the log, and kept until an operator has acknowledged it. */
import { hash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Clock } from '../ports/clock.ts'
import type { Logger } from '../ports/logger.ts'
import { FINDING_KINDS, type Finding, type FindingKind, type KeptFinding } from '../ports/ledger/finding.ts'
import type { ReadSchema } from '../ports/read-models/read-schema.ts'

export interface FindingDeps {
  readonly clock: Clock
  readonly logger: Logger
}

/** The most that are listed at once. */
const MAX_ROWS = 1000

/**
 * Keeps findings that are new, and says so in the log. What was acknowledged stays so. Gives how many of them nobody
 * has acknowledged.
 */
export async function reportFindings(
  { clock, logger }: FindingDeps,
  db: Kysely<ReadSchema>,
  findings: readonly Finding[],
): Promise<number> {
  let open = 0
  for (const finding of findings) {
    const { kind, stream = null, revision = null, detail } = finding
    const row = { id: idOf(finding), kind, stream, revision, detail, found_at: clock.now() }
    const added = await db
      .insertInto('ledger_findings')
      .values({ ...row, acknowledged_at: null, acknowledged_by: null })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (added !== undefined) logger.error({ kind, stream, revision, detail }, `the history: ${FINDING_KINDS[kind]}`)
    if (added !== undefined || !(await isAcknowledged(db, row.id))) open++
  }
  return open
}

/** Findings, those first that wait for somebody, then the newest. */
export async function listFindings(db: Kysely<ReadSchema>): Promise<readonly KeptFinding[]> {
  const rows = await db
    .selectFrom('ledger_findings')
    .selectAll()
    .orderBy((row) => row('acknowledged_at', 'is not', null))
    .orderBy('found_at', 'desc')
    .orderBy('id')
    .limit(MAX_ROWS)
    .execute()
  return rows.map(({ kind, stream, revision, ...row }) => ({
    ...row,
    kind: kind as FindingKind,
    ...(stream === null ? {} : { stream }),
    ...(revision === null ? {} : { revision }),
  }))
}

/** How many findings wait for an operator. */
export async function countOpenFindings(db: Kysely<ReadSchema>): Promise<number> {
  const row = await db
    .selectFrom('ledger_findings')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('acknowledged_at', 'is', null)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

/** An operator has seen a finding: it is no alarm any more. False where there is none of that id. */
export async function acknowledgeFinding(
  { clock }: Pick<FindingDeps, 'clock'>,
  db: Kysely<ReadSchema>,
  id: string,
  by: string,
): Promise<boolean> {
  const row = await db
    .updateTable('ledger_findings')
    .set((query) => ({
      acknowledged_at: query.fn.coalesce('acknowledged_at', query.val(clock.now())),
      acknowledged_by: query.fn.coalesce('acknowledged_by', query.val(by)),
    }))
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

const isAcknowledged = async (db: Kysely<ReadSchema>, id: string): Promise<boolean> =>
  (await db
    .selectFrom('ledger_findings')
    .select('id')
    .where('id', '=', id)
    .where('acknowledged_at', 'is not', null)
    .executeTakeFirst()) !== undefined

const idOf = ({ kind, stream, revision, detail }: Finding): string =>
  hash('sha256', JSON.stringify([kind, stream ?? detail, revision ?? detail])).slice(0, 24)
