/** Sessions as rows: the device, how they came in, since when, and a button that signs it out. */
import { html } from 'hono/html'
import type { Session } from '../../../../../../ports/people/sessions.ts'
import { deviceName } from '../../../shared/device-name.ts'
import type { ConsoleSession, Html } from '../../env.ts'
import { METHOD_NAMES } from '../../../../../../queries/audit/sentences/method-names.ts'
import { buttonForm } from './layout.ts'
import { relativeTime } from './time.ts'

/** `action` gives the address that ends a session. */
export function sessionRows(
  session: ConsoleSession,
  sessions: readonly Session[],
  action: (one: Session) => string,
): Html {
  return html`<ul class="rows">
    ${sessions.map((one) => {
      const device = deviceName(one.device) || 'Unknown device'
      const isThis = one.id === session.id
      return html`<li class="with-action">
        <span
          ><strong>${device}</strong> ${isThis ? html`<span class="tag published">this one</span> ` : ''}<span
            class="hint"
            >${METHOD_NAMES[one.method]}${
              one.begun_at === '' ? '' : html` · signed in ${relativeTime(one.begun_at, session)}`
            }${one.last_used_at === '' ? '' : html` · last used ${relativeTime(one.last_used_at, session)}`}
            · ends ${relativeTime(one.ends_at, session)} at the latest</span
          ></span
        >
        ${buttonForm(
          session,
          action(one),
          html`Sign out<span class="hidden"> ${device}${isThis ? ' (this one)' : ''}</span>`,
          { look: 'quiet' },
        )}
      </li>`
    })}
  </ul>`
}
