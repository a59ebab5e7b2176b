/**
 * The commands that a stream has recorded up to a revision. All folds of a stream share them, since copying them for
 * each command would cost more the longer the conversation is; each fold sees only what lies at or before its own
 * revision.
 *
 * The latest stand in a map, the others in a table of bytes, which takes little room, and none at all to read from a
 * snapshot: rows of the last half of the command's id, a UUID (8 bytes) · the beginning of the digest of its request
 * (4) · revision (4), sorted.
 */
import type { AnyEvent } from '../../../domain/event-catalogue.ts'
import type { RecordedEvent } from '../../../domain/kernel/event.ts'
import type { ProcessedCommand, ProcessedCommands } from '../../../ports/events/aggregate-store.ts'
import {
  ID_BYTES,
  REVISION_AT,
  ROW_BYTES,
  type LatestCommand,
  writeTable,
  idSuffix,
  findRow,
  isRowOf,
  requestPrefix,
} from './command-table.ts'

/** How many the map takes before they go into the table. */
const MAX_LATEST = 64

export class ProcessedCommandTable implements ProcessedCommands {
  /** Up to the revision of the fold that it was made for. */
  readonly #table: Buffer
  readonly #latest: Map<string, LatestCommand>
  readonly #revision: number

  /** `table` as `bytes` gave it at a revision. */
  constructor(table: Uint8Array = new Uint8Array(), revision = -1, latest = new Map<string, LatestCommand>()) {
    if (table.length % ROW_BYTES !== 0) throw new RangeError('These bytes are no table of commands.')
    this.#table = Buffer.from(table.buffer, table.byteOffset, table.byteLength)
    this.#latest = latest
    this.#revision = revision
  }

  has(command_id: string): boolean {
    return this.find(command_id, '') !== undefined
  }

  find(command_id: string, request_digest: string): ProcessedCommand | undefined {
    const latest = this.#latest.get(command_id)
    if (latest !== undefined && latest.revision <= this.#revision) {
      return { revision: latest.revision, same_request: latest.request_digest === request_digest }
    }
    if (this.#table.length === 0) return undefined
    const id = Buffer.from(idSuffix(command_id), 'hex')
    const row = findRow(this.#table, id)
    if (!isRowOf(this.#table, row, id)) return undefined
    const request = this.#table.subarray(row + ID_BYTES, row + REVISION_AT)
    return {
      revision: this.#table.readUInt32BE(row + REVISION_AT),
      same_request: request.equals(requestPrefix(request_digest)),
    }
  }

  /** With the commands of the events that follow; a command's revision is that of its last event. */
  withEvents(events: readonly RecordedEvent<AnyEvent>[]): ProcessedCommandTable {
    const full = this.#latest.size >= MAX_LATEST
    const [table, latest] = full ? [this.bytes(), new Map<string, LatestCommand>()] : [this.#table, this.#latest]
    for (const { revision, envelope } of events)
      latest.set(envelope.command_id, { revision, request_digest: envelope.request_digest })
    return new ProcessedCommandTable(table, events.at(-1)?.revision ?? this.#revision, latest)
  }

  /** All of them as a table. */
  bytes(): Buffer {
    const rows = writeTable([...this.#latest].filter(([, { revision }]) => revision <= this.#revision))
    if (this.#table.length === 0) return rows
    const parts: Buffer[] = []
    let copied = 0
    for (let at = 0; at < rows.length; at += ROW_BYTES) {
      const row = rows.subarray(at, at + ROW_BYTES)
      const place = findRow(this.#table, row)
      if (place > copied) parts.push(this.#table.subarray(copied, place))
      parts.push(row)
      copied = isRowOf(this.#table, place, row) ? place + ROW_BYTES : place
    }
    return Buffer.concat([...parts, this.#table.subarray(copied)])
  }
}
