/** Each fault in words, for people who look at the panel. */
import type { FaultKind } from '../../state/faults.ts'

export const FAULT_WORDS: Record<FaultKind, string> = {
  rate_limited: 'answers 429, with Retry-After',
  server_error: 'answers 500, and has done nothing',
  server_error_after_effect: 'answers 500, and has done it',
  answer_lost: 'does it, and the answer is lost',
  effect_lost: 'neither does it nor answers',
  slow_answer: 'answers late',
  expired_trigger: 'says that the trigger has expired',
  revoked_token: 'says that the token is revoked',
  upload_never_shared: 'takes the file, and never shares it',
  upload_shared_late: 'takes the file, and shares it late',
  refused: 'refuses with the word below',
  html_error: 'a proxy’s page, 502',
  html_page: 'a network’s sign-in page, 200',
  socket_unreachable: 'Socket Mode: an address that leads nowhere',
  socket_refused: 'Socket Mode: the connection is refused',
  socket_silent: 'Socket Mode: a connection that never says hello',
  socket_closes: 'Socket Mode: closed at once',
  duplicate: 'comes twice',
  late: 'comes late',
  reordered: 'comes after the next one',
  delivery_lost: 'never comes',
}

/** Those that fall on what Slack sends to the app; all others fall on the app's calls. */
export const OF_DELIVERIES = new Set<FaultKind>(['duplicate', 'late', 'reordered', 'delivery_lost'])
