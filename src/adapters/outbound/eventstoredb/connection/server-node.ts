/** One node of the server, on a gRPC channel of its own, with the vendor's definitions of its services. */
import { status, type ChannelCredentials, type Metadata } from '@grpc/grpc-js'
import { ServerFeaturesClient } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js'
import type { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js'
import sharedPb from '@eventstore/db-client/generated/shared_pb.js'
import { StreamsClient, StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js'
import type { Settings } from './connection-settings.ts'
import type { Endpoint } from './connection-string.ts'

/**
 * How many bytes the server may send ahead on each call. HTTP/2's own 64 KiB, some 50 events, stop it whenever this
 * process is busy for a millisecond: a rebuild then waits for it a third of the time.
 */
const WINDOW_BYTES = 256 * 1024
/** The server's projections may write events of 16 MiB. */
const MAX_MESSAGE_BYTES = 17 * 1024 * 1024

export class ServerNode {
  readonly endpoint: Endpoint
  readonly streams: StreamsClient
  readonly #features: ServerFeaturesClient
  readonly #deadlineMs: number
  #takesBatches: Promise<boolean> | undefined
  #closed = false

  constructor(endpoint: Endpoint, settings: Settings, credentials: ChannelCredentials) {
    this.endpoint = endpoint
    this.#deadlineMs = settings.defaultDeadline
    this.streams = new StreamsClient(`${endpoint.address}:${endpoint.port}`, credentials, {
      'grpc.keepalive_time_ms': settings.keepAliveInterval,
      'grpc.keepalive_timeout_ms': settings.keepAliveTimeout,
      'grpc.max_receive_message_length': MAX_MESSAGE_BYTES,
      'grpc-node.flow_control_window': WINDOW_BYTES,
    })
    this.#features = new ServerFeaturesClient('', credentials, { channelOverride: this.streams.getChannel() })
  }

  /** Whether one call takes all appends (BatchAppend); servers before 21.10 take each as a call of its own. */
  takesBatches(metadata: Metadata): Promise<boolean> {
    if (this.#takesBatches !== undefined) return this.#takesBatches
    const asked = this.#ask(metadata)
    this.#takesBatches = asked
    // An answer that did not come is asked for again.
    asked.catch(() => {
      this.#takesBatches = undefined
    })
    return asked
  }

  get closed(): boolean {
    return this.#closed
  }

  /** Takes no new calls; open ones go on to their end. */
  close(): void {
    this.#closed = true
    this.streams.close()
  }

  #ask(metadata: Metadata): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const options = { deadline: Date.now() + this.#deadlineMs }
      this.#features.getSupportedMethods(new sharedPb.Empty(), metadata, options, (error, methods) => {
        if (error === null) resolve(hasBatchAppend(methods))
        else if (error.code === status.UNIMPLEMENTED) resolve(false)
        else reject(error)
      })
    })
  }
}

function hasBatchAppend(methods: SupportedMethods): boolean {
  const path = StreamsService.batchAppend.path.toLowerCase()
  return methods
    .getMethodsList()
    .some((method) => `/${method.getServiceName()}/${method.getMethodName()}`.toLowerCase() === path)
}
