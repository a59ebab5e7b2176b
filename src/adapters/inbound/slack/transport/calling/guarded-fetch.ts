/**
 * The only place where tokens leave the service. A token is sent to Slack's API only, and only with calls for the
 * workspace that it is registered for. An unregistered token is never sent.
 */
import { hash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { WebClientOptions } from '@slack/web-api'

/** The `fetch` that the Web API client takes. */
export type Fetch = NonNullable<WebClientOptions['fetch']>
type Init = NonNullable<Parameters<Fetch>[1]>

/** A call was about to carry another workspace's token. This is a bug of ours; nothing was sent. */
export class WrongWorkspace extends Error {
  override readonly name = 'WrongWorkspace'
}

/** A `fetch` that checks which token goes where. */
export interface GuardedFetch {
  readonly fetch: Fetch
  /**
   * Registers the token for this workspace. `installation`: the organisation whose token it is, if it serves all of its
   * workspaces. Throws `WrongWorkspace` if it belongs to another one.
   */
  allow(token: string, team: string, installation?: string): void
}

/** Calls without a workspace: whose a token is, and those made with the app's own token. */
const METHODS_WITHOUT_TEAM: ReadonlySet<string> = new Set(['auth.test', 'apps.connections.open'])

const MAX_TOKENS = 10_000

/** `api_url` ends with a slash: `https://slack.com/api/`. */
export function createGuardedFetch(api_url: string, send: Fetch = (url, init) => fetch(url, init)): GuardedFetch {
  const registered = new LRUCache<string, { readonly owner: string; readonly teams: Set<string> }>({ max: MAX_TOKENS })
  return {
    allow(token, team, owner = team) {
      const known = registered.get(keyOf(token)) ?? { owner, teams: new Set() }
      if (known.owner !== owner)
        throw new WrongWorkspace(`A token of the workspace ${known.owner} was about to be used for ${team}.`)
      registered.set(keyOf(token), { owner, teams: known.teams.add(team) })
    },
    async fetch(url, init = {}) {
      const address = String(url)
      if (!address.startsWith(api_url)) return send(url, stripToken(init))
      const token = tokenOf(init)
      if (token === undefined) return send(url, init)
      const method = address.slice(api_url.length)
      const team = teamOf(init.body)
      if (team === undefined && METHODS_WITHOUT_TEAM.has(method)) return send(url, init)
      const known = registered.get(keyOf(token))
      if (known === undefined || team === undefined || !known.teams.has(team))
        throw new WrongWorkspace(
          `${method} for ${team ?? 'no workspace'} was about to carry a token of ` +
            `${known?.owner ?? 'an unknown workspace'}.`,
        )
      return send(url, ORGANISATION.test(team) ? withoutTeam(init) : init)
    },
  }
}

/**
 * An organisation is no workspace, and Slack refuses its id as `team_id`: it only says whose token is meant. Of a call
 * without one the ids in it say what it is about.
 */
const ORGANISATION = /^E/

const keyOf = (token: string): string => hash('sha256', token)

function tokenOf({ headers = {}, body }: Init): string | undefined {
  const header = Object.entries(headers).find(([name]) => name.toLowerCase() === 'authorization')?.[1]
  return header?.replace(/^Bearer /i, '') ?? fieldOf(body, 'token')
}

const teamOf = (body: Init['body']): string | undefined => fieldOf(body, 'team_id')

function fieldOf(body: Init['body'], name: string): string | undefined {
  if (typeof body === 'string') return new URLSearchParams(body).get(name) ?? undefined
  const value = body?.get(name)
  return typeof value === 'string' ? value : undefined
}

function withoutTeam({ body, ...init }: Init): Init {
  if (typeof body === 'string') {
    const fields = new URLSearchParams(body)
    fields.delete('team_id')
    return { ...init, body: fields.toString() }
  }
  body?.delete('team_id')
  return { ...init, ...(body === undefined ? {} : { body }) }
}

const stripToken = (init: Init): Init => ({
  ...init,
  headers: Object.fromEntries(
    Object.entries(init.headers ?? {}).filter(([name]) => name.toLowerCase() !== 'authorization'),
  ),
})
