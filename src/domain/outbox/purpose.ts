/** What a message is for: a newer one for the same purpose replaces an older one. */
import type { PendingMessage } from './outbox.ts'

/** What a post is for. One question at a time is asked of the requester; colleagues are asked beside it. */
export function purposeOf({
  about,
  name,
  to,
}: Pick<PendingMessage, 'about' | 'name'> & { readonly to?: string | undefined }): string {
  switch (about) {
    case 'question':
      return to === undefined ? 'ask' : `delegated ${name ?? ''}`
    case 'review':
    case 'waiting':
      return 'ask'
    case 'cancelled':
    case 'expired':
    case 'failed':
      return 'end'
    case 'answered':
    case 'withdrawn':
    case 'correction':
      return `${about} ${name ?? ''}`
    default:
      return about
  }
}
