/**
 * Everything that happened to one generation, step by step. Whoever may read it sees the answers, an auditor that there
 * are some.
 */
import { hasRole, type Caller } from '../../domain/kernel/access.ts'
import { definitionOf } from '../../domain/event-catalogue.ts'
import { unwrap } from '../../domain/kernel/errors.ts'
import { generationStream } from '../../domain/generation/generation-events.ts'
import { generationDecider } from '../../domain/generation/generation-decider.ts'
import type { AggregateStore } from '../../ports/events/aggregate-store.ts'
import type { EventLog } from '../../ports/events/event-log.ts'
import { loadTemplateVersion, mayReadGeneration, refuseUnknownGeneration } from '../../storage/load-generation.ts'
import { findQuestion, presentTimelineValue, type TimelineValue } from './present-timeline-value.ts'

export interface TimelineStep {
  readonly id: string
  readonly revision: number
  readonly type: string
  readonly at: string
  readonly actor: string
  readonly surface: string
  readonly command_id: string
  readonly causation_id: string
  readonly correlation_id: string
  readonly hash: string
  /** The label of the question that the event is about. */
  readonly question?: string | undefined
  readonly value?: TimelineValue | undefined
  /** The event's other fields, without sealed ones. */
  readonly data: Readonly<Record<string, unknown>>
}

export interface Timeline {
  readonly generation_id: string
  readonly template_id: string
  readonly template_name: string
  readonly steps: readonly TimelineStep[]
}

/** Throws `Refused` `not_found` where the generation does not exist or the caller may not see it. */
export async function getTimeline(
  deps: { readonly log: EventLog; readonly aggregates: AggregateStore },
  id: string,
  caller: Caller,
): Promise<Timeline> {
  const { state } = await deps.aggregates.load(generationDecider, generationStream(id))
  const own = await mayReadGeneration(deps, state, caller, id)
  const audited = state.requester !== undefined && state.tenant === caller.tenant && hasRole(caller, 'auditor')
  if (!own && !audited) return unwrap(refuseUnknownGeneration(id))
  const { version, template_name } = await loadTemplateVersion(deps, state)
  const questions = version?.questions ?? []
  const events = await deps.log.read(generationStream(id), 0)
  const steps = events.map(({ envelope, event, revision }): TimelineStep => {
    const { id, type, at, actor, surface, command_id, causation_id, correlation_id, hash } = envelope
    const sealed = new Set(definitionOf(type).sealed)
    const all = event.data as Readonly<Record<string, unknown>>
    const address = typeof all['name'] === 'string' ? all['name'] : undefined
    const question = address === undefined ? undefined : findQuestion(questions, address)
    return {
      id,
      revision,
      type,
      at,
      actor,
      surface,
      command_id,
      causation_id,
      correlation_id,
      hash,
      question: address === undefined ? undefined : (question?.label ?? address),
      value: 'value' in all ? presentTimelineValue(all['value'], question, state.locale, own) : undefined,
      data: Object.fromEntries(Object.entries(all).filter(([name]) => !sealed.has(name))),
    }
  })
  return { generation_id: id, template_id: state.template_id, template_name, steps }
}
