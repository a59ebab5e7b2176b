/** By what a document is recognised: keyed digests of its content id, its bytes and its text. */
import { sql, type Kysely } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table document_digests (
      digest text collate "C" not null,
      generation text collate "C" not null,
      kind text collate "C" not null check (kind in ('content', 'bytes', 'text', 'erased')),
      mac text collate "C" not null,
      primary key (digest, generation)
    )`.execute(db)
  await sql`create index document_digests_generation on document_digests (generation)`.execute(db)
}
