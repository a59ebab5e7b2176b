/**
 * Folds of streams, kept in a bounded cache, so that a command reads only the events it has not seen; those of long
 * streams are written down as snapshots, so that an instance that never saw one need not fold it from its first event.
 */
import { LRUCache } from 'lru-cache'
import { setImmediate as afterwards } from 'node:timers/promises'
import type { AnyEvent } from '../../../domain/event-catalogue.ts'
import type { Decider } from '../../../domain/kernel/decider.ts'
import type { RecordedEvent } from '../../../domain/kernel/event.ts'
import type { AggregateStore, LoadedAggregate } from '../../../ports/events/aggregate-store.ts'
import type { EventLog } from '../../../ports/events/event-log.ts'
import type { Snapshot, Snapshots } from '../../../ports/events/snapshots.ts'
import { ProcessedCommandTable } from './processed-commands.ts'

export interface AggregateCacheOptions {
  /** How many events the kept folds may stand for, all together. */
  readonly capacity?: number
  readonly snapshots?: Snapshots
}

const DEFAULT_CAPACITY = 200_000
/** About so many events lie between one snapshot of a stream and the next. */
export const SNAPSHOT_EVERY = 32
/** Shorter streams, which are most, have none: to fold them takes no longer than to look for more. */
export const SNAPSHOT_FROM = 64
/**
 * After others were seen to write to a stream, so many looks at it in a row must find nothing new before its fold is
 * presumed to hold again.
 */
const READS_UNTIL_TRUSTED = 4

/** A fold of a stream, of its one decider: the name of a stream tells its aggregate. */
interface Kept {
  readonly folded: LoadedAggregate<unknown>
  readonly doubts: number
}

export class AggregateCache implements AggregateStore {
  readonly #log: EventLog
  readonly #snapshots: Snapshots | undefined
  readonly #kept: LRUCache<string, Kept>
  /** The snapshots that are being written, by stream. */
  readonly #writing = new Map<string, Promise<void>>()

