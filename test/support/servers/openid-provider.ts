/**
 * A real OpenID provider (`oidc-provider`) on a port of this machine. Whoever comes says by the header `x-login` who they
 * are; nobody is asked anything.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose'
import { Provider, type AdapterFactory, type AdapterPayload, type Configuration } from 'oidc-provider'

/** What goes wrong with every answer. */
export type ProviderFault = 'cut' | 'html' | 'error' | 'redirect_loop' | 'huge'

export interface TestProvider {
  readonly issuer: string
  readonly client_id: string
  readonly client_secret: string
  /** The audience of its JWT access tokens. */
  readonly audience: string
  /** The claims of everybody it knows, by what they log in as. Changes hold from the next token. */
  readonly people: Map<string, Readonly<Record<string, unknown>>>
  /** Who is not let in any more: their refresh tokens are refused. */
  readonly locked: Set<string>
  /** The paths that were asked for. */
  readonly requests: string[]
  fault: ProviderFault | undefined
  /** Changes each ID token before it goes out. */
  tamper: ((token: string) => string | Promise<string>) | undefined
  /** Where the browser may be sent back to. */
  allowRedirects(...addresses: readonly string[]): Promise<void>
  /** Signs with another key from now on; the old one is gone. */
  rotateKeys(): Promise<void>
  /** An access token of it, as one would be that it makes; the claims overwrite those. */
  accessToken(
    claims?: Readonly<Record<string, unknown>>,
    header?: { readonly alg?: string; readonly typ?: string },
  ): Promise<string>
  /** The public key that it signs with now, as everybody can read it (RFC 7517). */
  publicKey(): Promise<Record<string, unknown>>
  close(): Promise<void>
}

const CLIENT = { client_id: 'docgen', client_secret: 'a-secret-of-the-client-docgen' }
const WEEK_S = 7 * 24 * 3600
const AUDIENCE = 'https://docgen.example/api'

