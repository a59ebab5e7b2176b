/** Folds of streams, kept in a bounded cache, so that a command reads only the events it has not seen. */
import { LRUCache } from 'lru-cache'
import type { AnyEvent } from '../../domain/catalogue.ts'
import type { Decider } from '../../domain/decider.ts'
import type { RecordedEvent } from '../../domain/event.ts'
import type { Aggregates, Folded, PriorCommand } from '../../ports/aggregates.ts'
import type { EventLog } from '../../ports/event-log.ts'

/** How many events the kept folds may stand for, all together. */
const DEFAULT_CAPACITY = 200_000
/** How long a fold counts as recent. People answer more slowly than this; programs that write as fast as they can do not. */
const RECENT_MS = 1000
const RECENT_STREAMS = 10_000

export class FoldCache implements Aggregates {
  readonly #log: EventLog
  /** Folds by stream; each of its one decider, since the name of a stream tells its aggregate. */
  readonly #folds: LRUCache<string, Folded<unknown>>
  /** Streams whose fold was at their end a moment ago. */
  readonly #recent: LRUCache<string, true>

  constructor(log: EventLog, capacity: number = DEFAULT_CAPACITY) {
    this.#log = log
    this.#folds = new LRUCache<string, Folded<unknown>>({ maxSize: capacity, sizeCalculation: ({ revision }) => Math.max(1, revision + 1) })
    this.#recent = new LRUCache<string, true>({ max: RECENT_STREAMS, ttl: RECENT_MS })
  }

  async load<State, E extends AnyEvent>(decider: Decider<State, E>, stream: string): Promise<Folded<State>> {
    const known = (this.#folds.get(stream) as Folded<State> | undefined) ?? emptyFold(decider)
    const events = await this.#log.read(stream, known.revision + 1)
    return this.advance(decider, stream, known, events)
  }

  async loadFor<State, E extends AnyEvent>(decider: Decider<State, E>, stream: string, enough: (state: State) => boolean): Promise<Folded<State>> {
    const known = this.#folds.get(stream) as Folded<State> | undefined
    return known !== undefined && enough(known.state) ? known : this.load(decider, stream)
  }

  recent<State, E extends AnyEvent>(_: Decider<State, E>, stream: string): Folded<State> | undefined {
    return this.#recent.has(stream) ? (this.#folds.get(stream) as Folded<State> | undefined) : undefined
  }

  async loadAt<State, E extends AnyEvent>(decider: Decider<State, E>, stream: string, revision: number): Promise<Folded<State>> {
    const latest = await this.load(decider, stream)
    if (latest.revision <= revision) return latest
    const events = await this.#log.read(stream, 0)
    return fold(decider, emptyFold(decider), events.slice(0, revision + 1))
  }

  advance<State, E extends AnyEvent>(
    decider: Decider<State, E>, stream: string, folded: Folded<State>, events: readonly RecordedEvent<AnyEvent>[],
  ): Folded<State> {
    const now = fold(decider, folded, events)
    const kept = this.#folds.get(stream)
    if (now.revision >= 0 && (kept === undefined || kept.revision < now.revision)) this.#folds.set(stream, now)
    this.#recent.set(stream, true)
    return now
  }
}

function emptyFold<State, E extends AnyEvent>(decider: Decider<State, E>): Folded<State> {
  return { state: decider.initial(), revision: -1, hash: '', commands: new CommandsSoFar() }
}

function fold<State, E extends AnyEvent>(
  decider: Decider<State, E>, before: Folded<State>, events: readonly RecordedEvent<AnyEvent>[],
): Folded<State> {
  const last = events.at(-1)
  if (last === undefined) return before
  let state = decider.copy(before.state)
  for (const { event, revision, envelope } of events) state = decider.evolve(state, event as E, { revision, envelope })
  return { state, revision: last.revision, hash: last.envelope.hash, commands: (before.commands as CommandsSoFar).and(events) }
}

/**
 * The commands up to a revision. All folds of a stream share one growing map, since copying it for each command would cost more the longer the
 * conversation is; each sees only what lies at or before its own revision.
 */
class CommandsSoFar {
  readonly #shared: Map<string, PriorCommand>
  readonly #revision: number

  constructor(shared: Map<string, PriorCommand> = new Map(), revision = -1) {
    this.#shared = shared
    this.#revision = revision
  }

  get(command: string): PriorCommand | undefined {
    const found = this.#shared.get(command)
    return found !== undefined && found.revision <= this.#revision ? found : undefined
  }

  has(command: string): boolean {
    return this.get(command) !== undefined
  }

  /** With the commands of the events that follow; a command's revision is that of its last event. */
  and(events: readonly RecordedEvent<AnyEvent>[]): CommandsSoFar {
    for (const { revision, envelope } of events) this.#shared.set(envelope.command_id, { revision, request_digest: envelope.request_digest })
    return new CommandsSoFar(this.#shared, events.at(-1)?.revision ?? this.#revision)
  }
}
