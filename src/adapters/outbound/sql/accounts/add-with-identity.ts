/** Adds a person together with a way in, so that two sign-ins at once make one person. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Clock } from '../../../../ports/clock.ts'
import type { Identity, NewPerson } from '../../../../ports/people/people.ts'
import { readPeople, type PeopleRow } from './caller-rows.ts'
import type { SignedDb, UnsignedRow } from './macs/row-macs.ts'

/** The row of a new person. */
export const newRow = ({
  actor = `person:${randomUUID()}`,
  roles = [],
  groups = [],
  email,
  ...person
}: NewPerson): UnsignedRow<'people'> => ({
  ...person,
  actor,
  roles: [...roles],
  groups: [...groups],
  email: email?.toLowerCase() ?? null,
})

/** Whose address it is proved to be. */
export const ownerOfEmail = async (signed: SignedDb, tenant: string, email: string): Promise<PeopleRow | undefined> =>
  (
    await readPeople(signed, (rows) =>
      rows
        .where('people.tenant', '=', tenant)
        .where('email', '=', email.toLowerCase())
        .where('email_proved', '=', true)
        .where('joined_into', 'is', null)
        .orderBy('people.actor'),
    )
  )[0]

/** The account: the new one, or that which has the way in or the address already. */
export async function addWithIdentity(
  { db, macs }: SignedDb,
  clock: Clock,
  person: NewPerson,
  { issuer, subject }: Identity,
): Promise<{ readonly outcome: 'added' | 'known' | 'email_taken'; readonly actor: string }> {
  const { tenant, email, email_proved } = person
  return db.transaction().execute(async (transaction) => {
    // Whoever comes with the same way in or address waits here. Both in one order, so that none waits for the other.
    const locks = [`identity ${tenant} ${issuer} ${subject}`, `email ${tenant} ${email ?? ''}`]
    for (const lock of email_proved === true ? locks : locks.slice(0, 1))
      await sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`.execute(transaction)
    const known = await transaction
      .selectFrom('identities')
      .selectAll()
      .where('tenant', '=', tenant)
      .where('issuer', '=', issuer)
      .where('subject', '=', subject)
      .executeTakeFirst()
    if (known !== undefined && macs.holds('identities', known)) return { outcome: 'known', actor: known.actor }
    const owner = email_proved === true ? await ownerOfEmail({ db: transaction, macs }, tenant, email ?? '') : undefined
    if (owner !== undefined) return { outcome: 'email_taken', actor: owner.actor }
    const row = newRow(person)
    await transaction.insertInto('people').values(macs.sign('people', row)).execute()
    // In the place of one that opens nothing, since this service did not write it.
    const identity = { tenant, issuer, subject, actor: row.actor, added_at: clock.now() }
    await transaction
      .deleteFrom('identities')
      .where('tenant', '=', tenant)
      .where('issuer', '=', issuer)
      .where('subject', '=', subject)
      .execute()
    await transaction.insertInto('identities').values(macs.sign('identities', identity)).execute()
    return { outcome: 'added', actor: row.actor }
  })
}
