/** Where sealed snapshots lie: at most one for each stream. */

export interface SealedSnapshot {
  readonly stream: string
  /** The revision of the last event in it. */
  readonly revision: number
  /** What its bytes mean; another shape is another program's. */
  readonly shape: number
  readonly sealed: Uint8Array
}

export interface SnapshotStore {
  find(stream: string): Promise<SealedSnapshot | undefined>
  /** Keeps it instead of the stream's, unless that one is of a later revision. */
  put(snapshot: SealedSnapshot): Promise<void>
  /** Removes the stream's, if it is of this revision. */
  delete(stream: string, revision: number): Promise<void>
}
