/** Keys for programs and people: made, shown once, revoked. */
import { html } from 'hono/html'
import { ROLES, type Role } from '../../../../../../domain/kernel/access.ts'
import type { ApiKey } from '../../../../../../ports/people/accounts.ts'
import type { Html, Visit } from '../../env.ts'
import { buttonForm, page, token } from '../parts/layout.ts'
import { when } from '../parts/time.ts'

export interface Keys {
  readonly visit: Visit
  readonly keys: readonly ApiKey[]
  readonly problem?: string | undefined
  /** The key that was just made, with its secret. */
  readonly made?: { readonly key: ApiKey; readonly secret: string } | undefined
  readonly typed?: { readonly name: string; readonly roles: readonly Role[] } | undefined
}

const MEANING: Readonly<Record<Role, string>> = {
  admin: 'everything',
  author: 'templates, and what a requester may',
  requester: 'conversations of their own',
  auditor: 'reads the audit',
  reporter: 'reads reports',
}

export function keysPage({ visit, keys, problem, made, typed }: Keys): Html {
  return page(
    { title: 'Keys', visit, place: '/keys' },
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
        ${token(visit)} ${problem === undefined ? '' : html`<p class="alert" role="alert">${problem}</p>`}
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
                <span>${role} <span class="hint">${MEANING[role]}</span></span></label
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
                    >made ${when(key.created_at, visit)}</span
                  ></span
                >
                ${key.revoked_at === null ? buttonForm(visit, `/keys/${key.id}/revoke`, html`Revoke<span class="hidden"> “${key.name}”</span>`, { look: 'quiet', confirm: `Revoke “${key.name}”? Whoever uses it is shut out at once.` }) : html`<span class="hint">revoked ${when(key.revoked_at, visit)}</span>`}
              </li>`,
          )}
        </ul>
      </section>`,
  )
}
