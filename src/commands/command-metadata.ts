/**
 * Makes the context of a command from a request. With an idempotency key the command id is derived from it, so that a
 * repeat is recognised.
 */
import { v5 as uuidV5, v7 as uuidV7 } from 'uuid'
import type { Caller } from '../domain/kernel/access.ts'
import type { Surface } from '../domain/kernel/event.ts'
import type { Clock } from '../ports/clock.ts'
import type { KeyRing } from '../ports/keys/key-ring.ts'
import type { CommandRequest } from './command-request.ts'

/** The namespace of ids that are derived from a caller and a key. */
const NAMESPACE = '9d1c7a52-5f0e-5d0b-8f2e-6f1d8b6c3a10'

/** What a surface knows of a request. */
export interface CommandSource {
  readonly caller: Caller
  readonly surface: Surface
  /** The `Idempotency-Key`; without one every request is a new command. */
  readonly idempotency_key?: string | undefined
  /** The operation and body as a JSON value. The same key with another request is refused. */
  readonly request: unknown
  /** Groups everything that one request or conversation caused; the command's own id where left out. */
  readonly correlation_id?: string | undefined
}

/** The request for a command. Without an idempotency key, a new command each time. */
export function createCommandRequest(
  effects: { readonly clock: Clock; readonly keyRing: KeyRing },
  incoming: CommandSource,
): CommandRequest {
  const { caller, surface, idempotency_key, request, correlation_id } = incoming
  const command_id = idempotency_key === undefined ? uuidV7() : derivedId(caller, `command ${idempotency_key}`)
  return {
    caller,
    context: {
      tenant: caller.tenant,
      actor: caller.actor,
      surface,
      command_id,
      request_digest: effects.keyRing.digest(JSON.stringify(request) ?? ''),
      correlation_id: correlation_id ?? command_id,
      causation_id: command_id,
      now: effects.clock.now(),
    },
  }
}

/** The id of what a command creates, derived from the command's id, so that a repeat creates the same one. */
export const createdId = ({ context }: CommandRequest): string => uuidV5('created', context.command_id)

const derivedId = (caller: Caller, key: string): string =>
  uuidV5(JSON.stringify([caller.tenant, caller.actor, key]), NAMESPACE)
