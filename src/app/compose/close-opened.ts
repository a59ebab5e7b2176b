/** Closes everything that a failed start had opened, without hiding the reason or keeping the process alive. */
import type { OpenedResources } from './opened-resources.ts'
import { setTimeout as sleep } from 'node:timers/promises'

/** How long to wait for a store that does not answer. */
const CLOSE_TIMEOUT_MS = 10_000

/** Closes in reverse order. Never rejects, because the error to report is the one that failed the start. */
export async function closeOpened(opened: OpenedResources): Promise<void> {
  const late = new AbortController()
  const closed = opened.disposeAsync().catch(() => undefined)
  await Promise.race([closed, sleep(CLOSE_TIMEOUT_MS, undefined, { signal: late.signal }).catch(() => undefined)])
  late.abort()
}