export async function startProvider(): Promise<TestProvider> {
  let handle: (request: IncomingMessage, response: ServerResponse) => unknown = (_, response) => response.end()
  const server: Server = createServer((request, response) => {
    made.requests.push(new URL(request.url ?? '/', 'http://x').pathname)
    if (made.fault === undefined) handle(request, response)
    else answerWrong(made.fault, request, response)
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const stored: Stored = new Map()
  let redirects: readonly string[] = []
  let key: { readonly privateKey: CryptoKey; readonly publicKey: CryptoKey }
  let kid = 0
  const open = async (): Promise<void> => {
    const jwk = { ...(await exportJWK(key.privateKey)), kid: String(kid), use: 'sig', alg: 'RS256' }
    const provider = new Provider(issuer, configuration(made, { redirects, jwk, stored }))
    provider.on('server_error', (_, error) => console.error(error))
    provider.use(async (ctx, next) => {
      if (ctx.path.startsWith('/interaction/')) return logIn(provider, ctx)
      await next()
      const body = ctx.body as { id_token?: string } | undefined
      if (ctx.path === '/token' && body?.id_token !== undefined && made.tamper !== undefined)
        ctx.body = { ...body, id_token: await made.tamper(body.id_token) }
    })
    handle = provider.callback()
  }
  const newKey = async (): Promise<void> => {
    kid++
    key = await generateKeyPair('RS256', { extractable: true })
  }

  const made: TestProvider = {
    issuer,
    ...CLIENT,
    audience: AUDIENCE,
    people: new Map(),
    locked: new Set(),
    requests: [],
    fault: undefined,
    tamper: undefined,
    async allowRedirects(...addresses) {
      redirects = addresses
      await open()
    },
    async rotateKeys() {
      await newKey()
      await open()
    },
    async accessToken(claims = {}, { alg = 'RS256', typ = 'at+jwt' } = {}) {
      const now = Math.floor(Date.now() / 1000)
      const payload = { iss: issuer, aud: AUDIENCE, sub: 'ada', iat: now, exp: now + 600, ...claims }
      return new SignJWT(payload).setProtectedHeader({ alg, typ, kid: String(kid) }).sign(key.privateKey)
    },
    publicKey: async () => ({ ...(await exportJWK(key.publicKey)) }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  await newKey()
  await open()
  return made
}

function configuration(
  made: TestProvider,
  { redirects, jwk, stored }: { redirects: readonly string[]; jwk: Record<string, unknown>; stored: Stored },
): Configuration {
  const { port } = new URL(made.issuer)
  return {
    clients: [
      {
        ...CLIENT,
        grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
        redirect_uris: redirects.map((address) => new URL(address).href),
        post_logout_redirect_uris: redirects.map((address) => new URL('/sign-in', address).href),
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    jwks: { keys: [jwk] },
    cookies: {
      keys: ['cookie-keys-of-a-test'],
      names: { session: `s${port}`, interaction: `i${port}`, resume: `r${port}` },
    },
    scopes: ['openid', 'profile', 'email', 'offline_access'],
    claims: {
      openid: ['sub', 'groups', 'org', 'realm_access'],
      email: ['email', 'email_verified'],
      profile: ['name', 'locale', 'zoneinfo'],
    },
    conformIdTokenClaims: false,
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      revocation: { enabled: true, allowedPolicy: async () => true },
      rpInitiatedLogout: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: async () => ({ scope: '', audience: AUDIENCE, accessTokenFormat: 'jwt' as const }),
      },
    },
    // Without asking for consent it drops `offline_access`; others do not.
    issueRefreshToken: async (_, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    async findAccount(_, id) {
      const claims = made.people.get(id)
      if (claims === undefined || made.locked.has(id)) return undefined
      return { accountId: id, claims: async () => ({ ...claims, sub: id }) }
    },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    pkce: { required: () => true },
    adapter: memoryAdapter(stored),
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      ClientCredentials: 600,
      Grant: WEEK_S,
      IdToken: 600,
      Interaction: 600,
      RefreshToken: WEEK_S,
      Session: WEEK_S,
    },
  }
}

type Stored = Map<string, AdapterPayload>

/** What it stores, in memory: its own is one for all providers of a process. */
const memoryAdapter =
  (stored: Stored): AdapterFactory =>
  (model) => {
    const key = (id: string) => `${model} ${id}`
    const findBy = async (name: 'uid' | 'userCode', value: string) =>
      [...stored.values()].find((payload) => payload[name] === value)
    return {
      upsert: async (id, payload) => void stored.set(key(id), payload),
      find: async (id) => stored.get(key(id)),
      findByUid: (uid) => findBy('uid', uid),
      findByUserCode: (code) => findBy('userCode', code),
      destroy: async (id) => void stored.delete(key(id)),
      revokeByGrantId: async (grant) => {
        for (const [id, payload] of stored) if (payload.grantId === grant) stored.delete(id)
      },
      consume: async (id) =>
        void stored.set(key(id), { ...stored.get(key(id)), consumed: Math.floor(Date.now() / 1000) }),
    }
  }

type Context = Parameters<Parameters<Provider['use']>[0]>[0]

async function logIn(provider: Provider, ctx: Context): Promise<void> {
  const { prompt, params, session, grantId } = await provider.interactionDetails(ctx.req, ctx.res)
  const who = ctx.get('x-login')
  const result =
    who === ''
      ? { error: 'access_denied', error_description: 'nobody' }
      : prompt.name === 'login'
        ? { login: { accountId: who } }
        : { consent: { grantId: await granted(provider, { params, who: session?.accountId ?? who, grantId }) } }
  const address = await provider.interactionResult(ctx.req, ctx.res, result, { mergeWithLastSubmission: who !== '' })
  ctx.redirect(address)
}

async function granted(
  provider: Provider,
  { params, who, grantId }: { params: Record<string, unknown>; who: string; grantId?: string | undefined },
): Promise<string> {
  const known = grantId === undefined ? undefined : await provider.Grant.find(grantId)
  const grant = known ?? new provider.Grant({ accountId: who, clientId: CLIENT.client_id })
  grant.addOIDCScope(String(params['scope']))
  return grant.save()
}

function answerWrong(fault: ProviderFault, request: IncomingMessage, response: ServerResponse): void {
  switch (fault) {
    case 'cut':
      request.socket.destroy()
      return
    case 'html':
      response.setHeader('content-type', 'text/html').end('<!doctype html><h1>Welcome to the portal</h1>')
      return
    case 'error':
      response.writeHead(500, { 'content-type': 'application/json' }).end('{"error":"server_error"}')
      return
    case 'redirect_loop':
      response.writeHead(302, { location: request.url ?? '/' }).end()
      return
    case 'huge':
      response.setHeader('content-type', 'application/json').end(`{"x":"${'x'.repeat(2_000_000)}"}`)
  }
}
