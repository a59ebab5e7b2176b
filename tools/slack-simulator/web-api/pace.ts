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

export function countPost(slack: SlackState, workspace: Workspace, channel: Channel): void {
  const limit = slack.limits.posts
  if (limit) count(slack, `post ${workspace.id} ${channel.id}`, limit.burst, (limit.burst / limit.perSecond) * 1000)
}

export function countHistory(slack: SlackState, workspace: Workspace, method: string): void {
  const limit = slack.limits.history
  if (limit) count(slack, `${method} ${workspace.id}`, limit.perMinute, 60_000)
}

export function countTier(slack: SlackState, workspace: Workspace, method: string, perMinute: number): void {
  if (slack.limits.tiers) count(slack, `${method} ${workspace.id}`, perMinute, 60_000)
}
