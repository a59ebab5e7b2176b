/** Which sent messages are out of date, so that an answer under them is for something else. */
import type { Outbox, SentMessage } from './outbox.ts'

/** Whether a message asks the person to answer or confirm something. */
export const isAsk = ({ about }: Pick<SentMessage, 'about'>): boolean =>
  about === 'question' || about === 'review' || about === 'waiting' || about === 'reminder'

/** Marks a sent message as stale since a revision; `id` is its reference in the channel. */
export function markStale(outbox: Outbox, id: string, revision: number): void {
  const message = outbox.sent.get(id)
  if (message !== undefined && message.stale_at === undefined) outbox.sent.set(id, { ...message, stale_at: revision })
}

/**
 * The last message that asked the requester this has to show something else: another answer, or that it is asked again.
 * Only one that is settled; what still asks is settled when its time comes.
 */
export function unsettle(outbox: Outbox, name: string | null, also: 'stale' | 'live'): void {
  const last = [...outbox.sent].findLast(
    ([, message]) => message.about === 'question' && message.name === name && message.to === undefined,
  )
  if (last === undefined) return
  const [id, message] = last
  if (message.settled && (message.stale_at !== undefined || also === 'live'))
    outbox.sent.set(id, { ...message, settled: false })
}

/** Makes sent messages stale, and drops pending ones and corrections, where `matches` holds for their address. */
export function retireMessages(
  outbox: Outbox,
  revision: number,
  matches: (address: string | null, message: Pick<SentMessage, 'about' | 'to'>) => boolean,
): void {
  for (const [id, message] of outbox.sent) if (matches(message.name, message)) markStale(outbox, id, revision)
  for (const [purpose, message] of outbox.pending)
    if (message.about !== 'answered' && matches(message.name, message)) outbox.pending.delete(purpose)
  for (const name of outbox.corrections.keys())
    if (matches(name, { about: 'correction', to: undefined })) outbox.corrections.delete(name)
}
