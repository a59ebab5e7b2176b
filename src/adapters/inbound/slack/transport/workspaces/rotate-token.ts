/**
 * Token rotation (docs.slack.dev, “Using token rotation”): replaces a token before it expires, by one instance at a
 * time.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { WebClient } from '@slack/web-api'
import type { Clock } from '../../../../../ports/clock.ts'
import type { Installations, InstalledWorkspace, Tokens } from '../../../../../ports/slack/installations.ts'
import { errorCodeOf, callFailureOf } from '../calling/slack-errors.ts'
import { type SlackClientDeps, clientOptions } from './client-options.ts'

/** What token rotation needs. */
export interface RotationDeps extends SlackClientDeps {
  readonly installations: Pick<Installations, 'find' | 'beginRotation' | 'endRotation' | 'remove'>
  /** The app's OAuth credentials; undefined where the app has no OAuth. */
  readonly oauth: { readonly client_id: string; readonly client_secret: string } | undefined
  readonly clock: Clock
}

/** Tokens are rotated this long before they expire (they live for 12 hours). */
const ROTATE_BEFORE_EXPIRY_MS = 2 * 3_600_000

/** A rotation that was interrupted blocks others no longer than this. */
const ROTATION_LOCK_MS = 60_000

/** How often, and how many times, to look for the token that another instance is fetching. */
const LOOK_EVERY_MS = 100
const LOOKS = 30

/**
 * The workspace with a fresh token if its own expires soon. While another instance rotates it, the old one is used as
 * long as it is good, and then waited for: after a quiet night it has ended before anybody rotates it.
 */
export async function withFreshToken(deps: RotationDeps, workspace: InstalledWorkspace): Promise<InstalledWorkspace> {
  const { installations, oauth, clock, logger } = deps
  const { team, version, tokens } = workspace
  const now = Date.parse(clock.now())
  if (
    tokens.refresh === undefined ||
    tokens.expires_at === undefined ||
    oauth === undefined ||
    Date.parse(tokens.expires_at) - now > ROTATE_BEFORE_EXPIRY_MS
  )
    return workspace
  if (!(await installations.beginRotation(team, version, new Date(now + ROTATION_LOCK_MS).toISOString())))
    return awaitRotation(installations, workspace, now)
  try {
    const next = await rotateToken(deps, oauth, tokens.refresh, now)
    await installations.endRotation(team, version, next)
    return { ...workspace, version: version + 1, tokens: next }
  } catch (error) {
    await installations.endRotation(team, version, undefined)
    logger.error(
      { team, error: callFailureOf(error)?.detail ?? 'unknown' },
      'the token of a Slack workspace could not be changed; it will be tried again',
    )
    if (Date.parse(tokens.expires_at) > now) return workspace
    // The refresh token is used up or revoked: only a new installation helps.
    if (errorCodeOf(error) !== undefined) await installations.remove(team, version)
    throw error
  }
}

async function awaitRotation(
  installations: Pick<Installations, 'find'>,
  workspace: InstalledWorkspace,
  now: number,
): Promise<InstalledWorkspace> {
  for (let looks = 0; ; looks += 1) {
    const found = (await installations.find(workspace.team)) ?? workspace
    const { version, tokens } = found
    if (version !== workspace.version || Date.parse(tokens.expires_at ?? '') > now || looks >= LOOKS) return found
    await sleep(LOOK_EVERY_MS, undefined, { ref: false })
  }
}

async function rotateToken(
  deps: RotationDeps,
  oauth: NonNullable<RotationDeps['oauth']>,
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
