/** Calls Slack's Web API for a workspace, respects rate limits, and classifies failures. */
import type { WebAPICallResult } from '@slack/web-api'
import type { Clock } from '../../../../../ports/clock.ts'
import type { RateLimiter } from './rate-limiter.ts'
import { callFailureOf, type CallFailure } from './slack-errors.ts'
import { NotInstalled } from '../workspaces/not-installed.ts'
import { type Workspaces } from '../workspaces/workspaces.ts'

/** A failed call. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed'
  readonly method: string
  readonly failure: CallFailure
  constructor(method: string, failure: CallFailure, options?: ErrorOptions) {
    super(`${method}: ${failure.detail}`, options)
    this.method = method
    this.failure = failure
  }
}

/** What calling Slack needs. */
export interface SlackCallsDeps {
  readonly workspaces: Pick<Workspaces, 'clientFor' | 'reportFailure'>
  readonly limiter: RateLimiter
  readonly clock: Clock
}

/** Throws `CallFailed`; a workspace without the app refuses everything (`not_installed`). */
export type CallSlack = <Answer extends object>(
  team: string,
  method: string,
  args: Record<string, unknown>,
) => Promise<Answer & WebAPICallResult>

/** Calls through one limiter, so that a rate limit holds for all callers. */
export function createSlackCaller({ workspaces, limiter, clock }: SlackCallsDeps): CallSlack {
  const now = (): number => Date.parse(clock.now())
  return async <Answer extends object>(team: string, method: string, args: Record<string, unknown>) => {
    const wait = limiter.waitBefore(team, method, now())
    if (wait > 0) throw new CallFailed(method, { kind: 'later', ms: wait, detail: 'rate limit' })
    try {
      const client = await workspaces.clientFor(team)
      return (await client.apiCall(method, args)) as Answer & WebAPICallResult
    } catch (error) {
      if (error instanceof NotInstalled)
        throw new CallFailed(
          method,
          { kind: 'refused', error: 'not_installed', detail: error.message },
          { cause: error },
        )
      const failure = callFailureOf(error)
      if (failure === undefined) throw error
      if (failure.kind === 'later') limiter.blockUntil(team, method, now() + failure.ms)
      await workspaces.reportFailure(team, error).catch(() => false)
      throw new CallFailed(method, failure, { cause: error })
    }
  }
}
