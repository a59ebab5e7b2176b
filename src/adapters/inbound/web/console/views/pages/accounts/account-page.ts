/** “Your account”: who one is here, how one comes in, and where one is signed in. */
import { html } from 'hono/html'
import { hasRole, type Role } from '../../../../../../../domain/kernel/access.ts'
import type { Session } from '../../../../../../../ports/people/sessions.ts'
import type { ConsoleSession, Html } from '../../../env.ts'
import { buttonForm, page } from '../../parts/layout.ts'
import { sessionRows } from '../../parts/session-rows.ts'

export interface AccountPageModel {
  readonly session: ConsoleSession
  readonly name: string
  readonly email: string | null
  readonly roles: readonly Role[]
  readonly groups: readonly string[]
  /** Each in a few words. */
  readonly ways_in: readonly string[]
  readonly sessions: readonly Session[]
}

export function accountPage({ session, name, email, roles, groups, ways_in, sessions }: AccountPageModel): Html {
  return page(
    { title: 'Your account', session, place: '/account' },
    html`<h1>Your account</h1>
      <div class="card">
        <dl class="facts">
          <div>
            <dt>Name</dt>
            <dd dir="auto">${name}</dd>
          </div>
          ${
            email === null
              ? ''
              : html`<div>
                  <dt>E-mail</dt>
                  <dd>${email}</dd>
                </div>`
          }
          <div>
            <dt>Roles</dt>
            <dd>${roles.map((role) => html`<span class="tag soft">${role}</span> `)}</dd>
          </div>
          ${
            groups.length === 0
              ? ''
              : html`<div>
                  <dt>Groups</dt>
                  <dd>${groups.map((group) => html`<span class="tag soft">${group}</span> `)}</dd>
                </div>`
          }
          <div>
            <dt>Ways to sign in</dt>
            <dd>${ways_in.map((way) => html`${way}<br />`)}</dd>
          </div>
        </dl>
      </div>
      <section aria-labelledby="sessions-title">
        <h2 id="sessions-title">Where you are signed in</h2>
        ${sessionRows(session, sessions, ({ id }) => `/account/sessions/${id}/end`)}
        <div class="actions">
          ${buttonForm(session, '/account/sessions/end', 'Sign out everywhere', {
            confirm: 'Sign out everywhere, here too?',
          })}
          ${
            hasRole(session.caller, 'admin')
              ? html`<a class="button quiet" href="/sessions">See who else is signed in</a>`
              : ''
          }
        </div>
      </section>`,
  )
}
