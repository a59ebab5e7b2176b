/**
 * Arguments whose form Slack checks before anything else, and answers with the pattern. Only what a public record
 * shows: where none does, a wrong id is simply not found.
 */
import { text, type Arguments } from './arguments.ts'
import { badArgument } from './error.ts'

interface Form {
  readonly method: string
  readonly argument: string
  readonly form: RegExp
}

/**
 * - `channel_id` of an upload: no user id, no name. https://github.com/slackapi/bolt-js/issues/2115
 */
const ARGUMENT_FORMS: readonly Form[] = [
  { method: 'files.completeUploadExternal', argument: 'channel_id', form: /^[CGDZ][A-Z0-9]{8,}$/ },
]

/** Throws `SlackRefusal`, in Slack's words. */
export function checkForms(method: string, args: Arguments): void {
  for (const { argument, form } of ARGUMENT_FORMS.filter((each) => each.method === method)) {
    const value = text(args, argument)
    if (value !== undefined && !form.test(value))
      throw badArgument(`input must match regex pattern: ${form.source} [json-pointer:/${argument}]`)
  }
}
