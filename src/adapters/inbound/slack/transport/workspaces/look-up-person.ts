/** Looks up a Slack user in the workspace and stores their profile. */
import { isTimeZone } from '../../../../../answers/parsing/time-zone.ts'
import { safeLocale } from '../../../../../answers/parsing/locale.ts'
import type { Role } from '../../../../../domain/kernel/access.ts'
import type { People, Person, WorkspaceProfile } from '../../../../../ports/people/people.ts'
import { CallFailed, type CallSlack } from '../calling/slack-calls.ts'
import { NotInstalled } from './not-installed.ts'
import { ownTenant } from './own-tenant.ts'
import type { Workspaces } from './workspaces.ts'

/** What looking up a person needs. */
export interface LookUpDeps {
  readonly people: Pick<People, 'save' | 'change'>
  readonly workspaces: Pick<Workspaces, 'find'>
  readonly call: CallSlack
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
    /** On Enterprise Grid; its admins are those of the organisation. */
    readonly enterprise_user?: {
      readonly enterprise_id?: string
      readonly is_admin?: boolean
      readonly is_owner?: boolean
    }
  }
}

/** Reads the user from Slack and stores the profile. Throws `NotInstalled`, `CallFailed`. */
export async function lookUpPerson(
  { people, workspaces, call }: LookUpDeps,
  team: string,
  user: string,
): Promise<Person> {
  const workspace = await workspaces.find(team)
  if (workspace === undefined) throw new NotInstalled(team)
  const found = await fetchUser(call, team, user)
  const own =
    found?.team_id === undefined ||
    found.team_id === team ||
    (workspace.enterprise !== null && found.enterprise_user?.enterprise_id === workspace.enterprise)
  const profile: WorkspaceProfile = {
    team: workspace.home,
    user,
    tenant: workspace.tenant,
    name:
      [found?.profile?.display_name, found?.profile?.real_name, found?.real_name, found?.name].find(
        (name) => name !== undefined && name !== '',
      ) ?? user,
    locale: safeLocale(found?.locale ?? 'en-US'),
    zone: safeZone(found?.tz),
    active:
      own &&
      found !== undefined &&
      ![found.deleted, found.is_bot, found.is_stranger, found.is_restricted, found.is_ultra_restricted].includes(true),
  }
  const person = await people.save(profile)
  if (workspace.tenant !== ownTenant(workspace.home)) return person
  // A workspace that is its own tenant has no DocGen admin, so its Slack admins are the authors, and whoever installed
  // the app; of an organisation, its own admins: what they publish is offered in all workspaces.
  const rights = workspace.home === team ? found : found?.enterprise_user
  const may = rights?.is_admin === true || rights?.is_owner === true || workspace.installer === user
  const roles: readonly Role[] = may ? ['author'] : []
  return (await people.change(person.tenant, person.actor, { roles })) ?? person
}

/** Slack's error codes for a user whom this workspace does not know or show: an outsider without any role. */
const UNKNOWN_USER: ReadonlySet<string> = new Set(['user_not_found', 'user_not_visible'])

async function fetchUser(call: CallSlack, team: string, user: string): Promise<UserInfo['user']> {
  try {
    return (await call<UserInfo>(team, 'users.info', { user, include_locale: true })).user
  } catch (error) {
    if (error instanceof CallFailed && error.failure.kind === 'refused' && UNKNOWN_USER.has(error.failure.error))
      return undefined
    throw error
  }
}

const safeZone = (zone: string | undefined): string => (isTimeZone(zone) ? zone : 'UTC')
