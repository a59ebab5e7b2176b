/**
 * The workspaces as the adapter uses them: the installation with a token that is good now, and a client made from that
 * one installation. Tokens that end are changed in time, by one instance at a time.
 */
import { LRUCache } from 'lru-cache'
import { WebClient, type WebClientOptions } from '@slack/web-api'
import type { Clock } from '../../../../../ports/clock.ts'
import type { Installations, InstalledWorkspace, Tokens } from '../../../../../ports/slack/installations.ts'
import type { Logger } from '../../../../../ports/logger.ts'
import type { GuardedFetch } from '../calling/guarded-fetch.ts'
import { errorCodeOf, failureOf, isRevoked } from '../calling/slack-errors.ts'
import { createSlackLogger } from '../calling/slack-logger.ts'

export interface WorkspacesDeps {
  readonly installations: Pick<Installations, 'find' | 'beginRotation' | 'endRotation' | 'remove'>
  readonly guard: GuardedFetch
  readonly api_url: string
  /** What changes tokens; undefined where the app has no OAuth. */
  readonly oauth: { readonly client_id: string; readonly client_secret: string } | undefined
  readonly clock: Clock
  readonly logger: Logger
}

export interface Workspaces {
  /** The installation, its token good for a while yet; undefined where the app is not installed (any more). */
  find(team: string): Promise<InstalledWorkspace | undefined>
  /** A client of the workspace. Throws `NotInstalled`. */
  clientFor(team: string): Promise<WebClient>
  /**
   * Asks Slack whether the app is still there, and forgets the tokens when it is not. Throws when Slack does not say.
   */
  checkRemoved(team: string): Promise<void>
  /** Notes that Slack refused a workspace's token; gives whether it did. */
  noteFailure(team: string, error: unknown): Promise<boolean>
}

/** The tenant of a workspace that is one by itself. */
export const ownTenant = (team: string): string => `slack-${team.toLowerCase()}`

/** The app is not, or no longer, installed in that workspace. */
export class NotInstalled extends Error {
  override readonly name = 'NotInstalled'
  readonly team: string
  constructor(team: string) {
    super(`DocGen is not installed in the Slack workspace ${team}.`)
    this.team = team
  }
}

const TIMEOUT_MS = 10_000
/** Tokens are changed so long before their end (they live for 12 hours). */
const ROTATE_MS = 2 * 3_600_000
/** Whoever has begun to change a token and was cut off is no longer waited for. */
const ROTATION_MS = 60_000
/**
 * For so long another instance's removal or change of tokens may go unnoticed here; Slack itself refuses a dead token
 * at once.
 */
const KEPT_MS = 10_000

/**
 * How every client of ours calls Slack: once, within a time, and refused at once by a rate limit. Never `headers`: they
 * are shared between clients.
 */
export const clientOptions = ({
  api_url,
  guard,
  logger,
}: Pick<WorkspacesDeps, 'api_url' | 'guard' | 'logger'>): WebClientOptions => ({
  slackApiUrl: api_url,
  retryConfig: { retries: 0 },
  timeout: TIMEOUT_MS,
  rejectRateLimitedCalls: true,
  allowAbsoluteUrls: false,
  fetch: guard.fetch,
  logger: createSlackLogger(logger),
})

export function createWorkspaces(deps: WorkspacesDeps): Workspaces {
  const { installations, guard, logger } = deps
  const kept = new LRUCache<string, InstalledWorkspace>({ max: 1000, ttl: KEPT_MS })
  const clients = new LRUCache<string, WebClient>({ max: 1000 })

  const find = async (team: string): Promise<InstalledWorkspace | undefined> => {
    const known = kept.get(team) ?? (await installations.find(team))
    if (known === undefined) return undefined
    const workspace = await withFreshToken(deps, known)
    guard.allow(workspace.tokens.bot, team)
    kept.set(team, workspace)
    return workspace
  }

  const clientOf = ({ team, version, tokens }: InstalledWorkspace): WebClient => {
    const key = `${team} ${version}`
    const known = clients.get(key)
    if (known !== undefined) return known
    const client = new WebClient(tokens.bot, { ...clientOptions(deps), teamId: team })
    clients.set(key, client)
    return client
  }

  const forget = async ({ team, version }: InstalledWorkspace): Promise<void> => {
    kept.delete(team)
    await installations.remove(team, version)
    logger.warn({ team }, 'the app was removed from a Slack workspace, or its token was revoked')
  }

  return {
    find,
    async clientFor(team) {
      const workspace = await find(team)
      if (workspace === undefined) throw new NotInstalled(team)
      return clientOf(workspace)
    },
    async checkRemoved(team) {
      kept.delete(team)
      const workspace = await installations.find(team)
      if (workspace === undefined) return
      guard.allow(workspace.tokens.bot, team)
      try {
        await clientOf(workspace).auth.test()
      } catch (error) {
        if (!isRevoked(error)) throw error
        await forget(workspace)
      }
    },
    async noteFailure(team, error) {
      if (!isRevoked(error)) return false
      // It may be the token before a change or a new installation: only what Slack refuses now is forgotten.
      await this.checkRemoved(team)
      return true
    },
  }
}

/** With another token when its own ends soon; as it is while another instance sees to that. */
async function withFreshToken(deps: WorkspacesDeps, workspace: InstalledWorkspace): Promise<InstalledWorkspace> {
  const { installations, oauth, clock, logger } = deps
  const { team, version, tokens } = workspace
  const now = Date.parse(clock.now())
  if (
    tokens.refresh === undefined ||
    tokens.expires_at === undefined ||
    oauth === undefined ||
    Date.parse(tokens.expires_at) - now > ROTATE_MS
  )
    return workspace
  if (!(await installations.beginRotation(team, version, new Date(now + ROTATION_MS).toISOString())))
    return (await installations.find(team)) ?? workspace
  try {
    const next = await rotateToken(deps, oauth, tokens.refresh, now)
    await installations.endRotation(team, version, next)
    return { ...workspace, version: version + 1, tokens: next }
  } catch (error) {
    await installations.endRotation(team, version, undefined)
    logger.error(
      { team, error: failureOf(error)?.detail ?? 'unknown' },
      'the token of a Slack workspace could not be changed; it will be tried again',
    )
    if (Date.parse(tokens.expires_at) > now) return workspace
    // What was to give the next token is used up or revoked: only a new installation helps.
    if (errorCodeOf(error) !== undefined) await installations.remove(team, version)
    throw error
  }
}

async function rotateToken(
  deps: WorkspacesDeps,
  oauth: NonNullable<WorkspacesDeps['oauth']>,
  refresh_token: string,
  now: number,
): Promise<Tokens> {
  const answer = await new WebClient(undefined, clientOptions(deps)).oauth.v2.access({
    ...oauth,
    grant_type: 'refresh_token',
    refresh_token,
  })
  if (answer.access_token === undefined || answer.refresh_token === undefined)
    throw new Error('Slack gave no new token.')
  return {
    bot: answer.access_token,
    refresh: answer.refresh_token,
    expires_at: new Date(now + (answer.expires_in ?? 0) * 1000).toISOString(),
  }
}
