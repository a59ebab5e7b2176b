/** The person of a Slack user who signs in to the console: the same as in Slack, looked up in the same way. */
import type { People } from '../../../../../ports/people/people.ts'
import type { FindSlackPerson } from '../../../../../ports/people/slack-people.ts'
import { CallFailed } from '../calling/slack-calls.ts'
import type { Directory } from './directory.ts'
import { NotInstalled } from './not-installed.ts'

/** Looks the user up at Slack, unless that was done within a day. */
export const findSlackPerson =
  ({
    directory,
    people,
  }: {
    readonly directory: Pick<Directory, 'personFor' | 'isKnown'>
    readonly people: Pick<People, 'findByActor'>
  }): FindSlackPerson =>
  async ({ team, user }) => {
    try {
      const was_known = await directory.isKnown(team, user)
      const { caller } = await directory.personFor(team, user)
      const person = await people.findByActor(caller.tenant, caller.actor)
      return person === undefined ? 'not_installed' : { ...person, was_known }
    } catch (error) {
      if (error instanceof NotInstalled) return 'not_installed'
      if (error instanceof CallFailed) return 'away'
      throw error
    }
  }
