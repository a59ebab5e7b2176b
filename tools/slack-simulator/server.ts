/** The HTTP server of the simulated Slack: Web API, uploads, downloads, response URLs, OAuth and Socket Mode. */
import { serve, type HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono, type Context } from 'hono'
import type { AddressInfo } from 'node:net'
import type { Server } from 'node:http'
import { createAppPages } from './app-pages/app-pages.ts'
import { upgradeToWebSocket } from './delivery/websocket.ts'
import type { SocketServer } from './delivery/socket-server.ts'
import { createOauthPages } from './oauth-pages.ts'
import { createOpenIdPages } from './openid.ts'
import { handleResponseUrl } from './response-urls.ts'
import type { SlackState } from './state/slack.ts'
import { callMethod, type CallAnswer } from './web-api/call.ts'
import type { Arguments } from './web-api/arguments.ts'

type Env = { Bindings: HttpBindings }

/** Listens on `port` (0: any free one) and gives the server; the state learns its address. */
export async function startServer(
  slack: SlackState,
  sockets: SocketServer,
  port: number,
  page?: Hono<Env>,
): Promise<Server> {
  const app = new Hono<Env>()
  app.all('/api/:method', (context) => webApi(slack, context))
  app.post('/upload/v1/:key', (context) => upload(slack, context))
  app.get('/files-pri/:id/*', (context) => toOrigin(slack, context))
  app.get('/files-origin/:id/*', (context) => download(slack, context))
  for (const kind of ['actions', 'commands']) {
    app.post(`/${kind}/:team/:number/:word`, async (context) => {
      const { status, body } = handleResponseUrl(slack, context.req.path.slice(1), await jsonOf(context))
      return context.body(body, status as 200)
    })
  }
  app.route('/', createAppPages(slack))
  app.route('/', createOauthPages(slack))
  app.route('/', createOpenIdPages(slack))
  if (page) app.route('/', page)
  const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }) as Server
  await new Promise<void>((resolve) => {
    if (server.listening) resolve()
    else server.once('listening', resolve)
  })
  server.on('upgrade', (request, stream, head) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', slack.baseUrl)
    const fault = searchParams.get('fault')
    if (pathname === '/link/' && fault !== 'socket_refused')
      sockets.accept(upgradeToWebSocket(request, stream, head), fault)
    else stream.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n')
  })
  slack.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return server
}

async function webApi(slack: SlackState, context: Context<Env>): Promise<Response> {
  const authorization = context.req.header('authorization') ?? ''
  const [, basic] = /^Basic (.+)$/i.exec(authorization) ?? []
  const pair =
    basic === undefined ? undefined : (Buffer.from(basic, 'base64').toString().split(':') as [string, string])
  const answer = callMethod(slack, {
    method: context.req.param('method') ?? '',
    args: await argumentsOf(context),
    bearer: /^Bearer (.+)$/i.exec(authorization)?.[1],
    basic: pair?.map(decodeURIComponent) as [string, string] | undefined,
  })
  return send(slack, context, answer)
}

async function send(slack: SlackState, context: Context<Env>, answer: CallAnswer): Promise<Response> {
  if (answer.delayMs > 0)
    await new Promise<void>((resolve) => {
      slack.clock.after(answer.delayMs, resolve)
    })
  if (answer.cut) {
    context.env.incoming.socket.destroy()
    return RESPONSE_ALREADY_SENT
  }
  if (answer.html !== undefined) return context.html(answer.html, answer.status as 200, answer.headers)
  return context.json(answer.body, answer.status as 200, answer.headers)
}

/** From the query, a form, or JSON. */
async function argumentsOf(context: Context<Env>): Promise<Arguments> {
  const query = context.req.query()
  if (context.req.method === 'GET') return query
  const type = context.req.header('content-type') ?? ''
  if (type.startsWith('application/json')) {
    const body = await jsonOf(context)
    return { ...query, ...(typeof body === 'object' ? (body as Arguments) : {}) }
  }
  return { ...query, ...(await context.req.parseBody()) }
}

async function jsonOf(context: Context<Env>): Promise<unknown> {
  try {
    return await context.req.json<unknown>()
  } catch {
    return undefined
  }
}

async function upload(slack: SlackState, context: Context<Env>): Promise<Response> {
  const started = slack.uploads.get(context.req.param('key') ?? '')
  const file = started && slack.workspaces.get(started.workspace)?.files.get(started.file)
  if (!started || !file) return context.text('Not Found', 404)
  const multipart = context.req.header('content-type')?.startsWith('multipart/form-data')
  const part = multipart ? Object.values(await context.req.parseBody()).find((each) => each instanceof File) : undefined
  const content = Buffer.from(part instanceof File ? await part.arrayBuffer() : await context.req.arrayBuffer())
  if (content.length !== started.length)
    return context.text(`expected ${started.length} bytes, got ${content.length}`, 400)
  file.content = content
  return context.text(`OK - ${content.length}`)
}

/**
 * `files.slack.com` answers 302 to `files-origin.slack.com`, which wants the token again: always on a Grid, often
 * elsewhere. https://github.com/NousResearch/hermes-agent/pull/114483, https://github.com/openclaw/openclaw/issues/63523
 * Laxer than Slack: both are one origin here, as there is only 127.0.0.1, so that a client keeps the token by itself.
 */
function toOrigin(slack: SlackState, context: Context<Env>): Response {
  if (!mayDownload(slack, context)) return toSignIn(context)
  return context.redirect(context.req.path.replace('/files-pri/', '/files-origin/'))
}

const toSignIn = (context: Context<Env>): Response =>
  context.redirect(`/signin?redir=${encodeURIComponent(context.req.path)}`)

function mayDownload(slack: SlackState, context: Context<Env>): boolean {
  const [team = ''] = (context.req.param('id') ?? '').split('-')
  const workspace = slack.workspaces.get(team)
  const token = slack.tokens.get(/^Bearer (.+)$/i.exec(context.req.header('authorization') ?? '')?.[1] ?? '')
  const live = token?.state === 'live' && (token.expiresAt === undefined || token.expiresAt > slack.clock.now())
  const ofOrganisation = token?.enterprise !== undefined && token.enterprise === workspace?.enterprise?.id
  const owns = token?.workspace === team || ofOrganisation
  return live && owns && workspace?.installation?.scopes.has('files:read') === true
}

/** A private file: only with a token of its workspace that may read files; anybody else is sent to the sign-in page. */
function download(slack: SlackState, context: Context<Env>): Response {
  const [team = '', id = ''] = (context.req.param('id') ?? '').split('-')
  const file = slack.workspaces.get(team)?.files.get(id)
  if (!mayDownload(slack, context)) return toSignIn(context)
  if (!file || file.deleted) return context.text('Not Found', 404)
  return new Response(new Uint8Array(file.content), { headers: { 'content-type': file.mimetype } })
}
