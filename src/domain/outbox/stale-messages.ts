/** Which messages ask no longer. */
import type { Outbox, SentMessage } from './outbox.ts'

export const isAsk = ({ about }: Pick<SentMessage, 'about'>): boolean =>
  about === 'question' || about === 'review' || about === 'waiting' || about === 'reminder'

export function markStale(outbox: Outbox, message: string, revision: number): void {
  const post = outbox.sent.get(message)
  if (post !== undefined && post.stale_at === undefined) outbox.sent.set(message, { ...post, stale_at: revision })
}

/** What was asked about these questions is asked no longer. */
export function retireMessages(
  outbox: Outbox,
  revision: number,
  about: (name: string | null, post: Pick<SentMessage, 'about' | 'to'>) => boolean,
): void {
  for (const [message, post] of outbox.sent) if (about(post.name, post)) markStale(outbox, message, revision)
  for (const [purpose, post] of outbox.pending)
    if (post.about !== 'answered' && about(post.name, post)) outbox.pending.delete(purpose)
  for (const name of outbox.corrections.keys())
    if (about(name, { about: 'correction', to: undefined })) outbox.corrections.delete(name)
}
