/**
 * The server's `Read` call, for pages and subscriptions. The client's own reads cost twice as much: they make two
 * objects and several copies of each event, read JSON that nobody asks for, and tell of checkpoints ahead of the events
 * before them (ADR 10).
 */
import { convertToCommandError } from '@eventstore/db-client'
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb.js'
import { status, type ClientReadableStream } from '@grpc/grpc-js'
import type { ServerConnection } from '../connection/server-connection.ts'
import { decodeAnswer, encodeRequest, type ReadAnswer, type ReadRequest } from './read-messages.ts'

/** What the server answers, in order. */
export type ReadCall = ClientReadableStream<ReadAnswer>

/**
 * Opens the call, on the leader of a cluster. Rejects when there is no server to call; later errors are the stream's.
 */
export async function openRead(connection: ServerConnection, request: ReadRequest): Promise<ReadCall> {
  const node = await connection.node()
  const { path } = StreamsService.read
  const options = { deadline: Infinity }
  return connection.watch(
    node,
    node.streams.makeServerStreamRequest(path, encodeRequest, decodeAnswer, request, connection.metadata(), options),
  )
}

/** The call's error as the client's own, by type; undefined for that of a call that we ended ourselves. */
export function readError(error: unknown): Error | undefined {
  const given = error instanceof Error ? error : new Error(String(error))
  const { code, details } = given as { readonly code?: unknown; readonly details?: unknown }
  return code === status.CANCELLED && details === CANCELLED_BY_US ? undefined : convertToCommandError(given)
}

/** How gRPC words it. */
const CANCELLED_BY_US = 'Cancelled on client'
