/** People of Slack workspaces, as Slack knows them now. */
import type { Person, SlackUser } from './people.ts'

/** A person as Slack knows them now. */
export interface SlackAccount extends Person {
  /** Whether they had come before, in Slack or here. */
  readonly was_known: boolean
}

/**
 * `not_installed`: the workspace has not the app; `away`: Slack cannot be asked. Guests and strangers are not active.
 */
export type FindSlackPerson = (user: SlackUser) => Promise<SlackAccount | 'not_installed' | 'away'>
