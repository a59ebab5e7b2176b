/**
 * The `block_id` holds what a block is about: the generation, the shown revision, and the question's address. It comes
 * back with every click, so that a click answers the question it was shown under.
 */
import { createHash } from 'node:crypto'

/** What a block is about. */
export interface BlockReference {
  readonly generation: string
  /**
   * For a question the revision of its answer, `null` for none. For a review the revision of the reviewed generation.
   */
  readonly revision: number | null
  /** The question's address, or a digest of it if it is too long for Slack; empty for the generation itself. */
  readonly key: string
}

const MAX_KEY = 150

/** The key of an address. A long address, or one that looks like a digest, is replaced by a digest. */
export const addressKey = (address: string): string =>
  address.length <= MAX_KEY && !address.startsWith('#')
    ? address
    : `#${createHash('sha256').update(address).digest('base64url')}`

/** The block id of one row; `row` distinguishes the blocks of one message. */
export const blockId = (
  row: string,
  {
    generation,
    revision,
    address,
  }: { readonly generation: string; readonly revision: number | null; readonly address: string },
): string => `${row}|${generation}|${revision === null ? '-' : String(revision)}|${addressKey(address)}`

/** Undefined for a block id that `blockId` did not create. */
export function readBlockId(block_id: string): (BlockReference & { readonly row: string }) | undefined {
  const found = /^(?<row>[^|]*)\|(?<generation>[0-9a-f-]{36})\|(?<revision>-|\d{1,10})\|(?<key>.*)$/su.exec(
    block_id,
  )?.groups
  if (found === undefined) return undefined
  const { row = '', generation = '', revision = '-', key = '' } = found
  return { row, generation, revision: revision === '-' ? null : Number(revision), key }
}
