/**
 * The generation process manager: follows the log and enqueues a job for each generation for which an event may have
 * made something due. The job finds out from the stream what that is. Jobs commit together with the checkpoint, so
 * that none is lost.
 */
import { generationIdOf } from '../domain/generation/generation-events.ts'
import { nextDueAt } from '../domain/generation/schedule.ts'
import type { RecordedOpenEvent } from '../ports/events/event-log.ts'
import type { Subscriber } from '../ports/events/subscriber.ts'
import type { NewGenerationJob, GenerationJobs } from '../ports/generation/generation-jobs.ts'

type OpenEvent = RecordedOpenEvent['event']

/**
 * Events after which something is due. Answers only postpone the timer and need no job: when the timer fires, its job
 * reads the stream and schedules the next one. In a conversation held in a channel each step makes a message due.
 */
const CAUSES_WORK: ReadonlySet<OpenEvent['type']> = new Set([
  'GenerationRequested',
  'GenerationConfirmed',
  'RenderingRetried',
  'DeliveryRetried',
])

/**
 * Events after which there is nobody to remind and nothing to expire. Not `GenerationExpired`: the timer that led to it
 * is used up, and what is scheduled by now is a message that could not be sent at once.
 */
const ENDS_ASKING: ReadonlySet<OpenEvent['type']> = new Set(['GenerationConfirmed', 'GenerationCancelled'])

/** The stored field `posts`: this step of a conversation makes a message due. */
const makesMessages = ({ data }: OpenEvent): boolean => 'posts' in data && data.posts === true

/** The name of its subscription. */
export const PROCESS_MANAGER = 'generation-process-manager'

export function generationProcessManager(jobs: GenerationJobs): Subscriber {
  return {
    name: PROCESS_MANAGER,
    version: 1,
    takes: (event) => CAUSES_WORK.has(event.type) || ENDS_ASKING.has(event.type) || makesMessages(event),
    async handle(events, transaction) {
      const due = new Map<string, NewGenerationJob>()
      const ended = new Set<string>()
      for (const { stream, event, envelope } of events) {
        const generation = generationIdOf(stream)
        if (ENDS_ASKING.has(event.type)) {
          ended.add(generation)
          due.delete(generation)
        }
        if (CAUSES_WORK.has(event.type) || makesMessages(event))
          due.set(generation, jobFor(generation, event, envelope.at))
      }
      await jobs.cancelScheduled([...ended], transaction)
      await jobs.enqueue([...due.values()], transaction)
    },
  }
}

/** After a request without a message only the timer is due, later; everything else is due now. */
function jobFor(generation: string, event: OpenEvent, at: string): NewGenerationJob {
  if (event.type !== 'GenerationRequested' || makesMessages(event)) return { generation }
  return { generation, at: nextDueAt({ phase: 'asking', active_at: at, idle_days: event.data.idle_days }) }
}
