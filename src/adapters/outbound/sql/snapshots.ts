/** Sealed snapshots in the table `snapshots`. */
import type { Kysely } from 'kysely'
import type { SealedSnapshot, SnapshotStore } from '../../../ports/events/snapshot-store.ts'

/** The table of snapshots. */
export interface SnapshotTables {
  snapshots: SealedSnapshot
}

/** Snapshots in an SQL table. */
export class SqlSnapshots implements SnapshotStore {
  readonly #db: Kysely<SnapshotTables>

  constructor(db: Kysely<SnapshotTables>) {
    this.#db = db
  }

  find(stream: string): Promise<SealedSnapshot | undefined> {
    return this.#db.selectFrom('snapshots').selectAll().where('stream', '=', stream).executeTakeFirst()
  }

  async put({ stream, revision, shape, sealed }: SealedSnapshot): Promise<void> {
    await this.#db
      .insertInto('snapshots')
      .values({ stream, revision, shape, sealed: Buffer.from(sealed) })
      .onConflict((conflict) =>
        conflict
          .column('stream')
          .doUpdateSet((query) => ({
            revision: query.ref('excluded.revision'),
            shape: query.ref('excluded.shape'),
            sealed: query.ref('excluded.sealed'),
          }))
          .whereRef('snapshots.revision', '<=', 'excluded.revision'),
      )
      .execute()
  }

  async delete(stream: string, revision: number): Promise<void> {
    await this.#db.deleteFrom('snapshots').where('stream', '=', stream).where('revision', '=', revision).execute()
  }
}
