/** The options of every Slack Web API client. */
import type { WebClientOptions } from '@slack/web-api'
import type { Logger } from '../../../../../ports/logger.ts'
import type { GuardedFetch } from '../calling/guarded-fetch.ts'
import { createSlackLogger } from '../calling/slack-logger.ts'

export interface SlackClientDeps {
  /** `https://slack.com/api/` */
  readonly api_url: string
  readonly guard: GuardedFetch
  readonly logger: Logger
}

const TIMEOUT_MS = 10_000

/**
 * How every client of ours calls Slack: once, within a time, and refused at once by a rate limit. Never `headers`: they
 * are shared between clients.
 */
export const clientOptions = ({ api_url, guard, logger }: SlackClientDeps): WebClientOptions => ({
  slackApiUrl: api_url,
  retryConfig: { retries: 0 },
  timeout: TIMEOUT_MS,
  rejectRateLimitedCalls: true,
  allowAbsoluteUrls: false,
  fetch: guard.fetch,
  logger: createSlackLogger(logger),
})
