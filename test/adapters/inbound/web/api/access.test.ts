/** Closed by default: no key, no answer; and each operation only for its role. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { SCOPES, type AccessScope } from '../../../../../src/domain/account/scopes.ts'
import { ROLES, type Role } from '../../../../../src/domain/kernel/access.ts'
import {
  httpService,
  LETTER,
  upload,
  type Client,
  type HttpService,
} from '../../../../support/services/http-service.ts'

/** Every operation with the role that it needs. The API must have these and no others. */
const OPERATIONS: Readonly<Record<string, Role>> = {
  'post /api/v1/templates': 'author',
  'post /api/v1/templates/{id}/versions': 'author',
  'put /api/v1/templates/{id}/questions': 'author',
  'put /api/v1/templates/{id}/language': 'author',
  'put /api/v1/templates/{id}/waiting-times': 'author',
  'get /api/v1/templates/{id}/access': 'author',
  'put /api/v1/templates/{id}/access': 'author',
  'get /api/v1/templates/{id}/links': 'author',
  'post /api/v1/templates/{id}/links': 'author',
  'delete /api/v1/templates/{id}/links/{link}': 'author',
  'get /api/v1/groups': 'author',
  'get /api/v1/groups/{group}/members': 'admin',
  'put /api/v1/groups/{group}/members/{id}': 'admin',
  'delete /api/v1/groups/{group}/members/{id}': 'admin',
  'post /api/v1/templates/inspect': 'author',
  'post /api/v1/templates/inspect/marked': 'author',
  'get /api/v1/templates/{id}/versions/{version}/original': 'author',
  'get /api/v1/templates/{id}/guesses': 'author',
  'post /api/v1/templates/{id}/preview': 'author',
  'post /api/v1/templates/{id}/try': 'author',
  'post /api/v1/templates/{id}/publish': 'author',
  'post /api/v1/templates/{id}/retire': 'author',
  'post /api/v1/templates/{id}/restore': 'author',
  'get /api/v1/templates': 'requester',
  'get /api/v1/templates/{id}': 'requester',
  'get /api/v1/templates/{id}/versions/{version}/file': 'requester',
  'post /api/v1/generations': 'requester',
  'get /api/v1/generations': 'requester',
  'get /api/v1/generations/{id}': 'requester',
  'put /api/v1/generations/{id}/answers/{name}': 'requester',
  'put /api/v1/generations/{id}/language': 'requester',
  'post /api/v1/generations/{id}/lists/{name}/items': 'requester',
  'delete /api/v1/generations/{id}/lists/{name}/items/{item}': 'requester',
  'post /api/v1/generations/{id}/lists/{name}/close': 'requester',
  'post /api/v1/generations/{id}/skip': 'requester',
  'post /api/v1/generations/{id}/confirm': 'requester',
  'post /api/v1/generations/{id}/cancel': 'requester',
  'post /api/v1/generations/{id}/copy': 'requester',
  'get /api/v1/generations/{id}/certificate': 'requester',
  'post /api/v1/documents/verify': 'requester',
  'post /api/v1/generations/{id}/questions/{name}/delegate': 'requester',
  'post /api/v1/generations/{id}/questions/{name}/withdraw': 'requester',
  'get /api/v1/generations/{id}/hand-overs': 'requester',
  'post /api/v1/generations/{id}/hand-overs': 'requester',
  'post /api/v1/generations/{id}/hand-overs/mail': 'requester',
  'post /api/v1/generations/{id}/hand-overs/withdraw': 'requester',
  'post /api/v1/generations/{id}/hand-back': 'requester',
  'get /api/v1/delegated-questions': 'guest',
  'put /api/v1/delegated-questions/{id}/{name}': 'guest',
  'get /api/v1/generations/{id}/document': 'requester',
  'get /api/v1/generations/{id}/pictures/{sha256}': 'requester',
  'get /api/v1/generations/{id}/events': 'requester',
  'get /api/v1/generations/{id}/answers': 'requester',
  'get /api/v1/generations/{id}/questions/{name}': 'requester',
  'post /api/v1/documents': 'requester',
  'get /api/v1/colleagues': 'requester',
  'get /api/v1/audit': 'auditor',
  'get /api/v1/audit/export': 'auditor',
  'get /api/v1/reports/usage': 'reporter',
  'get /api/v1/reports/funnel': 'reporter',
  'get /api/v1/reports/durations': 'reporter',
  'get /api/v1/keys': 'admin',
  'post /api/v1/keys': 'admin',
  'delete /api/v1/keys/{id}': 'admin',
  'post /api/v1/keys/{id}/rotate': 'admin',
  'get /api/v1/sessions': 'guest',
  'delete /api/v1/sessions': 'guest',
  'delete /api/v1/sessions/{session}': 'guest',
  'get /api/v1/people/{id}/sessions': 'admin',
  'delete /api/v1/people/{id}/sessions': 'admin',
  'delete /api/v1/people/{id}/sessions/{session}': 'admin',
  'get /api/v1/people': 'admin',
  'put /api/v1/people/{id}/roles': 'admin',
  'post /api/v1/people': 'admin',
  'post /api/v1/people/{id}/invitation': 'admin',
  'delete /api/v1/people/{id}/invitation': 'admin',
  'post /api/v1/people/{id}/deactivate': 'admin',
  'post /api/v1/people/{id}/reactivate': 'admin',
  'get /api/v1/operations/mails': 'admin',
  'post /api/v1/operations/mails/{id}/retry': 'admin',
  'post /api/v1/sign-in-links': 'admin',
  'get /api/v1/operations/projections': 'admin',
  'post /api/v1/operations/projections/{name}/rebuild': 'admin',
  'post /api/v1/operations/projections/rebuild': 'admin',
  'get /api/v1/operations/slack': 'admin',
  'post /api/v1/operations/verifications': 'admin',
  'get /api/v1/operations/verifications/{number}': 'admin',
  'get /api/v1/operations/findings': 'admin',
  'post /api/v1/operations/findings/{id}/acknowledge': 'admin',
  'get /api/v1/audit/heads': 'auditor',
  'get /api/v1/audit/{id}/proof': 'auditor',
  'get /api/v1/operations/master-keys': 'admin',
  'post /api/v1/operations/master-keys/rotate': 'admin',
  'get /api/v1/operations/parked': 'admin',
  'post /api/v1/operations/parked/{id}/retry': 'admin',
}

