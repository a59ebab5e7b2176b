/** The web console: server-rendered pages that work as plain forms, and better with a little script. Mounted at `/`. */
import { Hono } from 'hono'
import type { Role } from '../../../../domain/kernel/access.ts'
import { fail, unwrap } from '../../../../domain/kernel/errors.ts'
import type { App } from '../../../../ports/app.ts'
import type { LiveChanges } from '../../../../ports/events/live-changes.ts'
import type { FindSlackPerson } from '../../../../ports/people/slack-people.ts'
import { administrationRoutes, type RetryStream } from './routes/administration.ts'
import { accountRoutes } from './routes/account.ts'
import { keyRoutes } from './routes/keys.ts'
import { assetRoutes } from './assets.ts'
import { colleagueRoutes } from './routes/colleague.ts'
import { conversationRoutes } from './routes/conversation/conversation.ts'
import { handOverRoutes } from './routes/conversation/hand-overs.ts'
import type { ConsoleEnv, ConsoleSession, PageContext } from './env.ts'
import { createErrorHandler } from './errors.ts'
import type { RequestLimits } from '../shared/limits/request-limits.ts'
import { groupRoutes } from './routes/groups.ts'
import { homeRoutes } from './routes/home.ts'
import { othersRoutes } from './routes/others.ts'
import { answerRoutes } from './routes/outsiders/answer.ts'
import { holdToGeneration } from './only-generation.ts'
import { auditRoutes } from './routes/audit.ts'
import { reportRoutes } from './routes/reports.ts'
import { maxFormBytes, readForm } from './forms/posted-form.ts'
import { requireSameOrigin, setSecurityHeaders, requireCsrfToken } from './security.ts'
import { requireAnyRole, requireSession } from './session.ts'
import { readSessionCookie } from './session-cookie.ts'
import { SecurityNotes } from '../shared/security-notes.ts'
import { peopleRoutes } from './routes/people.ts'
import { joinRoutes } from './routes/providers/join-routes.ts'
import { providerRoutes } from './routes/providers/provider-routes.ts'
import { emailLinkRoutes } from './routes/sign-in/email-links.ts'
import { keySignInRoutes } from './routes/sign-in/with-key.ts'
import { signInRoutes, signOutRoutes } from './routes/sign-in/sign-in.ts'
import { verifyRoutes } from './routes/verify.ts'
import { templateRoutes } from './routes/templates/templates.ts'

export interface ConsoleOptions {
  readonly live: LiveChanges
  readonly retryStream: RetryStream
  /** The tenant of the installation: what strangers do is recorded there. */
  readonly tenant?: string | undefined
  /** Whether browsers reach it over HTTPS only: marks the session cookie so. */
  readonly secure?: boolean | undefined
  /** Where people reach it: providers and mailed links lead there. Left out: where a request has come in. */
  readonly public_url?: string | undefined
  /** Left out: there is no Slack. */
  readonly findSlackPerson?: FindSlackPerson | undefined
  /** Left out: none. */
  readonly limits?: RequestLimits | undefined
  /** Where refusals and looks at others’ generations are noted. */
  readonly notes?: SecurityNotes | undefined
}

/** The role that these pages need. All other pages are open to everybody and show what belongs to the person. */
const ROLE_BY_PATH: readonly (readonly [path: string, role: Role])[] = [
  ['/templates/*', 'author'],
  ['/operations/*', 'admin'],
  ['/keys/*', 'admin'],
  ['/groups/*', 'admin'],
  ['/others/*', 'requester'],
  ['/verify', 'requester'],
  ['/colleagues', 'requester'],
  ['/sessions/*', 'admin'],
  ['/people/*', 'admin'],
]

/**
 * Every route needs a session, except signing in and the assets. Session and role are checked before the form is read.
 */
export function createConsole(
  app: App,
  {
    live,
    retryStream,
    tenant = 'default',
    secure = false,
    public_url,
    findSlackPerson,
    limits,
    notes = new SecurityNotes(app),
  }: ConsoleOptions,
): Hono<ConsoleEnv> {
  const console = new Hono<ConsoleEnv>()
  console.onError(createErrorHandler(app.logger))
  const callerOf = (c: PageContext) => (c.get('session') as ConsoleSession | undefined)?.caller
  console.use(setSecurityHeaders, requireSameOrigin)
  console.route('/', assetRoutes())
  if (limits !== undefined) console.use(limits.unknownCallers('session', (c) => readSessionCookie(c, secure), callerOf))
  const signingIn = { secure, tenant, public_url, findSlackPerson }
  console.route('/', signInRoutes(app, signingIn))
  if (app.identityProviders !== undefined) console.route('/', providerRoutes(app, app.identityProviders, signingIn))
  console.route('/', emailLinkRoutes(app, { tenant, public_url, limits }))
  if (app.keysOpenConsole === true) console.route('/', keySignInRoutes(app, signingIn))
  console.route('/', answerRoutes(app, { tenant, secure, public_url, limits, notes }))
  console.use(requireSession(app, secure))
  if (limits !== undefined) console.use(limits.callers(callerOf))
  console.use(holdToGeneration(notes))
  for (const [path, role] of ROLE_BY_PATH) console.use(path, requireAnyRole(notes, role))
  console.use(readForm(maxFormBytes), requireCsrfToken)
  console.use(
    '/generations/:id/*',
    notes.reads(
      () => 'console',
      (c: PageContext) => c.var.session.caller,
    ),
  )
  console.route('/', signOutRoutes(app, signingIn))
  console.route('/', accountRoutes(app, secure))
  console.route('/', joinRoutes(app, signingIn))
  console.route('/', homeRoutes(app))
  console.route('/', othersRoutes(app))
  console.route('/', verifyRoutes(app, notes, public_url))
  console.route('/', groupRoutes(app))
  console.route('/', templateRoutes(app, public_url))
  console.route('/', auditRoutes(app, notes))
  console.route('/', reportRoutes(app, notes))
  console.route('/', conversationRoutes(app, live, limits?.streams))
  console.route('/', handOverRoutes(app, public_url))
  console.route('/', colleagueRoutes(app))
  console.route('/', administrationRoutes(app, retryStream))
  console.route('/', keyRoutes(app))
  console.route('/', peopleRoutes(app, public_url))
  console.all('*', () =>
    unwrap(fail('not_found', 'There is no such page. It may have moved, or the address is mistyped.')),
  )
  return console
}
