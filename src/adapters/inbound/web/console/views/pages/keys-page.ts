/** Keys for programs and people: made, shown once, revoked. */
import { html } from 'hono/html'
import { ROLES, type Role } from '../../../../../../domain/kernel/access.ts'
import type { ApiKey } from '../../../../../../ports/people/api-keys.ts'
import type { Html, ConsoleSession } from '../../env.ts'
import { buttonForm, page, csrfField } from '../parts/layout.ts'
import { relativeTime } from '../parts/time.ts'

export interface KeysPageModel {
  readonly session: ConsoleSession
  readonly keys: readonly ApiKey[]
  readonly problem?: string | undefined
  /** The key that was just made, with its secret. */
  readonly created?: { readonly key: ApiKey; readonly secret: string } | undefined
  readonly typed?: { readonly name: string; readonly roles: readonly Role[] } | undefined
}

const ROLE_TEXTS: Readonly<Record<Role, string>> = {
  admin: 'everything',
  author: 'templates, and what a requester may',
  requester: 'conversations of their own',
  guest: 'answers what was handed to them',
  auditor: 'reads the audit',
  reporter: 'reads reports',
}

export function keysPage({ session, keys, problem, created: made, typed }: KeysPageModel): Html {
  return page(
    { title: 'Keys', session, place: '/keys' },
    html`<h1>Keys</h1>
      ${
        made === undefined
          ? ''
          : html`<div class="card done" role="status" tabindex="-1" autofocus>
              <h2>“${made.key.name}” has a key</h2>
              <p>Copy it now: it is shown this once and cannot be read again.</p>
              <p><code class="command">${made.secret}</code></p>
            </div>`
      }
      <form method="post" action="/keys" class="card stack">
        <h2>A new key</h2>
        ${csrfField(session)} ${problem === undefined ? '' : html`<p class="alert" role="alert">${problem}</p>`}
        <label
          >Name<input
            name="name"
            value="${typed?.name ?? ''}"
            placeholder="Who or what will use it"
            autocomplete="off"
            required
            maxlength="100"
        /></label>
        <fieldset>
          <legend>Roles</legend>
          ${ROLES.map(
            (role) =>
              html`<label class="option"
                ><input
                  type="checkbox"
                  name="roles"
                  value="${role}"
                  ${typed?.roles.includes(role) === true ? html` checked` : ''}
                />
                <span>${role} <span class="hint">${ROLE_TEXTS[role]}</span></span></label
              >`,
          )}
        </fieldset>
        <div class="actions"><button class="primary">Make the key</button></div>
      </form>
      <section aria-labelledby="keys-title">
        <h2 id="keys-title">Keys there are</h2>
        <ul class="rows">
          ${keys.map(
            (key) =>
              html`<li class="with-action">
                <span
                  ><strong>${key.name}</strong>
                  ${key.roles.map((role) => html`<span class="tag soft">${role}</span> `)}<span class="hint"
                    >made ${relativeTime(key.created_at, session)}</span
                  ></span
                >
                ${
                  key.revoked_at === null
                    ? buttonForm(
                        session,
                        `/keys/${key.id}/revoke`,
                        html`Revoke<span class="hidden"> “${key.name}”</span>`,
                        { look: 'quiet', confirm: `Revoke “${key.name}”? Whoever uses it is shut out at once.` },
                      )
                    : html`<span class="hint">revoked ${relativeTime(key.revoked_at, session)}</span>`
                }
              </li>`,
          )}
        </ul>
      </section>`,
  )
}
