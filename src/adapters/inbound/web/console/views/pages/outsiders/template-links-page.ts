/** The page of a template's links for people without an account: who answered by them, and a form for another one. */
import { html } from 'hono/html'
import { TEMPLATE_LINK } from '../../../../../../../domain/account/template-link.ts'
import type { LinkAnswerView, TemplateLinkView } from '../../../../../../../queries/people/list-template-links.ts'
import type { TemplateView } from '../../../../../../../queries/template/present-template.ts'
import type { ConsoleSession, Html } from '../../../env.ts'
import { copiedLink } from '../../parts/copied-link.ts'
import { buttonForm, csrfField, page } from '../../parts/layout.ts'
import { relativeTime } from '../../parts/time.ts'

/** What was typed in the form. */
export interface TypedLink {
  readonly title: string
  readonly days: string
  readonly uses: string
  readonly asks_email: boolean
}

export interface TemplateLinksModel {
  readonly session: ConsoleSession
  readonly template: TemplateView
  readonly links: readonly TemplateLinkView[]
  /** Days that a link may be good for, at most; 0: none are made. */
  readonly link_days: number
  /** Whether addresses can be shown by mail. */
  readonly mails: boolean
  /** The link that was just made. */
  readonly shown?: { readonly title: string; readonly url: string } | undefined
  readonly problem?: string | undefined
  readonly typed?: TypedLink | undefined
}

const STATES: Readonly<Record<TemplateLinkView['state'], { readonly label: string; readonly look: string }>> = {
  open: { label: 'open', look: 'published' },
  expired: { label: 'expired', look: 'retired' },
  used_up: { label: 'used up', look: 'retired' },
  withdrawn: { label: 'withdrawn', look: 'retired' },
}

export function templateLinksPage(model: TemplateLinksModel): Html {
  const { session, template, links, link_days, shown, problem } = model
  const { id, name, state } = template
  return page(
    { title: `Links to ${name}`, session, place: '/templates' },
    html`<p class="crumb"><a href="/templates">Templates</a> · <a href="/templates/${id}">${name}</a></p>
      <h1>Links</h1>
      <p>
        Whoever has a link begins a conversation of their own with this template, without an account. They see that one,
        get its document, and nothing else.
      </p>
      ${shown === undefined ? '' : shownLink(shown)}
      ${problem === undefined ? '' : html`<p class="alert" role="alert" id="link-problem">${problem}</p>`}
      ${
        link_days === 0
          ? html`<p class="empty-line">This service makes no links. An operator can allow them.</p>`
          : state !== 'published'
            ? html`<p class="empty-line">Publish the template to make a link.</p>`
            : newLinkForm(model)
      }
      <section aria-labelledby="links-title">
        <h2 id="links-title">${links.length === 0 ? 'No links yet' : 'Links of this template'}</h2>
        ${
          links.length === 0
            ? ''
            : html`<ul class="rows">
                ${links.map((link) => linkRow(session, link))}
              </ul>`
        }
      </section>`,
  )
}

const shownLink = ({ title, url }: { readonly title: string; readonly url: string }): Html =>
  html`<div class="card done" role="status" tabindex="-1" autofocus>
    <h2>The link “${title}” is there</h2>
    <p>Copy it now and hand it out: it is shown this once.</p>
    ${copiedLink('Link', url)}
  </div>`

function newLinkForm({ session, template, link_days, mails, typed }: TemplateLinksModel): Html {
  const days = typed?.days ?? String(Math.min(TEMPLATE_LINK.days, link_days))
  return html`<form method="post" action="/templates/${template.id}/links" class="card stack">
    ${csrfField(session)}<input type="hidden" name="once" value="${crypto.randomUUID()}" />
    <h2>Make a link</h2>
    <label
      >Title <span class="hint">so that you, and the audit, know which one it is</span
      ><input
        name="title"
        value="${typed?.title ?? ''}"
        placeholder="${template.name}"
        maxlength="${TEMPLATE_LINK.title}"
        autocomplete="off"
    /></label>
    <label
      >Days until it expires <span class="hint">${link_days} at most</span
      ><input type="number" name="days" value="${days}" min="1" max="${link_days}" required inputmode="numeric"
    /></label>
    <label
      >Conversations that can be begun
      <input
        type="number"
        name="uses"
        value="${typed?.uses ?? String(TEMPLATE_LINK.uses)}"
        min="1"
        max="${TEMPLATE_LINK.most_uses}"
        required
        inputmode="numeric"
    /></label>
    <label class="option"
      ><input
        type="checkbox"
        name="asks_email"
        value="yes"
        ${typed?.asks_email === true ? html` checked` : ''}
        ${mails ? '' : html` disabled`}
      />
      <span
        >Ask for a proved e-mail address
        <span class="hint"
          >${
            mails
              ? 'they get a link by mail, and begin with that one'
              : 'this service sends no mail, so nobody could show theirs'
          }</span
        ></span
      ></label
    >
    <div class="actions"><button class="primary">Make the link</button></div>
  </form>`
}

function linkRow(session: ConsoleSession, link: TemplateLinkView): Html {
  const { id, template_id, title, state, used, uses, asks_email, made_by_name, made_by, answers } = link
  const { label, look } = STATES[state]
  return html`<li class="with-action">
    <div>
      <strong>${title}</strong> <span class="tag ${look}">${label}</span>
      <span class="hint"
        >${String(used)} of ${String(uses)} used · ${asks_email ? 'proved address' : 'no proof'} ·
        ${state === 'expired' ? 'expired' : 'expires'} ${relativeTime(link.expires_at, session)} · made
        ${relativeTime(link.made_at, session)} by ${made_by_name ?? made_by}</span
      >
      ${
        answers.length === 0
          ? ''
          : html`<details>
              <summary>Who began (${String(used)})</summary>
              <ul class="plain-list">
                ${answers.map((answer) => answerRow(session, answer))}
              </ul>
              ${answers.length < used ? html`<p class="hint">The newest ${String(answers.length)}.</p>` : ''}
            </details>`
      }
    </div>
    ${
      state === 'withdrawn'
        ? ''
        : buttonForm(session, `/templates/${template_id}/links/${id}/withdraw`, 'Withdraw', {
            look: 'quiet danger',
            confirm: `Withdraw “${title}”? Nobody begins by it any more, and those who have begun cannot go on.`,
          })
    }
  </li>`
}

const answerRow = (session: ConsoleSession, { name, email_proved, begun_at }: LinkAnswerView): Html =>
  html`<li>
    <span>${name ?? 'Somebody'}</span>
    <span class="hint">${email_proved ? 'address proved' : 'not proved'} · ${relativeTime(begun_at, session)}</span>
  </li>`
