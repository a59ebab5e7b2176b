/** The digests of documents in the table `document_digests`. */
import { sql, type Kysely } from 'kysely'
import type { DocumentDigest, DocumentDigests, FindDigests } from '../../../ports/documents/document-digests.ts'
import type { ReadSchema } from '../../../ports/read-models/read-schema.ts'

export class SqlDocumentDigests implements DocumentDigests {
  readonly #db: Kysely<ReadSchema>

  constructor(db: Kysely<ReadSchema>) {
    this.#db = db
  }

  async add(rows: readonly DocumentDigest[]): Promise<void> {
    for (const { kind, digest, generation, mac } of rows)
      await sql`
        insert into document_digests (digest, generation, kind, mac)
        values (${digest}, ${generation}, ${kind}, ${mac})
        on conflict (digest, generation) do nothing`.execute(this.#db)
  }

  async find({ digests, first, limit }: FindDigests): Promise<readonly DocumentDigest[]> {
    if (digests.length === 0) return []
    const { rows } = await sql<DocumentDigest>`
      select kind, digest, generation, mac from document_digests
      left join generations on generations.id = document_digests.generation
      where digest in (${sql.join(digests)})
      order by (requester in (${sql.join(['', ...first])})) desc nulls last, rendered_at desc nulls last, generation
      limit ${limit}`.execute(this.#db)
    return rows
  }

  async findMissing(after: string, limit: number): Promise<readonly string[]> {
    const { rows } = await sql<{ id: string }>`
      select id from generations
      where rendered_at is not null and id > ${after}
        and not exists (select from document_digests where document_digests.generation = generations.id)
      order by id limit ${limit}`.execute(this.#db)
    return rows.map(({ id }) => id)
  }
}
