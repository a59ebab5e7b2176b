/**
 * What has come from Slack at least once. Commands and clicks come without further ado; events only once somebody has
 * had Slack verify their address, which the app's page asks for in small print.
 */

/**
 * What is told apart. `interaction`: a click, a form or a shortcut. `direct_click`: a click in the direct messages with
 * the app, which nobody can open without an event (`app_home_opened`).
 */
export type ArrivalKind = 'event' | 'command' | 'interaction' | 'direct_click'

/**
 * When the first of each kind came, ISO 8601 UTC. `unrecorded`: until when the version before ran, which recorded
 * nothing.
 */
export type ArrivalTimes = Readonly<Partial<Record<ArrivalKind | 'unrecorded', string>>>

/** The store of first arrivals, shared by all instances. */
export interface Arrivals {
  /** Records that something came now, unless it has come before. */
  record(kind: ArrivalKind): Promise<void>
  times(): Promise<ArrivalTimes>
}
