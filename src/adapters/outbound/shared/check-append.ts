/** What every event store refuses before it calls its server: the bounds that all of them can keep. */
import { validate as isUuid, NIL } from 'uuid'
import {
  AppendTooLarge,
  InvalidAppend,
  type AppendSize,
  type StorableEvent,
} from '../../../ports/events/event-store.ts'

/** The most events of one append. */
export const MAX_EVENTS = 100
/** The most bytes of one append: UTF-8 of data and metadata of all its events. */
export const MAX_APPEND_BYTES = 512 * 1024

const STREAM_NAME = /^[A-Za-z][A-Za-z0-9_.-]{0,249}$/
const TYPE_NAME = /^[A-Za-z][A-Za-z0-9_.-]{0,99}$/

/** Whether a stream of that name can exist at all: what comes from outside may hold anything. */
export const isStreamName = (name: string): boolean => STREAM_NAME.test(name)

/** What the texts of an event say. */
export interface ParsedEvent {
  readonly data: Readonly<Record<string, unknown>>
  readonly metadata: Readonly<Record<string, unknown>>
}

/**
 * Throws `InvalidAppend` with the place unless stream, ids, types, JSON texts and sizes are in order. Gives what the
 * texts of each event say.
 */
export function checkAppend(stream: string, events: readonly StorableEvent[]): readonly ParsedEvent[] {
  if (!isStreamName(stream))
    refuse(stream, 'the stream name must begin with a letter and have at most 250 letters, digits, “_”, “.” and “-”')
  if (events.length === 0) refuse(stream, 'there is no event in it')
  if (events.length > MAX_EVENTS) refuse(stream, `it has ${events.length} events, at most ${MAX_EVENTS} are allowed`)
  let bytes = 0
  const parsed = events.map((event, index) => {
    const place = `event ${index}`
    if (!isUuid(event.id) || event.id === NIL) refuse(stream, `${place} needs a UUID as its id, not “${event.id}”`)
    if (!TYPE_NAME.test(event.type)) refuse(stream, `${place} has the type “${event.type}”`)
    const data = parseJsonObject(stream, 'data', place, event.data)
    const metadata = parseJsonObject(stream, 'metadata', place, event.metadata)
    bytes += Buffer.byteLength(event.data) + Buffer.byteLength(event.metadata)
    return { data, metadata }
  })
  if (bytes > MAX_APPEND_BYTES)
    throw new AppendTooLarge(messageFor(stream, `it has ${bytes} bytes, at most ${MAX_APPEND_BYTES} are allowed`), {
      size: bytes,
      limit: MAX_APPEND_BYTES,
      ...largestField(parsed),
    })
  return parsed
}

/** Where most of the bytes are. */
function largestField(events: readonly ParsedEvent[]): Omit<AppendSize, 'size' | 'limit'> {
  const fields = events
    .flatMap(({ data }) => Object.entries(data))
    .map(([field, value]) => ({ field, value, bytes: Buffer.byteLength(JSON.stringify(value)) }))
  const largest = fields.toSorted((one, other) => other.bytes - one.bytes)[0]
  return {
    field: largest?.field ?? '',
    field_size: largest?.bytes ?? 0,
    ...(Array.isArray(largest?.value) ? { entries: largest.value.length } : {}),
  }
}

/** Lone surrogates and NUL cannot be stored as they are; `JSON.stringify` never makes them. */
function parseJsonObject(stream: string, part: string, place: string, text: string): Record<string, unknown> {
  if (!text.isWellFormed() || text.includes('\0')) refuse(stream, `the ${part} of ${place} is not well-formed Unicode`)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    refuse(stream, `the ${part} of ${place} is not JSON`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    refuse(stream, `the ${part} of ${place} is not a JSON object`)
  return value as Record<string, unknown>
}

function refuse(stream: string, reason: string): never {
  throw new InvalidAppend(messageFor(stream, reason))
}

const messageFor = (stream: string, reason: string): string =>
  `This cannot be appended to ${stream.slice(0, 250)}: ${reason}.`
