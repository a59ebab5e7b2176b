/** The ledger's part of the service: where heads are kept, and what runs in the background. */
import type { Kysely } from 'kysely'
import { createEventCheck } from '../../adapters/outbound/crypto/check-stored-event.ts'
import type { EventMacs } from '../../adapters/outbound/crypto/event-macs.ts'
import type { AccountTables } from '../../adapters/outbound/sql/accounts/account-tables.ts'
import { AccountRowsCheck } from '../../adapters/outbound/sql/accounts/macs/account-rows-check.ts'
import type { RowMacs } from '../../adapters/outbound/sql/accounts/macs/row-macs.ts'
import { FolderHeadWitness } from '../../adapters/outbound/filesystem/folder-head-witness.ts'
import { HttpHeadWitness } from '../../adapters/outbound/http-witness/http-head-witness.ts'
import { deliverHeads } from '../../ledger/heads/deliver-heads.ts'
import { followLog } from '../../ledger/following/follow-log.ts'
import { ObjectsCheck } from '../../ledger/verifying/objects-check.ts'
import type { HistoryCheck } from '../../ledger/verifying/history-check.ts'
import type { VerifyOptions } from '../../ledger/verifying/verify-history.ts'
import { serveVerifications } from '../../ledger/verifying/verification-runs.ts'
import type { Checks } from '../../adapters/inbound/web/api/routes/health.ts'
import type { Ledger } from '../../ports/ledger/ledger.ts'
import type { App } from '../../ports/app.ts'
import type { EventStore } from '../../ports/events/event-store.ts'
import type { SubscriptionSessions } from '../../ports/events/subscription-sessions.ts'
import type { HeadWitness } from '../../ports/ledger/head-witness.ts'
import type { ReadSchema } from '../../ports/read-models/read-schema.ts'
import type { Subscription } from '../../projections/engine/runner.ts'
import type { Config } from '../config.ts'
import type { OpenedResources } from './opened-resources.ts'

/** The places that settings name. The S3 client is loaded only where it is used. */
export async function openWitnesses(
  { ledger: { folder, bucket, url }, s3, timeouts }: Config,
  { clock, logger }: Pick<App, 'clock' | 'logger'>,
  opened: OpenedResources,
): Promise<readonly HeadWitness[]> {
  const witnesses: HeadWitness[] = []
  if (folder !== undefined) witnesses.push(new FolderHeadWitness(folder))
  if (bucket !== undefined) {
    const { S3HeadWitness } = await import('../../adapters/outbound/s3/s3-head-witness.ts')
    const reached = s3 ?? { endpoint: undefined, region: 'us-east-1', force_path_style: false, encryption: undefined }
    const options = { ...reached, bucket: bucket.name, limits: timeouts.s3, logger }
    const witness = new S3HeadWitness(options, clock, bucket.lock)
    opened.defer(() => witness.close())
    witnesses.push(witness)
  }
  if (url !== undefined) witnesses.push(new HttpHeadWitness(url))
  return witnesses
}

export interface LedgerRunDeps extends Pick<
  App,
  'keyRing' | 'clock' | 'logger' | 'log' | 'documents' | 'sealedDocuments'
> {
  readonly db: Kysely<ReadSchema>
  readonly store: EventStore
  readonly macs: EventMacs | undefined
  /** The tables of accounts, and what their rows are checked by. */
  readonly accounts: { readonly db: Kysely<AccountTables>; readonly macs: RowMacs }
  readonly sessions: SubscriptionSessions
  readonly witnesses: readonly HeadWitness[]
}

/** Follows the log, gives heads to witnesses, and verifies, until the signal fires. */
export function runLedger(
  deps: LedgerRunDeps,
  { ledger: { head_seconds, key_days, schedule } }: Pick<Config, 'ledger'>,
  signal: AbortSignal,
): Subscription {
  const ours = { ...deps, check: createEventCheck(deps.macs), head_seconds, key_days }
  const following = followLog(ours, signal, (held) => deliverHeads(ours, held))
  const { store, accounts } = deps
  const further = ({ objects }: VerifyOptions): readonly HistoryCheck[] => [
    new AccountRowsCheck({ ...accounts, store }),
    ...(objects ? [new ObjectsCheck(deps)] : []),
  ]
  const verifying = serveVerifications({ ...ours, schedule, further }, signal)
  return { state: following.state, done: Promise.all([following.done, verifying]).then(() => undefined) }
}

/** Health: whether findings wait for an operator, and whether every witness takes its heads. */
export const ledgerChecks = (ledger: Ledger): Checks => ({
  history_findings: async () => {
    const open = await ledger.countOpenFindings()
    if (open > 0) throw new Error(`${open} findings about the history wait for an operator.`)
  },
  head_witnesses: async () => {
    const failing = (await ledger.status())?.witnesses.find(({ failing_since }) => failing_since !== null)
    if (failing !== undefined) throw new Error(`${failing.witness} takes no heads: ${failing.error}`)
  },
})
