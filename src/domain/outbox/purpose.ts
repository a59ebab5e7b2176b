/** The purpose of a message: a newer message replaces an older one with the same purpose. */
import type { PendingMessage } from './outbox.ts'

/** The key of a message in the outbox. The requester is asked one question at a time; colleagues are asked beside. */
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
