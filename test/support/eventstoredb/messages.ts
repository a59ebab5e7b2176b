/** Between the double's records and the messages of the protocol, as the client's own generated code has them. */
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js'
import codePb from '@eventstore/db-client/generated/code_pb.js'
import gossipPb from '@eventstore/db-client/generated/gossip_pb.js'
import sharedPb from '@eventstore/db-client/generated/shared_pb.js'
import statusPb from '@eventstore/db-client/generated/status_pb.js'
import type { Code } from '@eventstore/db-client/generated/code_pb.js'
import type { Status } from '@eventstore/db-client/generated/status_pb.js'
import streamsPb from '@eventstore/db-client/generated/streams_pb.js'
import anyPb from 'google-protobuf/google/protobuf/any_pb.js'
import emptyPb from 'google-protobuf/google/protobuf/empty_pb.js'
import type { Message } from 'google-protobuf'
import { CallFailure } from './grpc-transport.ts'
import type { AppendOutcome, Expected, LogRecord, ProposedEvent } from './database.ts'

const TICKS_PER_MS = 10_000n

// ---- the cluster

/** Of one node, which leads. */
export function gossip(port: number): InstanceType<typeof gossipPb.ClusterInfo> {
  const { ClusterInfo, EndPoint, MemberInfo } = gossipPb
  const member = new MemberInfo()
    .setState(MemberInfo.VNodeState.LEADER)
    .setIsAlive(true)
    .setHttpEndPoint(new EndPoint().setAddress('127.0.0.1').setPort(port))
  return new ClusterInfo().setMembersList([member])
}

// ---- events

/** Of either append path. */
export function toProposed(message: {
  getId(): { getString(): string } | undefined
  getMetadataMap(): { get(key: string): string | undefined }
  getData_asU8(): Uint8Array
  getCustomMetadata_asU8(): Uint8Array
}): ProposedEvent {
  return {
    id: message.getId()?.getString() ?? '',
    type: message.getMetadataMap().get('type') ?? '',
    contentType: message.getMetadataMap().get('content-type') ?? '',
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  }
}

/** With its link when it was resolved from one; a dangling link has no event. */
export function eventResponse(event: LogRecord | undefined, link?: LogRecord): ReadResp {
  const read = new streamsPb.ReadResp.ReadEvent()
  if (event !== undefined) read.setEvent(recorded(event))
  if (link !== undefined) read.setLink(recorded(link))
  read.setCommitPosition(String((link ?? event)!.position))
  return new streamsPb.ReadResp().setEvent(read)
}

function recorded(record: LogRecord): InstanceType<typeof streamsPb.ReadResp.ReadEvent.RecordedEvent> {
  const message = new streamsPb.ReadResp.ReadEvent.RecordedEvent()
  message.setId(new sharedPb.UUID().setString(record.id))
  message.setStreamIdentifier(streamIdentifier(record.stream))
  message.setStreamRevision(String(record.revision))
  message.setCommitPosition(String(record.position))
  message.setPreparePosition(String(record.position))
  message.setData(record.data)
  message.setCustomMetadata(record.metadata)
  message
    .getMetadataMap()
    .set('type', record.type)
    .set('content-type', record.contentType)
    .set('created', String(BigInt(record.created) * TICKS_PER_MS))
  return message
}

/** An id as two halves, signed: how the server writes one by itself. */
export function structuredId(id: string): InstanceType<typeof sharedPb.UUID> {
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex')
  const halves = new sharedPb.UUID.Structured()
    .setMostSignificantBits(String(bytes.readBigInt64BE(0)))
    .setLeastSignificantBits(String(bytes.readBigInt64BE(8)))
  return new sharedPb.UUID().setStructured(halves)
}

export function streamIdentifier(stream: string): InstanceType<typeof sharedPb.StreamIdentifier> {
  return new sharedPb.StreamIdentifier().setStreamName(Buffer.from(stream, 'utf8').toString('base64'))
}

export function streamName(identifier: { getStreamName_asU8(): Uint8Array } | undefined): string {
  return Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8')
}

// ---- what the other responses of a read say

export const confirmation = (): ReadResp =>
  new streamsPb.ReadResp().setConfirmation(
    new streamsPb.ReadResp.SubscriptionConfirmation().setSubscriptionId(crypto.randomUUID()),
  )
export const caughtUp = (): ReadResp => new streamsPb.ReadResp().setCaughtUp(new streamsPb.ReadResp.CaughtUp())
export const fellBehind = (): ReadResp => new streamsPb.ReadResp().setFellBehind(new streamsPb.ReadResp.FellBehind())
export const checkpoint = (commit: number, prepare: number): ReadResp =>
  new streamsPb.ReadResp().setCheckpoint(
    new streamsPb.ReadResp.Checkpoint().setCommitPosition(String(commit)).setPreparePosition(String(prepare)),
  )
export const streamNotFound = (stream: string): ReadResp =>
  new streamsPb.ReadResp().setStreamNotFound(
    new streamsPb.ReadResp.StreamNotFound().setStreamIdentifier(streamIdentifier(stream)),
  )

// ---- failures of calls

/** gRPC status codes. */
export const UNKNOWN = 2
export const INVALID_ARGUMENT = 3
const ABORTED = 10
export const UNAVAILABLE = 14

export const notReady = (): CallFailure => new CallFailure(UNAVAILABLE, 'Server Is Not Ready')
export const timedOut = (): CallFailure => new CallFailure(ABORTED, 'Timeout')
export const slowConsumer = (): CallFailure =>
  new CallFailure(ABORTED, 'Consumer too slow to handle event while live. Client resubscription required.')
