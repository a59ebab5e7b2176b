/** A delivery to the app, and how it was acknowledged. */

export interface Outgoing {
  kind: 'event' | 'interaction' | 'command'
  payload: Record<string, unknown>
  retry?: { num: number; reason: string }
}

export interface Acknowledgement {
  outcome: 'acked' | 'http_error' | 'http_timeout' | 'connection_failed'
  status: number | undefined
  /** The body of the answer. */
  body: string
  noRetry: boolean
}

export type Sender = (outgoing: Outgoing) => Promise<Acknowledgement>
