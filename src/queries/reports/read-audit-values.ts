/**
 * The audit for people: with the names of the actors, and with the sealed values of generations that the caller may
 * see.
 */
import type { Caller } from '../../domain/kernel/access.ts'
import { generationIdOf, generationStream } from '../../domain/generation/generation-events.ts'
import { generationDecider } from '../../domain/generation/generation-decider.ts'
import type { People } from '../../ports/people/people.ts'
import type { AggregateStore } from '../../ports/events/aggregate-store.ts'
import type { EventLog } from '../../ports/events/event-log.ts'
import type { ReadDatabase } from '../../ports/read-models/read-database.ts'
import { showPictures } from '../../storage/pictures/picture-references.ts'
import { mayReadGeneration } from '../../storage/load-generation.ts'
import { readAudit, type AuditEntry, type AuditPage, type ReadAudit } from './read-audit.ts'

export interface ReadAuditValuesDeps {
  readonly readDatabase: ReadDatabase
  readonly aggregates: AggregateStore
  readonly log: EventLog
  readonly people: Pick<People, 'namesOf'>
}

export interface NamedAuditEntry extends AuditEntry {
  /** The current name of the person or key; null for DocGen itself, and for names that are gone. */
  readonly actor_name: string | null
}

export interface NamedAuditPage extends AuditPage {
  readonly data: readonly NamedAuditEntry[]
}

/** The audit with names and with the sealed values that the caller may see. */
export async function readAuditValues(
  deps: ReadAuditValuesDeps,
  filter: ReadAudit,
  caller: Caller,
): Promise<NamedAuditPage> {
  const page = await readAuditNames(deps, filter, caller)
  const opened = new Map<string, unknown>()
  for (const [stream, entries] of Map.groupBy(page.data, (entry) => entry.stream)) {
    if (await canOpen(deps, stream, caller))
      for (const [id, data] of await openData(deps, stream, entries)) opened.set(id, data)
  }
  return {
    ...page,
    data: page.data.map((entry) => (opened.has(entry.id) ? { ...entry, data: opened.get(entry.id) } : entry)),
  }
}

/** The audit with names, but without sealed values. */
export async function readAuditNames(
  { readDatabase, people }: Pick<ReadAuditValuesDeps, 'readDatabase' | 'people'>,
  filter: ReadAudit,
  caller: Caller,
): Promise<NamedAuditPage> {
  const page = await readAudit({ readDatabase }, filter, caller)
  const names = await people.namesOf([...new Set(page.data.map(({ actor }) => actor))])
  return { ...page, data: page.data.map((entry) => ({ ...entry, actor_name: names.get(entry.actor) ?? null })) }
}

async function canOpen(deps: ReadAuditValuesDeps, stream: string, caller: Caller): Promise<boolean> {
  if (!stream.startsWith(generationStream(''))) return false
  const { state } = await deps.aggregates.load(generationDecider, stream)
  return mayReadGeneration(deps, state, caller, generationIdOf(stream))
}

/** The decrypted data by event id, pictures by reference. Values whose key is gone read as erased. */
async function openData(
  { log }: ReadAuditValuesDeps,
  stream: string,
  entries: readonly AuditEntry[],
): Promise<Map<string, unknown>> {
  const events = await log.read(stream, Math.min(...entries.map(({ revision }) => revision)))
  const id = generationIdOf(stream)
  return new Map(events.map(({ envelope, event }) => [envelope.id, showPictures(event.data, id)]))
}
