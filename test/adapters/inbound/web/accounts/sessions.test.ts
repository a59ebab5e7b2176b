/** Sessions: the cookie, the account page, signing out, other rights, and streams that end with them. */
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { createConsole } from '../../../../../src/adapters/inbound/web/console/console.ts'
import { createHttpApi } from '../../../../../src/adapters/inbound/web/api/api.ts'
import { deviceName } from '../../../../../src/adapters/inbound/web/shared/device-name.ts'
import { createLiveTail, type LiveTail } from '../../../../../src/storage/live-changes.ts'
import { consoleClient } from '../../../../support/services/console-client.ts'
import { consoleService, type ConsoleService } from '../../../../support/services/console-service.ts'
import { upload } from '../../../../support/services/http-service.ts'
import { securityEventsOf } from '../../../../support/services/security-events.ts'
import { openLink, openSession } from '../../../../support/services/sign-in.ts'

let service: ConsoleService
let live: LiveTail
beforeAll(async () => {
  service = await consoleService()
  live = createLiveTail(service.app)
})
afterAll(async () => {
  await live.close()
  await service.close()
})

const person = async (name: string, roles: ('admin' | 'author')[] = []) => {
  const { actor } = await service.app.people.add({ tenant: 'default', name, kind: 'person', roles })
  return { actor, tenant: 'default', roles }
}

/** The console as it is served over HTTPS. */
function overHttps() {
  const { app } = service
  const api = createHttpApi(app, { live, operations: app.operations })
  api.route('/', createConsole(app, { live, retryStream: async () => true, secure: true }))
  return { api, app }
}

describe('the cookie', () => {
  const signIn = async (api: ConsoleService['api'], token: string) =>
    api.request('/sign-in', {
      method: 'POST',
      body: new URLSearchParams({ token }).toString(),
      headers: {
        host: 'localhost',
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/x-www-form-urlencoded',
      },
    })

  test('is bound to the host over HTTPS, and has its plain name without', async () => {
    const caller = await person('Ada')
    const { api } = overHttps()
    const secure = (await signIn(api, await openLink(service.app, caller))).headers.getSetCookie()
    expect(secure).toEqual([
      expect.stringMatching(/^__Host-docgen_session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
    ])
    const plain = (await signIn(service.api, await openLink(service.app, caller))).headers.getSetCookie()
    expect(plain).toEqual([expect.stringMatching(/^docgen_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)])
  })

  test('with the plain name opens nothing over HTTPS, and what it opened before ends', async () => {
    const { api } = overHttps()
    const caller = await person('Bob')
    const token = await openSession(service.app, caller)
    const page = await api.request('/', { headers: { host: 'localhost', cookie: `docgen_session=${token}` } })
    expect(page.status).toBe(401)
    expect(page.headers.getSetCookie().join()).toMatch(/(^|,)docgen_session=; Max-Age=0/)
    expect(await service.app.sessions.authenticate(token)).toBeUndefined()
  })

  test('goes away, whichever name it has, when somebody signs out', async () => {
    const https = overHttps()
    const client = await consoleClient(https, await person('Carl'), '__Host-docgen_session')
    const out = await client.post('/sign-out')
    expect(out.status).toBe(200)
    expect(out.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^docgen_session=; Max-Age=0; Path=\//),
      expect.stringMatching(/^__Host-docgen_session=; Max-Age=0; Path=\/; Secure/),
    ])
    expect((await client.get('/')).status).toBe(401)
  })
})

