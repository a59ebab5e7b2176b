/** Who is signed in, for admins: everybody’s sessions, by person. */
import { html } from 'hono/html'
import type { Session } from '../../../../../../../ports/people/sessions.ts'
import type { ConsoleSession, Html } from '../../../env.ts'
import { buttonForm, page } from '../../parts/layout.ts'
import { sessionRows } from '../../parts/session-rows.ts'

export interface SessionsPageModel {
  readonly session: ConsoleSession
  readonly sessions: readonly Session[]
  readonly names: ReadonlyMap<string, string>
  /** There are more than those shown. */
  readonly more: boolean
}

export function sessionsPage({ session, sessions, names, more }: SessionsPageModel): Html {
  const people = [...Map.groupBy(sessions, ({ actor }) => actor)]
  return page(
    { title: 'Who is signed in', session, place: '/account' },
    html`<h1>Who is signed in</h1>
      ${more ? html`<p class="hint">The ${sessions.length} used last are shown.</p>` : ''}
      ${people.map(
        ([actor, own], index) =>
          html`<section aria-labelledby="person-${index}">
            <h2 id="person-${index}" dir="auto">${names.get(actor) ?? actor}</h2>
            ${sessionRows(session, own, ({ id }) => `/sessions/${encodeURIComponent(actor)}/${id}/end`)}
            <div class="actions">
              ${buttonForm(
                session,
                `/sessions/${encodeURIComponent(actor)}/end`,
                html`Sign out everywhere<span class="hidden">: ${names.get(actor) ?? actor}</span>`,
                { confirm: `Sign out ${names.get(actor) ?? actor} everywhere?` },
              )}
            </div>
          </section>`,
      )}`,
  )
}