const HOLDERS: Readonly<Record<Role, readonly Role[]>> = {
  admin: ['admin'],
  author: ['admin', 'author'],
  requester: ['admin', 'author', 'requester'],
  guest: ['admin', 'author', 'requester', 'guest'],
  auditor: ['admin', 'auditor'],
  reporter: ['admin', 'reporter'],
}

const OPEN = [
  '/health/live',
  '/health/ready',
  '/openapi.json',
  '/docs',
  '/docs/start.js',
  '/docs/swagger-ui.css',
  '/docs/swagger-ui-bundle.js',
  '/docs/favicon-32x32.png',
]

let service: HttpService
beforeAll(async () => {
  service = await httpService()
})
afterAll(() => service.close())

const addressed = (path: string): string =>
  path
    .replace('{id}', '00000000-0000-4000-8000-000000000000')
    .replace('{version}', '1')
    .replace('{item}', '1')
    .replace('{session}', 'nothing')
    .replace('{link}', 'nothing')
    .replace('{name}', 'nothing')

describe('without a key', () => {
  test('every route of the app answers 401, but for the health, the documents and the metrics', async () => {
    const routes = service.api.routes.filter(({ method, path }) => method !== 'ALL' && !OPEN.includes(path))
    expect(routes.length).toBeGreaterThan(35)
    for (const { method, path } of routes) {
      const answer = await service.clientWith(undefined).send(method, path.replaceAll(/:\w+/g, 'x'))
      expect([method, path, answer.status]).toEqual([method, path, 401])
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/)
      expect(answer.json.error).toMatchObject({
        code: 'unauthenticated',
        request_id: answer.headers.get('x-request-id'),
      })
    }
  })

  test.each(OPEN)('%s answers', async (path) => {
    expect((await service.clientWith(undefined).send('GET', path)).status).toBe(200)
  })

  test('what does not exist under /api is not told apart', async () => {
    expect((await service.clientWith(undefined).send('GET', '/api/v1/nothing')).status).toBe(401)
    expect((await service.clientWith(undefined).send('PATCH', '/api/v1/templates')).status).toBe(401)
    expect((await service.clientWith(undefined).send('OPTIONS', '/api/v1/templates')).status).toBe(401)
  })

  test.each(['nonsense', '', 'Basic YTpi', `Bearer ${'x'.repeat(600)}`, 'Bearer a b', 'Bearer é'])(
    '“%s” is no key',
    async (authorization) => {
      const answer = await service.clientWith(undefined).send('GET', '/api/v1/templates', undefined, { authorization })
      expect(answer.status).toBe(401)
    },
  )

  test('a session cookie of the console opens nothing here', async () => {
    const answer = await service
      .clientWith(undefined)
      .send('POST', '/api/v1/keys', { name: 'x', roles: ['admin'] }, { cookie: 'docgen_session=anything' })
    expect(answer.status).toBe(401)
  })
})

