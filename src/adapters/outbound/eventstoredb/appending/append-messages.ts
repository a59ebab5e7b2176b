/** Appends as messages of the server, in the vendor's own definitions of them; and its answers as results or errors. */
import {
  AccessDeniedError,
  DeadlineExceededError,
  MaxAppendSizeExceededError,
  StreamDeletedError,
  UnknownError,
  WrongExpectedVersionError,
} from '@eventstore/db-client'
import type { Status } from '@eventstore/db-client/generated/status_pb.js'
import sharedPb from '@eventstore/db-client/generated/shared_pb.js'
import streamsPb, { type AppendResp, type BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js'
import emptyPb from 'google-protobuf/google/protobuf/empty_pb.js'
import type { Position } from '../../../../ports/events/event-store.ts'
import { encodePosition } from '../reading/position.ts'

/** What became of it: the revision and the position of its last event. */
export interface AppendResult {
  readonly revision: number
  readonly position: Position
}

/** An append as the server takes it. */
export interface Append {
  /** The server's name of the stream. */
  readonly stream: string
  /** Of the last event that must be there; none for a stream that must not be there. */
  readonly expected: bigint | 'none'
  readonly events: readonly ProposedEvent[]
}

export interface ProposedEvent {
  readonly id: string
  readonly type: string
  readonly data: Uint8Array
  readonly metadata: Uint8Array
}

const CONTENT_TYPE = 'application/json'

/** For a call of its own: first where, then each event. */
export function appendRequests({ stream, expected, events }: Append): streamsPb.AppendReq[] {
  const options = new streamsPb.AppendReq.Options().setStreamIdentifier(identifier(stream))
  if (expected === 'none') options.setNoStream(new sharedPb.Empty())
  else options.setRevision(String(expected))
  return [
    new streamsPb.AppendReq().setOptions(options),
    ...events.map((event) => {
      const message = proposed(new streamsPb.AppendReq.ProposedMessage(), event)
      return new streamsPb.AppendReq().setProposedMessage(message)
    }),
  ]
}

/**
 * For the call that takes all appends: whole in one message. Without a deadline, so that the server's own time-out
 * holds and nobody's clock is compared.
 */
export function batchRequest(correlation: string, { stream, expected, events }: Append): streamsPb.BatchAppendReq {
  const options = new streamsPb.BatchAppendReq.Options().setStreamIdentifier(identifier(stream))
  if (expected === 'none') options.setNoStream(new emptyPb.Empty())
  else options.setStreamPosition(String(expected))
  return new streamsPb.BatchAppendReq()
    .setCorrelationId(new sharedPb.UUID().setString(correlation))
    .setOptions(options)
    .setProposedMessagesList(events.map((event) => proposed(new streamsPb.BatchAppendReq.ProposedMessage(), event)))
    .setIsFinal(true)
}

/** Throws `WrongExpectedVersionError`. */
export function appendResult(stream: string, answer: AppendResp): AppendResult {
  const wrong = answer.getWrongExpectedVersion()
  if (wrong !== undefined) {
    throw new WrongExpectedVersionError(undefined, {
      streamName: stream,
      expected: wrong.hasExpectedRevision() ? BigInt(wrong.getExpectedRevision()) : 'no_stream',
      current: wrong.hasCurrentRevision() ? BigInt(wrong.getCurrentRevision()) : 'no_stream',
    })
  }
  return written(answer.getSuccess())
}

/** Throws the client's error for what the server says. */
export function batchResult(stream: string, answer: BatchAppendResp): AppendResult {
  const error = answer.getError()
  if (error !== undefined) throw batchError(stream, error)
  return written(answer.getSuccess())
}

interface Success {
  getCurrentRevision(): string
  getPosition(): { getCommitPosition(): string; getPreparePosition(): string } | undefined
}

function written(success: Success | undefined): AppendResult {
  const position = success?.getPosition()
  if (success === undefined || position === undefined) throw new Error('EventStoreDB answered an append with nothing.')
  return {
    // The server's word: a deleted stream goes on where it was, also when none was expected.
    revision: Number(success.getCurrentRevision()),
    position: encodePosition({
      commit: BigInt(position.getCommitPosition()),
      prepare: BigInt(position.getPreparePosition()),
    }),
  }
}

const PACKAGE = 'event_store.client.'

/** By the type of its details; what has none, such as a server that is not ready, is told by its message alone. */
function batchError(stream: string, error: Status): Error {
  const details = error.getDetails()
  const type = details?.getTypeName() ?? ''
  switch (type.startsWith(PACKAGE) ? type.slice(PACKAGE.length) : '') {
    case 'WrongExpectedVersion': {
      const wrong = details?.unpack((bytes) => sharedPb.WrongExpectedVersion.deserializeBinary(bytes), type)
      return wrong ? WrongExpectedVersionError.fromWrongExpectedVersion(wrong, stream) : new UnknownError()
    }
    case 'StreamDeleted':
      return StreamDeletedError.fromStreamName(stream)
    case 'AccessDenied':
      return new AccessDeniedError()
    case 'Timeout':
      return new DeadlineExceededError()
    case 'MaximumAppendSizeExceeded': {
      const most = details?.unpack((bytes) => sharedPb.MaximumAppendSizeExceeded.deserializeBinary(bytes), type)
      return MaxAppendSizeExceededError.fromMaxAppendSize(most?.getMaxappendsize() ?? 0)
    }
    // These two the client does not know.
    case 'MaximumAppendEventSizeExceeded':
      return Object.assign(new Error(error.getMessage()), { type: 'maximum-append-event-size-exceeded' })
    case 'BadRequest':
      return Object.assign(new Error(error.getMessage()), { type: 'bad-request' })
    default:
      return new UnknownError(undefined, error.getMessage())
  }
}

interface Proposed {
  setId(id: sharedPb.UUID): unknown
  getMetadataMap(): { set(key: string, value: string): unknown }
  setData(data: Uint8Array): unknown
  setCustomMetadata(metadata: Uint8Array): unknown
}

/** Fills a message of either kind, which have the same members. */
function proposed<Message extends Proposed>(message: Message, { id, type, data, metadata }: ProposedEvent): Message {
  message.setId(new sharedPb.UUID().setString(id))
  message.getMetadataMap().set('type', type)
  message.getMetadataMap().set('content-type', CONTENT_TYPE)
  message.setData(data)
  message.setCustomMetadata(metadata)
  return message
}

function identifier(stream: string): sharedPb.StreamIdentifier {
  return new sharedPb.StreamIdentifier().setStreamName(Buffer.from(stream, 'utf8'))
}
