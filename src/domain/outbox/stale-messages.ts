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
