/** Who it is comes before what they send; and what they send is counted before it costs anything. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '../../../../../src/domain/kernel/access.ts'
import { consoleService, type ConsoleService } from '../../../../support/services/console-service.ts'
import { watchedBody } from '../../../../support/watched-body.ts'
import { openLink, openSession } from '../../../../support/services/sign-in.ts'

const FORM = 'application/x-www-form-urlencoded'
const BOUNDARY = '----WebKitFormBoundary7MA4YWxkTrZu0gW'
const MULTIPART = `multipart/form-data; boundary=${BOUNDARY}`
const part = (name: string, value: string, more = '') =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`
const MEGABYTE = 1024 * 1024

let service: ConsoleService
let posts: readonly string[]
beforeAll(async () => {
  service = await consoleService()
  const pages = service.api.routes.filter(
    ({ method, path }) => method === 'POST' && !path.startsWith('/api/') && !/^\/(sign-in|answer)/.test(path),
  )
  posts = [...new Set(pages.map(({ path }) => path.replaceAll(/:\w+/g, 'x')))]
})
afterAll(async () => {
  await service.close()
})

interface Sent {
  readonly body: string | ReadableStream<Uint8Array>
  readonly type?: string
  readonly cookie?: string
  readonly headers?: Record<string, string>
}

const send = (path: string, { body, type = FORM, cookie = '', headers = {} }: Sent): Promise<Response> =>
  Promise.resolve(
    service.api.request(path, {
      method: 'POST',
      body,
      duplex: 'half',
      headers: { host: 'localhost', 'sec-fetch-site': 'same-origin', 'content-type': type, cookie, ...headers },
    }),
  )

/** A session of somebody new, and the token of its forms. */
async function session(...roles: Role[]): Promise<{ readonly cookie: string; readonly csrf: string }> {
  const session = await openSession(service.app, await service.person(roles.join(' '), ...roles))
  return { cookie: `docgen_session=${session}`, csrf: service.app.keyRing.digest(`csrf ${session}`) }
}

test('the pages that take a form are known here', () => {
  expect(posts.length).toBeGreaterThan(20)
  expect(posts).toContain('/templates/x/versions')
})

describe('nothing is read', () => {
  test.each([
    ['a form', FORM],
    ['files', MULTIPART],
    ['something else', 'text/plain'],
  ])('of %s from who has no session, on any page', async (_, type) => {
    for (const path of [...posts, '/nothing']) {
      for (const cookie of ['', 'docgen_session=forged']) {
        const body = watchedBody(28 * MEGABYTE)
        const { status } = await send(path, { body: body.stream, type, cookie })
        expect([path, status, body.taken]).toEqual([path, 401, 0])
      }
    }
  })

  test('of more than a few words from who opens a link without an account', async () => {
    for (const path of ['/answer', '/answer/email', '/answer/begin', '/answer/return']) {
      const body = watchedBody(28 * MEGABYTE)
      expect([path, (await send(path, { body: body.stream })).status]).toEqual([path, 413])
      // The first piece says that it is too long.
      expect(body.taken).toBeLessThan(MEGABYTE)
    }
  })

  test('from another site', async () => {
    const { cookie } = await session('admin')
    for (const path of posts) {
      const body = watchedBody(28 * MEGABYTE)
      const { status } = await send(path, { body: body.stream, cookie, headers: { 'sec-fetch-site': 'cross-site' } })
      expect([path, status, body.taken]).toEqual([path, 403, 0])
    }
  })

  test('from who lacks the role', async () => {
    const { cookie } = await session('requester')
    const areas = posts.filter((path) => /^\/(templates|keys|operations)/.test(path))
    expect(areas.length).toBeGreaterThan(10)
    for (const path of areas) {
      const body = watchedBody(28 * MEGABYTE)
      const { status } = await send(path, { body: body.stream, type: MULTIPART, cookie })
      expect([path, status, body.taken]).toEqual([path, 403, 0])
    }
  })

  test('of what is announced as too large, or is no form', async () => {
    const { cookie } = await session('admin')
    for (const path of posts) {
      const large = watchedBody(28 * MEGABYTE)
      const tooLarge = await send(path, {
        body: large.stream,
        cookie,
        headers: { 'content-length': String(28 * MEGABYTE + 1) },
      })
      const other = watchedBody(28 * MEGABYTE)
      const noForm = await send(path, { body: other.stream, type: 'application/json', cookie })
      expect([path, tooLarge.status, large.taken, noForm.status, other.taken]).toEqual([path, 413, 0, 415, 0])
    }
  })
})