describe('the account page', () => {
  test('says who one is and where one is signed in, and signs out one or all', async () => {
    const caller = await person('Dora <b>')
    const [here, there] = [await consoleClient(service, caller), await consoleClient(service, caller)]
    const page = (await here.get('/account')).text
    expect(page).toContain('Dora &lt;b&gt;')
    expect(page.match(/this one<\/span>/g)).toHaveLength(1)
    const [first, second] = (await service.app.sessions.list('default', caller.actor)).map(({ id }) => id)
    const own = (await service.app.sessions.authenticate(here.token()))!.session
    const other = own === first ? second! : first!
    expect((await here.post(`/account/sessions/${other}/end`)).status).toBe(303)
    expect((await there.get('/account')).status).toBe(401)
    expect((await here.post(`/account/sessions/${other}/end`)).status).toBe(404)
    const third = await consoleClient(service, caller)
    const everywhere = await here.post('/account/sessions/end')
    expect(everywhere.text).toContain('You are signed out everywhere')
    for (const client of [here, third]) expect((await client.get('/account')).status).toBe(401)
    expect((await securityEventsOf(service.app, caller.actor)).map(({ data }) => data)).toMatchObject([
      { session: other, because: 'signed_out' },
      { because: 'signed_out_everywhere' },
      { because: 'signed_out_everywhere' },
    ])
  })

  test('of an admin leads to everybody’s sessions, which they may end; nobody else may', async () => {
    const [admin, caller] = [await person('Admin', ['admin']), await person('Eve')]
    const [boss, eve] = [await consoleClient(service, admin), await consoleClient(service, caller)]
    expect((await eve.get('/sessions')).status).toBe(403)
    expect((await eve.post(`/sessions/${admin.actor}/end`)).status).toBe(403)
    expect((await boss.get('/sessions')).text).toContain('Eve')
    const [{ id } = { id: '' }] = await service.app.sessions.list('default', caller.actor)
    expect((await boss.post(`/sessions/${caller.actor}/${id}/end`)).status).toBe(303)
    expect((await eve.get('/')).status).toBe(401)
    const again = await consoleClient(service, caller)
    expect((await boss.post(`/sessions/${caller.actor}/end`)).status).toBe(303)
    expect((await again.get('/')).status).toBe(401)
    expect((await securityEventsOf(service.app, caller.actor)).map(({ type, actor }) => [type, actor])).toEqual([
      ['AccessRefused', caller.actor],
      ['AccessRefused', caller.actor],
      ['SessionEnded', admin.actor],
      ['SessionEnded', admin.actor],
    ])
  })

  test.each([
    ['Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0', 'Firefox on Linux'],
    ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0', 'Edge on Windows'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604.1', 'Safari on iPhone'],
    ['Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36', 'Chrome on Android'],
    ['curl/8.0', 'curl/8.0'],
    ['', ''],
  ])('names the device of %s', (agent, name) => expect(deviceName(agent)).toBe(name))
})

test('the same over HTTP', async () => {
  const key = await service.app.keyFor('admin')
  const call = async (method: string, path: string) => {
    const response = await service.api.request(`/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}` },
    })
    // oxlint-disable-next-line typescript/no-explicit-any
    return { status: response.status, json: (await response.json()) as any }
  }
  const owner = (await service.app.apiKeys.authenticate(key))!
  const mine = await openSession(service.app, owner)
  const { json } = await call('GET', '/sessions')
  expect(json.data).toMatchObject([{ method: 'link', device: '' }])
  expect((await call('DELETE', `/sessions/${json.data[0].id}`)).json).toEqual({ ended: 1 })
  expect((await call('DELETE', `/sessions/${json.data[0].id}`)).status).toBe(404)
  expect(await service.app.sessions.authenticate(mine)).toBeUndefined()
  const caller = await person('Finn')
  const [one, two] = [await openSession(service.app, caller), await openSession(service.app, caller)]
  const { data } = (await call('GET', `/people/${caller.actor}/sessions`)).json
  expect(data).toHaveLength(2)
  expect((await call('DELETE', `/people/${caller.actor}/sessions/${data[0].id}`)).json).toEqual({ ended: 1 })
  expect((await call('DELETE', `/people/${caller.actor}/sessions`)).json).toEqual({ ended: 1 })
  for (const token of [one, two]) expect(await service.app.sessions.authenticate(token)).toBeUndefined()
  expect((await call('GET', '/people/nobody/sessions')).status).toBe(404)
  expect((await call('DELETE', '/sessions')).json).toEqual({ ended: 0 })
})

