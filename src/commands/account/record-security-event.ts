/**
 * Records what happened to an account: an event in the account's stream, from which the audit follows, and a line in
 * the log, both from here.
 */
import { v7 as uuidV7 } from 'uuid'
import { accountDecider } from '../../domain/account/account-decider.ts'
import { accountStream, type AccountEvent } from '../../domain/account/account-events.ts'
import { ok } from '../../domain/kernel/errors.ts'
import type { Surface } from '../../domain/kernel/event.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Logger } from '../../ports/logger.ts'
import { transact, type TransactDeps } from '../transact.ts'

export interface SecurityDeps extends TransactDeps {
  readonly clock: Clock
  readonly logger: Logger
}

/** Who did it to which account, and by which request. */
export interface SecuritySource {
  readonly tenant: string
  /** The actor id of whoever did it; the account's own where it is left out. */
  readonly by?: string | undefined
  readonly surface: Surface
  /** The request's id. */
  readonly request_id?: string | undefined
  /** Where the request came from: for the log only. */
  readonly address?: string | undefined
}

/** What an operator should look at; everything else is in order. */
const WARNED: ReadonlySet<AccountEvent['type']> = new Set(['SignInRefused', 'AccessRefused'])

/** Appends the event to the stream of `account`, an actor id or `strangersOf` a tenant, and logs it. */
export async function recordSecurityEvent(
  { log, aggregates, clock, logger }: SecurityDeps,
  account: string,
  event: AccountEvent,
  { tenant, by = account, surface, request_id, address }: SecuritySource,
): Promise<void> {
  const command_id = uuidV7()
  await transact(
    { log, aggregates },
    {
      stream: accountStream(account),
      decider: accountDecider,
      context: {
        tenant,
        actor: by,
        surface,
        command_id,
        request_digest: '',
        correlation_id: request_id ?? command_id,
        causation_id: command_id,
        now: clock.now(),
      },
      decide: () => ok([event]),
    },
  )
  const fields = { security: event.type, account, actor: by, tenant, ...event.data, request_id, address }
  if (WARNED.has(event.type)) logger.warn(fields, 'security event')
  else logger.info(fields, 'security event')
}
