/** The web console: server-rendered pages that work as plain forms, and better with a little script. Mounted at `/`. */
import { Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import type { Role } from '../../../../domain/kernel/access.ts'
import { fail, unwrap } from '../../../../domain/kernel/errors.ts'
import type { App } from '../../../../ports/app.ts'
import type { LiveChanges } from '../../../../ports/events/live-changes.ts'
import { administrationRoutes, type RetryStream } from './routes/administration.ts'
import { assetRoutes } from './assets.ts'
import { colleagueRoutes } from './routes/colleague.ts'
import { conversationRoutes } from './routes/conversation/conversation.ts'
import type { ConsoleEnv, PageContext } from './env.ts'
import { createErrorHandler } from './errors.ts'
import type { RequestLimits } from '../shared/limits/request-limits.ts'
import { homeRoutes } from './routes/home.ts'
import { reportAndAuditRoutes } from './routes/reports-and-audit.ts'
import { maxFormBytes, readForm } from './forms/posted-form.ts'
import { requireSameOrigin, setSecurityHeaders, requireCsrfToken } from './security.ts'
import { requireAnyRole, requireSession, SESSION_COOKIE } from './session.ts'
import { emailLinkRoutes } from './routes/sign-in/email-links.ts'
import { peopleRoutes } from './routes/people.ts'
import { signInRoutes, signOutRoutes } from './routes/sign-in/sign-in.ts'
import { templateRoutes } from './routes/templates/templates.ts'

export interface ConsoleOptions {
  readonly live: LiveChanges
  readonly retryStream: RetryStream
  /** The tenant of the installation: what strangers do is recorded there. */
  readonly tenant?: string | undefined
  /** Whether browsers reach it over HTTPS only: marks the session cookie so. */
  readonly secure?: boolean | undefined
  /** Where people reach the service; left out: where a request has reached it. */
  readonly public_url?: string | undefined
  /** Left out: none. */
  readonly limits?: RequestLimits | undefined
}

/** The role that these pages need. All other pages are open to everybody and show what belongs to the person. */
const ROLE_BY_PATH: readonly (readonly [path: string, role: Role])[] = [
  ['/templates/*', 'author'],
  ['/operations/*', 'admin'],
  ['/keys/*', 'admin'],
  ['/people/*', 'admin'],
]

/**
 * Every route needs a session, except signing in and the assets. Session and role are checked before the form is read.
 */
export function createConsole(
  app: App,
  { live, retryStream, tenant = 'default', secure = false, public_url, limits }: ConsoleOptions,
): Hono<ConsoleEnv> {
  const console = new Hono<ConsoleEnv>()
  console.onError(createErrorHandler(app.logger))
  console.use(setSecurityHeaders, requireSameOrigin)
  console.route('/', assetRoutes())
  if (limits !== undefined) console.use(limits.unknownCallers((c) => getCookie(c, SESSION_COOKIE)))
  console.route('/', signInRoutes(app, { secure, tenant }))
  console.route('/', emailLinkRoutes(app, { tenant, public_url, limits }))
  console.use(requireSession(app))
  if (limits !== undefined) console.use(limits.callers((c: PageContext) => c.var.session.caller))
  for (const [path, role] of ROLE_BY_PATH) console.use(path, requireAnyRole(role))
  console.use(readForm(maxFormBytes), requireCsrfToken)
  console.route('/', signOutRoutes(app))
  console.route('/', homeRoutes(app))
  console.route('/', templateRoutes(app))
  console.route('/', reportAndAuditRoutes(app))
  console.route('/', conversationRoutes(app, live, limits?.streams))
  console.route('/', colleagueRoutes(app))
  console.route('/', administrationRoutes(app, retryStream))
  console.route('/', peopleRoutes(app, public_url))
  console.all('*', () =>
    unwrap(fail('not_found', 'There is no such page. It may have moved, or the address is mistyped.')),
  )
  return console
}
