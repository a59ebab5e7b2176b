/**
 * Server-sent events (WHATWG HTML §9.2) about one stream of the event store: its current state at once, and again after
 * every change. Changes that arrive faster than the reader takes them are sent as one.
 */
import type { LiveChanges } from '../../../../ports/events/live-changes.ts'

export interface ServerSentEvent {
  /** The event's id: what comes back as Last-Event-ID. */
  readonly id: string
  readonly event: string
  /** JSON text. */
  readonly data: string
  /** Milliseconds after which the reader’s key or session may have ended: then the state is read again. */
  readonly good_for_ms?: number | undefined
}

export interface EventStreamSource {
  readonly live: LiveChanges
  readonly stream: string
  /**
   * Reads the current state; undefined, once the reader may not see it any more, ends the stream. Called after every
   * change, at every heartbeat, and when the reader’s rights change.
   */
  readonly readCurrent: () => Promise<ServerSentEvent | undefined>
  /** Calls back when the reader’s rights may have changed; gives what ends that. */
  readonly onAccessChange?: ((changed: () => void) => () => void) | undefined
  /** The id of the last event that the reader has. */
  readonly last_event_id?: string | undefined
  readonly heartbeat_ms?: number | undefined
  /** Fires when the connection is lost. */
  readonly signal: AbortSignal
  /** Called when the stream is over, whichever way; perhaps more than once. */
  readonly ended?: (() => void) | undefined
}

/** Keeps proxies from closing a quiet connection. */
const HEARTBEAT_MS = 15_000
/** When readers of a stream that ends by itself come back. */
const RETRY_MS = 2000
/** When this instance stops, its readers come back spread over so long, to whichever serves then. */
const SPREAD_MS = 4000

export const EVENT_STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
} as const

/** The body of the response. It watches before it first reads, so that no change is missed in between. */
export async function openEventStream(source: EventStreamSource): Promise<ReadableStream<Uint8Array>> {
  const { live, heartbeat_ms = HEARTBEAT_MS } = source
  const encoder = new TextEncoder()
  const ended = AbortSignal.any([source.signal, live.stopping])
  let known = source.last_event_id
  let changed = true
  let gone = false
  let wake = (): void => undefined
  let wait_ms = heartbeat_ms
  const look = (): void => {
    changed = true
    wake()
  }
  const unwatchStream = await watchOrEnd(source, look)
  const unwatchAccess = source.onAccessChange?.(look)
  const unwatch = (): void => {
    unwatchStream()
    unwatchAccess?.()
  }
  ended.addEventListener('abort', () => wake(), { once: true })
  // A reader that is lost while nothing is asked for is not noticed otherwise.
  if (ended.aborted) source.ended?.()
  else if (source.ended !== undefined) ended.addEventListener('abort', source.ended, { once: true })

  /** Waits for a change, the end or the time of the heartbeat; never longer. */
  const wait = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, wait_ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
      if (changed || ended.aborted) wake()
    })

  const end = (controller: ReadableStreamDefaultController) => {
    unwatch()
    if (!gone && live.stopping.aborted)
      controller.enqueue(encoder.encode(retryIn(RETRY_MS / 2 + Math.random() * SPREAD_MS)))
    source.ended?.()
    if (!gone) controller.close()
    gone = true
  }

  return new ReadableStream(
    {
      start: (controller) => controller.enqueue(encoder.encode(retryIn(RETRY_MS))),
      async pull(controller) {
        try {
          await wait()
          const heartbeat = !changed
          changed = false
          const snapshot = gone || ended.aborted ? undefined : await source.readCurrent()
          if (snapshot === undefined || gone) return end(controller)
          const news = snapshot.id !== known
          known = snapshot.id
          wait_ms = Math.min(heartbeat_ms, snapshot.good_for_ms ?? heartbeat_ms)
          controller.enqueue(
            encoder.encode(news ? formatEvent(snapshot) : heartbeat ? ': still here\n\n' : ': nothing new\n\n'),
          )
        } catch {
          // The reader reconnects by itself; it could only print an error in the stream.
          end(controller)
        }
      },
      cancel() {
        gone = true
        unwatch()
        source.ended?.()
        wake()
      },
    },
    { highWaterMark: 1 },
  )
}

/** https://html.spec.whatwg.org/multipage/server-sent-events.html: how long a reader waits before it connects again. */
const retryIn = (ms: number): string => `retry: ${Math.round(ms)}\n\n`

/** Milliseconds until then (ISO 8601 UTC), for `good_for_ms`; undefined for no end. */
export const msUntil = (end: string | null, now: string): number | undefined =>
  end === null ? undefined : Math.max(0, Date.parse(end) - Date.parse(now))

async function watchOrEnd({ live, stream, ended }: EventStreamSource, changed: () => void): Promise<() => void> {
  try {
    return await live.watch(stream, changed)
  } catch (error) {
    ended?.()
    throw error
  }
}

const formatEvent = ({ id, event, data }: ServerSentEvent): string => `id: ${id}\nevent: ${event}\ndata: ${data}\n\n`
