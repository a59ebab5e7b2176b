/**
 * What a block is about, written into its `block_id`: the generation, the revision that was shown, and the question's
 * address. It comes back with every click, so that a click answers the question it was shown under.
 */
import { createHash } from 'node:crypto'

export interface BlockReference {
  readonly generation: string
  /**
   * Of a question: the revision of the answer that was there, `null` for none. Of a review: the revision of the
   * generation that was reviewed.
   */
  readonly revision: number | null
  /** The question's address, or a digest of it where it is too long for Slack; empty for the generation itself. */
  readonly key: string
}

const MAX_KEY = 150

/** An address as it stands in a reference. Names that are long, or that look like a digest, are replaced by one. */
export const addressKey = (address: string): string =>
  address.length <= MAX_KEY && !address.startsWith('#')
    ? address
    : `#${createHash('sha256').update(address).digest('base64url')}`

/** The block id of one row of what is shown about a question; `row` sets the blocks of one message apart. */
export const blockId = (
  row: string,
  {
    generation,
    revision,
    address,
  }: { readonly generation: string; readonly revision: number | null; readonly address: string },
): string => `${row}|${generation}|${revision === null ? '-' : String(revision)}|${addressKey(address)}`

/** Undefined for a block id that `blockId` did not make. */
export function readBlockId(block_id: string): (BlockReference & { readonly row: string }) | undefined {
  const found = /^(?<row>[^|]*)\|(?<generation>[0-9a-f-]{36})\|(?<revision>-|\d{1,10})\|(?<key>.*)$/su.exec(
    block_id,
  )?.groups
  if (found === undefined) return undefined
  const { row = '', generation = '', revision = '-', key = '' } = found
  return { row, generation, revision: revision === '-' ? null : Number(revision), key }
}
