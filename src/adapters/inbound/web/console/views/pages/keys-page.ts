/** Keys for programs and people: made, shown once, rotated, revoked. */
import { html } from 'hono/html'
import { SCOPES, type AccessScope } from '../../../../../../domain/account/scopes.ts'
import { ROLES, type Role } from '../../../../../../domain/kernel/access.ts'
import type { ApiKey, ApiKeyWithSecret } from '../../../../../../ports/people/api-keys.ts'
import type { Html, ConsoleSession } from '../../env.ts'
import { buttonForm, page, csrfField } from '../parts/layout.ts'
import { relativeTime } from '../parts/time.ts'

/** What was chosen in the form. */
export interface TypedKey {
  readonly name: string
  readonly roles: readonly Role[]
  /** None: all that the roles allow. */
  readonly scopes: readonly AccessScope[]
  /** A value of `EXPIRIES`. */
  readonly expires: string
}

/** A secret that is shown this once: that of a new key, or the next one of a rotated key. */
interface ShownSecret extends ApiKeyWithSecret {
  readonly rotated: boolean
}

export interface KeysPageModel {
  readonly session: ConsoleSession
  readonly keys: readonly ApiKey[]
  /** Of those who made them. */
  readonly names: ReadonlyMap<string, string>
  /** ISO 8601 UTC. */
  readonly now: string
  readonly problem?: string | undefined
  /** The key whose new secret is shown. */
  readonly shown?: ShownSecret | undefined
  readonly typed?: TypedKey | undefined
}

/** When a new key can expire. */
export const EXPIRIES = [
  { value: '30', days: 30, text: 'In 30 days' },
  { value: '90', days: 90, text: 'In 90 days' },
  { value: '365', days: 365, text: 'In a year' },
  { value: 'never', days: null, text: 'Never' },
] as const

/** A key that expires within so many days is pointed out. */
const SOON_DAYS = 14
const DAY = 86_400_000

const ROLE_TEXTS: Readonly<Record<Role, string>> = {
  admin: 'everything',
  author: 'templates, and what a requester may',
  requester: 'conversations of their own',
  guest: 'answers what was handed to them',
  auditor: 'reads the audit',
  reporter: 'reads reports',
}

export function keysPage({ session, keys, names, now, problem, shown, typed }: KeysPageModel): Html {
  const isOld = ({ revoked_at, expires_at }: ApiKey): boolean =>
    revoked_at !== null || (expires_at !== null && expires_at <= now)
  const [active, old] = [keys.filter((key) => !isOld(key)), keys.filter(isOld)]
  const soon = active.filter((key) => expiresSoon(key, now))
  return page(
    { title: 'Keys', session, place: '/keys' },
    html`<h1>Keys</h1>
      ${shown === undefined ? '' : secretCard(shown, session)}
      ${
        soon.length === 0
          ? ''
          : html`<p class="alert" role="status">
              ${soon.length === 1 ? 'A key expires' : `${soon.length} keys expire`} soon:
              ${soon.map(({ name }) => `“${name}”`).join(', ')}. Make another key before, and give it to whoever uses
              the old one.
            </p>`
      }
      ${newKeyForm(session, problem, typed)}
      <section aria-labelledby="keys-title">
        <h2 id="keys-title">Active keys</h2>
        <ul class="rows">
          ${active.map((key) => keyRow(key, { session, names, now }))}
        </ul>
      </section>
      ${
        old.length === 0
          ? ''
          : html`<section aria-labelledby="old-keys-title">
              <h2 id="old-keys-title">Revoked and expired</h2>
              <ul class="rows">
                ${old.map((key) => keyRow(key, { session, names, now }))}
              </ul>
            </section>`
      }`,
  )
}

const expiresSoon = ({ expires_at }: ApiKey, now: string): boolean =>
  expires_at !== null && Date.parse(expires_at) - Date.parse(now) < SOON_DAYS * DAY

