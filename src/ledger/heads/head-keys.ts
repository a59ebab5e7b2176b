/**
 * The keys that sign heads: Ed25519, the private half sealed with a key of the installation. A new one is made for each
 * tree and after so many days; the one before it, also of the tree before, signs its public half.
 */
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { Kysely, Selectable } from 'kysely'
import type { Clock } from '../../ports/clock.ts'
import type { KeyRing } from '../../ports/keys/key-ring.ts'
import type { HeadKeyColumns } from '../../ports/ledger/ledger-schema.ts'
import type { ReadSchema } from '../../ports/read-models/read-schema.ts'
import { signNextKey } from '../../proof/heads/key-chain.ts'
import {
  formatVerifierKey,
  parseVerifierKey,
  type SigningKey,
  type VerifierKey,
} from '../../proof/heads/signed-note.ts'
import type { Tree } from '../tree/trees.ts'

export interface HeadKeyDeps {
  readonly keyRing: KeyRing
  readonly clock: Clock
  /** After how many days a new key signs. */
  readonly key_days: number
}

/** A key of heads as others may see it. */
export interface PublicHeadKey {
  readonly tree: number
  /** Undefined where the private half beside it was not sealed by this installation for this public one. */
  readonly key: VerifierKey | undefined
  readonly verifier_key: string
  /** By which the key before names this one; null for the first of all. */
  readonly statement: string | null
  readonly made_at: string
}

const DAY_MS = 86_400_000

/** What is sealed under this subject is sealed with the installation's own key. */
const SUBJECT = 'docgen:history-heads'

/** The key that signs the next head of the tree; a new one where it is time for that. */
export async function signingKey(deps: HeadKeyDeps, db: Kysely<ReadSchema>, tree: Tree): Promise<SigningKey> {
  const latest = await latestRow(db)
  const age = latest === undefined ? Infinity : Date.parse(deps.clock.now()) - Date.parse(latest.made_at)
  const before = latest && (await openKey(deps, latest))
  if (before !== undefined && latest?.tree === tree.tree && age < deps.key_days * DAY_MS) return before
  const key = makeKey(tree.origin)
  const verifier_key = formatVerifierKey(key)
  const made_at = deps.clock.now()
  const der = key.privateKey.export({ format: 'der', type: 'pkcs8' })
  const sealed = Buffer.from(await deps.keyRing.seal(SUBJECT, der, sealContext(verifier_key))).toString('base64')
  const statement = before === undefined ? null : signNextKey(before, key, made_at)
  const number = latest?.tree === tree.tree ? latest.number + 1 : 0
  await db
    .insertInto('ledger_keys')
    .values({ tree: tree.tree, number, verifier_key, sealed, statement, made_at })
    .execute()
  return key
}

/** All keys there ever were, the first one first. */
export async function listHeadKeys(
  deps: Pick<HeadKeyDeps, 'keyRing'>,
  db: Kysely<ReadSchema>,
): Promise<PublicHeadKey[]> {
  const rows = await db.selectFrom('ledger_keys').selectAll().orderBy('tree').orderBy('number').execute()
  return Promise.all(
    rows.map(async (row) => {
      const { tree, verifier_key, statement, made_at } = row
      return { tree, key: await openKey(deps, row), verifier_key, statement, made_at }
    }),
  )
}

const latestRow = (db: Kysely<ReadSchema>): Promise<Selectable<HeadKeyColumns> | undefined> =>
  db.selectFrom('ledger_keys').selectAll().orderBy('tree', 'desc').orderBy('number', 'desc').limit(1).executeTakeFirst()

/** The key of a row; undefined for one that this installation has not sealed. */
async function openKey(
  { keyRing }: Pick<HeadKeyDeps, 'keyRing'>,
  { verifier_key, sealed }: Pick<HeadKeyColumns, 'verifier_key' | 'sealed'>,
): Promise<SigningKey | undefined> {
  const key = parseVerifierKey(verifier_key)
  if (key === undefined) return undefined
  try {
    const der = await keyRing.open(SUBJECT, Buffer.from(sealed, 'base64'), sealContext(verifier_key))
    return der && { ...key, privateKey: createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' }) }
  } catch {
    return undefined
  }
}

function makeKey(name: string): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return { name, publicKey: rawPublicKey(publicKey), privateKey }
}

const rawPublicKey = (key: KeyObject): Uint8Array =>
  new Uint8Array(Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url'))

const sealContext = (verifier_key: string): string => `head key ${verifier_key}`
