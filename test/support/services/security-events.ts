/** What was recorded of an account. */
import { accountStream, type AccountEvent } from '../../../src/domain/account/account-events.ts'
import type { App } from '../../../src/ports/app.ts'

/** In order, with who did it. */
export async function securityEventsOf(
  { log }: Pick<App, 'log'>,
  account: string,
): Promise<readonly { readonly type: AccountEvent['type']; readonly data: unknown; readonly actor: string }[]> {
  const events = await log.read(accountStream(account), 0)
  return events.map(({ envelope, event }) => ({
    type: event.type as AccountEvent['type'],
    data: event.data,
    actor: envelope.actor,
  }))
}
