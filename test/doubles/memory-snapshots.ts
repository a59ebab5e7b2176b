/** Sealed snapshots in memory, where tests can see and change them. */
import type { SealedSnapshot, SnapshotStore } from '../../src/ports/events/snapshot-store.ts'

export class MemorySnapshots implements SnapshotStore {
  readonly rows = new Map<string, SealedSnapshot>()
  /** How many were put. */
  puts = 0

  async find(stream: string): Promise<SealedSnapshot | undefined> {
    return this.rows.get(stream)
  }

  async put(snapshot: SealedSnapshot): Promise<void> {
    this.puts++
    if ((this.rows.get(snapshot.stream)?.revision ?? -1) <= snapshot.revision) this.rows.set(snapshot.stream, snapshot)
  }

  async delete(stream: string, revision: number): Promise<void> {
    if (this.rows.get(stream)?.revision === revision) this.rows.delete(stream)
  }
}
