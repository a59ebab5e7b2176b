/** Append, BatchAppend, Delete and Tombstone of the server double. */
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js'
import type { Status } from '@eventstore/db-client/generated/status_pb.js'
import sharedPb from '@eventstore/db-client/generated/shared_pb.js'
import streamsPb from '@eventstore/db-client/generated/streams_pb.js'
import { validate as isUuid, NIL } from 'uuid'
import type { AppendOutcome, Expected, ProposedEvent } from './database.ts'
import type { FaultKind } from './faults.ts'
import { CallFailure, type Call } from './grpc-transport.ts'
import {
  appendResponse,
  batchBadRequest,
  batchDeleted,
  batchDenied,
  batchEventTooLarge,
  batchNotHandled,
  batchSuccess,
  batchTimeout,
  batchTooLarge,
  batchWrongVersion,
  deletedStream,
  denied,
  eventTooLarge,
  notLeader,
  notReady,
  streamIdentifier,
  streamName,
  structuredId,
  timedOut,
  tooLarge,
  toProposed,
  UNAVAILABLE,
  UNKNOWN,
  wrongVersion,
} from './messages.ts'
import type { ServerState } from './server-state.ts'

/**
 * The server's own write time-out: after it comes the answer to a write that could not be told apart from one in
 * flight.
 */
export const WRITE_TIMEOUT_MS = 2000

interface Request {
  readonly stream: string
  readonly expected: Expected
  readonly events: readonly ProposedEvent[]
}

type Answer =
  | AppendOutcome
  | {
      readonly kind:
        | 'too_large'
        | 'event_too_large'
        | 'bad_request'
        | 'timeout'
        | 'not_ready'
        | 'overloaded'
        | 'no_leader'
        | 'denied'
        | 'silence'
    }

/** What the server does with an append, on either path. Gives the answer; `silence` when there will be none. */
async function write(state: ServerState, call: Call, request: Request): Promise<Answer> {
  const { stream, expected, events } = request
  const fault = state.faults.take('append')?.kind
  state.received.appends++
  const refused = refusal(state, call, fault, events)
  if (refused !== undefined) return refused
  const key = `${stream} ${events.map(({ id }) => id).join(' ')}`
  if (events.length > 0 && state.inFlight.has(key)) {
    await new Promise<void>((resolve) => state.timers.after(WRITE_TIMEOUT_MS, resolve))
    return { kind: 'timeout' }
  }
  state.inFlight.add(key)
  const outcome = state.database.append(stream, expected, events)
  await new Promise((resolve) => setImmediate(resolve))
  state.inFlight.delete(key)
  if (fault === 'lost_answer') call.cut()
  if (fault === 'deaf') state.deaf.add(call)
  return fault === 'lost_answer' || fault === 'never_acknowledged' || state.deaf.has(call)
    ? { kind: 'silence' }
    : outcome
}

function refusal(
  state: ServerState,
  call: Call,
  fault: FaultKind | undefined,
  events: readonly ProposedEvent[],
): Answer | undefined {
  if (state.leader !== undefined && call.headers['requires-leader'] === 'true') throw notLeader(state.leader)
  if (fault === 'not_leader') throw notLeader({ host: '127.0.0.1', port: state.port() })
  if (fault === 'denied') return { kind: 'denied' }
  if (fault === 'not_ready' || !state.ready) return { kind: 'not_ready' }
  if (fault === 'overloaded' || fault === 'no_leader') return { kind: fault }
  if (fault === 'busy') return { kind: 'timeout' }
  if (fault === 'no_answer') return { kind: 'silence' }
  if (fault === 'cut') {
    call.cut()
    return { kind: 'silence' }
  }
  if (fault === 'bad_request' || events.some(({ id, type }) => !isUuid(id) || id === NIL || type === ''))
    return { kind: 'bad_request' }
  if (events.some((event) => dataBytes([event]) > state.maxAppendEventSize)) return { kind: 'event_too_large' }
  return dataBytes(events) > state.maxAppendSize ? { kind: 'too_large' } : undefined
}

/** Metadata is not counted: a slip of the real server. */
const dataBytes = (events: readonly ProposedEvent[]): number => events.reduce((sum, { data }) => sum + data.length, 0)

// ---- Append: a call of its own for each

export async function append(state: ServerState, call: Call): Promise<void> {
  let request: Request | undefined
  const events: ProposedEvent[] = []
  for await (const bytes of call.messages) {
    const message = streamsPb.AppendReq.deserializeBinary(bytes)
    const options = message.getOptions()
    if (options !== undefined) {
      const expected = options.hasRevision()
        ? Number(options.getRevision())
        : options.hasNoStream()
          ? 'no_stream'
          : options.hasAny()
            ? 'any'
            : 'stream_exists'
      request = { stream: streamName(options.getStreamIdentifier()), expected, events }
    } else {
      events.push(toProposed(message.getProposedMessage()!))
    }
  }
  if (request === undefined) throw new CallFailure(3, 'no options')
  const answer = await write(state, call, request)
  switch (answer.kind) {
    case 'silence':
      return call.over.aborted
        ? undefined
        : new Promise((resolve) => call.over.addEventListener('abort', () => resolve()))
    case 'timeout':
      throw timedOut()
    case 'not_ready':
      throw notReady()
    case 'overloaded':
      throw new CallFailure(UNAVAILABLE, 'Server Is Too Busy')
    case 'no_leader':
      throw new CallFailure(UNKNOWN, 'No leader info available in response')
    case 'denied':
      throw denied()
    case 'too_large':
      throw tooLarge(state.maxAppendSize)
    case 'event_too_large':
      throw eventTooLarge(state.maxAppendEventSize)
    case 'bad_request':
      throw new CallFailure(3, 'Bad Request')
    case 'deleted':
      throw deletedStream(request.stream)
    default:
      await call.write(appendResponse(answer, request.expected).serializeBinary())
  }
}

