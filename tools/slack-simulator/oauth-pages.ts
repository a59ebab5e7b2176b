/** The pages a person sees while installing the app: allow or deny, and the sign-in page strangers are sent to. */
import { Hono } from 'hono'
import { html } from 'hono/html'
import { errorPage } from './error-page.ts'
import type { HttpBindings } from '@hono/node-server'
import type { Workspace } from './state/model.ts'
import type { SlackState } from './state/slack.ts'

/** What the app asks for in its link to `/oauth/v2/authorize`. */
interface AuthorizeRequest {
  clientId: string
  scopes: string[]
  redirectUri: string | undefined
  state: string | undefined
}

function readAuthorizeQuery(slack: SlackState, query: Record<string, string>): AuthorizeRequest | string {
  if (query['client_id'] !== slack.app.clientId) return 'invalid_client_id'
  const redirectUri = query['redirect_uri'] === '' ? undefined : query['redirect_uri']
  const allowed = slack.app.redirectUrls
  if (redirectUri !== undefined && allowed.length > 0 && !allowed.some((each) => redirectUri.startsWith(each)))
    return 'bad_redirect_uri'
  const scopes = (query['scope'] ?? '').split(',').filter(Boolean)
  if (scopes.length === 0) return 'invalid_scope_requested'
  return { clientId: query['client_id'], scopes, redirectUri, state: query['state'] }
}

/**
 * An app that is not distributed stays in the workspace that it was made in, and on a Grid in its organisation.
 * https://docs.slack.dev/app-management/distribution (“invalid_team_for_non_distributed_app”)
 */
function mayInstall({ app, workspaces }: SlackState, { id, enterprise }: Workspace): boolean {
  const home = workspaces.get(app.home ?? '')
  return app.distributed || id === app.home || (enterprise !== undefined && enterprise.id === home?.enterprise?.id)
}

/** Where the person is sent after having said yes or no. */
export function decideAuthorization(
  slack: SlackState,
  asked: AuthorizeRequest,
  decision: { allow: false } | { allow: true; workspace: string; user: string; orgWide?: boolean },
): string {
  const back = new URL(asked.redirectUri ?? slack.app.redirectUrls[0] ?? `${slack.baseUrl}/installed`)
  if (asked.state !== undefined) back.searchParams.set('state', asked.state)
  if (!decision.allow) {
    back.searchParams.set('error', 'access_denied')
    return back.href
  }
  const chosen = slack.workspaces.get(decision.workspace)
  if (chosen !== undefined && !mayInstall(slack, chosen)) {
    back.searchParams.set('error', 'invalid_team_for_non_distributed_app')
    return back.href
  }
  const digits = (length: number): string => slack.random.word(length, '0123456789')
  const code = `${digits(12)}.${digits(12)}.${slack.random.word(32, 'abcdef0123456789')}`
  slack.codes.set(code, {
    workspace: decision.workspace,
    orgWide: decision.orgWide === true && slack.app.orgDeploy,
    user: decision.user,
    scopes: asked.scopes,
    redirectUri: asked.redirectUri,
    clientId: asked.clientId,
    expiresAt: slack.clock.now() + 600_000,
  })
  back.searchParams.set('code', code)
  return back.href
}

/** Reads a link to `/oauth/v2/authorize`, as a driver that follows it does. */
export function readAuthorizeLink(slack: SlackState, link: string): AuthorizeRequest {
  const asked = readAuthorizeQuery(slack, Object.fromEntries(new URL(link).searchParams))
  if (typeof asked === 'string') throw new Error(`Slack would say: ${asked}`)
  return asked
}

export function createOauthPages(slack: SlackState): Hono<{ Bindings: HttpBindings }> {
  const pages = new Hono<{ Bindings: HttpBindings }>()
  pages.get('/signin', (context) =>
    context.html('<!doctype html><title>Sign in | Slack</title><h1>Sign in to your workspace</h1>'),
  )
  pages.get('/oauth/v2/authorize', (context) => {
    const asked = readAuthorizeQuery(slack, context.req.query())
    if (typeof asked === 'string') return context.html(errorPage(asked), 400)
    const query = new URL(context.req.url).search.slice(1)
    return context.html(
      html`<!doctype html><title>${slack.app.name} is asking to access a workspace</title>
        <h1>${slack.app.name} is asking for permission</h1>
        <ul>
          ${asked.scopes.map((scope) => html`<li>${scope}</li>`)}
        </ul>
        ${[...slack.workspaces.values()]
          .filter((each) => mayInstall(slack, each))
          .map(
            ({ id, name, users, enterprise }) =>
              html`<form method="post" action="/oauth/v2/authorize?${query}">
                <input type="hidden" name="workspace" value="${id}" />
                <input type="hidden" name="user" value="${[...users.values()].find(({ isBot }) => !isBot)?.id ?? ''}" />
                <button name="decision" value="allow">Allow in ${name}</button>
                ${
                  enterprise && slack.app.orgDeploy
                    ? html`<button name="decision" value="allow_org">Allow in all of ${enterprise.name}</button>`
                    : ''
                }
                <button name="decision" value="deny">Cancel</button>
              </form>`,
          )}`,
    )
  })
  pages.post('/oauth/v2/authorize', async (context) => {
    const asked = readAuthorizeQuery(slack, context.req.query())
    if (typeof asked === 'string') return context.text(asked, 400)
    const { workspace, user, decision } = await context.req.parseBody<{
      workspace: string
      user: string
      decision: string
    }>()
    return context.redirect(
      decideAuthorization(
        slack,
        asked,
        decision === 'deny' ? { allow: false } : { allow: true, workspace, user, orgWide: decision === 'allow_org' },
      ),
    )
  })
  return pages
}
