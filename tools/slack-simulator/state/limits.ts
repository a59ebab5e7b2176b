/** Limits of time and pace, as Slack has them; a test sets what it needs otherwise. */

export interface Limits {
  /** How long a trigger lives. */
  triggerMs: number
  /** How long the app has to answer a delivery. */
  ackMs: number
  /** How long until a completed upload is shared. */
  shareMs: number
  /** Posts a channel takes: a burst, and so many a second. Not set: as many as come. */
  posts: { burst: number; perSecond: number } | undefined
  /**
   * `conversations.history` and `.replies`: calls a minute and messages a call. Not set: tier 3 is not counted, 999
   * messages.
   */
  history: { perMinute: number; messages: number } | undefined
  /** Whether calls a minute are counted by the tier of each method. */
  tiers: boolean
  /** When events are delivered again, after the first attempt, in ms. */
  redeliveries: number[]
}

export const LIMITS: Limits = {
  triggerMs: 3_000,
  ackMs: 3_000,
  shareMs: 0,
  posts: undefined,
  history: undefined,
  tiers: false,
  redeliveries: [0, 60_000, 300_000],
}

/** What an app sold outside the Marketplace may read. */
export const HISTORY_OUTSIDE_MARKETPLACE = { perMinute: 1, messages: 15 }
/** What a channel takes by Slack's documentation: about one message a second, short bursts tolerated. */
export const POSTS_AS_SLACK = { burst: 5, perSecond: 1 }