// ---- BatchAppend: one call for all appends of a client

type BatchRequest = Request & { readonly events: ProposedEvent[]; readonly deadline: number }

export async function batchAppend(state: ServerState, call: Call): Promise<void> {
  state.received.batches++
  // Another leader ends the whole call; all else is answered one by one, in any order.
  const failed = Promise.withResolvers<never>()
  const answer = async () => {
    const open = new Map<string, BatchRequest>()
    for await (const bytes of call.messages) {
      const message = streamsPb.BatchAppendReq.deserializeBinary(bytes)
      const correlation = message.getCorrelationId()!.getString()
      const options = message.getOptions()
      const begun = options === undefined ? open.get(correlation) : batchRequest(options)
      // What was refused already.
      if (begun === undefined) continue
      begun.events.push(...message.getProposedMessagesList().map(toProposed))
      open.set(correlation, begun)
      const refused = refusedOnArrival(state, begun, message)
      if (refused === undefined && !message.getIsFinal()) continue
      open.delete(correlation)
      if (refused === undefined) answerBatch(state, call, message, begun).catch(failed.reject)
      else await call.write(reply(message, begun.stream).setError(refused).serializeBinary())
    }
  }
  await Promise.race([answer(), failed.promise])
}

/** Its deadline is looked at when it begins, its size with each part. */
function refusedOnArrival(state: ServerState, request: BatchRequest, message: BatchAppendReq): Status | undefined {
  if (message.hasOptions() && request.deadline <= Date.now() + state.clockAheadMs) return batchTimeout()
  return message.getIsFinal() || dataBytes(request.events) <= state.maxAppendSize
    ? undefined
    : batchTooLarge(state.maxAppendSize)
}

const reply = (message: BatchAppendReq, stream: string): BatchAppendResp =>
  new streamsPb.BatchAppendResp()
    .setCorrelationId(message.getCorrelationId())
    .setStreamIdentifier(streamIdentifier(stream))

function batchRequest(options: BatchAppendReq.Options): BatchRequest {
  const expected = options.hasStreamPosition()
    ? Number(options.getStreamPosition())
    : options.hasNoStream()
      ? 'no_stream'
      : options.hasAny()
        ? 'any'
        : 'stream_exists'
  const deadline = options.getDeadline()?.toDate().getTime() ?? Infinity
  return { stream: streamName(options.getStreamIdentifier()), expected, events: [], deadline }
}

async function answerBatch(
  state: ServerState,
  call: Call,
  message: BatchAppendReq,
  request: BatchRequest,
): Promise<void> {
  const { stream, expected } = request
  const fail = (status: Status) => call.write(reply(message, stream).setError(status).serializeBinary())
  const answer = await write(state, call, request)
  switch (answer.kind) {
    case 'silence':
      return
    case 'timeout':
      return fail(batchTimeout())
    case 'not_ready':
      return fail(batchNotHandled('Server Is Not Ready'))
    case 'overloaded':
      return fail(batchNotHandled('Server Is Busy'))
    case 'no_leader':
      return fail(batchNotHandled('No leader info available in response'))
    case 'denied':
      return fail(batchDenied())
    case 'too_large':
      return fail(batchTooLarge(state.maxAppendSize))
    case 'event_too_large':
      return fail(batchEventTooLarge())
    case 'deleted':
      return fail(batchDeleted(stream))
    case 'wrong_version':
      return fail(batchWrongVersion(expected, answer.actual))
    case 'bad_request':
      await fail(batchBadRequest())
      // The write that it had begun all the same times out, and is answered once more, with an id that it has read and
      // written anew.
      state.timers.after(WRITE_TIMEOUT_MS, () => {
        const again = reply(message, stream)
          .setCorrelationId(structuredId(message.getCorrelationId()!.getString()))
          .setError(batchTimeout())
        void call.write(again.serializeBinary())
      })
      return
    default:
      return call.write(reply(message, stream).setSuccess(batchSuccess(answer)).serializeBinary())
  }
}

// ---- Delete and Tombstone

export async function deleteStream(state: ServerState, call: Call): Promise<void> {
  const { stream, expected } = await deleteRequest(call)
  const outcome = state.database.delete(stream, expected)
  throwUnlessDone(outcome, stream, expected)
  await call.write(new streamsPb.DeleteResp().setNoPosition(new sharedPb.Empty()).serializeBinary())
}

export async function tombstone(state: ServerState, call: Call): Promise<void> {
  const { stream, expected } = await deleteRequest(call)
  const outcome = state.database.tombstone(stream, expected)
  throwUnlessDone(outcome, stream, expected)
  await call.write(new streamsPb.TombstoneResp().setNoPosition(new sharedPb.Empty()).serializeBinary())
}

async function deleteRequest(call: Call): Promise<{ stream: string; expected: Expected }> {
  for await (const bytes of call.messages) {
    // The requests of both have the same shape.
    const options = streamsPb.DeleteReq.deserializeBinary(bytes).getOptions()!
    const expected = options.hasRevision()
      ? Number(options.getRevision())
      : options.hasNoStream()
        ? 'no_stream'
        : options.hasAny()
          ? 'any'
          : 'stream_exists'
    return { stream: streamName(options.getStreamIdentifier()), expected }
  }
  throw new CallFailure(3, 'no request')
}

function throwUnlessDone(outcome: AppendOutcome, stream: string, expected: Expected): void {
  if (outcome.kind === 'deleted') throw deletedStream(stream)
  if (outcome.kind === 'wrong_version') throw wrongVersion(stream, expected, outcome.actual)
}
