/**
 * Events: a fact of the domain, and an envelope with who, when, from where and why. Decisions return `DomainEvent`s;
 * the event log adds the envelope when it records them.
 */
import { z } from 'zod'

/** Where a command came from. `system` is the process manager. */
export const SURFACES = ['http', 'console', 'cli', 'slack', 'system'] as const
export type Surface = (typeof SURFACES)[number]

/** A fact, as decisions return it and folds take it. */
export interface DomainEvent<Type extends string = string, Data = unknown> {
  readonly type: Type
  readonly data: Data
}

/** The envelope around every event. */
export const envelopeSchema = z.strictObject({
  /** UUID v5, in the namespace of the command id, of the attempt to append and the event's index in it. */
  id: z.uuid(),
  type: z.string().min(1),
  /** The version of the type's schema. */
  version: z.int().min(1),
  tenant: z.string().min(1),
  /** Opaque id of the person, key or process that acted. Names are kept in the accounts. */
  actor: z.string().min(1),
  /** ISO 8601, UTC, milliseconds. */
  at: z.iso.datetime(),
  command_id: z.uuid(),
  /** SHA-256 (hex, keyed) of the request, to notice one command id with two bodies. */
  request_digest: z.string(),
  correlation_id: z.string(),
  /** The event or command that caused this one; the command id by default. */
  causation_id: z.string(),
  surface: z.enum(SURFACES),
  /** SHA-256 (hex) over the stored, encrypted bytes and `previous_hash`. */
  hash: z.string(),
  /** The hash of the event before it in its stream; empty for the first. */
  previous_hash: z.string(),
  /** The data key that seals the event's secret fields; absent when it has none. */
  key_id: z.string().optional(),
  /** HMAC-SHA-256 (hex) over stream, revision and `hash`, by a key of the installation; `hash` leaves it out. */
  mac: z.string().optional(),
})
export type Envelope = z.infer<typeof envelopeSchema>

/** A recorded event. `revision` counts from 0 in its stream; `position` is opaque and orders all events. */
export interface RecordedEvent<E extends DomainEvent = DomainEvent> {
  readonly stream: string
  readonly revision: number
  readonly position: string
  readonly envelope: Envelope
  readonly event: E
}

/** What every command carries besides its own fields. Time and ids are values here, so decisions stay pure. */
export interface CommandContext {
  readonly tenant: string
  readonly actor: string
  readonly surface: Surface
  readonly command_id: string
  readonly request_digest: string
  readonly correlation_id: string
  readonly causation_id: string
  /** The time of the command, ISO 8601 UTC. */
  readonly now: string
}
