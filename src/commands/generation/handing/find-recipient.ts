/** Who gets what is handed over: a colleague by id, or whoever has an e-mail address, who may be nobody yet. */
import { readEmailAddress } from '../../../domain/account/email-address.ts'
import { fail, unwrap } from '../../../domain/kernel/errors.ts'
import type { Person } from '../../../ports/people/people.ts'
import { recordSecurityEvent } from '../../account/record-security-event.ts'
import type { CommandRequest } from '../../command-request.ts'
import { securitySourceOf, type HandOverDeps } from './hand-over-deps.ts'

/** One of the two. */
export interface Recipient {
  /** An actor id. */
  readonly to?: string | undefined
  readonly email?: string | undefined
}

export interface FoundRecipient {
  readonly actor: string
  /** Where mail to them goes; undefined for who has no address, or where no mail is sent. */
  readonly email: string | undefined
  readonly in_slack: boolean
}

const NOBODY = fail(
  'unprocessable',
  'There is nobody of that id. `GET /api/v1/colleagues?search=…` finds people by name.',
  { field: 'to' },
)
const NO_MAIL = fail(
  'unprocessable',
  'This service sends no mail. Choose a colleague by name, or ask an operator to set DOCGEN_MAIL.',
  { field: 'email' },
)
const TWO = fail('unprocessable', 'Name whom it goes to: either “to”, the id of a colleague, or “email”, an address.', {
  field: 'to',
})

/**
 * Throws `Refused`: `unprocessable` for what is no address, and who may not come in. Somebody unknown becomes a guest
 * of the tenant, one for each address.
 */
export async function findRecipient(
  deps: HandOverDeps,
  { to, email: written }: Recipient,
  request: CommandRequest,
): Promise<FoundRecipient> {
  if ((to === undefined) === (written === undefined)) return unwrap(TWO)
  const { tenant } = request.caller
  if (to !== undefined) {
    const person = await deps.people.findByActor(tenant, to)
    if (person !== undefined) return recipientOf(deps, person, person.email ?? undefined, 'to')
    return (await deps.people.isKnown(tenant, to)) ? { actor: to, email: undefined, in_slack: false } : unwrap(NOBODY)
  }
  const email = readEmailAddress(written ?? '')
  if (email === undefined)
    return unwrap(
      fail('unprocessable', 'This is no e-mail address. It looks like ada@example.com.', { field: 'email' }),
    )
  if (deps.mail === undefined) return unwrap(NO_MAIL)
  return recipientOf(deps, await ownerOf(deps, email, request), email, 'email')
}

/** The name is not said: whoever hands something over need not learn whose an address is. */
function recipientOf({ mail }: HandOverDeps, person: Person, email: string | undefined, field: string): FoundRecipient {
  const { actor, active, slack } = person
  return active
    ? { actor, email: mail === undefined ? undefined : email, in_slack: slack !== null }
    : unwrap(fail('unprocessable', 'This person may not come in any more. Choose somebody else.', { field }))
}

/** Whose the address is: who has proved it, or the only one who is said to have it; a guest otherwise. */
async function ownerOf(deps: HandOverDeps, email: string, request: CommandRequest): Promise<Person> {
  const { tenant } = request.caller
  const known = (await deps.people.findByEmail(email)).filter((person) => person.tenant === tenant)
  const owner = known.find(({ email_proved }) => email_proved) ?? (known.length === 1 ? known[0] : undefined)
  // Also somebody who was deactivated: they do not come back as a guest.
  const found = owner ?? (await deps.people.ownerOfEmail(tenant, email))
  if (found !== undefined) return found
  const actor = `person:${deps.keyRing.digest(JSON.stringify(['guest', tenant, email])).slice(0, 32)}`
  const before = await deps.people.findByActor(tenant, actor)
  if (before !== undefined) return before
  const guest = await deps.people.add({ tenant, actor, name: email, kind: 'guest', email })
  const added = { type: 'PersonAdded', data: { method: 'handed_over', kind: 'guest' } } as const
  await recordSecurityEvent(deps, guest.actor, added, securitySourceOf(request))
  return guest
}
