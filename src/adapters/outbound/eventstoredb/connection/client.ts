/**
 * Creates and disposes clients. This is where we use the client's internals: its version is pinned, and a test covers
 * each use.
 */
import { EventStoreDBClient } from '@eventstore/db-client'
import type { Duplex } from 'node:stream'
import { TIMED_OUT, withTimeout, type Timers } from './timers.ts'

interface Internals {
  readonly disposableStreams: Set<Duplex>
  readonly getChannel: () => Promise<{ close(): void }>
  createChannel: () => Promise<{ readonly internalChannel: { getOptions(): Record<string, unknown> } }>
  execute: Execute
}

type Execute = (service: unknown, name: string, action: (stub: Stub) => Promise<unknown>) => Promise<unknown>

/** gRPC's half of a client. */
interface Stub {
  getChannel(): { getConnectivityState(connect: boolean): number }
}

/** gRPC's state of a channel that was closed for good. */
const SHUTDOWN = 4
/** gRPC's status of a call that found no server. */
const UNAVAILABLE = 14

/**
 * How many bytes the server may send ahead on each call. HTTP/2's own 64 KiB, some 50 events, stop it whenever this
 * process is busy for a millisecond: a rebuild then waits for it a third of the time.
 */
const WINDOW_BYTES = 256 * 1024

/** Cancelling is local and quick; nothing that delays it may delay us. */
export const DISPOSE_TIMEOUT_MS = 1000

export function makeClient(url: string): EventStoreDBClient {
  const client = EventStoreDBClient.connectionString(url)
  const internals = client as unknown as Internals
  const { disposableStreams } = internals
  refuseClosedChannels(internals)
  widenWindow(internals)
  const add = disposableStreams.add.bind(disposableStreams)
  disposableStreams.add = (stream) => {
    if (typeof stream.write === 'function') {
      hideBackpressure(stream)
      ignoreStrayAnswers(stream)
    }
    return add(stream)
  }
  return client
}

/**
 * The client queues messages while its append stream is full (from 16 on). When the connection breaks then, it rejects
 * promises that nobody can hold, which ends the process. So its streams never say that they are full; what waits is
 * thrown away with the client when an append times out.
 */
function hideBackpressure(stream: Duplex): void {
  const write = stream.write.bind(stream) as (message: unknown) => boolean
  stream.write = (message: unknown) => {
    write(message)
    return true
  }
}

/**
 * An answer for which no append waits (a second one to a bad request, or one that comes after its append was given up)
 * makes the client's listener throw, which ends the process or leaves the stream deaf.
 */
function ignoreStrayAnswers(stream: Duplex): void {
  for (const listener of stream.listeners('data') as ((answer: unknown) => void)[]) {
    stream.off('data', listener)
    stream.on('data', (answer) => {
      try {
        listener(answer)
      } catch {
        // No append waits for it.
      }
    })
  }
}

/**
 * An Append that begins on a channel which was closed a moment before (with its client, or by the client itself when a
 * call beside it failed) throws where nobody can catch it, which ends the process. So it is refused a step earlier:
 * nothing was sent.
 */
function refuseClosedChannels(internals: Internals): void {
  const execute = internals.execute
  internals.execute = (service, name, action) =>
    execute(service, name, async (stub) => {
      if (stub.getChannel().getConnectivityState(false) !== SHUTDOWN) return action(stub)
      throw Object.assign(new Error('No connection established: the channel was closed.'), { code: UNAVAILABLE })
    })
}

/** Of the connections that a channel will make: it makes none before its first call. */
function widenWindow(internals: Internals): void {
  const create = internals.createChannel
  internals.createChannel = async () => {
    const channel = await create()
    channel.internalChannel.getOptions()['grpc-node.flow_control_window'] = WINDOW_BYTES
    return channel
  }
}

/** Cancels all calls of the client and closes its connection, which its own `dispose` leaves open. */
export async function disposeClient(client: EventStoreDBClient, timers: Timers): Promise<void> {
  await withTimeout(timers, DISPOSE_TIMEOUT_MS, client.dispose())
  const { getChannel } = client as unknown as Internals
  const channel = await withTimeout(
    timers,
    DISPOSE_TIMEOUT_MS,
    getChannel().catch(() => undefined),
  )
  if (channel !== TIMED_OUT) channel?.close()
}
