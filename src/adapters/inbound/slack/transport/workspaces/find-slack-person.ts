/** The person of a Slack user who signs in to the console: the same as in Slack, looked up in the same way. */
import type { People } from '../../../../../ports/people/people.ts'
import type { FindSlackPerson } from '../../../../../ports/people/slack-people.ts'
import { CallFailed } from '../calling/slack-calls.ts'
import type { Directory } from './directory.ts'
import { NotInstalled } from './not-installed.ts'

export const findSlackPerson =
  ({
    directory,
    people,
  }: {
    readonly directory: Pick<Directory, 'personFor'>
    readonly people: Pick<People, 'findByUser'>
  }): FindSlackPerson =>
  async ({ team, user }) => {
    try {
      await directory.personFor(team, user)
    } catch (error) {
      if (error instanceof NotInstalled) return 'not_installed'
      if (error instanceof CallFailed) return 'away'
      throw error
    }
    return (await people.findByUser(team, user)) ?? 'not_installed'
  }
