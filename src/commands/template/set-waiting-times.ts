/** Sets after how many days conversations of a template remind and end, or leaves it to the service. */
import { unwrap } from '../../domain/kernel/errors.ts'
import { templateDecider, type Template } from '../../domain/template/template.ts'
import { setWaitingTimes as decide } from '../../domain/template/template-decisions.ts'
import { templateStream } from '../../domain/template/template-id.ts'
import {
  checkWaitingTimes,
  STANDARD_WAITING_TIMES,
  type AuthorsWaitingTimes,
  type WaitingTimes,
} from '../../domain/template/waiting-times.ts'
import type { CommandDeps } from '../command-deps.ts'
import { transact, type Committed } from '../transact.ts'
import { requireRole, type CommandRequest } from '../command-request.ts'

export interface SetWaitingTimes extends AuthorsWaitingTimes {
  readonly id: string
}

export type SetWaitingTimesDeps = CommandDeps & { readonly standardWaitingTimes?: WaitingTimes | undefined }

/** Throws `Refused`: `unprocessable` for impossible days. Conversations that have begun keep theirs. */
export async function setWaitingTimes(
  deps: SetWaitingTimesDeps,
  { id, idle_days, reminders }: SetWaitingTimes,
  { caller, context, if_revision }: CommandRequest,
): Promise<Committed<Template>> {
  requireRole(caller, 'author')
  const said = { idle_days, reminders }
  const checked = unwrap(checkWaitingTimes(said, deps.standardWaitingTimes ?? STANDARD_WAITING_TIMES))
  return transact(deps, {
    stream: templateStream(caller.tenant, id),
    decider: templateDecider,
    context,
    if_revision,
    decide: (state) => decide(checked, state),
  })
}
