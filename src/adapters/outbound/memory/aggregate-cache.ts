/**
 * Aggregates in a bounded cache, so that a load reads only the events after the cached one. Long streams also have
 * snapshots, so that an instance that never saw one need not fold it from its first event.
 */
import { LRUCache } from 'lru-cache'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { AnyEvent } from '../../../domain/event-catalogue.ts'
import type { Decider } from '../../../domain/kernel/decider.ts'
import type { RecordedEvent } from '../../../domain/kernel/event.ts'
import type { AggregateStore, LoadedAggregate, LoadOptions } from '../../../ports/events/aggregate-store.ts'
import type { EventLog } from '../../../ports/events/event-log.ts'
import type { Snapshots } from '../../../ports/events/snapshots.ts'
import type { ProcessedCommandTable } from './processed-commands.ts'
import { readSnapshot, emptyAggregate, foldEvents } from './fold-aggregate.ts'

export interface AggregateCacheOptions {
  /** How many events the cached states may stand for, all together. */
  readonly capacity?: number
  readonly snapshots?: Snapshots
  /** Milliseconds of a clock that only goes forward. */
  readonly elapsed?: () => number
}

const DEFAULT_CAPACITY = 200_000
/** About so many events lie between one snapshot of a stream and the next, unless its format says otherwise. */
export const SNAPSHOT_EVERY = 32
/** Most streams are shorter and have no snapshot (twice as many): folding takes no longer than looking for one. */
export const SNAPSHOT_FROM = 2 * SNAPSHOT_EVERY
/** After another instance wrote to a stream, this many reads in a row must find nothing new before its cache counts. */
const READS_UNTIL_TRUSTED = 4

/** A stream's name determines its aggregate, so there is one state for each stream. */
interface CacheEntry {
  readonly loaded: LoadedAggregate<unknown>
  /** Reads that must still find nothing new before the state is trusted again; 0: trusted. */
  readonly reads_until_trusted: number
  /** When the stream was read or written last, in milliseconds of a clock that only goes forward. */
  read_at: number
}

export class AggregateCache implements AggregateStore {
  readonly #log: EventLog
  readonly #snapshots: Snapshots | undefined
  readonly #elapsed: () => number
  readonly #entries: LRUCache<string, CacheEntry>
  /** The snapshots that are being written, by stream. */
  readonly #writing = new Map<string, Promise<void>>()

