/** A generation as it was at any moment, folded from its events. */
import type { Caller } from '../../domain/kernel/access.ts'
import type { AnyEvent } from '../../domain/event-catalogue.ts'
import type { RecordedEvent } from '../../domain/kernel/event.ts'
import { fail, unwrap } from '../../domain/kernel/errors.ts'
import { generationStream, type GenerationEvent } from '../../domain/generation/generation-events.ts'
import { generationDecider } from '../../domain/generation/generation-decider.ts'
import type { EventLog } from '../../ports/events/event-log.ts'
import {
  mayReadGeneration,
  refuseUnknownGeneration,
  withQuestions,
  type LoadGenerationDeps,
} from '../../storage/load-generation.ts'
import { lastInstant } from '../instant.ts'
import type { GenerationView } from '../generation/generation-view.ts'
import { presentGeneration } from '../generation/present-generation.ts'

export interface GetGenerationAt {
  /** A revision, or a day or instant: what had been recorded by then. */
  readonly at: string
  /** In which days lie, and times that name none. */
  readonly zone?: string | undefined
}

export interface GenerationAt {
  readonly generation: GenerationView
  /** When its last event of then was recorded. */
  readonly at: string
  /** The last revision of today. */
  readonly latest: number
}

/**
 * Throws `Refused`: `not_found` where the caller may not read the generation, or it was not there yet; `invalid` for
 * what is no moment.
 */
export async function getGenerationAt(
  deps: LoadGenerationDeps & { readonly log: EventLog },
  id: string,
  { at, zone }: GetGenerationAt,
  caller: Caller,
): Promise<GenerationAt> {
  const { state: today } = await deps.aggregates.load(generationDecider, generationStream(id))
  if (!(await mayReadGeneration(deps, today, caller, id))) return unwrap(refuseUnknownGeneration(id))
  const events = await deps.log.read(generationStream(id), 0)
  const then = /^\d{1,9}$/.test(at) ? events.slice(0, Number(at) + 1) : upTo(events, lastInstant(at, 'at', zone))
  const last = then.at(-1)
  if (last === undefined)
    return unwrap(
      fail('not_found', 'This conversation had not begun at that time.', { generation_id: id, field: 'at' }),
    )
  const state = then.reduce(
    (before, recorded) => generationDecider.evolve(before, recorded.event as GenerationEvent, recorded),
    generationDecider.initial(),
  )
  return {
    generation: presentGeneration(await withQuestions(deps, { id, state, revision: last.revision })),
    at: last.envelope.at,
    latest: events.length - 1,
  }
}

/** In the order of the stream: a clock that was set back takes nothing away. */
function upTo(events: readonly RecordedEvent<AnyEvent>[], instant: string): readonly RecordedEvent<AnyEvent>[] {
  const last = events.findLastIndex(({ envelope }) => envelope.at <= instant)
  return events.slice(0, last + 1)
}
