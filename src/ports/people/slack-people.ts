/** People of Slack workspaces, as Slack knows them now. */
import type { Person, SlackUser } from './people.ts'

/**
 * `not_installed`: the workspace has not the app; `away`: Slack cannot be asked. Guests and strangers are not active.
 */
export type FindSlackPerson = (user: SlackUser) => Promise<Person | 'not_installed' | 'away'>
