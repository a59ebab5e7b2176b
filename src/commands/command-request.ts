/** A request for a command, as surfaces make it: the caller, and the context for its events. */
import { hasRole, INSTALLATION_TENANT, isOperator, type Caller, type Role } from '../domain/kernel/access.ts'
import { fail, unwrap } from '../domain/kernel/errors.ts'
import type { CommandContext } from '../domain/kernel/event.ts'

/** Who gives a command, and the context for its events. */
export interface CommandRequest {
  readonly caller: Caller
  readonly context: CommandContext
  /** The revision that the caller expects (If-Match); any other is `precondition_failed`. */
  readonly if_revision?: number | undefined
  /**
   * The caller may be a colleague to whom the question is delegated. Only for surfaces that show colleagues nothing
   * else: a command returns the whole generation.
   */
  readonly as_colleague?: boolean | undefined
}

/** Throws `Refused` (`forbidden`) unless the caller holds the role. */
export function requireRole(caller: Caller, role: Role): void {
  if (!hasRole(caller, role))
    unwrap(fail('forbidden', `This needs the role “${role}”. Ask an admin for a key that has it.`, { role }))
}

/** Throws `Refused` (`forbidden`) unless the caller runs the installation: for what concerns all tenants. */
export function refuseOtherTenants(caller: Caller): void {
  if (!isOperator(caller))
    unwrap(
      fail('forbidden', 'This concerns the whole installation: it is for the admins of the tenant that runs it.', {
        tenant: INSTALLATION_TENANT,
      }),
    )
}
