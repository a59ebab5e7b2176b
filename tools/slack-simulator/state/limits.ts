/**
 * Limits of time and pace. All are on by default, as Slack has them; a test that needs speed lifts some, by name.
 * Source of all pace: https://docs.slack.dev/apis/web-api/rate-limits
 */

/** What a test may lift. */
export const LIFTABLE = ['channel_posts', 'workspace_posts', 'history', 'tiers'] as const
export type LiftedLimit = (typeof LIFTABLE)[number]

export interface Limits {
  /**
   * How long a trigger lives, in ms. https://docs.slack.dev/interactivity/handling-user-interaction (“3 seconds”)
   */
  triggerMs: number
  /** How long the app has to answer a delivery, in ms. https://docs.slack.dev/apis/events-api (“3 seconds”) */
  ackMs: number
  /**
   * How long until a completed upload is shared, in ms: always later than the answer.
   * https://github.com/slackapi/bolt-js/issues/2115 (“asynchronously completes the sharing of uploaded files”)
   */
  shareMs: number
  /** How much longer a share takes that is late by a fault, in ms. */
  lateShareMs: number
  /**
   * Posts a channel takes: “1 per second”, “short bursts > 1 allowed”. How short is not said; five is what we allow.
   */
  channelPosts: { burst: number; perSecond: number }
  /**
   * Posts a workspace takes in a minute: “several hundred messages per minute”
   * (https://docs.slack.dev/reference/methods/chat.postMessage#rate_limiting). The least that can be called so.
   */
  workspacePostsPerMinute: number
  /**
   * `conversations.history` and `.replies` of an app sold outside the Marketplace: calls a minute, messages a call.
   * https://docs.slack.dev/changelog/2025/05/29/rate-limit-changes-for-non-marketplace-apps
   */
  historyOutsideMarketplace: { perMinute: number; messages: number }
  lifted: ReadonlySet<LiftedLimit>
  /** When events are delivered again, after the first attempt, in ms. https://docs.slack.dev/apis/events-api#retries */
  redeliveries: number[]
}

export const LIMITS: Limits = {
  triggerMs: 3_000,
  ackMs: 3_000,
  shareMs: 150,
  lateShareMs: 5_000,
  channelPosts: { burst: 5, perSecond: 1 },
  workspacePostsPerMinute: 300,
  historyOutsideMarketplace: { perMinute: 1, messages: 15 },
  lifted: new Set(),
  redeliveries: [0, 60_000, 300_000],
}

/**
 * Calls a minute by tier. “20+”, “50+”: Slack may allow more, and does not promise it.
 * https://docs.slack.dev/apis/web-api/rate-limits
 */
export const TIER = { 1: 1, 2: 20, 3: 50, 4: 100 } as const
