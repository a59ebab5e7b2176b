/** Stores sealed snapshots, at most one per stream. */

export interface SealedSnapshot {
  readonly stream: string
  /** The revision of the last event in it. */
  readonly revision: number
  /** The shape of the state. Snapshots of another shape belong to another version of the program. */
  readonly shape: number
  readonly sealed: Uint8Array
}

export interface SnapshotStore {
  find(stream: string): Promise<SealedSnapshot | undefined>
  /** Replaces the stream's snapshot, unless that is of a later revision. */
  put(snapshot: SealedSnapshot): Promise<void>
  /** Removes the stream's snapshot, if it is of this revision. */
  delete(stream: string, revision: number): Promise<void>
}