describe('with a key', () => {
  test('the API has exactly the operations of the table', async () => {
    const { json: document } = await service.clientWith(undefined).send('GET', '/openapi.json')
    const roles = Object.entries<Record<string, { 'x-role': string }>>(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => [`${method} ${path}`, operation['x-role']]),
    )
    expect(Object.fromEntries(roles)).toEqual(OPERATIONS)
  })

  test('each role gets in where it may, and 403 everywhere else', async () => {
    const clients = new Map<Role, Client>()
    for (const role of ROLES) clients.set(role, await service.clientFor(role))
    for (const [operation, needed] of Object.entries(OPERATIONS)) {
      const [method = '', path = ''] = operation.split(' ')
      if (path.endsWith('/events') || path === '/api/v1/keys') continue
      for (const role of ROLES) {
        const answer = await clients.get(role)!.send(method.toUpperCase(), addressed(path))
        const allowed = HOLDERS[needed].includes(role)
        expect([operation, role, answer.status === 403]).toEqual([operation, role, !allowed])
        if (!allowed) expect(answer.json.error).toMatchObject({ code: 'forbidden', details: { role: needed } })
      }
    }
  })

  test('each operation declares its scope, by its tag and whether it changes anything; all are in the list', async () => {
    const { json: document } = await service.clientWith(undefined).send('GET', '/openapi.json')
    const operations = Object.values<Record<string, { 'x-scope': AccessScope; tags: string[] }>>(
      document.paths,
    ).flatMap((methods) => Object.entries(methods).map(([method, operation]) => ({ method, ...operation })))
    for (const { 'x-scope': scope, tags, method } of operations) {
      const [subject, what] = scope.split(':')
      expect(subject).toBe(tags[0]!.toLowerCase())
      if (method === 'get') expect(what).toBe('read')
    }
    expect([...new Set(operations.map((operation) => operation['x-scope']))].sort()).toEqual([...SCOPES].sort())
  })

  test('a key with a scope gets in where the scope lets it, and 403 everywhere else', async () => {
    const { json: document } = await service.clientWith(undefined).send('GET', '/openapi.json')
    const admin = await service.clientFor('admin')
    const holding = async (name: string, scopes: readonly AccessScope[]): Promise<Client> =>
      service.clientWith((await admin.ask('POST', '/keys', { name, roles: ['admin'], scopes }, 201)).secret)
    for (const needed of SCOPES) {
      const opens = (scope: AccessScope) => scope === needed || scope === needed.replace(/:read$/, ':write')
      const within = await holding(needed, [needed])
      const without = await holding(
        `not ${needed}`,
        SCOPES.filter((scope) => !opens(scope)),
      )
      for (const [path, methods] of Object.entries<Record<string, { 'x-scope': string }>>(document.paths))
        for (const [method, { 'x-scope': scope }] of Object.entries(methods)) {
          if (scope !== needed || path.endsWith('/events') || path === '/api/v1/sign-in-links') continue
          const send = async (client: Client) => client.send(method.toUpperCase(), addressed(path))
          expect([method, path, (await send(within)).status]).not.toEqual([method, path, 403])
          const refused = await send(without)
          expect([method, path, refused.status]).toEqual([method, path, 403])
          expect(refused.json.error).toMatchObject({ code: 'forbidden', details: { scope } })
        }
    }
  })

  test('a revoked key is refused at once', async () => {
    const admin = await service.clientFor('admin')
    const { json: made } = await admin.send('POST', '/api/v1/keys', { name: 'for a while', roles: ['requester'] })
    const other = service.clientWith(made.secret)
    expect((await other.send('GET', '/api/v1/templates')).status).toBe(200)
    const revoked = await admin.send('DELETE', `/api/v1/keys/${made.id}`)
    expect([revoked.status, typeof revoked.json.revoked_at]).toEqual([200, 'string'])
    expect((await other.send('GET', '/api/v1/templates')).status).toBe(401)
  })

  test('a requester sees nothing of another one’s generation; an admin does', async () => {
    const author = await service.clientFor('author')
    await author.send('POST', '/api/v1/templates', upload(LETTER, { name: 'Isolation' }))
    const [mine, other, admin] = [
      await service.clientFor('requester'),
      await service.clientFor('requester'),
      await service.clientFor('admin'),
    ]
    const {
      json: { id },
    } = await mine.send('POST', '/api/v1/generations', { template_id: 'isolation' })
    const [base, value] = [`/api/v1/generations/${id}`, { value: 'x' }]
    const tries = [
      ['GET', base],
      ['PUT', `${base}/answers/tenant_name`, value],
      ['POST', `${base}/lists/each_item/items`, {}],
      ['POST', `${base}/lists/each_item/close`],
      ['DELETE', `${base}/lists/each_item/items/1`],
      ['POST', `${base}/skip`],
      ['POST', `${base}/confirm`],
      ['POST', `${base}/cancel`],
      ['POST', `${base}/copy`],
      ['GET', `${base}/document`],
      ['GET', `${base}/events`],
    ] as const
    const unknown = await other.send('GET', '/api/v1/generations/00000000-0000-4000-8000-000000000000')
    for (const [method, path, body] of tries) {
      const answer = await other.send(method, path, body)
      expect([method, path, answer.status, answer.json.error.code]).toEqual([
        method,
        path,
        404,
        unknown.json.error.code,
      ])
    }
    await service.app.settled()
    expect((await other.send('GET', '/api/v1/generations')).json.data).toEqual([])
    expect((await mine.send('GET', '/api/v1/generations')).json.data).toHaveLength(1)
    expect((await admin.send('GET', base)).status).toBe(200)
  })
})

describe('metrics', () => {
  test('are not given to who is not on this machine and has no key', async () => {
    expect((await service.clientWith(undefined).send('GET', '/metrics')).status).toBe(401)
    const answer = await (await service.clientFor('reporter')).send('GET', '/metrics')
    expect(answer.text).toContain('docgen_http_request_duration_seconds_bucket')
    expect(answer.text).toMatch(/route="\/api\/v1\/templates\/:id"/)
  })
})
