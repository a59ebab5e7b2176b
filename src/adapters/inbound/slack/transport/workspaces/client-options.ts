/** The options of every Slack Web API client. */
import type { WebClientOptions } from '@slack/web-api'
import type { Logger } from '../../../../../ports/logger.ts'
import type { GuardedFetch } from '../calling/guarded-fetch.ts'
import { createSlackLogger } from '../calling/slack-logger.ts'

/** What every Web API client needs. */
export interface SlackClientDeps {
  /** `https://slack.com/api/` */
  readonly api_url: string
  readonly guard: GuardedFetch
  readonly logger: Logger
}

const TIMEOUT_MS = 10_000

/**
 * Each call is made once, with a timeout, and fails at once on a rate limit. Never set `headers`: the client shares
 * them between instances.
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
