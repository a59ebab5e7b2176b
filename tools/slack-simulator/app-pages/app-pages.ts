/**
 * An app's own pages at Slack, as far as setting up an app needs them: created from a manifest, its credentials, its
 * events' URL, its installation and its distribution. There is one app; creating it replaces the one under test.
 */
import { Hono } from 'hono'
import type { HttpBindings } from '@hono/node-server'
import { ZodError } from 'zod'
import { readManifest, requestUrlOf } from '../state/manifest.ts'
import type { SlackState } from '../state/slack.ts'
import { createUser, install, issueToken } from '../state/workspace.ts'
import * as pages from './app-html.ts'
import { verifyRequestUrl } from './verify-url.ts'

const HEX = '0123456789abcdef'

/** The routes of the pages; they begin at `/apps`. */
export function createAppPages(slack: SlackState): Hono<{ Bindings: HttpBindings }> {
  const routes = new Hono<{ Bindings: HttpBindings }>()
  const { app } = slack
  let token: string | undefined

  routes.get('/apps', (c) => c.html(pages.appsHtml()))
  routes.get('/apps/new', (c) => c.html(pages.newAppHtml()))
  routes.get('/apps/new/workspace', (c) => c.html(pages.pickWorkspaceHtml([...slack.workspaces.values()])))
  routes.get('/apps/new/manifest', (c) => c.html(pages.manifestHtml(c.req.query('workspace') ?? '', undefined)))
  routes.post('/apps/new/review', async (c) => {
    const { workspace = '', manifest = '' } = await c.req.parseBody<Record<string, string>>()
    try {
      return c.html(pages.reviewHtml(workspace, manifest, readManifest(manifest).scopes ?? []))
    } catch (error) {
      const words = error instanceof ZodError ? error.issues.map(({ message }) => message).join(' ') : String(error)
      return c.html(pages.manifestHtml(workspace, words), 400)
    }
  })
  routes.post('/apps/new/create', async (c) => {
    const { workspace = '', manifest = '' } = await c.req.parseBody<Record<string, string>>()
    token = undefined
    Object.assign(app, readManifest(manifest), {
      home: workspace,
      requestUrl: requestUrlOf(manifest),
      // Nothing answers there yet: https://github.com/chiefonboarding/ChiefOnboarding/issues/266
      eventsVerified: false,
      distributed: false,
      signingSecret: slack.random.word(32, HEX),
      clientSecret: slack.random.word(32, HEX),
      appToken: '',
    })
    return c.redirect(`/apps/${app.id}/general`)
  })

  routes.get('/apps/:id/general', (c) => c.html(pages.generalHtml(slack)))
  routes.get('/apps/:id/token', (c) => c.html(pages.tokenHtml(slack)))
  routes.post('/apps/:id/token', async (c) => {
    const { name = '', scope = '' } = await c.req.parseBody<Record<string, string>>()
    // Without the scope a token opens no connection, and Slack asks for one.
    if (name === '' || scope === '') return c.html(pages.tokenHtml(slack), 400)
    if (scope === 'connections:write') app.appToken = `xapp-1-${app.id}-1-${slack.random.word(64, HEX)}`
    return c.redirect(`/apps/${app.id}/general`)
  })

  routes.get('/apps/:id/event-subscriptions', (c) => c.html(pages.eventsHtml(slack, false)))
  routes.post('/apps/:id/event-subscriptions', async (c) =>
    c.html(pages.eventsHtml(slack, !(await verifyRequestUrl(slack)))),
  )

  routes.get('/apps/:id/install-on-team', (c) => c.html(pages.installHtml(slack, token)))
  routes.get('/apps/:id/consent', (c) => c.html(pages.consentHtml(slack)))
  routes.post('/apps/:id/consent', (c) => {
    const workspace = slack.workspaces.get(app.home ?? '')
    if (workspace === undefined) return c.notFound()
    const admin =
      [...workspace.users.values()].find(({ isBot }) => !isBot) ??
      createUser(slack, workspace, 'admin', { isAdmin: true })
    install(slack, workspace, admin.id, app.scopes)
    token = issueToken(slack, workspace, 'bot', false).value
    return c.redirect(`/apps/${app.id}/install-on-team`)
  })

  routes.get('/apps/:id/distribute', (c) => c.html(pages.distributeHtml(slack)))
  routes.post('/apps/:id/distribute', async (c) => {
    const { reviewed } = await c.req.parseBody<Record<string, string>>()
    app.distributed = reviewed === 'yes' && app.redirectUrls.length > 0
    return c.html(pages.distributeHtml(slack))
  })
  return routes
}
