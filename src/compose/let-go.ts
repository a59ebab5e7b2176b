/** Letting go of what a start had opened when it failed: nothing of that may hide why, or keep the process. */
import { setTimeout as sleep } from 'node:timers/promises'

/** The most that is waited for: a store that does not answer does not say goodbye either. */
const PATIENCE_MS = 10_000

/** Closes all that was opened, in the reverse order. Never rejects: what is told is why the start failed. */
export async function letGo(opened: AsyncDisposableStack): Promise<void> {
  const late = new AbortController()
  const closed = opened.disposeAsync().catch(() => undefined)
  await Promise.race([closed, sleep(PATIENCE_MS, undefined, { signal: late.signal }).catch(() => undefined)])
  late.abort()
}
