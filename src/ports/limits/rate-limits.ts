/** Counts what a caller or an address does in a minute, and says when it is too much. */

/**
 * What is counted apart. The first four for each caller, the next three for each address that has shown no valid key,
 * then for each e-mail address that links are asked for to; `outsiders` for each address, `template_link` for each
 * link.
 */
export const RATE_LIMITS = [
  'reads',
  'writes',
  'uploads',
  'documents',
  'wrong_keys',
  'unknown_callers',
  'link_requests',
  'links_to_address',
  'outsiders',
  'template_link',
] as const
export type RateLimit = (typeof RATE_LIMITS)[number]

/** The length of every window, in seconds. */
export const WINDOW_S = 60

export interface Allowance {
  readonly allowed: boolean
  /** How many there may be in a window. */
  readonly limit: number
  /** How many are left in this one. */
  readonly remaining: number
  /** Whole seconds until the window is over. */
  readonly reset_s: number
  /** The first one in this window. */
  readonly first: boolean
}

export interface RateLimits {
  /**
   * Counts one, and says whether it may be. Never waits for a store and never fails: where the store that instances
   * share is away, each instance counts for itself. Undefined where there is no such limit.
   */
  take(limit: RateLimit, who: string): Promise<Allowance | undefined>
  /** Takes one back that was no fault. */
  giveBack(limit: RateLimit, who: string): Promise<void>
}