describe('when a person’s rights change', () => {
  test('the next request gets another token, and the old one opens nothing', async () => {
    const caller = await person('Gina')
    const client = await consoleClient(service, caller)
    expect((await client.get('/')).headers.getSetCookie()).toEqual([])
    const before = client.token()
    await service.app.people.change('default', caller.actor, { roles: ['author'] })
    expect((await client.get('/templates')).status).toBe(200)
    expect(client.token()).not.toBe(before)
    expect(await service.app.sessions.authenticate(before)).toBeUndefined()
    expect((await client.get('/templates')).headers.getSetCookie()).toEqual([])
    const [event] = await securityEventsOf(service.app, caller.actor)
    const next = (await service.app.sessions.authenticate(client.token()))!.session
    expect(event).toMatchObject({ type: 'SessionEnded', data: { because: 'rights_changed', followed_by: next } })
  })

  test('a page’s stream leaves the token alone, so that the page’s forms go through', async () => {
    const caller = await person('Ida')
    const client = await consoleClient(service, caller)
    await client.get('/')
    await service.app.people.change('default', caller.actor, { roles: ['author'] })
    const before = client.token()
    expect((await client.get('/generations/00000000-0000-4000-8000-000000000000/live')).status).toBe(404)
    expect(client.token()).toBe(before)
    await client.get('/')
    expect(client.token()).not.toBe(before)
  })

  test('a form that was open goes through, and requests at once all do', async () => {
    const caller = await person('Hal', ['author'])
    const client = await consoleClient(service, caller)
    await client.get('/')
    await service.app.people.change('default', caller.actor, { roles: ['author', 'admin'] })
    expect((await client.post('/keys', { name: 'Made', roles: 'requester' })).status).toBe(200)
    await service.app.people.change('default', caller.actor, { roles: ['author'] })
    const pages = await Promise.all(['/', '/templates', '/account'].map((path) => client.get(path)))
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200])
    expect((await client.get('/keys')).status).toBe(403)
  })
})

describe('a live stream', () => {
  /** A conversation of the caller’s, and its stream in the console. */
  async function begin(key: string): Promise<string> {
    const headers = { authorization: `Bearer ${key}` }
    const author = { authorization: `Bearer ${await service.app.keyFor('author')}` }
    await service.api.request('/api/v1/templates', {
      method: 'POST',
      headers: author,
      body: upload('Dear {{name}}.', { name: 'Streamed' }),
    })
    const body = JSON.stringify({ template_id: 'streamed' })
    const begun = await service.api.request('/api/v1/generations', {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body,
    })
    return ((await begun.json()) as { id: string }).id
  }
  const opened = async (path: string, headers: Record<string, string>) => {
    const response = await service.api.request(path, { headers: { host: 'localhost', ...headers } })
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    for (let text = ''; !text.includes('data: ');) text += (await reader.read()).value ?? ''
    return reader
  }
  const toEnd = async (reader: ReadableStreamDefaultReader<string>): Promise<string> => {
    let text = ''
    for (let read = await reader.read(); !read.done; read = await reader.read()) text += read.value
    return text
  }

  test('of a key ends when the key is revoked, without waiting for its heartbeat', async () => {
    const { key, secret } = await service.app.apiKeys.create({ name: 'S', tenant: 'default', roles: ['requester'] })
    const id = await begin(secret)
    const reader = await opened(`/api/v1/generations/${id}/events`, { authorization: `Bearer ${secret}` })
    await service.app.apiKeys.revoke('default', key.id)
    expect(await toEnd(reader)).not.toContain('still here')
  })

  test('of a key ends when the key expires', async () => {
    // The clock stands still, so a slow machine cannot use up the key before the stream is open.
    const expiry = Date.now() + 3600_000
    const expires_at = new Date(expiry).toISOString()
    const { secret } = await service.app.apiKeys.create({
      name: 'S',
      tenant: 'default',
      roles: ['requester'],
      expires_at,
    })
    const id = await begin(secret)
    const timers = vi.spyOn(globalThis, 'setTimeout')
    vi.useFakeTimers({ toFake: ['Date'], now: expiry - 50 })
    onTestFinished(() => void vi.useRealTimers())
    onTestFinished(() => timers.mockRestore())
    const reader = await opened(`/api/v1/generations/${id}/events`, { authorization: `Bearer ${secret}` })
    vi.setSystemTime(expiry)
    await toEnd(reader)
    expect(timers.mock.calls.map(([, delay]) => delay)).toContain(50)
  })

  test('of a session ends when it is signed out', async () => {
    const { actor } = (await service.app.apiKeys.authenticate(await service.app.keyFor('requester')))!
    const caller = { actor, tenant: 'default', roles: ['requester'] } as const
    const secret = (await service.app.apiKeys.create({ name: 'S', tenant: 'default', roles: ['requester'] })).secret
    const owner = (await service.app.apiKeys.authenticate(secret))!
    const id = await begin(secret)
    const token = await openSession(service.app, owner)
    const reader = await opened(`/generations/${id}/live`, { cookie: `docgen_session=${token}` })
    const { session } = (await service.app.sessions.authenticate(token))!
    expect(await service.app.sessions.end('default', caller.actor, session)).toBe(false)
    await service.app.sessions.end('default', owner.actor, session)
    expect(await toEnd(reader)).not.toContain('still here')
  })
})
