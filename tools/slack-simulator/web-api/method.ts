/** One method of the Web API. */
import type { Installation, Json, Token, Workspace } from '../state/model.ts'
import type { SlackState } from '../state/slack.ts'
import type { Arguments } from './arguments.ts'

/** A call by the app, its token already looked at. */
export interface Caller {
  slack: SlackState
  workspace: Workspace
  installation: Installation
  token: Token
  args: Arguments
}

export interface Method {
  /** Scopes of which the token needs one; `undefined`: none. A function looks at the arguments. */
  scopes?: string[] | ((caller: Caller) => string[])
  /** Calls a minute by the tier that the method's page under https://docs.slack.dev/reference/methods names. */
  perMinute?: number
  run(caller: Caller): Json
}

/** A method that needs no bot token: OAuth and Socket Mode have their own credentials. */
export interface OpenMethod {
  /** Calls a minute of the app. */
  perMinute?: number
  open(
    slack: SlackState,
    args: Arguments,
    authorization: { bearer: string | undefined; basic: [string, string] | undefined },
  ): Json
}