  constructor(log: EventLog, { capacity = DEFAULT_CAPACITY, snapshots }: AggregateCacheOptions = {}) {
    this.#log = log
    this.#snapshots = snapshots
    this.#kept = new LRUCache<string, Kept>({
      maxSize: capacity,
      sizeCalculation: ({ folded: loaded }) => Math.max(1, loaded.revision + 1),
    })
  }

  async load<State, E extends AnyEvent>(decider: Decider<State, E>, stream: string): Promise<LoadedAggregate<State>> {
    const known = this.#kept.get(stream)?.folded as LoadedAggregate<State> | undefined
    if (known === undefined) return this.#loadCold(decider, stream)
    const events = await this.#log.read(stream, known.revision + 1)
    // A store that was restored and written to anew.
    if (events[0] !== undefined && events[0].envelope.previous_hash !== known.hash) {
      this.#kept.delete(stream)
      return this.#loadCold(decider, stream)
    }
    const last = events.at(-1)?.revision ?? known.revision
    const kept = this.#kept.get(stream)
    const doubts =
      kept === undefined || last > kept.folded.revision ? READS_UNTIL_TRUSTED : Math.max(0, kept.doubts - 1)
    return this.#keep(stream, fold(decider, known, events), doubts)
  }

  async loadFor<State, E extends AnyEvent>(
    decider: Decider<State, E>,
    stream: string,
    enough: (state: State) => boolean,
  ): Promise<LoadedAggregate<State>> {
    const known = this.#kept.get(stream)?.folded as LoadedAggregate<State> | undefined
    return known !== undefined && enough(known.state) ? known : this.load(decider, stream)
  }

  presumed<State, E extends AnyEvent>(_: Decider<State, E>, stream: string): LoadedAggregate<State> | undefined {
    const kept = this.#kept.get(stream)
    return kept?.doubts === 0 ? (kept.folded as LoadedAggregate<State>) : undefined
  }

  async loadAt<State, E extends AnyEvent>(
    decider: Decider<State, E>,
    stream: string,
    revision: number,
  ): Promise<LoadedAggregate<State>> {
    const latest = await this.load(decider, stream)
    if (latest.revision <= revision) return latest
    const events = await this.#log.read(stream, 0)
    return fold(decider, emptyFold(decider), events.slice(0, revision + 1))
  }

  advance<State, E extends AnyEvent>(
    decider: Decider<State, E>,
    stream: string,
    loaded: LoadedAggregate<State>,
    events: readonly RecordedEvent<AnyEvent>[],
  ): LoadedAggregate<State> {
    const now = fold(decider, loaded, events)
    if (spansOf(now) > spansOf(loaded)) this.#write(decider, stream, now)
    return this.#keep(stream, now)
  }

  /** Resolves when the snapshots that are being written are written. */
  async settled(): Promise<void> {
    await Promise.all(this.#writing.values())
  }

  /** Keeps the fold unless a later one is there; gives it. */
  #keep<State>(stream: string, loaded: LoadedAggregate<State>, newDoubts?: number): LoadedAggregate<State> {
    const kept = this.#kept.get(stream)
    const latest = kept !== undefined && kept.folded.revision >= loaded.revision ? kept.folded : loaded
    const doubts = newDoubts ?? kept?.doubts ?? 0
    const changed = latest !== kept?.folded || doubts !== kept.doubts
    if (changed && latest.revision >= 0) this.#kept.set(stream, { folded: latest, doubts })
    return loaded
  }

  // ---- snapshots

  async #loadCold<State, E extends AnyEvent>(
    decider: Decider<State, E>,
    stream: string,
  ): Promise<LoadedAggregate<State>> {
    const before = (await this.#fromSnapshot(decider, stream)) ?? {
      folded: emptyFold(decider),
      events: await this.#log.read(stream, 0),
    }
    const now = fold(decider, before.folded, before.events)
    if (before.events.length >= SNAPSHOT_EVERY) this.#write(decider, stream, now)
    return this.#keep(stream, now)
  }

  /**
   * A snapshot, and the events after it. Only one whose last event is the one in the stream is believed: a store may
   * have been restored, and written to anew.
   */
  async #fromSnapshot<State, E extends AnyEvent>(decider: Decider<State, E>, stream: string) {
    const snapshot = decider.snapshot && (await this.#snapshots?.find(stream, decider.snapshot.shape))
    if (snapshot === undefined) return undefined
    const [last, ...events] = await this.#log.read(stream, snapshot.revision)
    const loaded = last?.envelope.hash === snapshot.hash ? readSnapshot(decider, snapshot) : undefined
    if (loaded !== undefined) return { folded: loaded, events }
    await this.#snapshots?.discard(stream, snapshot.revision)
    return undefined
  }

  /** In the background, where the stream is long enough: nobody waits for it, and nothing fails for it. */
  #write<State, E extends AnyEvent>(
    { snapshot: format }: Decider<State, E>,
    stream: string,
    { state, revision, hash, commands }: LoadedAggregate<State>,
  ): void {
    const snapshots = this.#snapshots
    if (format === undefined || snapshots === undefined || revision + 1 < SNAPSHOT_FROM || this.#writing.has(stream))
      return
    const write = async (): Promise<void> => {
      await afterwards()
      await snapshots.keep(stream, format.shape, () => ({
        revision,
        hash,
        state: format.write(state),
        commands: (commands as ProcessedCommandTable).bytes(),
      }))
      this.#writing.delete(stream)
    }
    this.#writing.set(stream, write())
  }
}

/** How many times there could have been a snapshot by now. */
const spansOf = ({ revision }: LoadedAggregate<unknown>): number => Math.floor((revision + 1) / SNAPSHOT_EVERY)

/** Undefined for one that cannot be read. */
function readSnapshot<State, E extends AnyEvent>(
  { snapshot: format }: Decider<State, E>,
  { state, revision, hash, commands }: Snapshot,
): LoadedAggregate<State> | undefined {
  try {
    return (
      format && { state: format.read(state), revision, hash, commands: new ProcessedCommandTable(commands, revision) }
    )
  } catch {
    return undefined
  }
}

function emptyFold<State, E extends AnyEvent>(decider: Decider<State, E>): LoadedAggregate<State> {
  return { state: decider.initial(), revision: -1, hash: '', commands: new ProcessedCommandTable() }
}

function fold<State, E extends AnyEvent>(
  decider: Decider<State, E>,
  before: LoadedAggregate<State>,
  events: readonly RecordedEvent<AnyEvent>[],
): LoadedAggregate<State> {
  const last = events.at(-1)
  if (last === undefined) return before
  let state = decider.copy(before.state)
  for (const { event, revision, envelope } of events) state = decider.evolve(state, event as E, { revision, envelope })
  return {
    state,
    revision: last.revision,
    hash: last.envelope.hash,
    commands: (before.commands as ProcessedCommandTable).and(events),
  }
}
