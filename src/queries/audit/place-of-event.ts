/** Where an event of the audit stands in the log. */
import type { Caller } from '../../domain/kernel/access.ts'
import { fail, unwrap } from '../../domain/kernel/errors.ts'
import type { EventPlace } from '../../ports/ledger/ledger.ts'
import type { ReadDatabase } from '../../ports/read-models/read-database.ts'

/** Throws `Refused` (`not_found`) for an event that is not of the caller's tenant. */
export async function placeOfEvent(
  { readDatabase: { db } }: { readonly readDatabase: ReadDatabase },
  id: string,
  { tenant }: Caller,
): Promise<EventPlace> {
  const row = await db
    .selectFrom('audit')
    .select(['stream', 'revision'])
    .where('tenant', '=', tenant)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ?? unwrap(fail('not_found', `There is no event “${id}”.`, { id }))
}