  constructor(log: EventLog, options: AggregateCacheOptions = {}) {
    const { capacity = DEFAULT_CAPACITY, snapshots, elapsed = () => performance.now() } = options
    this.#log = log
    this.#snapshots = snapshots
    this.#elapsed = elapsed
    this.#entries = new LRUCache<string, CacheEntry>({
      maxSize: capacity,
      sizeCalculation: ({ loaded }) => Math.max(1, loaded.revision + 1),
    })
  }

  cached<State, E extends AnyEvent>(_: Decider<State, E>, stream: string): LoadedAggregate<State> | undefined {
    const entry = this.#entries.get(stream)
    return entry?.reads_until_trusted === 0 ? (entry.loaded as LoadedAggregate<State>) : undefined
  }

  async load<State, E extends AnyEvent>(
    decider: Decider<State, E>,
    stream: string,
    { until, max_age_ms = Infinity, at }: LoadOptions<State> = {},
  ): Promise<LoadedAggregate<State>> {
    const entry = this.#entries.get(stream)
    const cached = entry?.loaded as LoadedAggregate<State> | undefined
    const isRecent = entry !== undefined && this.#elapsed() - entry.read_at <= max_age_ms
    if (cached !== undefined && isRecent && until?.(cached.state) === true) return cached
    const latest = await this.#loadLatest(decider, stream, cached)
    if (at === undefined || latest.revision <= at) return latest
    const events = await this.#log.read(stream, 0)
    return foldEvents(decider, emptyAggregate(decider), events.slice(0, at + 1))
  }

  advance<State, E extends AnyEvent>(
    decider: Decider<State, E>,
    stream: string,
    loaded: LoadedAggregate<State>,
    events: readonly RecordedEvent<AnyEvent>[],
  ): LoadedAggregate<State> {
    const advanced = foldEvents(decider, loaded, events)
    if (snapshotNumber(decider, advanced) > snapshotNumber(decider, loaded))
      this.#writeSnapshot(decider, stream, advanced)
    return this.#store(stream, advanced)
  }

  /** Forgets all states: the store is another one now. */
  forgetAll(): void {
    this.#entries.clear()
  }

  /** Resolves when the snapshots that are being written are written. */
  async settled(): Promise<void> {
    await Promise.all(this.#writing.values())
  }

  async #loadLatest<State, E extends AnyEvent>(
    decider: Decider<State, E>,
    stream: string,
    cached: LoadedAggregate<State> | undefined,
  ): Promise<LoadedAggregate<State>> {
    if (cached === undefined) return this.#loadCold(decider, stream)
    const events = await this.#log.read(stream, cached.revision + 1)
    // The store was restored from a backup and written to since.
    if (events[0] !== undefined && events[0].envelope.previous_hash !== cached.hash) {
      this.#entries.delete(stream)
      return this.#loadCold(decider, stream)
    }
    const last = events.at(-1)?.revision ?? cached.revision
    // What this instance wrote meanwhile is in its cache; anything later came from another one.
    const entry = this.#entries.get(stream)
    const othersWrote = entry === undefined || last > entry.loaded.revision
    const readsUntilTrusted = othersWrote ? READS_UNTIL_TRUSTED : Math.max(0, entry.reads_until_trusted - 1)
    return this.#store(stream, foldEvents(decider, cached, events), readsUntilTrusted)
  }

  /** Caches the state unless a later one is there; returns it. */
  #store<State>(stream: string, loaded: LoadedAggregate<State>, readsUntilTrusted?: number): LoadedAggregate<State> {
    const entry = this.#entries.get(stream)
    const latest = entry !== undefined && entry.loaded.revision >= loaded.revision ? entry.loaded : loaded
    const reads_until_trusted = readsUntilTrusted ?? entry?.reads_until_trusted ?? 0
    const changed = latest !== entry?.loaded || reads_until_trusted !== entry.reads_until_trusted
    const read_at = this.#elapsed()
    if (changed && latest.revision >= 0) this.#entries.set(stream, { loaded: latest, reads_until_trusted, read_at })
    else if (entry !== undefined) entry.read_at = read_at
    return loaded
  }

  // ---- snapshots

  async #loadCold<State, E extends AnyEvent>(
    decider: Decider<State, E>,
    stream: string,
  ): Promise<LoadedAggregate<State>> {
    const before = (await this.#fromSnapshot(decider, stream)) ?? {
      loaded: emptyAggregate(decider),
      events: await this.#log.read(stream, 0),
    }
    const latest = foldEvents(decider, before.loaded, before.events)
    if (before.events.length >= snapshotEvery(decider)) this.#writeSnapshot(decider, stream, latest)
    return this.#store(stream, latest)
  }

  /**
   * A snapshot, and the events after it. Its last event must be the one in the stream: the store may have been restored
   * from a backup and written to since.
   */
  async #fromSnapshot<State, E extends AnyEvent>(decider: Decider<State, E>, stream: string) {
    const snapshot = decider.snapshot && (await this.#snapshots?.find(stream, decider.snapshot.shape))
    if (snapshot === undefined) return undefined
    const [last, ...events] = await this.#log.read(stream, snapshot.revision)
    const loaded = last?.envelope.hash === snapshot.hash ? readSnapshot(decider, snapshot) : undefined
    if (loaded !== undefined) return { loaded, events }
    await this.#snapshots?.discard(stream, snapshot.revision)
    return undefined
  }

  /** Writes in the background, if the stream is long enough; nothing waits for it or fails with it. */
  #writeSnapshot<State, E extends AnyEvent>(
    decider: Decider<State, E>,
    stream: string,
    { state, revision, hash, commands }: LoadedAggregate<State>,
  ): void {
    const snapshots = this.#snapshots
    const { snapshot: format } = decider
    const isShort = revision + 1 < 2 * snapshotEvery(decider)
    if (format === undefined || snapshots === undefined || isShort || this.#writing.has(stream)) return
    const write = async (): Promise<void> => {
      await nextTurn()
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

const snapshotEvery = ({ snapshot }: { readonly snapshot?: { readonly every?: number } }): number =>
  snapshot?.every ?? SNAPSHOT_EVERY

/** How many snapshots fit into the stream so far. */
const snapshotNumber = (
  decider: { readonly snapshot?: { readonly every?: number } },
  { revision }: LoadedAggregate<unknown>,
): number => Math.floor((revision + 1) / snapshotEvery(decider))