function secretCard({ key, secret, rotated }: ShownSecret, session: ConsoleSession): Html {
  return html`<div class="card done" role="status" tabindex="-1" autofocus>
    <h2>${rotated ? `“${key.name}” has a new secret` : `“${key.name}” has a key`}</h2>
    <p>Copy it now: it is shown this once and cannot be read again.</p>
    <p><code class="command">${secret}</code></p>
    ${
      !rotated
        ? ''
        : key.former_until === null
          ? html`<p class="hint">The old secret does not work any more.</p>`
          : html`<p class="hint">The old secret stops working ${relativeTime(key.former_until, session)}.</p>`
    }
  </div>`
}

function newKeyForm(session: ConsoleSession, problem: string | undefined, typed: TypedKey | undefined): Html {
  const box = (name: string, value: string, text: Html | string, checked: boolean | undefined) =>
    html`<label class="option"
      ><input type="checkbox" name="${name}" value="${value}" ${checked === true ? html` checked` : ''} />
      <span>${text}</span></label
    >`
  return html`<form method="post" action="/keys" class="card stack">
    <h2>New key</h2>
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
      ${ROLES.map((role) =>
        box('roles', role, html`${role} <span class="hint">${ROLE_TEXTS[role]}</span>`, typed?.roles.includes(role)),
      )}
    </fieldset>
    <label
      >Expires<select name="expires">
        ${EXPIRIES.map(
          ({ value, text }) =>
            html`<option value="${value}" ${value === (typed?.expires ?? '365') ? html` selected` : ''}>
              ${text}
            </option>`,
        )}
      </select></label
    >
    <details ${typed !== undefined && typed.scopes.length > 0 ? html` open` : ''}>
      <summary>Limit it to parts of the API</summary>
      <fieldset>
        <legend>Scopes</legend>
        <p class="hint">
          With none chosen, the key may do all that its roles allow. A limited key cannot open this console.
        </p>
        ${SCOPES.map((scope) => box('scopes', scope, scope, typed?.scopes.includes(scope)))}
      </fieldset>
    </details>
    <div class="actions"><button class="primary">Create the key</button></div>
  </form>`
}

function keyRow(key: ApiKey, { session, names, now }: Pick<KeysPageModel, 'session' | 'names' | 'now'>): Html {
  const { id, name, roles, scopes, created_at, made_by, expires_at, revoked_at, last_used_at, former_until } = key
  const time = (at: string) => relativeTime(at, session, now)
  const over = revoked_at !== null || (expires_at !== null && expires_at <= now)
  const by = made_by === null ? undefined : names.get(made_by)
  return html`<li class="with-action">
    <span
      ><strong>${name}</strong>
      ${key.actor === session.caller.actor ? html`<span class="tag published">yours</span> ` : ''}
      ${roles.map((role) => html`<span class="tag soft">${role}</span> `)}
      ${scopes?.map((scope) => html`<span class="tag soft">${scope}</span> `) ?? ''}
      ${!over && expiresSoon(key, now) ? html`<span class="tag failed">expires soon</span> ` : ''}
      <span class="hint"
        >created ${time(created_at)}${by === undefined ? '' : ` by ${by}`} ·
        ${last_used_at === null ? 'never used' : html`last used ${time(last_used_at)}`}${
          expires_at === null ? '' : html` · ${over && revoked_at === null ? 'expired' : 'expires'} ${time(expires_at)}`
        }${revoked_at === null ? '' : html` · revoked ${time(revoked_at)}`}${
          former_until === null || over ? '' : html` · the old secret stops working ${time(former_until)}`
        }</span
      ></span
    >
    ${
      over
        ? ''
        : html`<span class="buttons"
            ><a class="button quiet" href="/keys/${id}/rotate">New secret<span class="hidden"> for “${name}”</span></a
            >${buttonForm(session, `/keys/${id}/revoke`, html`Revoke<span class="hidden"> “${name}”</span>`, {
              look: 'quiet',
              ...(key.actor === session.caller.actor
                ? {}
                : { confirm: `Revoke “${name}”? Whoever uses it is locked out at once.` }),
            })}</span
          >`
    }
  </li>`
}
