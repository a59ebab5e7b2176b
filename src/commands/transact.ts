/**
 * How every command runs: load the stream, fold it, decide, append. When somebody else was faster, the decision is
 * taken again on the new state, and holds only if the domain still allows it. A command id that the stream already
 * knows gives the state it led to.
 */
import type { AnyEvent } from '../domain/event-catalogue.ts'
import type { Decider } from '../domain/kernel/decider.ts'
import { fail, Refused, unwrap, type Result } from '../domain/kernel/errors.ts'
import type { CommandContext } from '../domain/kernel/event.ts'
import type { AggregateStore, LoadedAggregate, ProcessedCommand } from '../ports/events/aggregate-store.ts'
import type { EventLog, StreamHead } from '../ports/events/event-log.ts'
import { WrongExpectedRevision } from '../ports/events/event-store.ts'

export interface TransactDeps {
  readonly log: EventLog
  readonly aggregates: AggregateStore
}

export interface Transaction<State, E extends AnyEvent> {
  readonly stream: string
  readonly decider: Decider<State, E>
  readonly context: CommandContext
  /** Whether the caller may give this command at all; asked before anything else is told. */
  readonly authorize?: (loaded: LoadedAggregate<State>) => Result<true>
  /** The decision, on the state after the stream's last event (revision -1: the stream does not exist). */
  readonly decide: (state: State, tip: StreamHead) => Result<E[]>
  /** The revision the caller believes in (If-Match); anything else is `precondition_failed`. */
  readonly if_revision?: number | undefined
  /** The stream as the caller has just seen it; it need not hold any more. */
  readonly known?: LoadedAggregate<State> | undefined
}

/** The state after the command, and the revision it was reached at. */
export interface Committed<State> {
  readonly state: State
  readonly revision: number
  /** The command had been carried out before; nothing was appended now. */
  readonly replayed: boolean
}

/** More tries than writers of one conversation; beyond it something is wrong. */
const MAX_TRIES = 100

/** Throws `Refused` with the decision's error; store errors pass through. */
export async function transact<State, E extends AnyEvent>(
  deps: TransactDeps,
  execution: Transaction<State, E>,
): Promise<Committed<State>> {
  const hurried = await hurry(
    deps,
    execution,
    execution.known ?? deps.aggregates.presumed(execution.decider, execution.stream),
  )
  if (hurried !== undefined) return hurried
  for (let tries = 1; tries <= MAX_TRIES; tries++) {
    const loaded = await deps.aggregates.load(execution.decider, execution.stream)
    const before = previousResult(execution, loaded)
    if (before !== undefined) return repeat(deps, execution, before)
    const events = decided(execution, loaded)
    if (events.length === 0) return { state: loaded.state, revision: loaded.revision, replayed: false }
    const committed = await append(deps, execution, loaded, events)
    if (committed !== undefined) return committed
  }
  throw new Refused({ code: 'unavailable', message: 'Too many people are changing this at once. Try again.' })
}

/**
 * On what was known before, without reading again: where the append succeeds, that was the end of the stream. Anything
 * but an append is decided on what is there now.
 */
async function hurry<State, E extends AnyEvent>(
  deps: TransactDeps,
  execution: Transaction<State, E>,
  loaded: LoadedAggregate<State> | undefined,
): Promise<Committed<State> | undefined> {
  if (loaded === undefined) return undefined
  try {
    if (previousResult(execution, loaded) !== undefined) return undefined
    const events = decided(execution, loaded)
    return events.length === 0 ? undefined : await append(deps, execution, loaded, events)
  } catch (error) {
    if (error instanceof Refused) return undefined
    throw error
  }
}

/** Throws `Refused` for who is not admitted. */
function previousResult<State, E extends AnyEvent>(
  { authorize: admit, context }: Transaction<State, E>,
  loaded: LoadedAggregate<State>,
): ProcessedCommand | undefined {
  if (admit !== undefined) unwrap(admit(loaded))
  return loaded.commands.find(context.command_id, context.request_digest)
}

function decided<State, E extends AnyEvent>(execution: Transaction<State, E>, loaded: LoadedAggregate<State>): E[] {
  checkRevision(execution, loaded)
  return unwrap(execution.decide(loaded.state, loaded))
}

/** Undefined when somebody else was faster. */
async function append<State, E extends AnyEvent>(
  { log, aggregates }: TransactDeps,
  { stream, decider, context }: Transaction<State, E>,
  loaded: LoadedAggregate<State>,
  events: E[],
): Promise<Committed<State> | undefined> {
  try {
    const recorded = await log.append(stream, loaded, events, context)
    const now = aggregates.advance(decider, stream, loaded, recorded)
    return { state: now.state, revision: now.revision, replayed: false }
  } catch (error) {
    if (error instanceof WrongExpectedRevision) return undefined
    throw error
  }
}

async function repeat<State, E extends AnyEvent>(
  deps: TransactDeps,
  { stream, decider }: Transaction<State, E>,
  before: ProcessedCommand,
): Promise<Committed<State>> {
  if (!before.same_request) {
    unwrap(
      fail(
        'idempotency_mismatch',
        'This Idempotency-Key was used for another request. Use a new key for a new request.',
      ),
    )
  }
  const then = await deps.aggregates.loadAt(decider, stream, before.revision)
  return { state: then.state, revision: then.revision, replayed: true }
}

function checkRevision<State, E extends AnyEvent>(
  { if_revision }: Transaction<State, E>,
  loaded: LoadedAggregate<State>,
): void {
  if (if_revision === undefined || if_revision === loaded.revision) return
  unwrap(
    fail('precondition_failed', 'This has changed since you loaded it. Load it again and repeat your change.', {
      yours: if_revision,
      current: loaded.revision,
    }),
  )
}
