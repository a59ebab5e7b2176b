/**
 * An EventStoreDB server in the test's own process, for the real client: it speaks the protocol through the client's
 * own generated messages and service definitions, and behaves as a real server 23.10.6 was observed to do, its mishaps
 * included.
 */
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb.js'
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js'
import serverFeaturesPb from '@eventstore/db-client/generated/serverfeatures_pb.js'
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js'
import { systemTimers, type Timers } from '../../../src/adapters/outbound/eventstoredb/connection/timers.ts'
import { CERTIFICATE, KEY } from './certificate.ts'
import { Database } from './database.ts'
import { Faults } from './faults.ts'
import { CallFailure, GrpcTransport, type Call, type Handler } from './grpc-transport.ts'
import { denied, gossip, UNKNOWN } from './messages.ts'
import { read } from './read-calls.ts'
import type { ServerState } from './server-state.ts'
import { append, batchAppend, deleteStream, tombstone } from './write-calls.ts'

/** How long a server that was told to end goes on serving open calls. */
export const SHUTDOWN_MS = 5000

export interface ServerDoubleOptions {
  /** Without it, the client falls back to one Append call for each append. */
  readonly batchAppend?: boolean
  readonly timers?: Timers
  readonly maxAppendSize?: number
  /** Of one event, in bytes: since 24.10 the server may have a bound for it, too. */
  readonly maxAppendEventSize?: number
  readonly liveBuffer?: number
  /** As servers since 24.10 treat a live subscriber that is too slow. */
  readonly fallsBehind?: boolean
  /** By how much its clock is ahead of ours. */
  readonly clockAheadMs?: number
  /** Speaks TLS, with the certificate of certificate.ts. */
  readonly tls?: boolean
  /** Who may call; anybody unless given. */
  readonly authorization?: string
}

export class ServerDouble {
  readonly faults = new Faults()
  readonly state: ServerState
  readonly #transport: GrpcTransport
  readonly #tls: boolean

  private constructor({
    batchAppend: batch = true,
    timers = systemTimers,
    maxAppendSize = 1024 * 1024,
    maxAppendEventSize = Infinity,
    liveBuffer = 32,
    fallsBehind = false,
    clockAheadMs = 0,
    tls = false,
    authorization,
  }: ServerDoubleOptions) {
    this.#tls = tls
    this.state = {
      database: new Database(),
      faults: this.faults,
      timers,
      ready: true,
      leader: undefined,
      maxAppendSize,
      maxAppendEventSize,
      liveBuffer,
      fallsBehind,
      clockAheadMs,
      inFlight: new Set(),
      deaf: new WeakSet(),
      received: { appends: 0, batches: 0, reads: 0, subscriptions: 0 },
      subscriptions: [],
      endSubscriptions: new Set(),
      port: () => this.#transport.port,
    }
    const serve =
      (handler: (state: ServerState, call: Call) => Promise<void>): Handler =>
      async (call) => {
        if (authorization !== undefined && call.headers.authorization !== authorization) throw denied()
        return handler(this.state, call)
      }
    const handlers = new Map<string, Handler>([
      [StreamsService.read.path, serve(read)],
      [StreamsService.append.path, serve(append)],
      [StreamsService.delete.path, serve(deleteStream)],
      [StreamsService.tombstone.path, serve(tombstone)],
      [ServerFeaturesService.getSupportedMethods.path, (call) => features(call, batch, this.faults)],
      [GossipService.read.path, (call) => call.write(gossip(this.#transport.port).serializeBinary())],
    ])
    if (batch) handlers.set(StreamsService.batchAppend.path, serve(batchAppend))
    this.#transport = new GrpcTransport(handlers, tls ? { cert: CERTIFICATE, key: KEY } : undefined)
  }

  static async start(options: ServerDoubleOptions = {}): Promise<ServerDouble> {
    const double = new ServerDouble(options)
    await double.#transport.listen()
    return double
  }

  get url(): string {
    return `esdb://127.0.0.1:${this.#transport.port}?tls=${this.#tls}`
  }

  get port(): number {
    return this.#transport.port
  }

  get database(): Database {
    return this.state.database
  }

  get connections(): number {
    return this.#transport.connections
  }

  /** Gone at once, as after SIGKILL; what was written stays. */
  kill(): void {
    this.#transport.stopListening()
    this.#transport.cutConnections()
  }

  /**
   * As after SIGTERM: no new connections and no new calls; the open calls are served on, and cut off after
   * `SHUTDOWN_MS`.
   */
  terminate(): void {
    this.#transport.stopListening()
    this.#transport.goAway()
    this.state.timers.after(SHUTDOWN_MS, () => this.#transport.resetCalls())
  }

  /** Stopped, with its connections open (SIGSTOP); goes on when the function it gives is called. */
  stall(): () => void {
    return this.#transport.stall()
  }

  /** On the same port again, with what was written. */
  async restart(): Promise<void> {
    this.database.restart()
    await this.#transport.listen()
  }

  /** Another database behind the same address: a backup restored, or a wiped disk. */
  replaceDatabase(): void {
    this.state.database = new Database()
  }

  /** Ends all subscriptions in order, as a server does that closes a call cleanly. */
  endSubscriptions(): void {
    for (const end of this.state.endSubscriptions) end()
  }

  stop(): void {
    this.kill()
  }
}

async function features(call: Call, batch: boolean, faults: Faults): Promise<void> {
  if (faults.take('features') !== undefined) throw new CallFailure(UNKNOWN, 'Exception was thrown by handler.')
  const { SupportedMethod, SupportedMethods } = serverFeaturesPb
  const methods = [
    StreamsService.read,
    StreamsService.append,
    StreamsService.delete,
    StreamsService.tombstone,
    ...(batch ? [StreamsService.batchAppend] : []),
  ]
  const list = methods.map(({ path }) => {
    const [, service = '', method = ''] = path.split('/')
    return new SupportedMethod().setServiceName(service.toLowerCase()).setMethodName(method.toLowerCase())
  })
  await call.write(new SupportedMethods().setEventStoreServerVersion('23.10.6').setMethodsList(list).serializeBinary())
}
