/** A head with the signatures that witnesses answered with. */
import type { Kysely } from 'kysely'
import type { ReadSchema } from '../../ports/read-models/read-schema.ts'
import type { StoredHead } from './sign-head.ts'

/** The note with all signature lines that there are for it. */
export async function withCosignatures(
  db: Kysely<ReadSchema>,
  tree: number,
  { size, note }: StoredHead,
): Promise<string> {
  const rows = await db
    .selectFrom('ledger_cosignatures')
    .select('lines')
    .where('tree', '=', tree)
    .where('size', '=', size)
    .orderBy('witness')
    .execute()
  return note + rows.map(({ lines }) => lines).join('')
}
