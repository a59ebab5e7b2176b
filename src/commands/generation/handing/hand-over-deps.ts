/** The ports of what is handed over, and where its links lead. */
import type { KeyRing } from '../../../ports/keys/key-ring.ts'
import type { Mails } from '../../../ports/mail/mails.ts'
import type { HandOvers } from '../../../ports/people/hand-overs.ts'
import type { People } from '../../../ports/people/people.ts'
import type { SignInLinks } from '../../../ports/people/sign-in-links.ts'
import type { SecurityDeps, SecuritySource } from '../../account/record-security-event.ts'
import type { CommandDeps } from '../../command-deps.ts'
import type { CommandRequest } from '../../command-request.ts'

export interface HandOverDeps extends CommandDeps, SecurityDeps {
  readonly people: People
  readonly handOvers: HandOvers
  readonly signInLinks: SignInLinks
  readonly keyRing: KeyRing
  readonly mail?: { readonly mails: Mails } | undefined
}

/** What is handed over: a question by its address, or, left out, the rest of the conversation. */
export interface HandedPart {
  /** The generation. */
  readonly id: string
  readonly question?: string | undefined
}

/** Who did it, for the events of accounts. */
export const securitySourceOf = ({ caller, context }: CommandRequest): SecuritySource & { readonly by: string } => ({
  tenant: caller.tenant,
  by: caller.actor,
  surface: context.surface,
  request_id: context.correlation_id,
})
