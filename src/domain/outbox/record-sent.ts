/** The outbox after one of its messages was sent. */
import type { EventMetadata } from '../kernel/decider.ts'
import type { GenerationEvent } from '../generation/generation-events.ts'
import type { Outbox } from './outbox.ts'
import { purposeOf } from './purpose.ts'
import { isAsk } from './stale-messages.ts'

type SentEvent = Extract<
  GenerationEvent,
  { type: 'QuestionAsked' | 'ReminderSent' | 'NoticePosted' | 'DocumentDelivered' | 'DocumentShared' }
>

const ABOUT = { ReminderSent: 'reminder', DocumentDelivered: 'document', DocumentShared: 'share' } as const

/**
 * Moves the message from pending to sent. Sending it also settled the messages that were stale by then.
 */
export function recordSent(outbox: Outbox, event: SentEvent, { revision, envelope: { at } }: EventMetadata): Outbox {
  const { post_id, shows_revision, message } = event.data
  // A download: no message was sent.
  if (post_id === undefined || shows_revision === undefined) return outbox
  const about = 'about' in event.data ? event.data.about : ABOUT[event.type as keyof typeof ABOUT]
  const name = 'name' in event.data ? event.data.name : null
  const to = 'to' in event.data ? event.data.to : undefined
  outbox.recorded.add(post_id)
  for (const [id, earlier] of outbox.sent)
    if (earlier.stale_at !== undefined && earlier.stale_at <= shows_revision)
      outbox.sent.set(id, { ...earlier, settled: true })
  const purpose = purposeOf({ about, name, to })
  const pending = outbox.pending.get(purpose)
  const current = pending !== undefined && pending.since <= shows_revision
  if (current) outbox.pending.delete(purpose)
  const live = about === 'reminder' ? outbox.asked_since <= shows_revision : current
  if (typeof message === 'string' && (isAsk({ about }) || about === 'correction')) {
    outbox.sent.set(message, {
      post_id,
      about,
      name,
      to,
      revision: shows_revision,
      at,
      stale_at: live ? undefined : revision,
      // One that went out late may have to show an answer that was given elsewhere meanwhile.
      settled: live && 'without_buttons' in event.data && event.data.without_buttons === true,
    })
  }
  if (about === 'reminder') return { ...outbox, reminded: outbox.reminded + 1, asked_at: at }
  return isAsk({ about }) ? { ...outbox, asked_at: at } : outbox
}
