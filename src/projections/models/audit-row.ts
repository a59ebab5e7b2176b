/** One row of the audit: an event without sealed fields, and what it is about. */
import type { Insertable } from 'kysely'
import { generationIdOf, generationStream } from '../../domain/generation/generation-events.ts'
import { templateStream } from '../../domain/template/template-id.ts'
import { accountOf } from '../../domain/account/account-events.ts'
import type { NumberedEvent } from '../../ports/events/subscriber.ts'
import type { AuditColumns } from '../../ports/read-models/read-schema.ts'

/** The generation that an event is about: its own, or the one that somebody looked at. */
export function generationMeant({ stream, event }: NumberedEvent): string | undefined {
  if (stream.startsWith(generationStream(''))) return generationIdOf(stream)
  return event.type === 'OthersGenerationRead' || event.type === 'OthersDocumentDownloaded'
    ? event.data.generation
    : undefined
}

/** `templates`: the template of each generation that is meant. */
export function auditRow(recorded: NumberedEvent, templates: ReadonlyMap<string, string>): Insertable<AuditColumns> {
  const { ordinal, stream, revision, envelope, event } = recorded
  const { id, tenant, type, version, actor, surface, at, command_id, correlation_id, causation_id, hash } = envelope
  const generation = generationMeant(recorded)
  return {
    seq: ordinal,
    id,
    stream,
    revision,
    tenant,
    type,
    version,
    actor,
    surface,
    at,
    command_id,
    correlation_id,
    causation_id,
    hash,
    data: JSON.stringify(event.data),
    template: templateMeant(recorded) ?? (generation && templates.get(generation)) ?? null,
    generation: generation ?? null,
    concerns: personMeant(recorded) ?? null,
  }
}

/** The template whose stream it is, or that a link of it leads to. */
function templateMeant({ stream, event, envelope }: NumberedEvent): string | undefined {
  if (event.type === 'TemplateLinkMade') return event.data.template
  const prefix = templateStream(envelope.tenant, '')
  return stream.startsWith(prefix) ? stream.slice(prefix.length) : undefined
}

/** Whom it is about, beside who did it. */
function personMeant({ stream, event: { data }, envelope }: NumberedEvent): string | undefined {
  const named = 'to' in data ? data.to : 'requester' in data ? data.requester : accountOf(stream)
  return named === envelope.actor ? undefined : named
}
