/** All heads of a tree, from the table and from the witnesses, and what is wrong with them or their keys. */
import type { Kysely } from 'kysely'
import type { KeyRing } from '../../ports/keys/key-ring.ts'
import type { Finding } from '../../ports/ledger/finding.ts'
import type { HeadWitness } from '../../ports/ledger/head-witness.ts'
import type { ReadSchema } from '../../ports/read-models/read-schema.ts'
import { followKeys } from '../../proof/heads/key-chain.ts'
import type { VerifierKey } from '../../proof/heads/signed-note.ts'
import { openHead, type TreeHead } from '../../proof/heads/tree-head.ts'
import { sameHash } from '../../proof/merkle/hashes.ts'
import { listHeadKeys } from '../heads/head-keys.ts'
import { listHeads } from '../heads/sign-head.ts'
import type { Tree } from '../tree/trees.ts'

const PAGE_SIZE = 1000

export interface ReadHeadsDeps {
  readonly keyRing: KeyRing
  readonly witnesses: readonly HeadWitness[]
}

/** A head that was signed by us, and where it is kept. */
export interface FoundHead extends TreeHead {
  /** The witness that has it; undefined for the table. */
  readonly witness?: string
}

export interface FoundHeads {
  readonly heads: readonly FoundHead[]
  readonly findings: readonly Finding[]
}

/**
 * Heads larger than `after`, the size of a head that was verified before (0: all of them). What a witness was given is
 * read before what it has, and that before the table: heads that are signed meanwhile are missing nowhere.
 */
export async function readHeads(
  deps: ReadHeadsDeps,
  db: Kysely<ReadSchema>,
  tree: Tree,
  after: number,
): Promise<FoundHeads> {
  const findings: Finding[] = []
  if (!tree.genuine)
    findings.push({ kind: 'key_changed', detail: `The row in which the tree ${tree.origin} begins was changed.` })
  const given = await db.selectFrom('ledger_witnesses').selectAll().where('tree', '=', tree.tree).execute()
  const notes = await Promise.all(
    deps.witnesses.map(async (witness) => {
      const list = witness.list(tree.origin)
      return { witness: witness.name, gives: list !== undefined, notes: await collect(list ?? []) }
    }),
  )
  const keys = await readKeys(deps, db, findings)
  const heads = await readTable(db, tree, keys, after, findings)
  const elsewhere: FoundHead[] = []
  for (const { witness, notes: kept, gives } of notes) {
    if (!gives) continue
    const there = openKept(witness, tree, keys, kept, findings)
    elsewhere.push(...headsElsewhere(witness, heads, there, after, findings))
    const row = given.find((one) => one.witness === witness)
    const sizes = new Set(there.map(({ size }) => size))
    for (const { size } of heads)
      if (row !== undefined && size >= Number(row.first) && size <= Number(row.size) && !sizes.has(size))
        findings.push({
          kind: 'head_removed',
          detail: `${witness} was given the head of ${size} events, and does not have it.`,
        })
  }
  return { heads: [...heads, ...elsewhere], findings }
}

/** The heads of the tree among the notes that a witness has. */
function openKept(
  witness: string,
  { origin }: Tree,
  keys: readonly VerifierKey[],
  notes: readonly string[],
  findings: Finding[],
): readonly TreeHead[] {
  return notes.flatMap((note) => {
    const head = openHead(note, keys)
    if (head !== undefined && head.origin === origin) return [head]
    const detail = `What ${witness} has was not signed by this installation: ${firstLines(note)}`
    findings.push({ kind: 'head_forged', detail })
    return []
  })
}

/** The heads of a witness that the table does not have, or has otherwise. */
function headsElsewhere(
  witness: string,
  heads: readonly TreeHead[],
  there: readonly TreeHead[],
  after: number,
  findings: Finding[],
): readonly FoundHead[] {
  const inTable = new Map(heads.map((head) => [head.size, head]))
  return there.flatMap((head) => {
    const ours = inTable.get(head.size)
    if (head.size <= after || (ours !== undefined && sameHash(ours.root, head.root))) return []
    if (ours === undefined)
      findings.push({
        kind: 'head_removed',
        detail: `${witness} has the head of ${head.size} events, the database does not.`,
      })
    return [{ ...head, witness }]
  })
}

/** The keys that this installation made; each but the first must be named by one before it. */
async function readKeys(
  deps: Pick<ReadHeadsDeps, 'keyRing'>,
  db: Kysely<ReadSchema>,
  findings: Finding[],
): Promise<readonly VerifierKey[]> {
  const rows = await listHeadKeys(deps, db)
  for (const { key, verifier_key } of rows)
    if (key === undefined)
      findings.push({ kind: 'key_changed', detail: `The key ${verifier_key} was not made by this installation.` })
  const keys = rows.flatMap(({ key }) => key ?? [])
  const statements = rows.flatMap(({ statement }) => statement ?? [])
  const [first] = keys
  if (first !== undefined && followKeys(first, statements).length < keys.length)
    findings.push({
      kind: 'key_changed',
      detail: 'The keys of the heads do not follow one another: a row was changed, or is gone.',
    })
  return keys
}

async function readTable(
  db: Kysely<ReadSchema>,
  tree: Tree,
  keys: readonly VerifierKey[],
  after: number,
  findings: Finding[],
): Promise<readonly TreeHead[]> {
  const heads: TreeHead[] = []
  let before = after
  for (let from = after; ;) {
    const page = await listHeads(db, tree.tree, from, PAGE_SIZE)
    for (const { size, note } of page) {
      from = size
      const head = openHead(note, keys)
      if (head === undefined || head.size !== size || head.origin !== tree.origin) {
        findings.push({
          kind: 'head_forged',
          detail: `The head of ${size} events in the database was not signed by this installation.`,
        })
        continue
      }
      if (head.after !== before)
        findings.push({
          kind: 'head_removed',
          detail: `The head of ${head.after} events, after which that of ${size} was signed, is gone.`,
        })
      before = size
      heads.push(head)
    }
    if (page.length < PAGE_SIZE) return heads
  }
}

const firstLines = (note: string): string => JSON.stringify(note.slice(0, 200))

async function collect(notes: AsyncIterable<string> | Iterable<string>): Promise<readonly string[]> {
  const collected: string[] = []
  for await (const note of notes) collected.push(note)
  return collected
}
