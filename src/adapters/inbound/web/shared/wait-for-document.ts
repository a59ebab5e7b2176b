/** Waits until a document is made, without asking again and again. */
import { generationStream } from '../../../../domain/generation/generation-events.ts'
import type { LiveChanges } from '../../../../ports/events/live-changes.ts'

/**
 * Reads the state now and after every change, until the document is not being made any more, `wait_s` seconds have
 * passed, or `signal` fires. Gives what was read last.
 */
export async function waitForDocument<Read extends { readonly state: { readonly phase: string } }>(
  live: LiveChanges,
  { id, wait_s, signal }: { readonly id: string; readonly wait_s: number; readonly signal: AbortSignal },
  read: () => Promise<Read>,
): Promise<Read> {
  const current = await read()
  if (wait_s === 0 || current.state.phase !== 'confirmed') return current
  const ended = AbortSignal.any([signal, live.stopping, AbortSignal.timeout(wait_s * 1000)])
  let wake = (): void => undefined
  let changed = true
  const unwatch = await live.watch(generationStream(id), () => {
    changed = true
    wake()
  })
  ended.addEventListener('abort', () => wake(), { once: true })
  try {
    for (;;) {
      if (!changed && !ended.aborted)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      changed = false
      const now = await read()
      if (now.state.phase !== 'confirmed' || ended.aborted) return now
    }
  } finally {
    unwatch()
  }
}
