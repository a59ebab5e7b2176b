/**
 * Folds of long streams, written down so that the first command on an instance need not fold them from their first
 * event. Nothing but speed may ever depend on one: any of them may be missing, and no member ever throws.
 */

export interface Snapshot {
  /** The revision and the hash of the last event in it. */
  readonly revision: number
  readonly hash: string
  /** The state as its decider's `SnapshotFormat` writes it. */
  readonly state: unknown
  /** The commands that led to it, as `ProcessedCommandTable` writes them. */
  readonly commands: Uint8Array
}

export interface Snapshots {
  /** The latest one of a stream, if it has this shape; undefined as well where it cannot be had. */
  find(stream: string, shape: number): Promise<Snapshot | undefined>
  /** Makes and keeps it, if it can, instead of one of an earlier revision. */
  keep(stream: string, shape: number, make: () => Snapshot): Promise<void>
  /** Lets go of the one of this revision, which does not fit the stream. */
  discard(stream: string, revision: number): Promise<void>
}
