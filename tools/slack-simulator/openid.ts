/**
 * Sign in with Slack (docs.slack.dev, “Sign in with Slack”): discovery document, keys, the page that asks, and the ID
 * token. As strict as Slack: https or registered redirect addresses only, a code once and for ten minutes.
 */
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { Hono } from 'hono'
import { html } from 'hono/html'
import { errorPage } from './error-page.ts'
import type { HttpBindings } from '@hono/node-server'
import type { Json, User, Workspace } from './state/model.ts'
import type { SlackState } from './state/slack.ts'
import { requiredText, text } from './web-api/arguments.ts'
import { SlackRefusal } from './web-api/error.ts'
import type { OpenMethod } from './web-api/method.ts'
import { checkClient } from './web-api/oauth.ts'

const CODE_MS = 600_000
const TOKEN_S = 300
const KID = 'simulator-key-1'

let pair: { readonly privateKey: KeyObject; readonly publicKey: KeyObject } | undefined
/** Made when it is needed first: that takes a moment. */
const keys = () => (pair ??= generateKeyPairSync('rsa', { modulusLength: 2048 }))

/** What the app asks for in its link to `/openid/connect/authorize`. */
interface OpenIdRequest {
  readonly redirectUri: string
  readonly scopes: readonly string[]
  readonly state: string | undefined
  readonly nonce: string | undefined
}

function readRequest(slack: SlackState, query: Record<string, string>): OpenIdRequest | string {
  if (query['client_id'] !== slack.app.clientId) return 'invalid_client_id'
  if (query['response_type'] !== 'code') return 'unsupported_response_type'
  const redirectUri = query['redirect_uri'] ?? ''
  if (!slack.app.redirectUrls.some((each) => redirectUri.startsWith(each))) return 'bad_redirect_uri'
  const scopes = (query['scope'] ?? '').split(' ').filter(Boolean)
  const known = scopes.every((scope) => ['openid', 'profile', 'email'].includes(scope))
  if (!scopes.includes('openid') || !known) return 'invalid_scope'
  return { redirectUri, scopes, state: query['state'], nonce: query['nonce'] }
}

/** Where the person is sent after having said yes or no. */
function decide(slack: SlackState, asked: OpenIdRequest, who: { workspace: string; user: string } | undefined): string {
  const back = new URL(asked.redirectUri)
  if (asked.state !== undefined) back.searchParams.set('state', asked.state)
  if (who === undefined) {
    back.searchParams.set('error', 'access_denied')
    return back.href
  }
  const code = `openid.${slack.random.word(32, 'abcdef0123456789')}`
  const { redirectUri, scopes, nonce } = asked
  slack.openIdCodes.set(code, { ...who, redirectUri, scopes, nonce, expiresAt: slack.clock.now() + CODE_MS })
  back.searchParams.set('code', code)
  return back.href
}

/** What follows when a person opens the app's sign-in link and allows or denies, as a driver does. */
export function signInWith(
  slack: SlackState,
  link: string,
  who: { workspace: string; user: string } | undefined,
): string {
  const asked = readRequest(slack, Object.fromEntries(new URL(link).searchParams))
  if (typeof asked === 'string') throw new Error(`Slack would say: ${asked}`)
  return decide(slack, asked, who)
}

