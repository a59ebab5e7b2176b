/**
 * Socket Mode, for a laptop without a public address: Slack's envelopes come over a WebSocket that we open. Each is
 * kept in the same inbox before it is acknowledged. Whatever ends a connection, another is made, for as long as the
 * service runs.
 */
import { errorMessage } from '../../../../../domain/kernel/errors.ts'
import type { Clock } from '../../../../../ports/clock.ts'
import type { KeyRing } from '../../../../../ports/keys/key-ring.ts'
import { backOff } from '../calling/back-off.ts'
import { classify } from './incoming.ts'
import { createOutageLog } from './outage.ts'
import { isFields } from './read-body.ts'
import { respondTo, type RespondDeps } from './respond.ts'
import { failureOf, type CallFailure } from '../calling/slack-errors.ts'
import {
  openSocket,
  type SocketEnvelope,
  type SocketConnection,
  type SocketConnectionDeps,
} from './socket-connection.ts'

export interface SocketModeDeps extends RespondDeps, SocketConnectionDeps {
  readonly keyRing: Pick<KeyRing, 'digest'>
  readonly clock: Clock
  /** How a back-off is waited for. */
  readonly sleep: (ms: number) => Promise<unknown>
  /** 0 to 1; `Math.random` where left out. */
  readonly random?: () => number
}

export interface SocketMode {
  /** Keeps a connection open until the signal fires; never rejects. */
  run(signal: AbortSignal): Promise<void>
  /** Whether what people do in Slack gets here. */
  readonly isConnected: () => boolean
  /** Resolves at once or when there is a connection, or when the signal fires. */
  readonly whenConnected: (signal: AbortSignal) => Promise<void>
}

/** A connection that lasted so long worked: what follows is a new trouble, and begins with a short wait. */
const STABLE_AFTER_MS = 10_000

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
    orAborted(sleep(backOff(failures, failure, random())), signal)

  /** Until it ends or the signal fires. */
  const hold = async (connection: SocketConnection, signal: AbortSignal): Promise<void> => {
    const began = Date.parse(clock.now())
    up()
    const end = await orAborted(connection.ended, signal)
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
          const failure = failureOf(error)
          failures++
          down(failure?.detail ?? (error instanceof Error ? error.message : 'unknown'), failure)
          await wait(failure, signal)
        }
      }
    },
    isConnected: () => connected,
    whenConnected: (signal) => orAborted(arrival.promise, signal),
  }
}

/** What comes of the work; undefined as soon as the signal fires. Leaves nothing behind on a long-lived signal. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  const over = new AbortController()
  const aborted = new Promise<undefined>((resolve) => {
    if (signal.aborted) resolve(undefined)
    else signal.addEventListener('abort', () => resolve(undefined), { once: true, signal: over.signal })
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    over.abort()
  }
}

async function handleEnvelope(deps: SocketModeDeps, { body, ack }: SocketEnvelope): Promise<void> {
  try {
    const now = Date.parse(deps.clock.now())
    const incoming = isFields(body)
      ? classify(body, { digest: () => deps.keyRing.digest(JSON.stringify(body)), now })
      : undefined
    await ack(incoming === undefined ? undefined : await respondTo(deps, incoming))
  } catch (error) {
    // Not acknowledged: Slack sends events again.
    const detail = errorMessage(error)
    deps.logger.error({ error: detail }, 'what came over the socket could not be kept')
  }
}
