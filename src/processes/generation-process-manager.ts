/**
 * The generation process manager: follows the log and wakes each generation for which an event may have made something
 * due. What that is, the performer finds out from the stream; the wake-ups commit together with the checkpoint, so that
 * none is lost.
 */
import { generationIdOf } from '../domain/generation/generation-events.ts'
import { nextDueAt } from '../domain/generation/schedule.ts'
import type { RecordedOpenEvent } from '../ports/events/event-log.ts'
import type { Subscriber } from '../ports/events/subscriber.ts'
import type { NewGenerationJob, GenerationJobs } from '../ports/generation/generation-jobs.ts'

type OpenEvent = RecordedOpenEvent['event']

/**
 * After a request only its timer is due. Answers put that off, and need no wake-up: the timer, when it comes, looks at
 * the stream and is set again. Where a conversation is held at a place, every step of it makes a post due (`posts`).
 */
const WAKING: ReadonlySet<OpenEvent['type']> = new Set([
  'GenerationRequested',
  'GenerationConfirmed',
  'RenderingRetried',
  'DeliveryRetried',
])

const makesPosts = ({ data }: OpenEvent): boolean => 'posts' in data && data.posts === true

export function generationProcessManager(jobs: GenerationJobs): Subscriber {
  return {
    name: 'generation-process-manager',
    version: 1,
    takes: (event) => WAKING.has(event.type) || makesPosts(event),
    async handle(events, transaction) {
      const due = new Map<string, NewGenerationJob>()
      for (const { stream, event, envelope } of events) {
        const generation = generationIdOf(stream)
        due.set(
          generation,
          event.type === 'GenerationRequested' && !makesPosts(event)
            ? {
                generation,
                at: nextDueAt({ phase: 'asking', active_at: envelope.at, idle_days: event.data.idle_days }),
              }
            : { generation },
        )
      }
      await jobs.enqueue([...due.values()], transaction)
    },
  }
}
