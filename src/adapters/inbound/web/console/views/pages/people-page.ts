/** People: who may come in, what they may do, and inviting more. */
import { html } from 'hono/html'
import type { Role } from '../../../../../../domain/kernel/access.ts'
import type { SentInvitation } from '../../../../../../commands/people/invite-person.ts'
import type { ListedPerson, PersonState } from '../../../../../../queries/people/list-people.ts'
import type { ConsoleSession, Html } from '../../env.ts'
import { buttonForm, csrfField, page } from '../parts/layout.ts'
import { relativeTime } from '../parts/time.ts'

/** What is granted beyond “requester”, which everybody has. */
export const GRANTED = ['admin', 'author', 'auditor', 'reporter'] as const satisfies readonly Role[]

const ROLE_TEXTS: Readonly<Record<(typeof GRANTED)[number], string>> = {
  admin: 'everything, people and keys included',
  author: 'adds and publishes templates',
  auditor: 'reads the audit',
  reporter: 'reads reports',
}

const STATES: Readonly<Record<Exclude<PersonState, 'active'>, { readonly label: string; readonly look: string }>> = {
  invited: { label: 'invited', look: 'draft' },
  invitation_expired: { label: 'invitation expired', look: 'failed' },
  invitation_withdrawn: { label: 'invitation withdrawn', look: 'soft' },
  deactivated: { label: 'deactivated', look: 'soft' },
}

const ONCE = 'It works once, within 15 minutes.'

export interface PeoplePageModel {
  readonly session: ConsoleSession
  readonly people: readonly ListedPerson[]
  readonly search: string
  /** There are more than are shown. */
  readonly more: boolean
  /** Whether invitations can be mailed. */
  readonly mails: boolean
  readonly sent?: SentInvitation | undefined
  /** A sign-in link that was made for somebody. */
  readonly made?: { readonly name: string; readonly url: string } | undefined
  readonly problem?: string | undefined
  readonly typed?: { readonly name: string; readonly email: string; readonly roles: readonly Role[] } | undefined
}

export function peoplePage(model: PeoplePageModel): Html {
  const { session, people, search, more, sent, made } = model
  return page(
    { title: 'People', session, place: '/people' },
    html`<h1>People</h1>
      ${sent === undefined ? '' : sentCard(session, sent)}
      ${made === undefined ? '' : linkCard(`Sign-in link for ${made.name}`, made.url, ONCE)} ${inviteForm(model)}
      <section aria-labelledby="people-title">
        <h2 id="people-title">Who may sign in</h2>
        <form method="get" action="/people" class="search" role="search">
          <label class="hidden" for="search">Name or e-mail address</label
          ><input
            id="search"
            type="search"
            name="search"
            value="${search}"
            placeholder="Name or e-mail address"
          /><button>Search</button>
        </form>
        ${
          people.length === 0
            ? html`<p class="empty-line">
                ${search === '' ? 'Nobody yet.' : html`Nobody is called “${search}”. <a href="/people">Show all</a>`}
              </p>`
            : html`<ul class="rows">
                ${people.map((person) => personRow(session, person))}
              </ul>`
        }
        ${more ? html`<p class="hint">There are more. Search for a name.</p>` : ''}
      </section>`,
  )
}

function sentCard(session: ConsoleSession, { person, url, expires_at, not_mailed }: SentInvitation): Html {
  const until = relativeTime(expires_at, session)
  if (url === null)
    return html`<div class="card done" role="status" tabindex="-1" autofocus>
      <h2>${person.name} is invited</h2>
      <p>The invitation is on its way to ${person.email}. Its link expires ${until}.</p>
    </div>`
  return linkCard(
    `${person.name} is invited`,
    url,
    html`${not_mailed === null ? 'Send them this link.' : not_mailed} It is shown this once, works once, and expires
    ${until}.`,
  )
}

const linkCard = (title: string, url: string, text: Html | string): Html =>
  html`<div class="card done" role="status" tabindex="-1" autofocus>
    <h2>${title}</h2>
    <p>${text}</p>
    <p><code class="command">${url}</code></p>
  </div>`

