/** Over HTTP, too, the key and its role come before the body, and a form is counted before it is taken apart. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BODY_LIMITS } from '../../../../../src/adapters/inbound/web/api/request/request-body.ts'
import type { Role } from '../../../../../src/domain/kernel/access.ts'
import { httpService, type Json, LETTER, upload, type HttpService } from '../../../../support/services/http-service.ts'
import { watchedBody } from '../../../../support/watched-body.ts'

interface Operation {
  readonly method: string
  readonly path: string
  readonly role: Role
  readonly multipart: boolean
}

let service: HttpService
let operations: readonly Operation[]
beforeAll(async () => {
  service = await httpService()
  const { json } = await service.clientWith(undefined).send('GET', '/openapi.json')
  operations = Object.entries<Record<string, Json>>(json.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => method !== 'get' && path.startsWith('/api/'))
      .map(([method, operation]) => ({
        method: method.toUpperCase(),
        path: path.replaceAll(/\{\w+\}/g, 'x'),
        role: operation['x-role'],
        multipart: operation.requestBody?.content['multipart/form-data'] !== undefined,
      })),
  )
})
afterAll(() => service.close())

const BOUNDARY = '----WebKitFormBoundary7MA4YWxkTrZu0gW'
const MULTIPART = `multipart/form-data; boundary=${BOUNDARY}`

const send = async (
  { method, path }: Operation,
  key: string | undefined,
  body: string | ReadableStream<Uint8Array>,
  type: string,
) => {
  const response = await service.api.request(path, {
    method,
    body,
    duplex: 'half',
    headers: { 'content-type': type, ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) },
  })
  return { status: response.status, error: ((await response.json()) as Json).error }
}

test.each(['application/json', MULTIPART])(
  'nothing of a body (%s) is read from who has no key, or one without the role',
  async (type) => {
    expect(operations.length).toBeGreaterThan(20)
    const weak = await service.app.keyFor('auditor')
    for (const operation of [...operations, { ...operations[0]!, path: '/api/v1/nothing' }]) {
      for (const key of [undefined, 'dgk_unknown', weak]) {
        const body = watchedBody(40_000_000)
        const { status } = await send(operation, key, body.stream, type)
        expect([operation.method, operation.path, status, body.taken]).toEqual([
          operation.method,
          operation.path,
          operation.path.endsWith('nothing') && key === weak ? 404 : key === weak ? 403 : 401,
          0,
        ])
      }
    }
  },
)

test('a form of many parts is refused before it is taken apart; of few, each that nobody knows is named', async () => {
  const key = await service.app.keyFor('author')
  const uploads = operations.filter(({ multipart }) => multipart)
  expect(uploads.length).toBeGreaterThan(3)
  for (const operation of uploads) {
    for (const parts of [101, 270_000]) {
      const { status, error } = await send(
        operation,
        key,
        `${`--${BOUNDARY}\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n`.repeat(parts)}--${BOUNDARY}--\r\n`,
        MULTIPART,
      )
      expect([operation.path, status, error.code, error.details]).toEqual([
        operation.path,
        413,
        'too_large',
        { limit: 100 },
      ])
    }
  }
  const extra = Object.fromEntries(Array.from({ length: 99 }, (_, index) => [`x${index}`, '1']))
  const { status, json } = await service
    .clientWith(key)
    .send('POST', '/api/v1/templates/inspect', upload(LETTER, extra))
  expect([status, json.error.details.problems.length]).toEqual([422, 99])
})

test('more than the process holds at once is to be sent again; what was held is let go of', async () => {
  const [key, inspect] = [
    await service.app.keyFor('author'),
    operations.find(({ path }) => path === '/api/v1/templates/inspect')!,
  ]
  const chunk = new Uint8Array(BODY_LIMITS.multipart - 1024)
  const finish: (() => void)[] = []
  const slow = () =>
    new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(chunk)
        finish.push(() => controller.close())
      },
    })
  const sending = Array.from({ length: 8 }, () => send(inspect, key, slow(), MULTIPART))
  const refused = await Promise.race(sending)
  expect([refused.status, refused.error.code]).toEqual([503, 'unavailable'])
  expect(refused.error.message).toContain('try again')
  for (const end of finish) end()
  const statuses = (await Promise.all(sending)).map(({ status }) => status)
  expect(statuses.filter((status) => status !== 503).length).toBeGreaterThan(3)
  expect((await service.clientWith(key).send('POST', '/api/v1/templates/inspect', upload(LETTER))).status).toBe(200)
})
