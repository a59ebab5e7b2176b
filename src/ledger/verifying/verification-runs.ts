/**
 * Verifications that were requested, by an operator or by the schedule. Requests are rows: any instance takes them on,
 * one runs at a time over all of them, and what an instance leaves unfinished another begins anew.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Kysely, Selectable } from 'kysely'
import { errorMessage } from '../../domain/kernel/errors.ts'
import type { SubscriptionSessions } from '../../ports/events/subscription-sessions.ts'
import type { Logger } from '../../ports/logger.ts'
import type { VerificationColumns } from '../../ports/ledger/ledger-schema.ts'
import type { VerificationStatus } from '../../ports/ledger/ledger.ts'
import type { ReadSchema } from '../../ports/read-models/read-schema.ts'
import { reportFindings } from '../findings.ts'
import { sealState } from './verified-state.ts'
import { verifyHistory, type VerifyDeps, type VerifyOptions } from './verify-history.ts'

export interface VerificationRunDeps extends VerifyDeps {
  readonly sessions: SubscriptionSessions
  readonly logger: Logger
  /** How often the service verifies by itself, in hours: what is new, and everything; 0 is never. */
  readonly schedule: { readonly new_hours: number; readonly all_hours: number }
}

const LOOK_EVERY_MS = 1000
/** Between two notes of the progress. */
const REPORT_EVERY_MS = 500
const RETRY_MS = 10_000
const HOUR_MS = 3_600_000
/** The name of the exclusive right to verify. */
const RIGHT = 'ledger-verification'
const SCHEDULE = 'schedule'

type Row = Selectable<VerificationColumns>

/** Requests a verification; one that waits already and covers it is taken for it. Gives its number. */
export async function requestVerification(
  { clock }: Pick<VerifyDeps, 'clock'>,
  db: Kysely<ReadSchema>,
  options: VerifyOptions,
  requested_by: string,
): Promise<VerificationStatus> {
  const row = await db
    .insertInto('ledger_verifications')
    .values({
      ...options,
      requested_at: clock.now(),
      requested_by,
      started_at: null,
      ended_at: null,
      handled: 0,
      total: 0,
      found: 0,
      error: null,
      verified: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return statusOf(row)
}

/** The latest verification, or that of a number. */
export async function findVerification(
  db: Kysely<ReadSchema>,
  number?: number,
): Promise<VerificationStatus | undefined> {
  const rows = db.selectFrom('ledger_verifications').selectAll()
  const row = await (number === undefined ? rows : rows.where('number', '=', number))
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && statusOf(row)
}

/** Runs what is requested and what is due until the signal fires. Never rejects. */
export async function serveVerifications(deps: VerificationRunDeps, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    let pause = LOOK_EVERY_MS
    try {
      await requestDue(deps)
      if ((await nextRequest(deps.db)) !== undefined)
        await deps.sessions.hold(RIGHT, signal, (_, held) => runRequests(deps, held))
    } catch (error) {
      if (signal.aborted) return
      deps.logger.error({ error: errorMessage(error) }, 'the history could not be verified, which is tried again')
      pause = RETRY_MS
    }
    await sleep(pause, undefined, { signal }).catch(() => {})
  }
}

/** Runs all that is requested, one after the other. */
async function runRequests(deps: VerificationRunDeps, signal: AbortSignal): Promise<void> {
  for (let row = await nextRequest(deps.db); row !== undefined && !signal.aborted; row = await nextRequest(deps.db))
    await run(deps, row, signal)
}

async function run(deps: VerificationRunDeps, row: Row, signal: AbortSignal): Promise<void> {
  const { db, clock, keyRing } = deps
  const update = (change: Partial<Omit<Row, 'number' | 'handled' | 'total'> & { handled: number; total: number }>) =>
    db.updateTable('ledger_verifications').set(change).where('number', '=', Number(row.number)).execute()
  await update({ started_at: clock.now(), handled: 0, total: 0 })
  let saidAt = -Infinity
  let saying: Promise<unknown> = Promise.resolve()
  try {
    const { findings, verified, ...progress } = await verifyHistory(deps, row, signal, (progress) => {
      if (performance.now() - saidAt < REPORT_EVERY_MS) return
      saidAt = performance.now()
      saying = saying.then(() => update(progress)).catch(() => {})
    })
    await saying
    const open = await reportFindings(deps, db, findings)
    const clean = open === 0 && verified !== undefined
    await update({
      ...progress,
      ended_at: clock.now(),
      found: findings.length,
      verified: clean ? await sealState(keyRing, verified) : null,
    })
  } catch (error) {
    if (signal.aborted) throw error
    await saying
    await update({ ended_at: clock.now(), error: errorMessage(error).slice(0, 500) })
    throw error
  }
}

const nextRequest = (db: Kysely<ReadSchema>): Promise<Row | undefined> =>
  db
    .selectFrom('ledger_verifications')
    .selectAll()
    .where('ended_at', 'is', null)
    .orderBy('number')
    .limit(1)
    .executeTakeFirst()

/** Requests what the schedule says is due, unless something waits already. */
async function requestDue({ db, clock, schedule }: VerificationRunDeps): Promise<void> {
  if ((await nextRequest(db)) !== undefined) return
  const isDue = async (hours: number, everything: boolean): Promise<boolean> => {
    if (hours === 0) return false
    const rows = db.selectFrom('ledger_verifications').select('requested_at').where('error', 'is', null)
    const last = await (everything ? rows.where('everything', '=', true) : rows)
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst()
    return last === undefined || Date.parse(clock.now()) - Date.parse(last.requested_at) >= hours * HOUR_MS
  }
  const everything = await isDue(schedule.all_hours, true)
  if (everything || (await isDue(schedule.new_hours, false)))
    await requestVerification({ clock }, db, { everything, objects: everything }, SCHEDULE)
}

const statusOf = ({ number, handled, total, verified: _, ...row }: Row): VerificationStatus => ({
  ...row,
  number: Number(number),
  handled: Number(handled),
  total: Number(total),
})
