/** The web console: server-rendered pages that work as plain forms, and better with a little script. Mounted at `/`. */
import { Hono } from 'hono'
import type { Role } from '../../../../domain/kernel/access.ts'
import { fail, unwrap } from '../../../../domain/kernel/errors.ts'
import type { App } from '../../../../ports/app.ts'
import type { LiveChanges } from '../../../../ports/events/live-changes.ts'
import { administrationRoutes, type RetryStream } from './routes/administration.ts'
import { assetRoutes } from './assets.ts'
import { colleagueRoutes } from './routes/colleague.ts'
import { conversationRoutes } from './routes/conversation.ts'
import type { Env } from './env.ts'
import { failurePage } from './errors.ts'
import { homeRoutes } from './routes/home.ts'
import { insightRoutes } from './routes/reports-and-audit.ts'
import { formLimit, readForm } from './forms/posted-form.ts'
import { sameOriginOnly, securityHeaders, withToken } from './security.ts'
import { needs, signedIn } from './session.ts'
import { signInRoutes, signOutRoutes } from './routes/sign-in.ts'
import { templateRoutes } from './routes/templates.ts'

export interface ConsoleOptions {
  readonly live: LiveChanges
  readonly retryStream: RetryStream
  /** Whether browsers reach it over HTTPS only: marks the session cookie so. */
  readonly secure?: boolean | undefined
}

/** Whose pages these are. The others are everybody's, and show what is the person's own. */
const AREAS: readonly (readonly [path: string, role: Role])[] = [
  ['/templates/*', 'author'],
  ['/operations/*', 'admin'],
  ['/keys/*', 'admin'],
]

/**
 * Every route but signing in and the assets needs a session. Who it is, and what they may, comes before what they send:
 * a form is read last.
 */
export function createConsole(app: App, { live, retryStream, secure = false }: ConsoleOptions): Hono<Env> {
  const console = new Hono<Env>()
  console.onError(failurePage(app.logger))
  console.use(securityHeaders, sameOriginOnly)
  console.route('/', assetRoutes())
  console.route('/', signInRoutes(app, { secure }))
  console.use(signedIn(app))
  for (const [path, role] of AREAS) console.use(path, needs(role))
  console.use(readForm(formLimit), withToken)
  console.route('/', signOutRoutes(app))
  console.route('/', homeRoutes(app))
  console.route('/', templateRoutes(app))
  console.route('/', insightRoutes(app))
  console.route('/', conversationRoutes(app, live))
  console.route('/', colleagueRoutes(app))
  console.route('/', administrationRoutes(app, retryStream))
  console.all('*', () =>
    unwrap(fail('not_found', 'There is no such page. It may have moved, or the address is mistyped.')),
  )
  return console
}
