/** What is asked before a key changes: how long its former secret opens, and whether one’s own key is meant. */
import { html } from 'hono/html'
import type { ApiKey } from '../../../../../../../ports/people/api-keys.ts'
import type { ConsoleSession, Html } from '../../../env.ts'
import { csrfField, page } from '../../parts/layout.ts'

/** Hours, and how they read. */
const OVERLAPS = [
  [0, 'At once'],
  [1, 'In an hour'],
  [24, 'In a day'],
  [168, 'In a week'],
  [720, 'In 30 days'],
] as const

export function rotateKeyPage(session: ConsoleSession, key: ApiKey, standard: number): Html {
  return page(
    { title: 'New secret', session, place: '/keys' },
    html`<h1>New secret for “${key.name}”</h1>
      <form method="post" action="/keys/${key.id}/rotate" class="card stack">
        ${csrfField(session)}
        <p>The key keeps its name, roles and history. Both secrets work until the old one stops.</p>
        <label
          >The old secret stops working<select name="overlap_hours">
            ${OVERLAPS.map(
              ([hours, text]) =>
                html`<option value="${hours}" ${hours === standard ? html` selected` : ''}>${text}</option>`,
            )}
          </select></label
        >
        <div class="actions">
          <button class="primary">Make a new secret</button><a class="button quiet" href="/keys">Cancel</a>
        </div>
      </form>`,
  )
}

export function revokeOwnKeyPage(session: ConsoleSession, key: ApiKey): Html {
  return page(
    { title: 'Revoke your own key?', session, place: '/keys' },
    html`<h1>Revoke your own key?</h1>
      <form method="post" action="/keys/${key.id}/revoke" class="card stack">
        ${csrfField(session)}<input type="hidden" name="even_own" value="true" />
        <p>
          You are signed in with “${key.name}”. If you revoke it, you are signed out at once, and programs that use it
          stop working.
        </p>
        <div class="actions">
          <button>Revoke it and sign me out</button><a class="button quiet" href="/keys">Keep it</a>
        </div>
      </form>`,
  )
}
