/** The ledger as the rest of the service asks it. */
import type { Kysely } from 'kysely'
import type { Ledger, LedgerStatus } from '../ports/ledger/ledger.ts'
import type { ReadSchema } from '../ports/read-models/read-schema.ts'
import { acknowledgeFinding, countOpenFindings, listFindings } from './findings.ts'
import { listHeadKeys } from './heads/head-keys.ts'
import { latestHead } from './heads/sign-head.ts'
import { withCosignatures } from './heads/with-cosignatures.ts'
import { proveEvent } from './prove-event.ts'
import { beginTree, currentTree, OTHER_STORE, type TreeDeps } from './tree/trees.ts'
import { TreeRows } from './tree/tree-rows.ts'
import { findVerification, requestVerification } from './verifying/verification-runs.ts'

/** The ledger on a database. */
export function createLedger(deps: TreeDeps & { readonly db: Kysely<ReadSchema> }): Ledger {
  const { db } = deps
  return {
    async status(): Promise<LedgerStatus | undefined> {
      const tree = await currentTree(deps, db)
      if (tree === undefined) return undefined
      const head = await latestHead(db, tree.tree)
      const keys = await listHeadKeys(deps, db)
      const witnesses = await db
        .selectFrom('ledger_witnesses')
        .select(['witness', 'size', 'kept_at', 'failing_since', 'error'])
        .where('tree', '=', tree.tree)
        .orderBy('witness')
        .execute()
      return {
        origin: tree.origin,
        begun_at: tree.begun_at,
        size: await new TreeRows(db, tree.tree).size(),
        head: head === undefined ? null : { ...head, note: await withCosignatures(db, tree.tree, head) },
        keys: keys.map(({ verifier_key, statement, made_at }) => ({ verifier_key, statement, made_at })),
        witnesses: witnesses.map((row) => ({ ...row, size: Number(row.size) })),
      }
    },
    async prove(event, from) {
      const tree = await currentTree(deps, db)
      return tree && proveEvent(db, tree.tree, event, from)
    },
    requestVerification: (options, by) => requestVerification(deps, db, options, by),
    findVerification: (number) => findVerification(db, number),
    findings: () => listFindings(db),
    countOpenFindings: () => countOpenFindings(db),
    acknowledge: (id, by) => acknowledgeFinding(deps, db, id, by),
    async beginAnew(transaction) {
      await beginTree(deps, transaction, OTHER_STORE)
    },
  }
}
