/** The database of the read models, for queries. */
import type { Kysely } from 'kysely'
import type { ReadSchema } from './read-schema.ts'

export interface ReadDatabase {
  readonly db: Kysely<ReadSchema>
}
