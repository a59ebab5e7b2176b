/** The log of the server double: what a real 23.10.6 server stores, recognises and refuses. */

export interface ProposedEvent {
  readonly id: string
  readonly type: string
  readonly contentType: string
  readonly data: Uint8Array
  readonly metadata: Uint8Array
}

export interface LogRecord extends ProposedEvent {
  readonly stream: string
  readonly revision: number
  /** The byte offset in the log; commit and prepare position. */
  readonly position: number
  readonly created: number
}

export type Expected = 'any' | 'no_stream' | 'stream_exists' | number

/** Revision -1 stands for a stream that does not exist. */
export type AppendOutcome =
  | { readonly kind: 'written' | 'recognised'; readonly revision: number; readonly position: number }
  | { readonly kind: 'wrong_version'; readonly actual: number }
  | { readonly kind: 'deleted' }

export type StreamRead =
  | { readonly kind: 'found'; readonly records: readonly LogRecord[] }
  | { readonly kind: 'not_found' | 'deleted' }

/** What `$tb` says in a soft-deleted stream. */
const DELETED = Number.MAX_SAFE_INTEGER
/** The log begins with a record that is no event; a record takes more bytes than its contents. */
const EPOCH_BYTES = 180
const RECORD_BYTES = 96
/** How many ids the cache for ANY remembers; on the real server it is 8 MiB. */
const REMEMBERED_IDS = 50_000

export class Database {
  readonly #records: LogRecord[] = []
  readonly #streams = new Map<string, LogRecord[]>()
  readonly #tombstones = new Set<string>()
  readonly #recent = new Map<string, LogRecord>()
  readonly #subscribers = new Set<(record: LogRecord) => void>()
  #end = EPOCH_BYTES

  constructor() {
    this.#write('$$$scavenges', [event('$metadata', '{}')])
  }

  /** All records, in order. */
  get records(): readonly LogRecord[] {
    return this.#records
  }

  /** Where the next record will be. */
  get end(): number {
    return this.#end
  }

  /** Calls `take` with each record from now on, until the function it gives is called. */
  onAppend(take: (record: LogRecord) => void): () => void {
    this.#subscribers.add(take)
    return () => this.#subscribers.delete(take)
  }

  /** What memory holds is gone after a restart. */
  restart(): void {
    this.#recent.clear()
  }