const inviteForm = ({ session, problem, typed, mails }: PeoplePageModel): Html =>
  html`<form method="post" action="/people" class="card stack">
    <h2>Invite people</h2>
    <input type="hidden" name="once" value="${crypto.randomUUID()}" />
    ${csrfField(session)} ${problem === undefined ? '' : html`<p class="alert" role="alert">${problem}</p>`}
    <label>Name<input name="name" value="${typed?.name ?? ''}" autocomplete="off" required maxlength="100" /></label>
    <label
      >E-mail address
      <span class="hint"
        >${mails ? 'optional; without one you get a link to copy' : 'optional; you get a link to copy'}</span
      ><input type="email" name="email" value="${typed?.email ?? ''}" autocomplete="off" maxlength="254"
    /></label>
    ${rolesInput(typed?.roles ?? [], 'Roles')}
    <div class="actions"><button class="primary">Invite</button></div>
  </form>`

const rolesInput = (held: readonly Role[], legend: string): Html =>
  html`<fieldset>
    <legend>${legend} <span class="hint">everybody may ask for documents</span></legend>
    ${GRANTED.map(
      (role) =>
        html`<label class="option"
          ><input type="checkbox" name="roles" value="${role}" ${held.includes(role) ? html` checked` : ''} />
          <span>${role} <span class="hint">${ROLE_TEXTS[role]}</span></span></label
        >`,
    )}
  </fieldset>`

function personRow(session: ConsoleSession, person: ListedPerson): Html {
  const { name, email, roles, state, last_sign_in_at, invited_until, slack, issuer_roles } = person
  const tag = state === 'active' ? undefined : STATES[state]
  const about = [
    email,
    slack === null ? null : 'Slack',
    invited_until !== null
      ? html`link expires ${relativeTime(invited_until, session)}`
      : last_sign_in_at === null
        ? 'has not signed in here'
        : html`signed in ${relativeTime(last_sign_in_at, session)}`,
  ].filter((one) => one !== null)
  return html`<li class="person">
    <span
      ><strong>${name}</strong>
      ${[...new Set([...roles, ...issuer_roles])].map((role) => html`<span class="tag soft">${role}</span> `)}${
        tag === undefined ? '' : html`<span class="tag ${tag.look}">${tag.label}</span>`
      }
      <span class="hint">${about.map((one, index) => html`${index === 0 ? '' : ' · '}${one}`)}</span></span
    >
    <details>
      <summary>Change<span class="hidden"> ${name}</span></summary>
      ${personActions(session, person)}
    </details>
  </li>`
}

function personActions(session: ConsoleSession, { actor, name, roles, state, issuer_roles }: ListedPerson): Html {
  const at = `/people/${actor}`
  const invited = state === 'invited' || state === 'invitation_expired'
  const mayResend = invited || state === 'invitation_withdrawn'
  const self = actor === session.caller.actor
  return html`<form method="post" action="${at}/roles" class="stack">
      ${csrfField(session)}${rolesInput(roles, `Roles of ${name}`)}
      ${
        issuer_roles.length === 0
          ? ''
          : html`<p class="hint">${issuer_roles.join(', ')} by the groups of their sign-in provider</p>`
      }
      <div class="actions"><button>Save the roles</button></div>
    </form>
    <div class="actions">
      ${mayResend ? buttonForm(session, `${at}/invitation`, 'Send the invitation again') : ''}
      ${invited ? buttonForm(session, `${at}/invitation/withdraw`, 'Withdraw the invitation', { look: 'quiet' }) : ''}
      ${state === 'active' ? buttonForm(session, `${at}/link`, 'Make a sign-in link') : ''}
      ${
        state === 'active' && !self
          ? buttonForm(session, `${at}/deactivate`, 'Deactivate', {
              look: 'quiet',
              confirm: `Deactivate ${name}? They are signed out at once and cannot sign in until they are reactivated.`,
            })
          : ''
      }
      ${state === 'deactivated' ? buttonForm(session, `${at}/reactivate`, 'Reactivate') : ''}
    </div>`
}
