/** The pace of calls: posts in a channel, reads of history, calls of a tier. Too many answer 429 with `Retry-After`. */
import type { Channel, Workspace } from '../state/model.ts'
import type { SlackState } from '../state/slack.ts'

export class RateLimited extends Error {
  readonly seconds: number
  constructor(seconds: number) {
    super('ratelimited')
    this.seconds = seconds
  }
}

const times = new WeakMap<SlackState, Map<string, number[]>>()

/** Counts one use of `key` in a sliding window; refuses when there were `most` in the last `windowMs`. */
function count(slack: SlackState, key: string, most: number, windowMs: number): void {
  const all = times.get(slack) ?? new Map<string, number[]>()
  times.set(slack, all)
  const now = slack.clock.now()
  const recent = (all.get(key) ?? []).filter((at) => at > now - windowMs)
  if (recent.length >= most) throw new RateLimited(Math.max(1, Math.ceil(((recent[0] ?? now) + windowMs - now) / 1000)))
  all.set(key, [...recent, now])
}

/** One post in a channel, which is also one of the workspace. */
export function countPost(slack: SlackState, workspace: Workspace, channel: Channel): void {
  const { channelPosts, workspacePostsPerMinute, lifted } = slack.limits
  const { burst, perSecond } = channelPosts
  if (!lifted.has('channel_posts'))
    count(slack, `post ${workspace.id} ${channel.id}`, burst, (burst / perSecond) * 1000)
  if (!lifted.has('workspace_posts')) count(slack, `posts ${workspace.id}`, workspacePostsPerMinute, 60_000)
}

/**
 * The limit of reading history for an app of this kind; `undefined`: the method's tier. An app is its company's own
 * until it is in a second workspace, which Slack allows only to apps that are distributed.
 */
export function historyLimitOf(slack: SlackState): { perMinute: number; messages: number } | undefined {
  const installed = [...slack.workspaces.values()].filter(({ installation }) => installation !== undefined)
  const companies = new Set(installed.map(({ id, enterprise }) => enterprise?.id ?? id))
  const distribution = slack.app.distribution ?? (companies.size > 1 ? 'unlisted' : 'internal')
  return distribution === 'unlisted' && !slack.limits.lifted.has('history')
    ? slack.limits.historyOutsideMarketplace
    : undefined
}

export function countHistory(slack: SlackState, workspace: Workspace, method: string): void {
  const limit = historyLimitOf(slack)
  if (limit) count(slack, `${method} outside ${workspace.id}`, limit.perMinute, 60_000)
}

/** One call of a method by its tier; `whose` is the workspace, or the app where there is none. */
export function countTier(slack: SlackState, whose: string, method: string, perMinute: number): void {
  if (!slack.limits.lifted.has('tiers')) count(slack, `${method} ${whose}`, perMinute, 60_000)
}
