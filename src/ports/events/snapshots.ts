/**
 * Snapshots of long streams, so that the first command on an instance need not fold all events. Only speed may depend
 * on them: any may be missing, and no method ever throws.
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
  /** The latest snapshot of a stream, if it has this shape; undefined also where it cannot be read. */
  find(stream: string, shape: number): Promise<Snapshot | undefined>
  /** Makes and stores a snapshot, if possible, unless a later one is stored. */
  keep(stream: string, shape: number, make: () => Snapshot): Promise<void>
  /** Removes the snapshot of this revision, because it does not match the stream. */
  discard(stream: string, revision: number): Promise<void>
}
