/** The workspaces with the app: each with a valid token and a Web API client of its own. */
import { LRUCache } from 'lru-cache'
import { WebClient } from '@slack/web-api'
import type { InstalledWorkspace, Installations } from '../../../../../ports/slack/installations.ts'
import type { Organisations } from '../../../../../ports/slack/organisations.ts'
import { isRevoked } from '../calling/slack-errors.ts'
import { type RotationDeps, withFreshToken } from './rotate-token.ts'
import { NotInstalled } from './not-installed.ts'
import { clientOptions } from './client-options.ts'

/** What the registry of workspaces needs. */
export interface WorkspacesDeps extends RotationDeps {
  readonly installations: RotationDeps['installations'] & Pick<Installations, 'tenantOf'>
  readonly organisations: Organisations
}

/** A workspace with the app: installed in it, or in its whole organisation. */
export interface ServedWorkspace extends InstalledWorkspace {
  /** The id that the app is installed under: the workspace's own, or its organisation's. */
  readonly installation: string
  /** The id that its people are kept under: on Enterprise Grid a person is one in all workspaces. */
  readonly home: string
}

/** The workspaces that have the app. */
export interface Workspaces {
  /**
   * The workspace with a valid token; undefined where the app is not installed. `organisation`: whose installation
   * Slack names with a delivery. It is remembered, because later calls name the workspace alone.
   */
  find(team: string, organisation?: string): Promise<ServedWorkspace | undefined>
  /** A client of the workspace. Throws `NotInstalled`. */
  clientFor(team: string): Promise<WebClient>
  /**
   * Asks Slack whether the app is still installed in the workspace and its organisation, and deletes the tokens that
   * are refused. Throws while Slack is unreachable.
   */
  checkRemoved(team: string, organisation?: string): Promise<void>
  /** Checks a failed call: whether Slack has revoked the workspace's token. Returns true if the error said so. */
  reportFailure(team: string, error: unknown): Promise<boolean>
}

/** A removal or rotation by another instance may go unnoticed this long. Slack itself refuses a dead token at once. */
const CACHE_MS = 10_000

/** Caches installations and clients for a short time. */
export function createWorkspaces(deps: WorkspacesDeps): Workspaces {
  const { installations, organisations, guard, logger } = deps
  const kept = new LRUCache<string, ServedWorkspace>({ max: 1000, ttl: CACHE_MS })
  const clients = new LRUCache<string, WebClient>({ max: 1000 })

  /** The app in the workspace itself goes before that of its organisation. */
  const look = async (team: string, organisation: string | undefined): Promise<ServedWorkspace | undefined> => {
    const own = await installations.find(team)
    if (own !== undefined) return { ...(await withFreshToken(deps, own)), installation: team, home: team }
    const id = organisation ?? (await organisations.organisationOf(team))
    const shared = id === undefined || id === team ? undefined : await installations.find(id)
    if (id === undefined || shared === undefined) return undefined
    if (organisation !== undefined) await organisations.addWorkspace(team, organisation)
    // Where a workspace had the app by itself, its templates, conversations and people stay.
    const tenant = await installations.tenantOf(team)
    return {
      ...(await withFreshToken(deps, shared)),
      team,
      installation: id,
      ...(tenant === undefined ? { home: id } : { home: team, tenant }),
    }
  }

  const find: Workspaces['find'] = async (team, organisation) => {
    const known = kept.get(team)
    const workspace =
      known === undefined ? await look(team, organisation) : { ...known, ...(await freshTokens(deps, known)) }
    if (workspace === undefined) return undefined
    guard.allow(workspace.tokens.bot, team, workspace.installation)
    kept.set(team, workspace)
    return workspace
  }

  const clientOf = ({ team, installation, version, tokens }: ServedWorkspace): WebClient => {
    const key = `${team} ${installation} ${version}`
    const known = clients.get(key)
    if (known !== undefined) return known
    const client = new WebClient(tokens.bot, { ...clientOptions(deps), teamId: team })
    clients.set(key, client)
    return client
  }

  const checkInstallation = async (id: string): Promise<void> => {
    const found = await installations.find(id)
    if (found === undefined) return
    try {
      // Without a workspace: an organisation's token is good in several.
      await new WebClient(found.tokens.bot, clientOptions(deps)).auth.test()
    } catch (error) {
      if (!isRevoked(error)) throw error
      kept.clear()
      await installations.remove(id, found.version)
      logger.warn({ team: id }, 'the app was removed from a Slack workspace, or its token was revoked')
    }
  }

  const checkRemoved: Workspaces['checkRemoved'] = async (team, organisation) => {
    kept.delete(team)
    await checkInstallation(team)
    const id = organisation ?? (await organisations.organisationOf(team))
    if (id !== undefined && id !== team) await checkInstallation(id)
  }

  return {
    find,
    checkRemoved,
    async clientFor(team) {
      const workspace = await find(team)
      if (workspace === undefined) throw new NotInstalled(team)
      return clientOf(workspace)
    },
    async reportFailure(team, error) {
      if (!isRevoked(error)) return false
      // The call may have used an older token: only delete the tokens if Slack refuses the current one.
      await checkRemoved(team)
      return true
    },
  }
}

/** The tokens of a workspace that is known already, changed if they end soon. */
async function freshTokens(
  deps: WorkspacesDeps,
  workspace: ServedWorkspace,
): Promise<Pick<ServedWorkspace, 'tokens' | 'version'>> {
  const { tokens, version } = await withFreshToken(deps, { ...workspace, team: workspace.installation })
  return { tokens, version }
}
