/** Reads of the server double; a subscription is a read without end. */
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js'
import streamsPb from '@eventstore/db-client/generated/streams_pb.js'
import type { LogRecord } from './database.ts'
import type { Fault } from './faults.ts'
import { filterOf, type Filter } from './filters.ts'
import { CallFailure, type Call } from './grpc-transport.ts'
import {
  deletedStream,
  denied,
  eventResponse,
  notLeader,
  notReady,
  slowConsumer,
  streamName,
  streamNotFound,
  UNKNOWN,
} from './messages.ts'
import type { ServerState } from './server-state.ts'
import { subscribe } from './subscription.ts'

export async function read(state: ServerState, call: Call): Promise<void> {
  for await (const bytes of call.messages) {
    const options = streamsPb.ReadReq.deserializeBinary(bytes).getOptions()!
    const place = options.hasSubscription() ? 'subscribe' : 'read'
    state.received[place === 'read' ? 'reads' : 'subscriptions']++
    const fault = state.faults.take(place)
    if (await failsAtOnce(state, call, fault)) return
    const serve = place === 'subscribe' ? subscribe : readPage
    return serve(state, call, options, fault)
  }
}

/** Whether the call is over without an answer. */
async function failsAtOnce(state: ServerState, call: Call, fault: Fault | undefined): Promise<boolean> {
  if (state.leader !== undefined && call.headers['requires-leader'] === 'true') throw notLeader(state.leader)
  if (fault?.kind === 'not_leader') throw notLeader({ host: '127.0.0.1', port: state.port() })
  if (fault?.kind === 'denied') throw denied()
  if (fault?.kind === 'not_ready' || !state.ready) throw notReady()
  if (fault?.kind === 'no_answer') await new Promise((resolve) => call.over.addEventListener('abort', resolve))
  return fault?.kind === 'no_answer'
}

/**
 * Called before each event of a read or subscription; throws or cuts when it is time for the fault. True: end the call
 * in order.
 */
export function failsNow(call: Call, fault: Fault | undefined, sent: number): boolean {
  if (fault === undefined || sent < (fault.events ?? 0)) return false
  if (fault.kind === 'cut') call.cut()
  if (fault.kind === 'slow_consumer') throw slowConsumer()
  if (fault.kind === 'broken') throw new CallFailure(UNKNOWN, 'Exception was thrown by handler.')
  return fault.kind === 'clean_end' || fault.kind === 'cut'
}

async function readPage(
  state: ServerState,
  call: Call,
  options: ReadReq.Options,
  fault: Fault | undefined,
): Promise<void> {
  const count = Number(options.getCount())
  const backwards = options.getReadDirection() === streamsPb.ReadReq.Options.ReadDirection.BACKWARDS
  if (count === 0) throw new CallFailure(UNKNOWN, 'Exception was thrown by handler. maxCount')
  const filter = filterOf(options)
  const all = options.getAll()
  const name = all === undefined ? streamName(options.getStream()!.getStreamIdentifier()) : '$all'
  const records =
    all === undefined
      ? streamRecords(state, name, options.getStream()!, backwards, count)
      : allRecords(state, all, backwards, count, filter)
  if (records === undefined) return call.write(streamNotFound(name).serializeBinary())
  let sent = 0
  for (const record of records) {
    if (failsNow(call, fault, sent)) return
    await call.write(resolved(state, record, options.getResolveLinks()).serializeBinary())
    sent++
  }
  failsNow(call, fault, sent)
}

function resolved(state: ServerState, record: LogRecord, resolveLinks: boolean) {
  const link = resolveLinks ? state.database.linkTarget(record) : undefined
  return link === undefined ? eventResponse(record) : eventResponse(link.target, record)
}

function streamRecords(
  state: ServerState,
  name: string,
  options: ReadReq.Options.StreamOptions,
  backwards: boolean,
  count: number,
): readonly LogRecord[] | undefined {
  if (options.hasEnd() && !backwards)
    throw new CallFailure(UNKNOWN, 'Exception was thrown by handler. forwards from the end')
  const found = state.database.read(name)
  if (found.kind === 'deleted') throw deletedStream(name)
  if (found.kind !== 'found') return undefined
  const revision = options.hasRevision() ? Number(options.getRevision()) : backwards ? Infinity : 0
  // What a stream still has goes on without gaps from its first. Backwards, the record at the revision is the first
  // one.
  const before = revision - (found.records[0]?.revision ?? 0) + (backwards ? 1 : 0)
  return page(found.records, Math.min(Math.max(before, 0), found.records.length), backwards, count)
}

function allRecords(
  { database }: ServerState,
  options: ReadReq.Options.AllOptions,
  backwards: boolean,
  count: number,
  filter: Filter,
): readonly LogRecord[] {
  if (options.hasEnd() && !backwards) return []
  const position = options.getPosition()
  const commit = position === undefined ? 0 : Number(position.getCommitPosition())
  const within = commit < database.end && !database.isReadable(commit, Number(position?.getPreparePosition() ?? 0))
  if (within) throw new CallFailure(UNKNOWN, 'Unexpected ReadAllResult: InvalidPosition')
  const from = position === undefined && backwards ? database.records.length : database.indexOf(commit)
  const there = backwards ? database.records.slice(0, from).toReversed() : database.records.slice(from)
  const matching = []
  for (const record of there) {
    if (matching.length === count) break
    if (filter.matches(record)) matching.push(record)
  }
  return matching
}

/** From a place between two records, in either direction. */
function page(records: readonly LogRecord[], index: number, backwards: boolean, count: number): readonly LogRecord[] {
  return backwards ? records.slice(Math.max(0, index - count), index).toReversed() : records.slice(index, index + count)
}
