/** Up to where a verification found everything as it should be: the next one goes on from there. */
import { createHmac } from 'node:crypto'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { KeyRing } from '../../ports/keys/key-ring.ts'
import type { ReadSchema } from '../../ports/read-models/read-schema.ts'
import { Frontier } from '../../proof/merkle/frontier.ts'

const stateSchema = z.strictObject({
  tree: z.int(),
  size: z.int(),
  /** Where the log is read on; null at its start. */
  position: z.string().nullable(),
  /** The complete subtrees of the tree, hex. */
  roots: z.array(z.string()),
  /** The size of the largest head. */
  head: z.int(),
})
export type VerifiedState = z.infer<typeof stateSchema>

/** The state before anything was verified. */
export const nothingVerified = (tree: number): VerifiedState => ({ tree, size: 0, position: null, roots: [], head: 0 })

/** The tree of a state. */
export const frontierOf = ({ size, roots }: VerifiedState): Frontier =>
  new Frontier(
    size,
    roots.map((root) => Buffer.from(root, 'hex')),
  )

/** The state as it is stored, under a MAC: nobody else says what was verified. */
export async function sealState(keyRing: KeyRing, state: VerifiedState): Promise<string> {
  const text = JSON.stringify(state)
  return JSON.stringify({ state, mac: await macOf(keyRing, text) })
}

/** What the latest verification of the tree left that found nothing; undefined where there is none. */
export async function lastVerified(
  keyRing: KeyRing,
  db: Kysely<ReadSchema>,
  tree: number,
): Promise<VerifiedState | undefined> {
  const row = await db
    .selectFrom('ledger_verifications')
    .select('verified')
    .where('verified', 'is not', null)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  const stored = z
    .object({ state: stateSchema, mac: z.string() })
    .safeParse(row?.verified == null ? undefined : JSON.parse(row.verified))
  if (!stored.success || stored.data.state.tree !== tree) return undefined
  const { state, mac } = stored.data
  return mac === (await macOf(keyRing, JSON.stringify(state))) ? state : undefined
}

const macOf = async (keyRing: KeyRing, text: string): Promise<string> =>
  createHmac('sha256', await keyRing.installationKey('history-heads'))
    .update(`ledger verified ${text}`)
    .digest('hex')
