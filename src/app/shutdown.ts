/**
 * How an instance ends: not ready any more → it serves on for the delay, while load balancers notice → it takes no new
 * requests, and what runs has the grace → it closes its stores. At most delay + grace + `CLOSE_MS`.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { OpenedResources } from './compose/opened-resources.ts'
import type { Config } from './config.ts'
import type { StopSignal, StopSignals } from './stop-signals.ts'

/** How long background work and stores may take to close after the grace. */
const CLOSE_MS = 10_000
const DEFAULT_DELAY_MS = 15_000

export interface ShutdownDeps {
  readonly signals: Pick<StopSignals, 'next'>
  /** Says what happens, a line at a time. */
  readonly print: (line: string) => void
  /** Whether a person sits in front of it. */
  readonly terminal: boolean
  /** Resolves after so many milliseconds, or when the signal fires. */
  readonly pause?: (ms: number, over: AbortSignal) => Promise<unknown>
}

/** Resolves when it is told to stop and the delay is over; `leave` is called at the beginning of the delay. */
export async function awaitStop(config: Config, leave: () => void, deps: ShutdownDeps): Promise<void> {
  const { signals, print, pause = pauseFor } = deps
  const delay = delayAfter(await signals.next(), config, deps.terminal)
  leave()
  if (delay > 0) {
    print(
      `Stopping: it is not ready any more, and serves on for ${delay / 1000} s while load balancers notice. ` +
        'A second signal skips that.',
    )
    await firstOf((over) => [pause(delay, over), signals.next(over)])
  }
  print('Stopping: running requests are finished first. Another Ctrl+C stops at once.')
}

/**
 * Closes what is open. A signal, or the end of the time, ends the process at once: nothing is lost by that, only left
 * to others or to the next start.
 */
export async function closeInTime(
  opened: OpenedResources,
  { shutdown_grace_ms }: Config,
  { signals, print, pause = pauseFor }: ShutdownDeps,
  endProcess: (signal: StopSignal | undefined) => void,
): Promise<void> {
  let told: StopSignal | undefined
  let closed = false
  await firstOf((over) => [
    opened.disposeAsync().then(() => (closed = true)),
    pause(shutdown_grace_ms + CLOSE_MS, over),
    signals.next(over).then((signal) => (told = signal)),
  ])
  if (closed) return
  if (told === undefined) print('Stopped with work left over: another instance, or the next start, goes on with it.')
  endProcess(told)
}

/** In milliseconds. Nobody turns away by himself from an instance that is alone, or that was stopped by hand. */
function delayAfter(
  signal: StopSignal | undefined,
  { shutdown_delay_ms, database_url, roles }: Config,
  terminal: boolean,
): number {
  if (signal !== 'SIGTERM' || !(roles.has('api') || roles.has('reporting'))) return 0
  return shutdown_delay_ms ?? (terminal || database_url === undefined ? 0 : DEFAULT_DELAY_MS)
}

/** Waits for the first, and ends the others by their signal. */
async function firstOf(begin: (over: AbortSignal) => readonly Promise<unknown>[]): Promise<void> {
  const over = new AbortController()
  try {
    await Promise.race(begin(over.signal))
  } finally {
    over.abort()
  }
}

const pauseFor = (ms: number, signal: AbortSignal): Promise<unknown> =>
  sleep(ms, undefined, { signal }).catch(() => undefined)
