/**
 * The catalogue of events: every type with its schema, its version, its sealed fields and the upcasters from older
 * versions. Events that it does not list are neither written nor read. `docs/events.md` is generated from it.
 */
import type { z } from 'zod'
import type { DomainEvent } from './kernel/event.ts'
import { accountEventSchemas, type AccountEvent } from './account/account-events.ts'
import { GENERATION_SEALED, generationEventSchemas, type GenerationEvent } from './generation/generation-events.ts'
import { templateEventSchemas, type TemplateEvent } from './template/template-events.ts'

export type AnyEvent = TemplateEvent | GenerationEvent | AccountEvent
export type EventType = AnyEvent['type']

export interface EventDefinition {
  readonly type: string
  /** The version that is written today. */
  readonly version: number
  readonly schema: z.ZodType
  /** Top-level fields of the data that the codec encrypts. */
  readonly sealed: readonly string[]
  /** `upcasters[n]` turns data of version n into version n + 1. */
  readonly upcasters: Readonly<Record<number, (data: Record<string, unknown>) => Record<string, unknown>>>
}

const SEALED: Readonly<Partial<Record<EventType, readonly string[]>>> = GENERATION_SEALED

const definitions = new Map<string, EventDefinition>(
  Object.entries({ ...templateEventSchemas, ...generationEventSchemas, ...accountEventSchemas }).map(
    ([type, schema]) => [type, { type, version: 1, schema, sealed: SEALED[type as EventType] ?? [], upcasters: {} }],
  ),
)

/** The definition of a type. Throws `UnknownEvent`. */
export function definitionOf(type: string): EventDefinition {
  const definition = definitions.get(type)
  if (definition === undefined)
    throw new UnknownEvent(`Unknown event type “${type}”: it is not in the catalogue of this version of DocGen.`)
  return definition
}

/** All definitions, in the order of the catalogue. */
export const listDefinitions = (): readonly EventDefinition[] => [...definitions.values()]

/** An event of a type, version or shape that the catalogue does not know. */
export class UnknownEvent extends Error {}

/** Upgrades stored data to the current version. Throws `UnknownEvent` for a version newer than that. */
export function upcast(type: string, version: number, data: Record<string, unknown>): Record<string, unknown> {
  const definition = definitionOf(type)
  if (version > definition.version) {
    throw new UnknownEvent(
      `“${type}” has version ${version}, but this version of DocGen knows ${definition.version}. Update DocGen.`,
    )
  }
  let current = data
  for (let from = version; from < definition.version; from++) {
    const upcaster = definition.upcasters[from]
    if (upcaster === undefined) throw new UnknownEvent(`“${type}” has no upcaster from version ${from}.`)
    current = upcaster(current)
  }
  return current
}

/**
 * The event of a type with this data, checked against its schema. Throws `UnknownEvent` with the path of the mistake.
 */
export function parseEvent<E extends DomainEvent = AnyEvent>(type: string, data: unknown): E {
  const parsed = definitionOf(type).schema.safeParse(data)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new UnknownEvent(
      `“${type}” does not fit its schema at ${issue?.path.join('.') || 'its top'}: ${issue?.message}`,
    )
  }
  return { type, data: parsed.data } as E
}

/** An event as read models and subscriptions see it, without its sealed fields. */
export type OpenEvent = {
  [Type in EventType]: {
    readonly type: Type
    readonly data: Omit<
      Extract<AnyEvent, { type: Type }>['data'],
      Type extends keyof typeof GENERATION_SEALED ? (typeof GENERATION_SEALED)[Type][number] : never
    >
  }
}[EventType]
