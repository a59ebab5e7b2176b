/**
 * Runs a command: load the aggregate, authorize, decide, append. After a conflict with another writer it decides again
 * on the new state. A command that the stream has already recorded is replayed: the result is the state that it led to.
 *
 * Optimistic concurrency: the cached state is tried first, without reading. Only a successful append counts then,
 * because its expected revision proves that the state was current. Every other outcome is decided again on what is
 * read.
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
  /** The revision that the caller expects (If-Match); any other is `precondition_failed`. */
  readonly if_revision?: number | undefined
  /** Whether the caller may give this command. Runs before anything about the aggregate is disclosed. */
  readonly authorize?: (loaded: LoadedAggregate<State>) => Result<true>
  /**
   * The events to append; none is an idempotent no-op. May load what else it needs, and may run again on a newer state.
   * Revision -1: the stream does not exist.
   */
  readonly decide: (state: State, head: StreamHead) => Result<E[]> | Promise<Result<E[]>>
}

/** The state after the command, and its revision. */
export interface Committed<State> {
  readonly state: State
  readonly revision: number
  /** The command had been processed before; nothing was appended now. */
  readonly replayed: boolean
}

/** More writers than one aggregate ever has at once. */
const MAX_ATTEMPTS = 100

/** Throws `Refused` with the decision's error; errors of the stores pass through. */
export async function transact<State, E extends AnyEvent>(
  deps: TransactDeps,
  transaction: Transaction<State, E>,
): Promise<Committed<State>> {
  const { decider, stream } = transaction
  const cached = deps.aggregates.cached(decider, stream)
  const optimistic = cached === undefined ? undefined : await tryCached(deps, transaction, cached)
  if (optimistic !== undefined) return optimistic
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const loaded = await deps.aggregates.load(decider, stream)
    const previous = previousResult(transaction, loaded)
    if (previous !== undefined) return replay(deps, transaction, previous)
    const events = await decideEvents(transaction, loaded)
    if (events.length === 0) return { state: loaded.state, revision: loaded.revision, replayed: false }
    const committed = await append(deps, transaction, loaded, events)
    if (committed !== undefined) return committed
  }
  throw new Refused({ code: 'unavailable', message: 'Too many people are changing this at once. Try again.' })
}

/** Undefined unless events were appended: the cached state may be stale, so nothing else may be concluded from it. */
async function tryCached<State, E extends AnyEvent>(
  deps: TransactDeps,
  transaction: Transaction<State, E>,
  cached: LoadedAggregate<State>,
): Promise<Committed<State> | undefined> {
  try {
    if (previousResult(transaction, cached) !== undefined) return undefined
    const events = await decideEvents(transaction, cached)
    return events.length === 0 ? undefined : await append(deps, transaction, cached, events)
  } catch (error) {
    if (error instanceof Refused) return undefined
    throw error
  }
}

/** Authorizes first: an unauthorized caller must not learn even that the command was processed before. */
function previousResult<State, E extends AnyEvent>(
  { authorize, context }: Transaction<State, E>,
  loaded: LoadedAggregate<State>,
): ProcessedCommand | undefined {
  if (authorize !== undefined) unwrap(authorize(loaded))
  return loaded.commands.find(context.command_id, context.request_digest)
}

async function decideEvents<State, E extends AnyEvent>(
  { if_revision, decide }: Transaction<State, E>,
  loaded: LoadedAggregate<State>,
): Promise<E[]> {
  const { state, revision } = loaded
  if (if_revision !== undefined && if_revision !== revision)
    unwrap(
      fail('precondition_failed', 'This has changed since you loaded it. Load it again and repeat your change.', {
        yours: if_revision,
        current: revision,
      }),
    )
  return unwrap(await decide(state, loaded))
}

/** Undefined where another writer was faster. */
async function append<State, E extends AnyEvent>(
  { log, aggregates }: TransactDeps,
  { stream, decider, context }: Transaction<State, E>,
  loaded: LoadedAggregate<State>,
  events: E[],
): Promise<Committed<State> | undefined> {
  try {
    const recorded = await log.append(stream, loaded, events, context)
    const { state, revision } = aggregates.advance(decider, stream, loaded, recorded)
    return { state, revision, replayed: false }
  } catch (error) {
    if (error instanceof WrongExpectedRevision) return undefined
    throw error
  }
}

async function replay<State, E extends AnyEvent>(
  { aggregates }: TransactDeps,
  { stream, decider }: Transaction<State, E>,
  previous: ProcessedCommand,
): Promise<Committed<State>> {
  if (!previous.same_request)
    unwrap(
      fail(
        'idempotency_mismatch',
        'This Idempotency-Key was used for another request. Use a new key for a new request.',
      ),
    )
  const { state, revision } = await aggregates.load(decider, stream, { at: previous.revision })
  return { state, revision, replayed: true }
}