export function createOpenIdPages(slack: SlackState): Hono<{ Bindings: HttpBindings }> {
  const pages = new Hono<{ Bindings: HttpBindings }>()
  pages.get('/.well-known/openid-configuration', (context) => {
    const { baseUrl } = slack
    return context.json({
      issuer: baseUrl,
      authorization_endpoint: `${baseUrl}/openid/connect/authorize`,
      token_endpoint: `${baseUrl}/api/openid.connect.token`,
      userinfo_endpoint: `${baseUrl}/api/openid.connect.userInfo`,
      jwks_uri: `${baseUrl}/openid/connect/keys`,
      scopes_supported: ['openid', 'profile', 'email'],
      response_types_supported: ['code'],
      response_modes_supported: ['form_post'],
      grant_types_supported: ['authorization_code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      claims_supported: ['sub', 'auth_time', 'iss'],
      claims_parameter_supported: false,
      request_parameter_supported: false,
      request_uri_parameter_supported: true,
      token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    })
  })
  pages.get('/openid/connect/keys', (context) =>
    context.json({
      keys: [{ ...keys().publicKey.export({ format: 'jwk' }), kid: KID, use: 'sig', alg: 'RS256' }],
    }),
  )
  pages.get('/openid/connect/authorize', (context) => {
    const asked = readRequest(slack, context.req.query())
    if (typeof asked === 'string') return context.html(errorPage(asked), 400)
    const query = new URL(context.req.url).search.slice(1)
    const people = [...slack.workspaces.values()].flatMap(({ id, name, users }) =>
      [...users.values()].filter(({ isBot, deleted }) => !isBot && !deleted).map((user) => ({ id, name, user })),
    )
    return context.html(
      html`<!doctype html><title>Sign in | Slack</title>
        <h1>${slack.app.name} wants to know who you are</h1>
        ${people.map(
          ({ id, name, user }) =>
            html`<form method="post" action="/openid/connect/authorize?${query}">
              <input type="hidden" name="workspace" value="${id}" /><input
                type="hidden"
                name="user"
                value="${user.id}"
              />
              <button name="decision" value="allow">${user.realName} in ${name}</button>
            </form>`,
        )}
        <form method="post" action="/openid/connect/authorize?${query}">
          <button name="decision" value="deny">Cancel</button>
        </form>`,
    )
  })
  pages.post('/openid/connect/authorize', async (context) => {
    const asked = readRequest(slack, context.req.query())
    if (typeof asked === 'string') return context.text(asked, 400)
    const { workspace = '', user = '', decision } = await context.req.parseBody<Record<string, string>>()
    return context.redirect(decide(slack, asked, decision === 'allow' ? { workspace, user } : undefined))
  })
  return pages
}

function claimsOf({ id, name }: Workspace, user: User, scopes: readonly string[]): Json {
  return {
    sub: user.id,
    'https://slack.com/user_id': user.id,
    'https://slack.com/team_id': id,
    ...(scopes.includes('email') && user.email !== undefined
      ? { email: user.email, email_verified: true, date_email_verified: 1_600_000_000 }
      : {}),
    ...(scopes.includes('profile')
      ? { name: user.realName, locale: user.locale, 'https://slack.com/team_name': name }
      : {}),
  }
}

const encoded = (part: Json): string => Buffer.from(JSON.stringify(part)).toString('base64url')

function signed(slack: SlackState, claims: Json): string {
  const now = Math.floor(slack.clock.now() / 1000)
  const { baseUrl: iss, app } = slack
  const body = `${encoded({ alg: 'RS256', typ: 'JWT', kid: KID })}.${encoded({
    iss,
    aud: app.clientId,
    exp: now + TOKEN_S,
    iat: now,
    auth_time: now,
    ...claims,
  })}`
  return `${body}.${sign('RSA-SHA256', Buffer.from(body), keys().privateKey).toString('base64url')}`
}

const token: OpenMethod = {
  open: (slack, args, { basic }) => {
    checkClient(slack, args, basic)
    if ((text(args, 'grant_type') ?? 'authorization_code') !== 'authorization_code')
      throw new SlackRefusal('invalid_grant_type')
    const value = requiredText(args, 'code', 'invalid_code')
    const code = slack.openIdCodes.get(value)
    slack.openIdCodes.delete(value)
    const workspace = code && slack.workspaces.get(code.workspace)
    const user = workspace?.users.get(code?.user ?? '')
    if (!code || !workspace || !user || code.expiresAt < slack.clock.now()) throw new SlackRefusal('invalid_code')
    if (code.redirectUri !== text(args, 'redirect_uri')) throw new SlackRefusal('bad_redirect_uri')
    const access = `xoxp-${slack.random.word(24)}`
    const claims = claimsOf(workspace, user, code.scopes)
    slack.openIdTokens.set(access, claims)
    const nonce = code.nonce === undefined ? {} : { nonce: code.nonce }
    return { access_token: access, token_type: 'Bearer', id_token: signed(slack, { ...claims, ...nonce }) }
  },
}

const userInfo: OpenMethod = {
  open: (slack, args, { bearer }) => {
    const claims = slack.openIdTokens.get(bearer ?? text(args, 'token') ?? '')
    if (!claims) throw new SlackRefusal('invalid_auth')
    return claims
  },
}

export const OPENID: Record<string, OpenMethod> = { 'openid.connect.token': token, 'openid.connect.userInfo': userInfo }
