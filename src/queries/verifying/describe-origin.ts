/** Where a document comes from, as its generation's own events tell it. */
import type { AnyEvent } from '../../domain/event-catalogue.ts'
import { generationStream } from '../../domain/generation/generation-events.ts'
import { isErased } from '../../domain/questions/answer.ts'
import type { RecordedEvent, Surface } from '../../domain/kernel/event.ts'
import type { EventLog } from '../../ports/events/event-log.ts'
import type { People } from '../../ports/people/people.ts'
import { loadTemplateVersion, type LoadedGeneration, type LoadGenerationDeps } from '../../storage/load-generation.ts'

/** A person or key by id, and what they are called now. */
export interface NamedActor {
  readonly id: string
  /** Null where the name was erased. */
  readonly name: string | null
}

/** When something happened to the document, and where. */
export interface Delivery {
  readonly surface: Surface
  readonly at: string
}

export interface Origin {
  readonly generation_id: string
  readonly template_id: string
  readonly template_name: string
  readonly template_version: number
  readonly requested_by: NamedActor
  /** Everybody who gave an answer, whoever asked for the document among them. */
  readonly answered_by: readonly NamedActor[]
  readonly requested_at: string
  readonly confirmed_at: string
  readonly made_at: string
  readonly deliveries: readonly Delivery[]
  readonly media_type: string
  /** In bytes. */
  readonly size: number
  /** Null once erased. */
  readonly file_name: string | null
  readonly sha256: string | null
  readonly renderer: string
}

export interface DescribeOriginDeps extends LoadGenerationDeps {
  readonly log: EventLog
  readonly people: Pick<People, 'namesOf'>
}

/** Undefined while its document is not made. Read from the events: what was erased since is not remembered. */
export async function describeOrigin(
  deps: DescribeOriginDeps,
  { id, state }: LoadedGeneration,
): Promise<Origin | undefined> {
  const { template_id, template_version, requester } = state
  const events = await deps.log.read(generationStream(id), 0)
  const confirmed = events.findLast(isOf('GenerationConfirmed'))
  const rendered = events.findLast(isOf('DocumentRendered'))
  if (rendered === undefined || confirmed === undefined || requester === undefined) return undefined
  const answered = [...new Set(events.filter(isAnswer).map(({ envelope }) => envelope.actor))]
  const names = await deps.people.namesOf([...new Set([requester, ...answered])])
  const named = (actor: string): NamedActor => ({ id: actor, name: names.get(actor) ?? null })
  const { template_name } = await loadTemplateVersion(deps, state)
  const { media_type, size, sha256, renderer } = rendered.event.data
  const { file_name } = confirmed.event.data
  return {
    generation_id: id,
    template_id,
    template_name,
    template_version,
    requested_by: named(requester),
    answered_by: answered.map(named),
    requested_at: events[0]?.envelope.at ?? '',
    confirmed_at: confirmed.envelope.at,
    made_at: rendered.envelope.at,
    deliveries: events.flatMap(({ event, envelope }) =>
      event.type === 'DocumentDelivered' ? [{ surface: event.data.surface, at: envelope.at }] : [],
    ),
    media_type,
    size,
    file_name: isErased(file_name) ? null : file_name,
    sha256: isErased(sha256) ? null : sha256,
    renderer,
  }
}

type EventOf<Type extends AnyEvent['type']> = Extract<AnyEvent, { readonly type: Type }>

const isOf =
  <Type extends AnyEvent['type']>(type: Type) =>
  (recorded: RecordedEvent<AnyEvent>): recorded is RecordedEvent<EventOf<Type>> =>
    recorded.event.type === type

/** Whether somebody said something for the document by it. */
function isAnswer({ event }: RecordedEvent<AnyEvent>): boolean {
  if (event.type === 'GenerationRequested') return isErased(event.data.answers) || event.data.answers.length > 0
  return event.type === 'AnswerProvided' || event.type === 'ListItemAdded' || event.type === 'QuestionSkipped'
}
