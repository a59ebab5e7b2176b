/** The web console: server-rendered pages that work as plain forms, and better with a little script. Mounted at `/`. */
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { fail, unwrap } from '../../domain/errors.ts'
import type { App } from '../../ports/app.ts'
import type { LiveChanges } from '../../ports/live-changes.ts'
import { administrationRoutes, type RetryStream } from './administration.ts'
import { assetRoutes } from './assets.ts'
import { colleagueRoutes } from './colleague.ts'
import { conversationRoutes } from './conversation.ts'
import type { Env } from './env.ts'
import { failurePage } from './errors.ts'
import { homeRoutes } from './home.ts'
import { insightRoutes } from './insight.ts'
import { formWithToken, sameOriginOnly, securityHeaders } from './security.ts'
import { signedIn } from './session.ts'
import { signInRoutes, signOutRoutes } from './sign-in.ts'
import { templateRoutes } from './templates.ts'

export interface ConsoleOptions {
  readonly live: LiveChanges
  readonly retryStream: RetryStream
  /** Whether browsers reach it over HTTPS only: marks the session cookie so. */
  readonly secure?: boolean | undefined
}

/** A little more than the largest template and its questions file. */
const MAX_BODY_BYTES = 28 * 1024 * 1024

/** Every route but signing in and the assets needs a session. */
export function createConsole(app: App, { live, retryStream, secure = false }: ConsoleOptions): Hono<Env> {
  const console = new Hono<Env>()
  console.onError(failurePage(app.logger))
  console.use(securityHeaders, sameOriginOnly)
  console.use(bodyLimit({ maxSize: MAX_BODY_BYTES, onError: () => unwrap(fail('too_large', 'This is too much at once: at most 25 MB are taken. Go back: what you typed is still there.')) }))
  console.route('/', assetRoutes())
  console.route('/', signInRoutes(app, { secure }))
  console.use(signedIn(app), formWithToken)
  console.route('/', signOutRoutes(app))
  console.route('/', homeRoutes(app))
  console.route('/', templateRoutes(app))
  console.route('/', insightRoutes(app))
  console.route('/', conversationRoutes(app, live))
  console.route('/', colleagueRoutes(app))
  console.route('/', administrationRoutes(app, retryStream))
  console.all('*', () => unwrap(fail('not_found', 'There is no such page. It may have moved, or the address is mistyped.')))
  return console
}
