/**
 * How every command runs: load the stream, fold it, decide, append. When somebody else was faster, the decision is taken again
 * on the new state, and holds only if the domain still allows it. A command id that the stream already knows gives the state it led to.
 */
import type { AnyEvent } from '../domain/event-catalogue.ts'
import type { Decider } from '../domain/kernel/decider.ts'
import { fail, Refused, unwrap, type Result } from '../domain/kernel/errors.ts'
import type { CommandContext } from '../domain/kernel/event.ts'
import type { Aggregates, Folded, PriorCommand } from '../ports/events/aggregates.ts'
import type { EventLog, Tip } from '../ports/events/event-log.ts'
import { WrongExpectedRevision } from '../ports/events/event-store.ts'

export interface ExecuteDeps {
  readonly log: EventLog
  readonly aggregates: Aggregates
}

export interface Execution<State, E extends AnyEvent> {
  readonly stream: string
  readonly decider: Decider<State, E>
  readonly context: CommandContext
  /** Whether the caller may give this command at all; asked before anything else is told. */
  readonly admit?: (folded: Folded<State>) => Result<true>
  /** The decision, on the state after the stream's last event (revision -1: the stream does not exist). */
  readonly decide: (state: State, tip: Tip) => Result<E[]>
  /** The revision the caller believes in (If-Match); anything else is `precondition_failed`. */
  readonly if_revision?: number | undefined
  /** The stream as the caller has just seen it; it need not hold any more. */
  readonly known?: Folded<State> | undefined
}

/** The state after the command, and the revision it was reached at. */
export interface Executed<State> {
  readonly state: State
  readonly revision: number
  /** The command had been carried out before; nothing was appended now. */
  readonly repeated: boolean
}

/** More tries than writers of one conversation; beyond it something is wrong. */
const MAX_TRIES = 100

/** Throws `Refused` with the decision's error; store errors pass through. */
export async function execute<State, E extends AnyEvent>(deps: ExecuteDeps, execution: Execution<State, E>): Promise<Executed<State>> {
  const hurried = await hurry(deps, execution, execution.known ?? deps.aggregates.presumed(execution.decider, execution.stream))
  if (hurried !== undefined) return hurried
  for (let tries = 1; tries <= MAX_TRIES; tries++) {
    const folded = await deps.aggregates.load(execution.decider, execution.stream)
    const before = recordedBefore(execution, folded)
    if (before !== undefined) return repeat(deps, execution, before)
    const events = decided(execution, folded)
    if (events.length === 0) return { state: folded.state, revision: folded.revision, repeated: false }
    const executed = await append(deps, execution, folded, events)
    if (executed !== undefined) return executed
  }
  throw new Refused({ code: 'unavailable', message: 'Too many people are changing this at once. Try again.' })
}

/**
 * On what was known before, without reading again: where the append succeeds, that was the end of the stream. Anything but an append is decided
 * on what is there now.
 */
async function hurry<State, E extends AnyEvent>(
  deps: ExecuteDeps, execution: Execution<State, E>, folded: Folded<State> | undefined,
): Promise<Executed<State> | undefined> {
  if (folded === undefined) return undefined
  try {
    if (recordedBefore(execution, folded) !== undefined) return undefined
    const events = decided(execution, folded)
    return events.length === 0 ? undefined : await append(deps, execution, folded, events)
  } catch (error) {
    if (error instanceof Refused) return undefined
    throw error
  }
}

/** Throws `Refused` for who is not admitted. */
function recordedBefore<State, E extends AnyEvent>({ admit, context }: Execution<State, E>, folded: Folded<State>): PriorCommand | undefined {
  if (admit !== undefined) unwrap(admit(folded))
  return folded.commands.find(context.command_id, context.request_digest)
}

function decided<State, E extends AnyEvent>(execution: Execution<State, E>, folded: Folded<State>): E[] {
  checkRevision(execution, folded)
  return unwrap(execution.decide(folded.state, folded))
}

/** Undefined when somebody else was faster. */
async function append<State, E extends AnyEvent>(
  { log, aggregates }: ExecuteDeps, { stream, decider, context }: Execution<State, E>, folded: Folded<State>, events: E[],
): Promise<Executed<State> | undefined> {
  try {
    const recorded = await log.append(stream, folded, events, context)
    const now = aggregates.advance(decider, stream, folded, recorded)
    return { state: now.state, revision: now.revision, repeated: false }
  } catch (error) {
    if (error instanceof WrongExpectedRevision) return undefined
    throw error
  }
}

async function repeat<State, E extends AnyEvent>(
  deps: ExecuteDeps,
  { stream, decider }: Execution<State, E>,
  before: PriorCommand,
): Promise<Executed<State>> {
  if (!before.same_request) {
    unwrap(fail('idempotency_mismatch', 'This Idempotency-Key was used for another request. Use a new key for a new request.'))
  }
  const then = await deps.aggregates.loadAt(decider, stream, before.revision)
  return { state: then.state, revision: then.revision, repeated: true }
}

function checkRevision<State, E extends AnyEvent>({ if_revision }: Execution<State, E>, folded: Folded<State>): void {
  if (if_revision === undefined || if_revision === folded.revision) return
  unwrap(fail('precondition_failed', 'This has changed since you loaded it. Load it again and repeat your change.', {
    yours: if_revision, current: folded.revision,
  }))
}
