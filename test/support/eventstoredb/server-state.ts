/** What the calls of the server double share. */
import type { Timers } from '../../../src/adapters/outbound/eventstoredb/connection/timers.ts'
import type { Database } from './database.ts'
import type { Faults } from './faults.ts'
import type { Call } from './grpc-transport.ts'

export interface ServerState {
  database: Database
  readonly faults: Faults
  readonly timers: Timers
  /** False: the port is open, but calls are answered with “Server Is Not Ready”. */
  ready: boolean
  /** Set: this node is a follower, and the leader is there. */
  leader: { readonly host: string; readonly port: number } | undefined
  readonly maxAppendSize: number
  readonly maxAppendEventSize: number
  /** How many live events may wait for a subscriber. */
  readonly liveBuffer: number
  /** When more wait, a subscriber is told that it fell behind, instead of being dropped. */
  readonly fallsBehind: boolean
  readonly clockAheadMs: number
  /** Appends that are written and not yet acknowledged: the same again times out. */
  readonly inFlight: Set<string>
  /** Calls that answer nothing any more. */
  readonly deaf: WeakSet<Call>
  /** What arrived, for tests to wait on. */
  readonly received: { appends: number; batches: number; reads: number; subscriptions: number }
  /** The filter and start of each subscription, for tests to look at. */
  readonly subscriptions: SubscriptionRequest[]
  /** Ends all subscriptions as a clean end of the call. */
  readonly endSubscriptions: Set<() => void>
  port(): number
}

export interface SubscriptionRequest {
  readonly prefixes: readonly string[]
  /** Undefined for the start or the end. */
  readonly from: { readonly commit: number; readonly prepare: number } | undefined
}
