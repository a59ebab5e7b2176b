/** Closes what a start had opened when it failed, without hiding why it failed or keeping the process alive. */
import { setTimeout as sleep } from 'node:timers/promises'

/** A store that does not answer does not close either: no longer than this is waited for it. */
const CLOSE_TIMEOUT_MS = 10_000

/** Closes all that was opened, in the reverse order. Never rejects: what is told is why the start failed. */
export async function closeOpened(opened: AsyncDisposableStack): Promise<void> {
  const late = new AbortController()
  const closed = opened.disposeAsync().catch(() => undefined)
  await Promise.race([closed, sleep(CLOSE_TIMEOUT_MS, undefined, { signal: late.signal }).catch(() => undefined)])
  late.abort()
}
