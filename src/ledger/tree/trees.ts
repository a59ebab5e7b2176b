/**
 * Which tree counts: the latest. A first start begins one, and an operator who accepts another event store begins
 * the next; both are under a MAC, so that nobody else can make an old history be forgotten.
 */
import { createHmac, randomBytes } from 'node:crypto'
import type { Kysely, Selectable } from 'kysely'
import type { Clock } from '../../ports/clock.ts'
import type { KeyRing } from '../../ports/keys/key-ring.ts'
import type { TreeColumns } from '../../ports/ledger/ledger-schema.ts'
import type { ReadSchema } from '../../ports/read-models/read-schema.ts'

export interface TreeDeps {
  readonly keyRing: KeyRing
  readonly clock: Clock
}

export interface Tree extends Omit<Selectable<TreeColumns>, 'seal'> {
  /** Whether its row bears the MAC that it must. */
  readonly genuine: boolean
}

export const FIRST_START = 'the first start with a ledger'
export const OTHER_STORE = 'an operator accepted the event store as it is'

/** Begins a tree after all others. */
export async function beginTree(deps: TreeDeps, db: Kysely<ReadSchema>, reason: string): Promise<Tree> {
  const before = await latestRow(db)
  const row = {
    tree: (before?.tree ?? 0) + 1,
    origin: `docgen/${randomBytes(16).toString('hex')}`,
    begun_at: deps.clock.now(),
    reason,
  }
  await db
    .insertInto('ledger_trees')
    .values({ ...row, seal: await sealOf(deps, row) })
    .execute()
  return { ...row, genuine: true }
}

/** The tree that counts; undefined before the ledger began. */
export async function currentTree(deps: TreeDeps, db: Kysely<ReadSchema>): Promise<Tree | undefined> {
  const row = await latestRow(db)
  if (row === undefined) return undefined
  const { seal, ...tree } = row
  return { ...tree, genuine: seal === (await sealOf(deps, tree)) }
}

const latestRow = (db: Kysely<ReadSchema>): Promise<Selectable<TreeColumns> | undefined> =>
  db.selectFrom('ledger_trees').selectAll().orderBy('tree', 'desc').limit(1).executeTakeFirst()

async function sealOf({ keyRing }: TreeDeps, tree: Omit<Selectable<TreeColumns>, 'seal'>): Promise<string> {
  const text = JSON.stringify(['ledger tree', tree.tree, tree.origin, tree.begun_at, tree.reason])
  return createHmac('sha256', await keyRing.installationKey('history-heads'))
    .update(text)
    .digest('hex')
}
