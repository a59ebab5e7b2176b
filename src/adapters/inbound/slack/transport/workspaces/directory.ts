/**
 * Who a Slack user is here: looked up in the workspace, kept for a day, and known to events by an opaque actor id only.
 */
import { isTimeZone } from '../../../../../answers/parsing/time-zone.ts'
import { safeLocale } from '../../../../../answers/parsing/locale.ts'
import type { Caller, Role } from '../../../../../domain/kernel/access.ts'
import type { Clock } from '../../../../../ports/clock.ts'
import type { People, Person, Profile } from '../../../../../ports/people/people.ts'
import { CallFailed, type CallSlack } from '../calling/slack-calls.ts'
import { NotInstalled, ownTenant, type Workspaces } from './workspaces.ts'

export interface DirectoryDeps {
  readonly people: Pick<People, 'ofUser' | 'ofActor' | 'keep' | 'grant'>
  readonly workspaces: Pick<Workspaces, 'find'>
  readonly call: CallSlack
  readonly clock: Clock
}

/** A person as commands and queries want to know them. */
export interface SlackPerson {
  readonly caller: Caller
  readonly name: string
  readonly locale: string
  readonly zone: string
  readonly team: string
  readonly user: string
}

export interface Directory {
  /** Throws `NotInstalled`, and `CallFailed` for somebody new while Slack cannot be asked. */
  personFor(team: string, user: string): Promise<SlackPerson>
  actorOf(team: string, user: string): Promise<string>
  /** The user of an actor, in that workspace only. */
  slackUserOf(team: string, actor: string): Promise<string | undefined>
  /** The channel of direct messages with a user. Throws `CallFailed`. */
  dmOf(team: string, user: string): Promise<string>
}

interface UserInfo {
  readonly user?: {
    readonly team_id?: string
    readonly real_name?: string
    readonly name?: string
    readonly deleted?: boolean
    readonly is_bot?: boolean
    readonly is_stranger?: boolean
    /** Guests, of several channels or of one (“ultra”). */
    readonly is_restricted?: boolean
    readonly is_ultra_restricted?: boolean
    readonly is_admin?: boolean
    readonly is_owner?: boolean
    readonly locale?: string
    readonly tz?: string
    readonly profile?: { readonly display_name?: string; readonly real_name?: string }
    readonly enterprise_user?: { readonly enterprise_id?: string }
  }
}

const REFRESH_MS = 86_400_000

export function createDirectory(deps: DirectoryDeps): Directory {
  const { people, workspaces, call } = deps
  /** The direct messages of a user stay the same for good. */
  const channels = new Map<string, string>()
  const looking = new Map<string, Promise<Person>>()

  const person = async (team: string, user: string): Promise<Person> => {
    const known = await people.ofUser(team, user)
    if (known !== undefined && isFresh(deps, known)) return known
    const key = `${team} ${user}`
    const looked = looking.get(key) ?? lookUp(deps, team, user).finally(() => looking.delete(key))
    looking.set(key, looked)
    return looked.catch((error: unknown) => {
      // What was known yesterday is good enough while Slack cannot be asked.
      if (known !== undefined && error instanceof CallFailed && error.failure.kind !== 'refused') return known
      throw error
    })
  }

  return {
    async personFor(team, user) {
      const { actor, tenant, name, roles, locale, zone, active } = await person(team, user)
      return { caller: { actor, tenant, roles: active ? rolesOf(roles) : [] }, name, locale, zone, team, user }
    },
    actorOf: async (team, user) => (await person(team, user)).actor,
    async slackUserOf(team, actor) {
      const workspace = await workspaces.find(team)
      const found = workspace === undefined ? undefined : await people.ofActor(workspace.tenant, actor)
      return found?.team === team ? found.user : undefined
    },
    async dmOf(team, user) {
      const key = `${team} ${user}`
      const known = channels.get(key)
      if (known !== undefined) return known
      const { channel } = await call<{ channel: { id: string } }>(team, 'conversations.open', { users: user })
      if (channels.size > 50_000) channels.clear()
      channels.set(key, channel.id)
      return channel.id
    },
  }
}

/** Every member may ask for documents; more is granted by an admin. */
const rolesOf = (granted: readonly Role[]): readonly Role[] => [...new Set<Role>(['requester', ...granted])]

const isFresh = ({ clock }: DirectoryDeps, { refreshed_at }: Person): boolean =>
  Date.parse(clock.now()) - Date.parse(refreshed_at) < REFRESH_MS

async function lookUp({ people, workspaces, call }: DirectoryDeps, team: string, user: string): Promise<Person> {
  const workspace = await workspaces.find(team)
  if (workspace === undefined) throw new NotInstalled(team)
  const found = await fetchUser(call, team, user)
  const own =
    found?.team_id === undefined ||
    found.team_id === team ||
    (workspace.enterprise !== null && found.enterprise_user?.enterprise_id === workspace.enterprise)
  const profile: Profile = {
    team,
    user,
    tenant: workspace.tenant,
    name:
      [found?.profile?.display_name, found?.profile?.real_name, found?.real_name, found?.name].find(
        (name) => name !== undefined && name !== '',
      ) ?? user,
    locale: safeLocale(found?.locale ?? 'en-US'),
    zone: zoneOf(found?.tz),
    active:
      own &&
      found !== undefined &&
      ![found.deleted, found.is_bot, found.is_stranger, found.is_restricted, found.is_ultra_restricted].includes(true),
  }
  const person = await people.keep(profile)
  if (workspace.tenant !== ownTenant(team)) return person
  // No admin of ours can name authors there: they are those who run the workspace.
  const roles: readonly Role[] = found?.is_admin === true || found?.is_owner === true ? ['author'] : []
  return (await people.grant(person.tenant, person.actor, roles)) ?? person
}

/**
 * Slack's words for a user that this workspace does not know or show: somebody from elsewhere, who may do nothing here.
 */
const NOBODY: ReadonlySet<string> = new Set(['user_not_found', 'user_not_visible'])

async function fetchUser(call: CallSlack, team: string, user: string): Promise<UserInfo['user']> {
  try {
    return (await call<UserInfo>(team, 'users.info', { user, include_locale: true })).user
  } catch (error) {
    if (error instanceof CallFailed && error.failure.kind === 'refused' && NOBODY.has(error.failure.error))
      return undefined
    throw error
  }
}

const zoneOf = (zone: string | undefined): string => (isTimeZone(zone) ? zone : 'UTC')
