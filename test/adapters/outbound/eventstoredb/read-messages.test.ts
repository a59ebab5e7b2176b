/** What newer servers say is understood as far as it is known here. */
import protobuf from 'protobufjs'
import { expect, test } from 'vitest'
import { decodeAnswer } from '../../../../src/adapters/outbound/eventstoredb/reading/read-messages.ts'

/** The fields that streams.proto has gained up to server 26.1. */
const { root } = protobuf.parse(
  `
  syntax = "proto3";
  message Answer { oneof content { Checkpoint checkpoint = 3; Live caught_up = 8; Live fell_behind = 9; } }
  message Checkpoint { uint64 commit_position = 1; uint64 prepare_position = 2; Timestamp timestamp = 3; }
  message Live { Timestamp timestamp = 1; optional int64 stream_revision = 2; optional Position position = 3; }
  message Position { uint64 commit_position = 1; uint64 prepare_position = 2; }
  message Timestamp { int64 seconds = 1; int32 nanos = 2; }
`,
  { keepCase: true },
)
const Answer = root.lookupType('Answer')
const position = { commit_position: 1234, prepare_position: 1234 }
const timestamp = { seconds: 1_800_000_000, nanos: 5 }

test.each(['caught_up', 'fell_behind'] as const)('%s may say when and where', (kind) => {
  const bytes = Answer.encode({ [kind]: { timestamp, stream_revision: 7, position } }).finish()
  const answer = decodeAnswer(Buffer.from(bytes))
  expect(answer[kind]).not.toBeNull()
  expect(answer.event).toBeNull()
  expect(answer.checkpoint).toBeNull()
})

test('a checkpoint may say when', () => {
  const bytes = Answer.encode({ checkpoint: { ...position, timestamp } }).finish()
  const { checkpoint } = decodeAnswer(Buffer.from(bytes))
  expect([checkpoint?.commit_position.toString(), checkpoint?.prepare_position.toString()]).toEqual(['1234', '1234'])
})