  append(stream: string, expected: Expected, events: readonly ProposedEvent[]): AppendOutcome {
    if (this.#tombstones.has(stream)) return { kind: 'deleted' }
    const current = this.#last(stream)
    if (expected === 'stream_exists' && this.#isSoftDeleted(stream)) return { kind: 'deleted' }
    if (events.length === 0) return this.#appendNothing(current, expected)
    const recognised = this.#recognise(stream, expected, current, events)
    if (recognised !== undefined) return recognised
    if (expected === 'no_stream' && this.#isSoftDeleted(stream)) return this.#undelete(stream, events)
    if (!fits(expected, current)) return { kind: 'wrong_version', actual: current }
    if (this.#isSoftDeleted(stream)) return this.#undelete(stream, events)
    return this.#write(stream, events)
  }

  /** Whether records begin at a position, or the log ends there. */
  isReadable(commit: number, prepare: number): boolean {
    if (prepare > commit) return false
    return commit === 0 || commit === this.#end || this.#records[this.indexOf(commit)]?.position === commit
  }

  /** The index of the first record at or after a position. */
  indexOf(position: number): number {
    let low = 0
    let high = this.#records.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#records[middle]!.position < position) low = middle + 1
      else high = middle
    }
    return low
  }

  read(stream: string): StreamRead {
    if (this.#tombstones.has(stream)) return { kind: 'deleted' }
    const records = this.#streams.get(stream)
    const metadata = this.#metadata(stream)
    if (records === undefined || metadata.$tb === DELETED) return { kind: 'not_found' }
    if (Object.keys(metadata).length === 0) return { kind: 'found', records }
    const from = Math.max(metadata.$tb ?? 0, records.length - (metadata.$maxCount ?? records.length))
    const since = metadata.$maxAge === undefined ? 0 : Date.now() - metadata.$maxAge * 1000
    return { kind: 'found', records: records.filter(({ revision, created }) => revision >= from && created >= since) }
  }

  delete(stream: string, expected: Expected): AppendOutcome {
    if (this.#tombstones.has(stream)) return { kind: 'deleted' }
    const current = this.#last(stream)
    if (!fits(expected, current)) return { kind: 'wrong_version', actual: current }
    return this.#setMetadata(stream, { ...this.#metadata(stream), $tb: DELETED })
  }

  tombstone(stream: string, expected: Expected): AppendOutcome {
    if (this.#tombstones.has(stream)) return { kind: 'deleted' }
    const current = this.#last(stream)
    if (!fits(expected, current)) return { kind: 'wrong_version', actual: current }
    this.#tombstones.add(stream)
    return { kind: 'written', revision: current, position: this.#end }
  }

  /** The target of a link event, `revision@stream`; only those of type `$>` with plain bytes are links. */
  linkTarget({ type, contentType, data }: LogRecord): { readonly target: LogRecord | undefined } | undefined {
    if (type !== '$>' || contentType === 'application/json') return undefined
    const [, revision = '', stream = ''] = /^(\d+)@(.+)$/.exec(Buffer.from(data).toString('utf8')) ?? []
    return { target: this.#streams.get(stream)?.[Number(revision)] }
  }

  // ---- recognising replays, as the real server's check of a commit does

  #recognise(
    stream: string,
    expected: Expected,
    current: number,
    events: readonly ProposedEvent[],
  ): AppendOutcome | undefined {
    if (expected === 'any' || expected === 'stream_exists') {
      if (expected === 'stream_exists' && current === -1) return undefined
      let last: LogRecord | undefined
      for (const [index, { id }] of events.entries()) {
        const known = this.#recent.get(id.toLowerCase())
        if (known?.stream !== stream) return index === 0 ? undefined : { kind: 'wrong_version', actual: current }
        last = known
      }
      return { kind: 'recognised', revision: last!.revision, position: last!.position }
    }
    const after = expected === 'no_stream' ? -1 : expected
    if (after >= current) return undefined
    const there = this.#streams.get(stream)?.slice(after + 1, after + 1 + events.length) ?? []
    const same =
      there.length === events.length && there.every(({ id }, index) => id === events[index]!.id.toLowerCase())
    const last = there.at(-1)
    if (same && last !== undefined) return { kind: 'recognised', revision: last.revision, position: last.position }
    const firstIsKnown = there[0]?.id === events[0]!.id.toLowerCase()
    if (!firstIsKnown && expected === 'no_stream' && this.#isSoftDeleted(stream)) return undefined
    return { kind: 'wrong_version', actual: current }
  }

  #appendNothing(current: number, expected: Expected): AppendOutcome {
    if (!fits(expected, current)) return { kind: 'wrong_version', actual: current }
    return { kind: 'written', revision: Math.max(current, 0), position: this.#records.at(-1)!.position }
  }

  // ---- writing

  #write(stream: string, events: readonly ProposedEvent[]): AppendOutcome {
    const records = this.#streams.get(stream) ?? []
    this.#streams.set(stream, records)
    for (const proposed of events) {
      const record = {
        ...proposed,
        id: proposed.id.toLowerCase(),
        stream,
        revision: records.length,
        position: this.#end,
        created: Date.now(),
      }
      this.#end +=
        RECORD_BYTES + Buffer.byteLength(stream) + record.type.length + record.data.length + record.metadata.length
      records.push(record)
      this.#records.push(record)
      this.#remember(record)
    }
    const written = records.slice(-events.length)
    for (const record of written) for (const take of this.#subscribers) take(record)
    return { kind: 'written', revision: records.length - 1, position: written.at(-1)!.position }
  }

  #remember(record: LogRecord): void {
    this.#recent.set(record.id, record)
    if (this.#recent.size > REMEMBERED_IDS) this.#recent.delete(this.#recent.keys().next().value!)
  }

  #undelete(stream: string, events: readonly ProposedEvent[]): AppendOutcome {
    const outcome = this.#write(stream, events)
    this.#setMetadata(stream, { ...this.#metadata(stream), $tb: this.#last(stream) + 1 - events.length })
    return outcome
  }

  #setMetadata(stream: string, metadata: StreamMetadata): AppendOutcome {
    return this.#write(`$$${stream}`, [event('$metadata', JSON.stringify(metadata))])
  }

  #metadata(stream: string): StreamMetadata {
    const last = this.#streams.get(`$$${stream}`)?.at(-1)
    return last === undefined ? {} : (JSON.parse(Buffer.from(last.data).toString('utf8')) as StreamMetadata)
  }

  #isSoftDeleted(stream: string): boolean {
    return this.#metadata(stream).$tb === DELETED
  }

  #last(stream: string): number {
    return (this.#streams.get(stream)?.length ?? 0) - 1
  }
}

interface StreamMetadata {
  readonly $tb?: number
  readonly $maxCount?: number
  readonly $maxAge?: number
}

function fits(expected: Expected, current: number): boolean {
  if (expected === 'any') return true
  if (expected === 'stream_exists') return current >= 0
  return current === (expected === 'no_stream' ? -1 : expected)
}

function event(type: string, json: string): ProposedEvent {
  return {
    id: crypto.randomUUID(),
    type,
    contentType: 'application/json',
    data: Buffer.from(json),
    metadata: new Uint8Array(),
  }
}
