/** Proofs out of the rows of the tree, against its latest head. */
import type { Kysely } from 'kysely'
import type { EventPlace, EventProof } from '../ports/ledger/ledger.ts'
import type { ReadSchema } from '../ports/read-models/read-schema.ts'
import type { Hash } from '../proof/merkle/hashes.ts'
import { consistencyRanges, inclusionRanges, type LeafRange } from '../proof/merkle/ranges.ts'
import { latestHead } from './heads/sign-head.ts'
import { withCosignatures } from './heads/with-cosignatures.ts'
import { TreeRows } from './tree/tree-rows.ts'

/**
 * The place of an event in the latest head of a tree. `from`: also that the tree grew from one of so many leaves; it is
 * left out where that is none. Undefined for an event that the tree does not have.
 */
export async function proveEvent(
  db: Kysely<ReadSchema>,
  tree: number,
  { stream, revision }: EventPlace,
  from?: number,
): Promise<EventProof | 'not_signed_yet' | undefined> {
  const rows = new TreeRows(db, tree)
  const [found, head] = [await rows.find(stream, revision), await latestHead(db, tree)]
  if (found === undefined) return undefined
  if (head === undefined || found.leaf >= head.size) return 'not_signed_yet'
  const { size } = head
  const prove = async (ranges: readonly LeafRange[]): Promise<string[]> =>
    (await Promise.all(ranges.map((range) => rows.hashOf(range)))).map(base64)
  return {
    leaf: found.leaf,
    hash: found.hash,
    size,
    inclusion: await prove(inclusionRanges(found.leaf, size)),
    ...(from !== undefined && from > 0 && from <= size
      ? { consistency: { from, proof: await prove(consistencyRanges(from, size)) } }
      : {}),
    head: await withCosignatures(db, tree, head),
  }
}

const base64 = (hash: Hash): string => Buffer.from(hash).toString('base64')
