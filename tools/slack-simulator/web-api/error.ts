/** A refusal as Slack words it: `{ ok: false, error, … }`. */
import type { Problem } from '../block-kit/checks.ts'
import { messagesOf } from '../block-kit/validate.ts'

export class SlackRefusal extends Error {
  readonly error: string
  readonly extra: Record<string, unknown>

  constructor(error: string, extra: Record<string, unknown> = {}) {
    super(error)
    this.error = error
    this.extra = extra
  }
}

/** The refusal of a payload with these problems. */
export const refusalOf = (error: string, problems: Problem[]): SlackRefusal =>
  new SlackRefusal(error, { errors: problems, response_metadata: { messages: messagesOf(problems) } })

/** The refusal of a call that lacks an argument or has one of the wrong form. */
export const badArgument = (message: string): SlackRefusal =>
  new SlackRefusal('invalid_arguments', { response_metadata: { messages: [`[ERROR] ${message}`] } })
