/**
 * How every command runs: load the stream, fold it, decide, append. When somebody else was faster, the decision is taken again
 * on the new state, and holds only if the domain still allows it. A command id that the stream already knows gives the state it led to.
 */
import type { AnyEvent } from '../domain/catalogue.ts'
import type { Decider } from '../domain/decider.ts'
import { fail, Refused, unwrap, type Result } from '../domain/errors.ts'
import type { CommandContext } from '../domain/event.ts'
import type { Aggregates, Folded } from '../ports/aggregates.ts'
import type { EventLog } from '../ports/event-log.ts'
import { WrongExpectedRevision } from '../ports/event-store.ts'

export interface ExecuteDeps {
  readonly log: EventLog
  readonly aggregates: Aggregates
}

export interface Execution<State, E extends AnyEvent> {
  readonly stream: string
  readonly decider: Decider<State, E>
  readonly context: CommandContext
  /** The decision, on the state at a revision (-1: the stream does not exist). */
  readonly decide: (state: State, revision: number) => Result<E[]>
  /** The revision the caller believes in (If-Match); anything else is `precondition_failed`. */
  readonly if_revision?: number | undefined
  /** The stream as the caller has loaded it a moment ago: the first try is made on it. */
  readonly loaded?: Folded<State> | undefined
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
  const { stream, decider, context, decide, loaded } = execution
  for (let tries = 1; ; tries++) {
    const folded = (tries === 1 ? loaded : undefined) ?? (await deps.aggregates.load(decider, stream))
    const before = folded.commands.get(context.command_id)
    if (before !== undefined) return repeat(deps, execution, before)
    checkRevision(execution, folded)
    const events = unwrap(decide(folded.state, folded.revision))
    if (events.length === 0) return { state: folded.state, revision: folded.revision, repeated: false }
    try {
      const recorded = await deps.log.append(stream, folded, events, context)
      const now = deps.aggregates.advance(decider, stream, folded, recorded)
      return { state: now.state, revision: now.revision, repeated: false }
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error
      if (tries === MAX_TRIES) throw new Refused({ code: 'unavailable', message: 'Too many people are changing this at once. Try again.' })
    }
  }
}

async function repeat<State, E extends AnyEvent>(
  deps: ExecuteDeps,
  { stream, decider, context }: Execution<State, E>,
  before: { readonly revision: number; readonly request_digest: string },
): Promise<Executed<State>> {
  if (before.request_digest !== context.request_digest) {
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
