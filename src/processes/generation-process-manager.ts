/**
 * The generation process manager: follows the log and wakes each generation for which an event may have made something
 * due. What that is, the performer finds out from the stream; the wake-ups commit together with the checkpoint, so that
 * none is lost.
 */
import { generationIdOf } from '../domain/generation/generation-events.ts'
import { nextDueAt } from '../domain/generation/generation-process.ts'
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

/** After these there is nobody to remind and nothing to expire. */
const ENDING: ReadonlySet<OpenEvent['type']> = new Set([
  'GenerationConfirmed',
  'GenerationCancelled',
  'GenerationExpired',
])

const makesPosts = ({ data }: OpenEvent): boolean => 'posts' in data && data.posts === true

export function generationProcessManager(jobs: GenerationJobs): Subscriber {
  return {
    name: 'generation-process-manager',
    version: 1,
    takes: (event) => WAKING.has(event.type) || ENDING.has(event.type) || makesPosts(event),
    async handle(events, transaction) {
      const due = new Map<string, NewGenerationJob>()
      const ended = new Set<string>()
      for (const { stream, event, envelope } of events) {
        const generation = generationIdOf(stream)
        if (ENDING.has(event.type)) {
          ended.add(generation)
          due.delete(generation)
        }
        if (WAKING.has(event.type) || makesPosts(event)) due.set(generation, jobFor(generation, event, envelope.at))
      }
      await jobs.cancelScheduled([...ended], transaction)
      await jobs.enqueue([...due.values()], transaction)
    },
  }
}

/** After a request that nobody has to be told of, only its timer is due; anything else is due now. */
function jobFor(generation: string, event: OpenEvent, at: string): NewGenerationJob {
  if (event.type !== 'GenerationRequested' || makesPosts(event)) return { generation }
  return { generation, at: nextDueAt({ phase: 'asking', active_at: at, idle_days: event.data.idle_days }) }
}
