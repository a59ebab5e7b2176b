/** Positions in `$all` as texts, "commit/prepare": both numbers exactly as the server gave them. */
import type { Position } from '../../../../ports/events/event-store.ts'
import { EMPTY, type ReadRequest, type ServerPosition } from './read-messages.ts'

export interface LogPosition {
  readonly commit: bigint
  readonly prepare: bigint
}

/** Before the first event. The server's own records begin there, so no event of ours has this position. */
export const START_POSITION: Position = '0/0'

const POSITION_PATTERN = /^(\d{1,19})\/(\d{1,19})$/

export function encodePosition({ commit, prepare }: LogPosition): Position {
  return `${commit}/${prepare}`
}

/** Of an event or a checkpoint that the server sent. */
export function positionOf({ commit_position, prepare_position }: ServerPosition): Position {
  return `${commit_position.toString()}/${prepare_position.toString()}`
}

/** Throws a `RangeError` for a text that no EventStoreDB gave, such as a checkpoint of another store. */
export function decodePosition(position: Position): LogPosition {
  const found = POSITION_PATTERN.exec(position)
  const [commit, prepare] = found === null ? [-1n, 0n] : [BigInt(found[1]!), BigInt(found[2]!)]
  if (commit < 0n || prepare > commit) {
    throw new RangeError(
      `“${position}” is not a position of EventStoreDB (commit/prepare). Was this checkpoint made with ` +
        'another event store?',
    )
  }
  return { commit, prepare }
}

/** The option of a `Read` call on `$all` that starts after a position (undefined: at the start). */
export function readAfter(position: Position | undefined): NonNullable<ReadRequest['all']> {
  const { commit, prepare } = decodePosition(position ?? START_POSITION)
  return commit === 0n
    ? { start: EMPTY }
    : { position: { commit_position: commit.toString(), prepare_position: prepare.toString() } }
}

/**
 * By the commit position alone: an event has the same number twice, but a checkpoint at that event may come with
 * prepare 0, and both mean the same place.
 */
export function comparePositions(a: Position, b: Position): number {
  const difference = decodePosition(a).commit - decodePosition(b).commit
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}
