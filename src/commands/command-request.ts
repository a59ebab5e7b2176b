/** A command as it comes from a surface: who asks, and the context for its events. */
import { hasRole, type Caller, type Role } from '../domain/kernel/access.ts'
import { fail, unwrap } from '../domain/kernel/errors.ts'
import type { CommandContext } from '../domain/kernel/event.ts'

export interface CommandRequest {
  readonly caller: Caller
  readonly context: CommandContext
  /**
   * The revision of the template or generation that the caller believes in (If-Match); anything else is
   * `precondition_failed`.
   */
  readonly if_revision?: number | undefined
  /**
   * The caller may be a colleague to whom the question was handed. Only for surfaces that show a colleague nothing
   * else: what a command gives is the whole generation.
   */
  readonly as_colleague?: boolean | undefined
}

/** Throws `Refused` (`forbidden`) unless the caller holds the role. */
export function requireRole(caller: Caller, role: Role): void {
  if (!hasRole(caller, role))
    unwrap(fail('forbidden', `This needs the role “${role}”. Ask an admin for a key that has it.`, { role }))
}
