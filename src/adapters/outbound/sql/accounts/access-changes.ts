/** Tells all instances that an account may do less than before, or otherwise. */
import type { Kysely } from 'kysely'
import type { Clock } from '../../../../ports/clock.ts'
import type { AccountTables } from './account-tables.ts'

/** Notes the change in the transaction that makes it. */
export async function noteAccessChange(
  db: Kysely<AccountTables>,
  clock: Clock,
  ...actors: readonly string[]
): Promise<void> {
  if (actors.length === 0) return
  const at = clock.now()
  await db
    .insertInto('access_changes')
    .values(actors.map((actor) => ({ actor, at })))
    .execute()
}
