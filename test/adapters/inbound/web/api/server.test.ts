/** Over a real socket: downloads that break off, events, what never becomes a request, and stopping. */
import { connect } from 'node:net'
import { once } from 'node:events'
import { Agent, request, type IncomingMessage } from 'node:http'
import { text as textOf } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createHttpApi } from '../../../../../src/adapters/inbound/web/api/api.ts'
import { startServer, type RunningServer } from '../../../../../src/adapters/inbound/web/server.ts'
import {
  httpService,
  upload,
  type Client,
  type HttpService,
  type Json,
} from '../../../../support/services/http-service.ts'
import { until } from '../../../../support/until.ts'

let service: HttpService
let server: RunningServer
let client: Client
beforeEach(async () => {
  service = await httpService()
  server = await startServer({
    fetch: service.api.fetch,
    port: 0,
    live: service.live,
    clock: service.app.clock,
    logger: service.app.logger,
  })
  client = await service.clientFor('author')
})
afterEach(async () => {
  await server.close(1000)
  await service.close()
})

const bearer = () => ({ authorization: `Bearer ${client.key}` })
const get = (path: string, headers: Record<string, string> = {}, init: RequestInit = {}) =>
  fetch(`${server.url}${path}`, { headers: { ...bearer(), ...headers }, ...init })
const stateOf = async (id: string): Promise<string> =>
  (await client.send('GET', `/api/v1/generations/${id}`)).json.state

/** A generation whose document is made, of about as many bytes. */
const made = (bytes = 10, name = 'Letter'): Promise<string> => madeFrom(`{{x}}${'y'.repeat(bytes)}`, { x: 'ü' }, name)

async function madeFrom(text: string, answers: object, name = 'Letter'): Promise<string> {
  const template = await client.send('POST', '/api/v1/templates', upload(text, { name }))
  const { json } = await client.send('POST', '/api/v1/generations', { template_id: template.json.id, answers })
  await client.send('POST', `/api/v1/generations/${json.id}/confirm`)
  await until('the document is made', async () => (await stateOf(json.id)) === 'rendered')
  return json.id as string
}

/** Raw bytes in, all bytes out. */
function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1', () => socket.write(text))
    let answer = ''
    socket.on('data', (data) => {
      answer += data.toString()
    })
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })
}

describe('a document', () => {
  test('is delivered by the first complete download, once; whoever sees its end reads the new state', async () => {
    const id = await made()
    for (let round = 0; round < 3; round++) {
      const response = await get(`/api/v1/generations/${id}/document`)
      expect([response.status, await response.text()]).toEqual([200, 'üyyyyyyyyyy'])
      expect(await stateOf(id)).toBe('delivered')
    }
    const types = (await service.app.log.read(`generation-${id}`, 0)).map(({ event }) => event.type)
    expect(types.filter((type) => type === 'DocumentDelivered')).toHaveLength(1)
  })

  test('is not delivered by HEAD, by 304, nor by a download that breaks off', async () => {
    // More than all buffers between here and the client take.
    const id = await madeFrom(`{{#each_x}}{{x}}${'y'.repeat(50_000)}{{/each_x}}`, {
      each_x: Array.from({ length: 500 }, (_, n) => ({ x: `${n}` })),
    })
    const other = await startServer({
      fetch: service.api.fetch,
      port: 0,
      live: service.live,
      clock: service.app.clock,
      logger: service.app.logger,
    })
    const address = `${other.url}/api/v1/generations/${id}/document`
    const head = await fetch(address, { method: 'HEAD', headers: bearer() })
    expect(head.status).toBe(200)
    expect(
      (await fetch(address, { headers: { ...bearer(), 'if-none-match': head.headers.get('etag')! } })).status,
    ).toBe(304)

    await new Promise<void>((resolve) => {
      const asked = request(address, { headers: bearer() }, (response) => {
        response.once('data', () => asked.destroy())
        response.on('error', () => undefined)
      })
      asked.on('error', () => undefined)
      asked.on('close', resolve)
      asked.end()
    })
    // All that runs has ended once the server is closed.
    await other.close(5000)
    const types = async () => (await service.app.log.read(`generation-${id}`, 0)).map(({ event }) => event.type)
    expect(await types()).not.toContain('DocumentDelivered')
    await (await get(`/api/v1/generations/${id}/document`)).text()
    expect(await types()).toContain('DocumentDelivered')
  })

  test('has a name that cannot break out of its header', async () => {
    const id = await made(1, 'Ünïcode "quoted"; filename=evil.exe\u2028 \u202e名前 100%')
    const response = await get(`/api/v1/generations/${id}/document`)
    const disposition = response.headers.get('content-disposition')!
    expect(disposition).toMatch(
      /^attachment; filename="[\x20-\x21\x23-\x3a\x3c-\x7e]+"; filename\*=UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]+$/,
    )
    expect(decodeURIComponent(disposition.split("''")[1]!)).toMatch(/^Ünïcode.*名前 100% \d{4}-\d\d-\d\d\.txt$/u)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })
})