describe('the sign-in', () => {
  test('takes 4 KB: a larger form is refused with a sentence, and not read on', async () => {
    const announced = watchedBody(28 * MEGABYTE)
    const refused = await send('/sign-in', { body: announced.stream, headers: { 'content-length': String(4097) } })
    expect([refused.status, announced.taken]).toEqual([413, 0])
    expect(await refused.text()).toContain('at most 4 KB are taken')
    for (const type of [FORM, MULTIPART]) {
      const unannounced = watchedBody(28 * MEGABYTE)
      expect((await send('/sign-in', { body: unannounced.stream, type })).status).toBe(413)
      expect(unannounced.taken).toBeLessThan(100_000)
    }
  })

  test.each([
    ['5 MB of empty fields', FORM, () => 'a=&'.repeat((5 * MEGABYTE) / 3)],
    ['27 MB of empty parts', MULTIPART, () => part('a', '').repeat(270_000)],
  ])('%s are 413', async (_, type, body) => {
    expect((await send('/sign-in', { body: body(), type })).status).toBe(413)
  })

  test('what fits is looked at: a link that does not work is 401, one that does signs in', async () => {
    expect((await send('/sign-in', { body: `token=${'x'.repeat(900)}` })).status).toBe(401)
    expect((await send('/sign-in', { body: '' })).status).toBe(401)
    for (const type of [FORM, MULTIPART]) {
      const token = await openLink(service.app, await service.person('Ada', 'requester'))
      const body = type === FORM ? `token=${encodeURIComponent(token)}` : `${part('token', token)}--${BOUNDARY}--\r\n`
      expect((await send('/sign-in', { body, type })).status).toBe(303)
    }
  })
})

describe('a form of somebody who is signed in', () => {
  const floods: readonly (readonly [what: string, type: string, body: (csrf: string) => string])[] = [
    ['5 MB of empty fields', FORM, (csrf) => `csrf=${csrf}&${'a=&'.repeat((5 * MEGABYTE) / 3)}`],
    ['5 MB of ampersands', FORM, (csrf) => `csrf=${csrf}${'&'.repeat(5 * MEGABYTE)}`],
    ['a thousand and one fields', FORM, (csrf) => `csrf=${csrf}${'&value=x'.repeat(1000)}`],
    ['a name of many bytes', FORM, (csrf) => `csrf=${csrf}&${'n'.repeat(201)}=1`],
    ['a name without a value, of many bytes', FORM, (csrf) => `csrf=${csrf}&${'n'.repeat(201)}`],
    [
      '5 MB of empty parts',
      MULTIPART,
      (csrf) => `${part('csrf', csrf)}${part('a', '').repeat(55_000)}--${BOUNDARY}--\r\n`,
    ],
    [
      'parts behind what looks like an end',
      MULTIPART,
      (csrf) => `${part('csrf', `${csrf} --${BOUNDARY}-- `)}${part('a', '').repeat(1000)}--${BOUNDARY}--\r\n`,
    ],
    [
      'a thousand and one parts',
      MULTIPART,
      (csrf) => `${part('csrf', csrf)}${part('value', 'x').repeat(1000)}--${BOUNDARY}--\r\n`,
    ],
    [
      'a part’s name of many bytes',
      MULTIPART,
      (csrf) => `${part('csrf', csrf)}${part('n'.repeat(201), 'x')}--${BOUNDARY}--\r\n`,
    ],
    [
      'a file’s name of many bytes',
      MULTIPART,
      (csrf) => `${part('csrf', csrf)}${part('file', 'x', `; filename="${'n'.repeat(5000)}"`)}--${BOUNDARY}--\r\n`,
    ],
    [
      'a part with headers without end',
      MULTIPART,
      (csrf) => `${part('csrf', csrf)}--${BOUNDARY}\r\n${'X-A: b\r\n'.repeat(500_000)}\r\n`,
    ],
  ]

  test.each(floods)('%s are refused on every page, with what is taken', async (_, type, body) => {
    const { cookie, csrf } = await session('admin')
    for (const path of posts) {
      const refused = await send(path, { body: body(csrf), type, cookie })
      expect([path, refused.status]).toEqual([path, 413])
      expect(await refused.text()).toMatch(/at most [\d,]+/)
    }
  })

  test('of a thousand fields is taken; a boundary no browser makes, or no end, is no mistake of ours', async () => {
    const { cookie, csrf } = await session('admin')
    expect(
      (await send('/keys', { body: `csrf=${csrf}&name=Many&${'x=1&'.repeat(997)}roles=admin`, cookie })).status,
    ).toBe(200)
    for (const type of [
      'multipart/form-data',
      'multipart/form-data; boundary=',
      `multipart/form-data; boundary="a b"`,
      `multipart/form-data; boundary=a; boundary=b`,
    ]) {
      expect([type, (await send('/keys', { body: part('csrf', csrf), type, cookie })).status]).toEqual([type, 415])
    }
    expect((await send('/keys', { body: part('csrf', csrf), type: MULTIPART, cookie })).status).toBe(400)
  })

  test('takes 6 MB, and 28 MB only where a template or document is uploaded', async () => {
    const { cookie } = await session('admin')
    const uploads = ['/verify', '/templates', '/templates/marked', '/templates/x/versions']
    expect(posts).toEqual(expect.arrayContaining(uploads))
    for (const path of posts) {
      const body = watchedBody(40 * MEGABYTE, 'x')
      const refused = await send(path, { body: body.stream, type: MULTIPART, cookie })
      expect([path, refused.status, Math.round(body.taken / MEGABYTE)]).toEqual([
        path,
        413,
        uploads.includes(path) ? 28 : 6,
      ])
    }
  })
})
