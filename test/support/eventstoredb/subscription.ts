/**
 * A subscription to `$all` or a stream: catches up at the reader's pace, then is live with a small buffer. When that
 * overflows, it is dropped (23.10), or falls behind and catches up again (24.10 and newer).
 */
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js'
import type { LogRecord } from './database.ts'
import type { Fault } from './faults.ts'
import { filterOf } from './filters.ts'
import { CallFailure, type Call } from './grpc-transport.ts'
import {
  caughtUp,
  checkpoint,
  confirmation,
  deletedStream,
  eventResponse,
  fellBehind,
  slowConsumer,
  streamName,
  UNKNOWN,
} from './messages.ts'
import { failsNow } from './read-calls.ts'
import type { ServerState, SubscriptionRequest } from './server-state.ts'

export async function subscribe(
  state: ServerState,
  call: Call,
  options: ReadReq.Options,
  fault: Fault | undefined,
): Promise<void> {
  const { matches: wanted, window, prefixes } = filterOf(options)
  const ofStream = streamMatcher(state, options)
  const matches = (record: LogRecord): boolean => ofStream(record) && wanted(record)
  const from = startPosition(options)
  state.subscriptions.push({ prefixes, from })
  let next = startIndex(state, options, from)
  let seen = 0
  let sent = 0
  await call.write(confirmation().serializeBinary())

  const pass = async (record: LogRecord): Promise<boolean> => {
    if (!matches(record)) return true
    if (failsNow(call, fault, sent++)) return false
    await call.write(eventResponse(record).serializeBinary())
    return true
  }

  // A page of the catch-up tells of its last match, or of the place where it began.
  let reached = { commit: from?.commit ?? 0, prepare: 0 }
  for (;;) {
    while (next < state.database.records.length) {
      const record = state.database.records[next++]!
      if (call.over.aborted || !(await pass(record))) return
      if (matches(record)) reached = { commit: record.position, prepare: record.position }
      if (++seen % window !== 0) continue
      await call.write(checkpoint(reached.commit, reached.prepare).serializeBinary())
      reached = { commit: state.database.records[next]?.position ?? state.database.end, prepare: 0 }
    }
    const live = listen(state, call, matches)
    try {
      await call.write(caughtUp().serializeBinary())
      if (fault !== undefined && failsNow(call, fault, sent)) return
      for await (const record of live.records) {
        next = state.database.indexOf(record.position) + 1
        if (!(await pass(record))) return
        if (++seen % window === 0) await call.write(checkpoint(record.position, record.position).serializeBinary())
      }
    } finally {
      live.stop()
    }
    if (!live.overflown()) return
    await call.write(fellBehind().serializeBinary())
  }
}

function streamMatcher({ database }: ServerState, options: ReadReq.Options): (record: LogRecord) => boolean {
  const stream = options.getStream()
  if (stream === undefined) return () => true
  const name = streamName(stream.getStreamIdentifier())
  if (database.read(name).kind === 'deleted') throw deletedStream(name)
  const after = stream.hasRevision() ? Number(stream.getRevision()) : -1
  return (record) => record.stream === name && record.revision > after
}

function startPosition(options: ReadReq.Options): SubscriptionRequest['from'] {
  const position = options.getAll()?.getPosition()
  return position && { commit: Number(position.getCommitPosition()), prepare: Number(position.getPreparePosition()) }
}

/** Behind the position; from beyond the end, with what comes next. */
function startIndex({ database }: ServerState, options: ReadReq.Options, from: SubscriptionRequest['from']): number {
  if (options.getAll()?.hasEnd() === true || options.getStream()?.hasEnd() === true) return database.records.length
  if (from === undefined) return 0
  if (from.commit < database.end && !database.isReadable(from.commit, from.prepare))
    throw new CallFailure(UNKNOWN, 'Exception was thrown by handler.')
  return database.indexOf(from.commit + 1)
}

/**
 * The records from now on. When more than the buffer holds have not been sent yet, a server up to 23.10 throws; a newer
 * one ends them, to catch up once more.
 */
function listen(
  state: ServerState,
  call: Call,
  matches: (record: LogRecord) => boolean,
): { records: AsyncIterable<LogRecord>; overflown(): boolean; stop(): void } {
  const waiting: LogRecord[] = []
  let matching = 0
  let wake = () => {}
  const ended = new AbortController()
  const end = () => {
    ended.abort()
    wake()
  }
  const forget = state.database.onAppend((record) => {
    waiting.push(record)
    if (matches(record)) matching++
    wake()
  })
  call.over.addEventListener('abort', end)
  state.endSubscriptions.add(end)
  async function* records(): AsyncIterable<LogRecord> {
    while (!ended.signal.aborted) {
      if (matching > state.liveBuffer && state.fallsBehind) return
      if (matching > state.liveBuffer) throw slowConsumer()
      const record = waiting.shift()
      if (record === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
        continue
      }
      if (matches(record)) matching--
      yield record
    }
  }
  return {
    records: records(),
    overflown: () => matching > state.liveBuffer,
    stop() {
      forget()
      state.endSubscriptions.delete(end)
    },
  }
}
