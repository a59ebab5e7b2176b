/**
 * What has come from Slack at least once. Commands and clicks come without further ado; events only once somebody has
 * had Slack verify their address, which the app's page asks for in small print.
 */

/**
 * `event`, `command` and `click`: when the first one came, ISO 8601 UTC. `unrecorded`: until when things came that
 * nobody recorded, because the version before did not.
 */
export type ArrivalTimes = Readonly<Partial<Record<ArrivalKind | 'unrecorded', string>>>

/** What is told apart. A form that is sent, and a shortcut, count as clicks. */
export type ArrivalKind = 'event' | 'command' | 'click'

/** The store of first arrivals, shared by all instances. */
export interface Arrivals {
  /** Records that something came now, unless it has come before. */
  record(kind: ArrivalKind): Promise<void>
  times(): Promise<ArrivalTimes>
}