export const denied = (): CallFailure => new CallFailure(7, 'Access Denied', { exception: 'access-denied' })
export const deletedStream = (stream: string): CallFailure =>
  new CallFailure(9, `Event stream '${stream}' is deleted.`, { exception: 'stream-deleted', 'stream-name': stream })
export const notLeader = ({ host, port }: { host: string; port: number }): CallFailure =>
  new CallFailure(5, 'Leader info available', {
    exception: 'not-leader',
    'leader-endpoint-host': host,
    'leader-endpoint-port': String(port),
  })
export const tooLarge = (most: number): CallFailure =>
  new CallFailure(3, `Maximum Append Size Of ${most} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(most),
  })
/** Of a server since 24.10, which this client does not know. */
export const eventTooLarge = (most: number): CallFailure =>
  new CallFailure(INVALID_ARGUMENT, `Maximum Append Event Size of ${most} Exceeded.`, {
    exception: 'maximum-append-event-size-exceeded',
    'maximum-append-event-size': String(most),
  })
/** Of deletes and tombstones; -1 stands for a missing stream here. */
export const wrongVersion = (stream: string, expected: Expected, actual: number): CallFailure =>
  new CallFailure(
    9,
    `Append failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${expected}, Actual ` +
      `version: ${actual}`,
    {
      exception: 'wrong-expected-version',
      'stream-name': stream,
      'expected-version': expectedNumber(expected),
      'actual-version': String(actual),
    },
  )

function expectedNumber(expected: Expected): string {
  if (typeof expected === 'number') return String(expected)
  return { no_stream: '-1', any: '-2', stream_exists: '-4' }[expected]
}

// ---- answers to appends

export function appendResponse(
  outcome: AppendOutcome & { kind: 'written' | 'recognised' | 'wrong_version' },
  expected: Expected,
) {
  const response = new streamsPb.AppendResp()
  if (outcome.kind !== 'wrong_version') {
    const position = new streamsPb.AppendResp.Position()
      .setCommitPosition(String(outcome.position))
      .setPreparePosition(String(outcome.position))
    return response.setSuccess(
      new streamsPb.AppendResp.Success().setCurrentRevision(String(outcome.revision)).setPosition(position),
    )
  }
  const wrong = new streamsPb.AppendResp.WrongExpectedVersion()
  if (outcome.actual === -1) wrong.setCurrentNoStream(new sharedPb.Empty())
  else wrong.setCurrentRevision(String(outcome.actual))
  if (typeof expected === 'number') wrong.setExpectedRevision(String(expected))
  else if (expected === 'no_stream') wrong.setExpectedNoStream(new sharedPb.Empty())
  else if (expected === 'stream_exists') wrong.setExpectedStreamExists(new sharedPb.Empty())
  else wrong.setExpectedAny(new sharedPb.Empty())
  return response.setWrongExpectedVersion(wrong)
}

export function batchSuccess({ revision, position }: { readonly revision: number; readonly position: number }) {
  const place = new sharedPb.AllStreamPosition()
    .setCommitPosition(String(position))
    .setPreparePosition(String(position))
  return new streamsPb.BatchAppendResp.Success().setCurrentRevision(String(revision)).setPosition(place)
}

export function batchWrongVersion(expected: Expected, actual: number): Status {
  const wrong = new sharedPb.WrongExpectedVersion()
  if (actual === -1) wrong.setCurrentNoStream(new emptyPb.Empty())
  else wrong.setCurrentStreamRevision(String(actual))
  if (typeof expected === 'number') wrong.setExpectedStreamPosition(String(expected))
  else if (expected === 'no_stream') wrong.setExpectedNoStream(new emptyPb.Empty())
  else if (expected === 'stream_exists') wrong.setExpectedStreamExists(new emptyPb.Empty())
  else wrong.setExpectedAny(new emptyPb.Empty())
  return status(codePb.Code.ALREADY_EXISTS, 'WrongExpectedVersion', 'WrongExpectedVersion', wrong)
}

export const batchDeleted = (stream: string): Status =>
  status(
    codePb.Code.NOT_FOUND,
    'StreamDeleted',
    'StreamDeleted',
    new sharedPb.StreamDeleted().setStreamIdentifier(streamIdentifier(stream)),
  )
export const batchTooLarge = (most: number): Status =>
  status(
    codePb.Code.INVALID_ARGUMENT,
    'MaximumAppendSizeExceeded',
    'MaximumAppendSizeExceeded',
    new sharedPb.MaximumAppendSizeExceeded().setMaxappendsize(most),
  )
/** Of a server since 24.10; its details have no fields that are looked at. */
export const batchEventTooLarge = (): Status =>
  status(
    codePb.Code.INVALID_ARGUMENT,
    'MaximumAppendEventSizeExceeded',
    'MaximumAppendEventSizeExceeded',
    new emptyPb.Empty(),
  )
export const batchTimeout = (): Status =>
  status(codePb.Code.DEADLINE_EXCEEDED, 'Timeout', 'Timeout', new sharedPb.Timeout())
export const batchDenied = (): Status =>
  status(codePb.Code.PERMISSION_DENIED, 'AccessDenied', 'AccessDenied', new sharedPb.AccessDenied())
/** The client knows neither of these, and makes “Could not recognize …” of their message. */
export const batchBadRequest = (): Status =>
  status(codePb.Code.INVALID_ARGUMENT, 'BadRequest', 'BadRequest', new sharedPb.BadRequest())
export const batchNotHandled = (message: string): Status =>
  status(codePb.Code.OK, message, 'Empty', new emptyPb.Empty())

function status(code: Code, message: string, type: string, details: Message): Status {
  const packed = new anyPb.Any()
  packed.pack(details.serializeBinary(), `event_store.client.${type}`)
  return new statusPb.Status().setCode(code).setMessage(message).setDetails(packed)
}
