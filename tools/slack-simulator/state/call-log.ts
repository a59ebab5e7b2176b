/** Every call the app made and every delivery it got, in order. */
import type { FaultKind } from './faults.ts'

export interface Call {
  at: number
  method: string
  workspace: string | undefined
  args: Record<string, unknown>
  ok: boolean
  error: string | undefined
  fault: FaultKind | undefined
}

export interface Delivery {
  at: number
  kind: 'event' | 'interaction' | 'command'
  /** e.g. `message`, `block_actions`, `/docgen`. */
  name: string
  id: string
  attempt: number
  status: number | undefined
  outcome: 'acked' | 'http_error' | 'http_timeout' | 'connection_failed' | 'lost'
  tookMs: number
  fault: FaultKind | undefined
}

export interface CallLog {
  calls: Call[]
  deliveries: Delivery[]
}

export const createCallLog = (): CallLog => ({ calls: [], deliveries: [] })
