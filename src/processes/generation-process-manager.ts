/**
 * The generation process manager: follows the log and wakes each generation for which an event may have made something due.
 * What that is, the performer finds out from the stream; the wake-ups commit together with the checkpoint, so that none is lost.
 */
import { generationIdOf } from '../domain/generation-events.ts'
import { wakesAt } from '../domain/generation-process.ts'
import type { RecordedOpenEvent } from '../ports/event-log.ts'
import type { Subscriber } from '../ports/subscriber.ts'
import type { NewWakeUp, WakeUps } from '../ports/wake-ups.ts'

type OpenEvent = RecordedOpenEvent['event']

/**
 * After a request only its timer is due. Answers put that off, and need no wake-up: the timer, when it comes, looks at the stream and is
 * set again. Where a conversation is held at a place, every step of it makes a post due (`posts`).
 */
const WAKING: ReadonlySet<OpenEvent['type']> = new Set(['GenerationRequested', 'GenerationConfirmed', 'RenderingRetried', 'DeliveryRetried'])

/** After these nobody has to be reminded, and nothing expires. */
const ENDING: ReadonlySet<OpenEvent['type']> =
  new Set(['GenerationConfirmed', 'GenerationCancelled', 'GenerationExpired'])

const makesPosts = ({ data }: OpenEvent): boolean => 'posts' in data && data.posts === true

export function generationProcessManager(wakeUps: WakeUps): Subscriber {
  return {
    name: 'generation-process-manager',
    version: 1,
    takes: (event) => WAKING.has(event.type) || ENDING.has(event.type) || makesPosts(event),
    async handle(events, transaction) {
      const due = new Map<string, NewWakeUp>()
      const ended = new Set<string>()
      for (const { stream, event, envelope } of events) {
        const generation = generationIdOf(stream)
        if (ENDING.has(event.type)) {
          ended.add(generation)
          due.delete(generation)
        }
        if (!WAKING.has(event.type) && !makesPosts(event)) continue
        due.set(generation, event.type === 'GenerationRequested' && !makesPosts(event)
          ? { generation, at: wakesAt({ phase: 'asking', active_at: envelope.at, idle_days: event.data.idle_days }) }
          : { generation })
      }
      await wakeUps.dropTimers([...ended], transaction)
      await wakeUps.enqueue([...due.values()], transaction)
    },
  }
}
