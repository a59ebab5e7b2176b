/**
 * From a page's form to a command: who acts, on the surface `console`, and once however often the button is pressed.
 */
import { createCommandRequest } from '../../../../../commands/command-metadata.ts'
import type { CommandRequest } from '../../../../../commands/command-request.ts'
import type { App } from '../../../../../ports/app.ts'
import { fieldText, type PageContext } from '../env.ts'

/**
 * `request` says what is asked, as the digest sees it. A hidden field `once` makes a repeated submission the same
 * command, `if_revision` one for what was seen.
 */
export function commandFromForm(app: App, c: PageContext, request: unknown): CommandRequest {
  const once = fieldText(c.get('posted') ?? {}, 'once')
  const idempotency_key = once === undefined || once === '' ? undefined : `console ${once}`
  const seen = fieldText(c.get('posted') ?? {}, 'if_revision') ?? ''
  const command = createCommandRequest(app, {
    caller: c.var.session.caller,
    surface: 'console',
    idempotency_key,
    request,
  })
  return seen === '' ? command : { ...command, if_revision: Number(seen) }
}
