/**
 * Socket Mode, for a machine without a public address: Slack’s envelopes arrive over a WebSocket that we open. Each is
 * saved to the inbox before it is acknowledged. The connection is reopened for as long as the service runs.
 */
import { backOffMs } from './back-off.ts'
import { createOutageLog } from './outage-log.ts'
import { callFailureOf, type CallFailure } from '../calling/slack-errors.ts'
import { openSocket, type SocketConnection, type SocketConnectionDeps } from './socket-connection.ts'
import { untilAborted } from './until-aborted.ts'
import { type EnvelopeDeps, handleEnvelope } from './handle-envelope.ts'

/** What Socket Mode needs. */
export interface SocketModeDeps extends EnvelopeDeps, SocketConnectionDeps {
  /** Waits out a back-off. */
  readonly sleep: (ms: number) => Promise<unknown>
  /** 0 to 1; `Math.random` by default. */
  readonly random?: () => number
}

/** The connection to Slack, kept open. */
export interface SocketMode {
  /** Keeps a connection open until the signal fires; never rejects. */
  run(signal: AbortSignal): Promise<void>
  /** Whether there is a connection. */
  readonly isConnected: () => boolean
  /** Resolves when there is a connection or the signal fires. */
  readonly whenConnected: (signal: AbortSignal) => Promise<void>
}

/** A connection that lasted this long was stable: the next failure starts with a short wait again. */
const STABLE_AFTER_MS = 10_000

/** Socket Mode that is not connected before `run`. */
export function createSocketMode(deps: SocketModeDeps): SocketMode {
  const { clock, sleep, random = Math.random } = deps
  const outage = createOutageLog(deps)
  let connected = false
  let arrival = Promise.withResolvers<void>()
  let failures = 0

  const up = (): void => {
    connected = true
    arrival.resolve()
    outage.reportConnected()
  }
  const down = (detail: string, failure?: CallFailure): void => {
    if (connected) arrival = Promise.withResolvers<void>()
    connected = false
    outage.reportFailure(detail, failure)
  }
  const wait = (failure: CallFailure | undefined, signal: AbortSignal): Promise<unknown> =>
    untilAborted(sleep(backOffMs(failures, failure, random())), signal)

  /** Holds the connection until it ends or the signal fires. */
  const hold = async (connection: SocketConnection, signal: AbortSignal): Promise<void> => {
    const began = Date.parse(clock.now())
    up()
    const end = await untilAborted(connection.ended, signal)
    if (end === undefined) return connection.close()
    const steady = Date.parse(clock.now()) - began >= STABLE_AFTER_MS
    if (steady) failures = 0
    if (end.planned && steady) return
    failures++
    down(end.detail === '' ? 'Slack closed the connection' : end.detail)
    await wait(undefined, signal)
  }

  return {
    async run(signal) {
      while (!signal.aborted) {
        try {
          await hold(await openSocket(deps, (envelope) => void handleEnvelope(deps, envelope), signal), signal)
        } catch (error) {
          if (signal.aborted) return
          const failure = callFailureOf(error)
          failures++
          down(failure?.detail ?? (error instanceof Error ? error.message : 'unknown'), failure)
          await wait(failure, signal)
        }
      }
    },
    isConnected: () => connected,
    whenConnected: (signal) => untilAborted(arrival.promise, signal),
  }
}
