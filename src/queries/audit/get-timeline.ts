/**
 * Everything that happened to one generation, step by step. Whoever may read it sees the answers, an auditor that there
 * are some.
 */
import { hasRole, type Caller } from '../../domain/kernel/access.ts'
import { unwrap } from '../../domain/kernel/errors.ts'
import { generationStream } from '../../domain/generation/generation-events.ts'
import { generationDecider } from '../../domain/generation/generation-decider.ts'
import type { EventLog } from '../../ports/events/event-log.ts'
import { loadTemplateVersion, mayReadGeneration, refuseUnknownGeneration } from '../../storage/load-generation.ts'
import { openEvents } from './answer-changes.ts'
import { EntryNames, type NamesDeps } from '../audit/entry-names.ts'
import { openData, tellEntry, type ToldEntry } from '../audit/tell-entry.ts'

/** An event in words, with its hash. */
export interface TimelineStep extends ToldEntry {
  readonly hash: string
}

export interface Timeline {
  readonly generation_id: string
  readonly template_id: string
  readonly template_name: string
  /** Whether the reader sees what was answered. */
  readonly shows_answers: boolean
  readonly steps: readonly TimelineStep[]
}

/** Throws `Refused` `not_found` where the generation does not exist or the caller may not see it. */
export async function getTimeline(
  deps: NamesDeps & { readonly log: EventLog },
  id: string,
  caller: Caller,
): Promise<Timeline> {
  const { state } = await deps.aggregates.load(generationDecider, generationStream(id))
  const shows_answers = await mayReadGeneration(deps, state, caller, id)
  const audited = state.requester !== undefined && state.tenant === caller.tenant && hasRole(caller, 'auditor')
  if (!shows_answers && !audited) return unwrap(refuseUnknownGeneration(id))
  const { version, template_name } = await loadTemplateVersion(deps, state)
  const opened = openEvents(await deps.log.read(generationStream(id), 0), version?.questions ?? [])
  const entries = opened.map(({ recorded: { stream, revision, envelope, event } }) => ({
    ...envelope,
    stream,
    revision,
    type: event.type,
    data: openData(event.type, event.data),
  }))
  const names = new EntryNames(deps, state.tenant)
  await names.load(entries)
  const steps = entries.map((entry, index): TimelineStep => {
    const { changes = [], file_name } = (shows_answers ? opened[index] : undefined) ?? {}
    return { ...tellEntry(entry, names, { changes, file_name, within_template: true }), hash: entry.hash }
  })
  return { generation_id: id, template_id: state.template_id, template_name, shows_answers, steps }
}
