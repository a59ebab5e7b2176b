/** The layout of every page: head, navigation by role, and where messages appear. */
import { html } from 'hono/html'
import { hasRole, type Role } from '../../../../../../domain/kernel/access.ts'
import { assetUrl } from '../../assets.ts'
import type { Html, ConsoleSession } from '../../env.ts'

const NAVIGATION: readonly { readonly href: string; readonly label: string; readonly roles: readonly Role[] }[] = [
  { href: '/', label: 'Home', roles: ['guest', 'auditor', 'reporter'] },
  { href: '/templates', label: 'Templates', roles: ['author'] },
  { href: '/verify', label: 'Verify', roles: ['requester'] },
  { href: '/audit', label: 'Audit', roles: ['auditor'] },
  { href: '/reports', label: 'Reports', roles: ['reporter'] },
  { href: '/people', label: 'People', roles: ['admin'] },
  { href: '/operations', label: 'Operations', roles: ['admin'] },
  { href: '/keys', label: 'Keys', roles: ['admin'] },
  { href: '/groups', label: 'Groups', roles: ['admin'] },
]

export interface PageOptions {
  readonly title: string
  /** Absent on the pages for who is not signed in. */
  readonly session?: ConsoleSession | undefined
  /** The path of the place in the navigation that this page belongs to. */
  readonly place?: string | undefined
  /** Wider than the measure of a text, for tables. */
  readonly wide?: boolean | undefined
}

export function page({ title, session, place, wide }: PageOptions, content: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex, nofollow" />
        <meta
          name="htmx-config"
          content='{"includeIndicatorCSS":false,"defaultSettleDelay":0,"history":false,"noSwap":[204,304,"5xx"]}'
        />
        <title>${title} · DocGen</title>
        <link rel="icon" type="image/svg+xml" href="${assetUrl('icon.svg')}" />
        <link rel="stylesheet" href="${assetUrl('console.css')}" />
        <script src="${assetUrl('htmx.js')}" defer></script>
        <script src="${assetUrl('htmx-sse.js')}" defer></script>
        <script src="${assetUrl('console.js')}" defer></script>
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header class="top">
          <div class="top-inner">
            <a class="brand" href="/"><img src="${assetUrl('icon.svg')}" width="28" height="28" alt="" />DocGen</a>
            ${session === undefined ? '' : isOutsider(session) ? leaveForm(session) : navigation(session, place)}
          </div>
        </header>
        <div id="message" class="banner" role="alert" hidden></div>
        <main id="main" class="${wide === true ? 'wide' : ''}" tabindex="-1">${content}</main>
      </body>
    </html>`
}

/** Whoever came by a link sees one conversation, and no way to anything else. */
export const isOutsider = ({ caller }: ConsoleSession): boolean => caller.only_generation !== undefined

const leaveForm = (session: ConsoleSession): Html =>
  html`<form class="sign-out" method="post" action="/sign-out">
    ${csrfField(session)}<button class="quiet">Leave</button>
  </form>`

function navigation(session: ConsoleSession, place: string | undefined): Html {
  const places = NAVIGATION.filter(({ roles }) => roles.some((role) => hasRole(session.caller, role)))
  return html`<nav aria-label="Main">
      <ul>
        ${places.map(
          ({ href, label }) =>
            html`<li><a href="${href}" ${href === place ? html` aria-current="page"` : ''}>${label}</a></li>`,
        )}
      </ul>
    </nav>
    <form class="sign-out" method="post" action="/sign-out">
      ${session.caller.only_generation === undefined ? accountLink(place) : ''}${csrfField(session)}<button
        class="quiet"
      >
        Sign out
      </button>
    </form>`
}

const accountLink = (place: string | undefined): Html =>
  html`<a class="button quiet" href="/account" ${place === '/account' ? html` aria-current="page"` : ''}>Account</a>`

/** The field that proves that a form is ours. */
export const csrfField = (session: ConsoleSession): Html =>
  html`<input type="hidden" name="csrf" value="${session.csrf}" />`

/** A form with one button and hidden fields. */
export function buttonForm(
  session: ConsoleSession,
  action: string,
  label: Html | string,
  options: { fields?: Readonly<Record<string, string>>; look?: string; confirm?: string } = {},
): Html {
  const { fields = {}, look = '', confirm } = options
  return html`<form
    method="post"
    action="${action}"
    class="inline"
    ${confirm === undefined ? '' : html` data-confirm="${confirm}"`}
  >
    ${csrfField(session)}${Object.entries(fields).map(
      ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
    )}<button class="${look}">${label}</button>
  </form>`
}
