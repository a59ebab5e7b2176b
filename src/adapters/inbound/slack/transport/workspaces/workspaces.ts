/** The workspaces with the app: each with a valid token and a Web API client of its own. */
import { LRUCache } from 'lru-cache'
import { WebClient } from '@slack/web-api'
import type { InstalledWorkspace } from '../../../../../ports/slack/installations.ts'
import { isRevoked } from '../calling/slack-errors.ts'
import { type RotationDeps, withFreshToken } from './rotate-token.ts'
import { NotInstalled } from './not-installed.ts'
import { clientOptions } from './client-options.ts'

/** What the registry of workspaces needs. */
export type WorkspacesDeps = RotationDeps

/** The workspaces that have the app. */
export interface Workspaces {
  /** The installation with a valid token; undefined where the app is not installed. */
  find(team: string): Promise<InstalledWorkspace | undefined>
  /** A client of the workspace. Throws `NotInstalled`. */
  clientFor(team: string): Promise<WebClient>
  /**
   * Asks Slack whether the app is still installed, and deletes the tokens when it is not. Throws while Slack is
   * unreachable.
   */
  checkRemoved(team: string): Promise<void>
  /** Checks a failed call: whether Slack has revoked the workspace's token. Returns true if the error said so. */
  reportFailure(team: string, error: unknown): Promise<boolean>
}

/** A removal or rotation by another instance may go unnoticed this long. Slack itself refuses a dead token at once. */
const CACHE_MS = 10_000

/** Caches installations and clients for a short time. */
export function createWorkspaces(deps: WorkspacesDeps): Workspaces {
  const { installations, guard, logger } = deps
  const kept = new LRUCache<string, InstalledWorkspace>({ max: 1000, ttl: CACHE_MS })
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
    async reportFailure(team, error) {
      if (!isRevoked(error)) return false
      // The call may have used an older token: only delete the tokens if Slack refuses the current one.
      await this.checkRemoved(team)
      return true
    },
  }
}
