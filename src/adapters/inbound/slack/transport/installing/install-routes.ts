/**
 * Installs the app by OAuth (docs.slack.dev, “Installing with OAuth”). From the page `/slack/install` the browser
 * goes to Slack with a one-time state that only this browser can bring back to `/slack/oauth_redirect`.
 */
import { randomBytes } from 'node:crypto'
import { Hono, type Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { html } from 'hono/html'
import { WebClient } from '@slack/web-api'
import { errorMessage } from '../../../../../domain/kernel/errors.ts'
import { type Caller, hasRole } from '../../../../../domain/kernel/access.ts'
import type { Clock } from '../../../../../ports/clock.ts'
import type { Installation, Installations, OauthState } from '../../../../../ports/slack/installations.ts'
import type { Logger } from '../../../../../ports/logger.ts'
import { BOT_SCOPES } from '../../manifest.ts'
import { callFailureOf } from '../calling/slack-errors.ts'
import { clientOptions, type SlackClientDeps } from '../workspaces/client-options.ts'
import { installationOf } from './read-installation.ts'
import { beginAgain, type ContactLinks, renderInstallPage, renderPage, renderPrivacyPage } from './install-page.ts'
import { PAGE_POLICY, type PageHtml } from './page-layout.ts'

/** What the install routes need. */
export interface InstallDeps extends Pick<SlackClientDeps, 'api_url' | 'guard'> {
  readonly client_id: string
  readonly client_secret: string
  /** The public address of this service: `https://docs.example.com`. */
  readonly public_url: string
  /** Where people find help: a page or a `mailto:` address. */
  readonly support_url: string | undefined
  /** The operator's page on privacy; ours if undefined. */
  readonly privacy_url: string | undefined
  /**
   * `shared`: a workspace belongs to the tenant of the admin who installs it. `workspace`: each is a tenant of its own,
   * and anybody may install the app.
   */
  readonly tenancy: 'shared' | 'workspace'
  /** Who is signed in to the console, from the request's cookies. */
  readonly signedIn: (c: Context) => Promise<Caller | undefined>
  readonly installations: Pick<Installations, 'install' | 'addState' | 'takeState'>
  /** Makes the Slack user who allowed the app an author, on behalf of the admin who began it. */
  readonly makeAuthor: (installation: Installation) => Promise<void>
  readonly clock: Clock
  readonly logger: Logger
}

/** The page that an installation begins at. */
export const INSTALL_PATH = '/slack/install'

/** Sends the browser to Slack: the “direct install URL” of Slack's directory. */
export const START_PATH = '/slack/install/start'

/** Where Slack sends the browser back to. */
export const REDIRECT_PATH = '/slack/oauth_redirect'

/** Our own words on privacy. */
export const PRIVACY_PATH = '/slack/privacy'

const COOKIE = 'docgen_slack_install'

const STATE_MS = 10 * 60_000

/** The routes that install the app by OAuth. */
export function installRoutes(deps: InstallDeps): Hono {
  const routes = new Hono()
  for (const path of [INSTALL_PATH, START_PATH, REDIRECT_PATH, PRIVACY_PATH]) {
    routes.use(path, async (c, next) => {
      await next()
      c.res.headers.set('cache-control', 'no-store')
      c.res.headers.set('referrer-policy', 'no-referrer')
      c.res.headers.set('x-content-type-options', 'nosniff')
      c.res.headers.set('content-security-policy', PAGE_POLICY)
    })
  }
  routes.get(INSTALL_PATH, (c) => showInstallPage(deps, c))
  routes.get(START_PATH, (c) => startInstall(deps, c))
  routes.get(REDIRECT_PATH, (c) => finishInstall(deps, c))
  routes.get(PRIVACY_PATH, (c) => renderPrivacyPage(c, contactLinks(deps)))
  return routes
}

const contactLinks = ({ support_url, privacy_url, public_url }: InstallDeps): ContactLinks => ({
  support_url,
  privacy_url: privacy_url ?? new URL(PRIVACY_PATH, public_url).href,
})

async function showInstallPage(deps: InstallDeps, c: Context): Promise<Response> {
  const may_install = (await installerOf(deps, c)) !== undefined
  return renderInstallPage(c, {
    start_url: may_install ? START_PATH : undefined,
    from_slack: c.req.query('from') === 'slack',
    links: contactLinks(deps),
  })
}

async function startInstall(deps: InstallDeps, c: Context): Promise<Response> {
  const who = await installerOf(deps, c)
  if (who === undefined) return c.redirect(INSTALL_PATH, 303)
  const state: OauthState = {
    ...who,
    state: randomSecret(),
    browser: randomSecret(),
    expires_at: new Date(Date.parse(deps.clock.now()) + STATE_MS).toISOString(),
  }
  await deps.installations.addState(state)
  setCookie(c, COOKIE, state.browser, {
    path: '/slack',
    httpOnly: true,
    sameSite: 'Lax',
    secure: deps.public_url.startsWith('https:'),
    maxAge: STATE_MS / 1000,
  })
  const address = new URL('../oauth/v2/authorize', deps.api_url)
  address.search = new URLSearchParams({
    client_id: deps.client_id,
    scope: BOT_SCOPES.join(','),
    redirect_uri: redirectUri(deps),
    state: state.state,
  }).toString()
  return c.redirect(address.href, 302)
}

async function installerOf(
  { tenancy, signedIn }: InstallDeps,
  c: Context,
): Promise<Pick<OauthState, 'actor' | 'tenant'> | undefined> {
  if (tenancy === 'workspace') return { actor: 'slack', tenant: undefined }
  const caller = await signedIn(c)
  return caller !== undefined && hasRole(caller, 'admin') ? { actor: caller.actor, tenant: caller.tenant } : undefined
}

/**
 * Only what this browser began is finished. Else somebody could bring an admin's browser here with a code for their own
 * workspace, and it would belong to the admin's tenant. Slack's shareable link has no state: its code is left unused,
 * and the person begins again from our page.
 */
async function finishInstall(deps: InstallDeps, c: Context): Promise<Response> {
  const [state, browser, code] = [c.req.query('state') ?? '', getCookie(c, COOKIE) ?? '', c.req.query('code') ?? '']
  if (state === '') return c.redirect(`${INSTALL_PATH}?from=slack`, 303)
  deleteCookie(c, COOKIE, { path: '/slack', secure: deps.public_url.startsWith('https:') })
  const begun = await deps.installations.takeState(state, browser)
  if (begun === undefined)
    return renderPage(
      c,
      400,
      'This did not begin here',
      'The link was used before, is older than ten minutes, or was opened in another browser.',
      beginAgain(INSTALL_PATH),
    )
  if (c.req.query('error') !== undefined || code === '')
    return renderPage(
      c,
      400,
      'DocGen was not added',
      'Slack says that it was not allowed. Nothing has changed.',
      beginAgain(INSTALL_PATH),
    )
  try {
    const answer = await new WebClient(undefined, clientOptions(deps)).oauth.v2.access({
      code,
      client_id: deps.client_id,
      client_secret: deps.client_secret,
      redirect_uri: redirectUri(deps),
    })
    const made = installationOf(deps, answer, begun)
    if (made === undefined)
      return renderPage(
        c,
        400,
        'DocGen cannot be added like this',
        'Slack gave no token for a bot.',
        beginAgain(INSTALL_PATH),
      )
    deps.guard.allow(made.tokens.bot, made.installation.team)
    await deps.installations.install(made.installation, made.tokens)
    deps.logger.info(
      { team: made.installation.team, tenant: made.installation.tenant, actor: begun.actor },
      'the app was installed in a Slack workspace',
    )
    await makeAuthor(deps, made.installation)
    return renderPage(
      c,
      200,
      `DocGen is in ${made.installation.name}`,
      'Open Slack and type /docgen to make the first document.',
      made.installation.team === made.installation.enterprise ? addWorkspaces(made.installation) : html``,
    )
  } catch (error) {
    deps.logger.error(
      { error: callFailureOf(error)?.detail ?? (error instanceof Error ? error.name : 'unknown') },
      'an installation in a Slack workspace failed',
    )
    return renderPage(
      c,
      502,
      'Slack did not confirm it',
      'Nothing has changed. Try again in a moment.',
      beginAgain(INSTALL_PATH),
    )
  }
}

/** The app is installed, whatever becomes of this. */
async function makeAuthor({ makeAuthor: make, logger }: InstallDeps, installation: Installation): Promise<void> {
  try {
    await make(installation)
  } catch (error) {
    logger.warn({ team: installation.team, error: errorMessage(error) }, 'the installer is no author yet')
  }
}

/** An organisation's app is in no workspace yet (api.slack.com/enterprise/apps/reference, “oauth.v2.access”). */
const addWorkspaces = ({ team, app_id }: Pick<Installation, 'team' | 'app_id'>): PageHtml =>
  html`<p>It is installed for the whole organisation. Now choose in which workspaces people see it:</p>
    <p>
      <a class="button" href="https://app.slack.com/manage/${team}/integrations/profile/${app_id}/workspaces/add"
        >Add it to workspaces</a
      >
    </p>`

const redirectUri = ({ public_url }: InstallDeps): string => new URL(REDIRECT_PATH, public_url).href

const randomSecret = (): string => randomBytes(32).toString('base64url')
