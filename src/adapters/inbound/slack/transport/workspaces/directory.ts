/** Maps Slack users to people. A profile is cached for a day; events know a person by an opaque actor id only. */
import { personCaller } from '../../../../../domain/account/person-roles.ts'
import type { Caller } from '../../../../../domain/kernel/access.ts'
import type { Clock } from '../../../../../ports/clock.ts'
import type { People, Person } from '../../../../../ports/people/people.ts'
import { CallFailed } from '../calling/slack-calls.ts'
import { type LookUpDeps, lookUpPerson } from './look-up-person.ts'

/** What the directory needs. */
export interface DirectoryDeps extends LookUpDeps {
  readonly people: Pick<People, 'findByUser' | 'findByActor' | 'save' | 'change'>
  readonly clock: Clock
}

/** A Slack user with the caller that commands and queries take. */
export interface SlackPerson {
  readonly caller: Caller
  readonly name: string
  readonly locale: string
  readonly zone: string
  readonly team: string
  readonly user: string
}

/** Slack users as people. */
export interface Directory {
  /** Throws `NotInstalled`, and `CallFailed` for a new user while Slack is unreachable. */
  personFor(team: string, user: string): Promise<SlackPerson>
  actorOf(team: string, user: string): Promise<string>
  /** Whether the user has been looked up before. */
  isKnown(team: string, user: string): Promise<boolean>
  /** The Slack user of an actor; undefined outside of that workspace. */
  slackUserOf(team: string, actor: string): Promise<string | undefined>
  /** The channel of the direct messages with a user. Throws `CallFailed`. */
  dmChannelOf(team: string, user: string): Promise<string>
}

const REFRESH_MS = 86_400_000

/** A directory with a cache of DM channels. */
export function createDirectory(deps: DirectoryDeps): Directory {
  const { people, workspaces, call } = deps
  /** The channel of a user's direct messages never changes. */
  const channels = new Map<string, string>()
  const looking = new Map<string, Promise<Person>>()

  const homeOf = async (team: string): Promise<string> => (await workspaces.find(team))?.home ?? team
  const findKnown = async (team: string, user: string): Promise<Person | undefined> =>
    people.findByUser(await homeOf(team), user)

  const person = async (team: string, user: string): Promise<Person> => {
    const known = await findKnown(team, user)
    if (known !== undefined && isFresh(deps, known)) return known
    const key = `${team} ${user}`
    const looked = looking.get(key) ?? lookUpPerson(deps, team, user).finally(() => looking.delete(key))
    looking.set(key, looked)
    return looked.catch((error: unknown) => {
      // An expired profile is good enough while Slack is unreachable.
      if (known !== undefined && error instanceof CallFailed && error.failure.kind !== 'refused') return known
      throw error
    })
  }

  return {
    isKnown: async (team, user) => (await findKnown(team, user)) !== undefined,
    async personFor(team, user) {
      const found = await person(team, user)
      const { name, locale, zone } = found
      return { caller: personCaller(found), name, locale, zone, team, user }
    },
    actorOf: async (team, user) => (await person(team, user)).actor,
    async slackUserOf(team, actor) {
      const workspace = await workspaces.find(team)
      const found = workspace === undefined ? undefined : await people.findByActor(workspace.tenant, actor)
      return found?.slack?.team === workspace?.home ? found?.slack?.user : undefined
    },
    async dmChannelOf(team, user) {
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

const isFresh = ({ clock }: DirectoryDeps, { refreshed_at }: Person): boolean =>
  Date.parse(clock.now()) - Date.parse(refreshed_at) < REFRESH_MS
