/**
 * The server's `Read` call, for pages and subscriptions, on the connection of the client. The client's own reads cost
 * twice as much: they make two objects and several copies of each event, read JSON that nobody asks for, and tell of
 * checkpoints ahead of the events before them (ADR 10).
 */
import type { EventStoreDBClient } from '@eventstore/db-client'
import { convertToCommandError } from '@eventstore/db-client/dist/utils/CommandError.js'
import { isClientCancellationError } from '@eventstore/db-client/dist/utils/isClientCancellationError.js'
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js'
import type { Readable } from 'node:stream'
import { decodeAnswer, encodeRequest, type ReadAnswer, type ReadRequest } from './read-messages.ts'

const METHOD = '/event_store.client.streams.Streams/Read'

/** What the server answers, in order. */
export interface ReadCall extends Readable {
  cancel(): void
}

/** gRPC's half of a client. */
interface Stub {
  makeServerStreamRequest(
    method: string,
    serialize: (request: ReadRequest) => Buffer,
    deserialize: (bytes: Buffer) => ReadAnswer,
    request: ReadRequest,
    ...call: readonly unknown[]
  ): ReadCall
}

/** The client's ways to its connection: they find the server, reconnect, know the leader and give the credentials. */
interface Internals {
  readonly GRPCStreamCreator: (
    service: unknown,
    name: string,
    open: (stub: Stub) => ReadCall,
  ) => () => Promise<ReadCall>
  readonly callArguments: (
    options: { readonly requiresLeader: boolean },
    call: { readonly deadline: number },
  ) => readonly unknown[]
}

/**
 * Opens the call, on the leader of a cluster. Rejects when there is no server to call; later errors are the stream's.
 */
export function openRead(client: EventStoreDBClient, request: ReadRequest): Promise<ReadCall> {
  const { GRPCStreamCreator, callArguments } = client as unknown as Internals
  return GRPCStreamCreator(StreamsClient, 'read', (stub) =>
    stub.makeServerStreamRequest(
      METHOD,
      encodeRequest,
      decodeAnswer,
      request,
      ...callArguments({ requiresLeader: true }, { deadline: Infinity }),
    ),
  )()
}

/** The call's error as the client's own, by type; undefined for that of a call that we ended ourselves. */
export function readError(error: unknown): Error | undefined {
  const given = error instanceof Error ? error : new Error(String(error))
  return isClientCancellationError(given) ? undefined : convertToCommandError(given)
}