/** Reads server-sent events as they come. */
async function events(response: Response) {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  return {
    async next(): Promise<{ id: string; data: Json } | undefined> {
      for (;;) {
        const end = text.indexOf('\n\n')
        if (end >= 0) {
          const fields = Object.fromEntries(
            text
              .slice(0, end)
              .split('\n')
              .map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]),
          )
          text = text.slice(end + 2)
          if (fields['event'] === 'generation') return { id: fields['id']!, data: JSON.parse(fields['data']!) }
          continue
        }
        const { done, value } = await reader.read()
        if (done) return undefined
        text += value
      }
    },
    close: () => reader.cancel(),
  }
}

describe('events', () => {
  test('tell the generation at once and after every change, and take up behind Last-Event-ID', async () => {
    await client.send('POST', '/api/v1/templates', upload('{{a}} {{b}}', { name: 'Live' }))
    const {
      json: { id },
    } = await client.send('POST', '/api/v1/generations', { template_id: 'live' })
    const path = `/api/v1/generations/${id}/events`
    const response = await get(path)
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    const stream = await events(response)
    expect(await stream.next()).toMatchObject({ id: '0', data: { id, question: { name: 'a' } } })
    await client.send('PUT', `/api/v1/generations/${id}/answers/a`, { value: '1' })
    expect(await stream.next()).toMatchObject({
      id: '1',
      data: { question: { name: 'b' }, answers: { a: { value: '1' } } },
    })
    await stream.close()
    await client.send('PUT', `/api/v1/generations/${id}/answers/b`, { value: '2' })
    const again = await events(await get(path, { 'last-event-id': '1' }))
    const missed = await again.next()
    expect(missed).toMatchObject({ id: '2', data: { state: 'reviewing', answers: { b: { value: '2' } } } })
    expect(Object.keys(missed!.data.answers)).toEqual(['b'])
    await again.close()
    const known = await events(await get(path, { 'last-event-id': '2' }))
    await client.send('POST', `/api/v1/generations/${id}/confirm`)
    expect(Number((await known.next())!.id)).toBeGreaterThan(2)
    await known.close()
  })

  test('end when the key is revoked, at the next change', async () => {
    await client.send('POST', '/api/v1/templates', upload('{{a}}', { name: 'Live' }))
    const admin = await service.clientFor('admin')
    const { json: key } = await admin.send('POST', '/api/v1/keys', { name: 'short', roles: ['admin'] })
    const {
      json: { id },
    } = await client.send('POST', '/api/v1/generations', { template_id: 'live' })
    const stream = await events(
      await get(`/api/v1/generations/${id}/events`, { authorization: `Bearer ${key.secret}` }),
    )
    expect(await stream.next()).toBeDefined()
    await admin.send('DELETE', `/api/v1/keys/${key.id}`)
    await client.send('PUT', `/api/v1/generations/${id}/answers/a`, { value: '1' })
    expect(await stream.next()).toBeUndefined()
  })

  test('a hundred who look on share one subscription, and leave nothing behind', async () => {
    await client.send('POST', '/api/v1/templates', upload('{{a}}', { name: 'Live' }))
    const {
      json: { id },
    } = await client.send('POST', '/api/v1/generations', { template_id: 'live' })
    const streams = await Promise.all(
      Array.from({ length: 100 }, async () => events(await get(`/api/v1/generations/${id}/events`))),
    )
    await Promise.all(streams.map((stream) => stream.next()))
    await client.send('PUT', `/api/v1/generations/${id}/answers/a`, { value: '1' })
    const told = await Promise.all(streams.map((stream) => stream.next()))
    expect(told.every((event) => event?.id === '1')).toBe(true)
    await Promise.all(streams.map((stream) => stream.close()))
  })
})

