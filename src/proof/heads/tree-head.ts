/**
 * The head of a tree at one moment: a checkpoint after C2SP tlog-checkpoint (https://c2sp.org/tlog-checkpoint). Its
 * lines, each ended by LF: the origin, the size, the root in base64, and two extension lines, `time` with the moment
 * (ISO 8601, UTC) and `after` with the size of the head before it (0 for the first).
 */
import type { Hash } from '../merkle/hashes.ts'
import { parseNote, signerOf, type Note, type VerifierKey } from './signed-note.ts'

export interface TreeHead {
  /** Names the tree; no other tree has it. */
  readonly origin: string
  readonly size: number
  readonly root: Hash
  /** ISO 8601, UTC. */
  readonly time: string
  /** The size of the head that was signed before this one; 0 for the first. A head that was removed leaves a gap. */
  readonly after: number
}

/** The text that is signed. */
export const formatHead = ({ origin, size, root, time, after }: TreeHead): string =>
  `${origin}\n${size}\n${Buffer.from(root).toString('base64')}\ntime ${time}\nafter ${after}\n`

/** The head in a text that `formatHead` wrote; undefined for any other. */
export function parseHead(text: string): TreeHead | undefined {
  const [, origin, size, root, time, after] =
    /^([^\s+]+)\n(\d{1,15})\n([A-Za-z0-9+/]{43}=)\ntime (\S+)\nafter (\d{1,15})\n$/.exec(text) ?? []
  if (origin === undefined || root === undefined || time === undefined) return undefined
  return { origin, size: Number(size), root: new Uint8Array(Buffer.from(root, 'base64')), time, after: Number(after) }
}

/** The head in a note that one of the keys has signed; undefined for a note of anybody else, or of something else. */
export function openHead(note: string, keys: readonly VerifierKey[]): TreeHead | undefined {
  const parsed: Note | undefined = parseNote(note)
  if (parsed === undefined || signerOf(parsed, keys) === undefined) return undefined
  return parseHead(parsed.text)
}
