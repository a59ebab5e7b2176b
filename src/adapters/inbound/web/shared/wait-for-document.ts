/** Waits until a document is made, without asking again and again. */
import { generationStream } from '../../../../domain/generation/generation-events.ts'
import type { LiveChanges } from '../../../../ports/events/live-changes.ts'

export interface Wait {
  readonly id: string
  /** 0 for not at all. */
  readonly wait_s: number
  readonly signal: AbortSignal
  /**
   * Asked before it waits: counts it among what waits until the returned function is called; undefined where so many
   * wait already that this one is not to. Left out: no limit.
   */
  readonly begin?: (() => (() => void) | undefined) | undefined
}

/**
 * Reads the state now and after every change, until the document is not being made any more, `wait_s` seconds have
 * passed, or `signal` fires. Gives what was read last.
 */
export async function waitForDocument<Read extends { readonly state: { readonly phase: string } }>(
  live: LiveChanges,
  { id, wait_s, signal, begin = () => () => undefined }: Wait,
  read: () => Promise<Read>,
): Promise<Read> {
  const current = await read()
  if (wait_s === 0 || current.state.phase !== 'confirmed') return current
  const end = begin()
  return end === undefined ? current : waitUntilMade(live, { id, wait_s, signal }, read).finally(end)
}

async function waitUntilMade<Read extends { readonly state: { readonly phase: string } }>(
  live: LiveChanges,
  { id, wait_s, signal }: Wait,
  read: () => Promise<Read>,
): Promise<Read> {
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