describe('what never becomes a request', () => {
  test.each([
    ['GET / HTTP/9.9\r\n\r\n', 400],
    ['nonsense\r\n\r\n', 400],
    [`GET /?${'x'.repeat(40_000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 431],
    ['GET /api/v1/templates HTTP/1.1\r\nHost: a b\r\n\r\n', 400],
    ['GET /\\x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 400],
    [
      'POST /api/v1/templates HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
  ])('%.60s', async (text, status) => {
    const answer = await raw(text)
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4)).error).toMatchObject({
      code: 'invalid',
      request_id: /^x-request-id: (.*)\r$/im.exec(answer)?.[1],
    })
  })
})

test('metrics are there on loopback, but not through a proxy, nor for a page that borrows our address', async () => {
  expect((await fetch(`${server.url}/metrics`)).status).toBe(200)
  expect((await fetch(`${server.url}/metrics`, { headers: { 'x-forwarded-for': '10.0.0.1' } })).status).toBe(401)
  expect(await raw('GET /metrics HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n')).toMatch(
    /^HTTP\/1.1 401/,
  )
})

describe('stopping', () => {
  test('ends open streams, finishes what runs, refuses what is new, and says that it is not ready', async () => {
    await client.send('POST', '/api/v1/templates', upload('{{a}}', { name: 'Live' }))
    const {
      json: { id },
    } = await client.send('POST', '/api/v1/generations', { template_id: 'live' })
    const stream = await events(await get(`/api/v1/generations/${id}/events`))
    await stream.next()
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>()
    const slow = await startServer({
      fetch: async () => {
        arrive()
        await released
        return new Response('done')
      },
      port: 0,
      live: service.live,
      clock: service.app.clock,
      logger: service.app.logger,
    })
    const running = fetch(slow.url)
    await arrived
    const closing = Promise.all([slow.close(), server.close()])
    expect(await stream.next()).toBeUndefined()
    await expect(fetch(slow.url)).rejects.toThrow()
    expect((await client.send('GET', '/health/ready')).json).toMatchObject({
      status: 'not_ready',
      checks: { accepting: 'no' },
    })
    release()
    expect(await (await running).text()).toBe('done')
    await closing
  })

  test('before that it serves on, and its answers close their connections', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>()
    const leaving = await startServer({
      fetch: async (request) => {
        if (new URL(request.url).pathname !== '/slow') return new Response('served')
        arrive()
        await released
        return new Response('done')
      },
      port: 0,
      clock: service.app.clock,
      logger: service.app.logger,
    })
    const agent = new Agent({ keepAlive: true })
    const ask = async (at: string) => {
      const [response] = (await once(request(`${leaving.url}${at}`, { agent }).end(), 'response')) as [IncomingMessage]
      return { connection: response.headers.connection, text: await textOf(response) }
    }
    expect(await ask('/')).toEqual({ connection: 'keep-alive', text: 'served' })
    const running = ask('/slow')
    await arrived
    leaving.leave()
    expect(await ask('/')).toEqual({ connection: 'close', text: 'served' })
    release()
    expect(await running).toEqual({ connection: 'close', text: 'done' })
    expect(await ask('/')).toEqual({ connection: 'close', text: 'served' })
    agent.destroy()
    await leaving.close()
    await expect(ask('/')).rejects.toThrow('ECONNREFUSED')
  })

  test('an instance that leaves is not ready, says why, and still answers', async () => {
    const leaving = new AbortController()
    const api = createHttpApi(service.app, {
      live: service.live,
      operations: { rebuild: async () => false, rebuildAll: async () => undefined, retryStream: async () => false },
      leaving: leaving.signal,
    })
    const ready = async () => {
      const response = await api.request('/health/ready')
      return { status: response.status, ...((await response.json()) as object) }
    }
    expect(await ready()).toMatchObject({ status: 'ok', checks: { accepting: 'ok' } })
    leaving.abort()
    expect(await ready()).toMatchObject({
      status: 'not_ready',
      reason: expect.stringContaining('stopping'),
      checks: { accepting: 'no', events: 'ok' },
    })
    expect((await api.request('/health/live')).status).toBe(200)
    expect((await api.request('/api/v1/templates')).status).toBe(401)
  })

  test('a port that is taken is told', async () => {
    await expect(
      startServer({
        fetch: () => new Response(),
        port: server.port,
        live: service.live,
        clock: service.app.clock,
        logger: service.app.logger,
      }),
    ).rejects.toThrow('EADDRINUSE')
  })
})
