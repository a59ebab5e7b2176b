import { describe, expect, it } from 'vitest'
import { createApiClient } from '../../../../src/adapters/inbound/cli/service/api-client.ts'

/** A service that gives these answers in turn; `fails` is a connection that breaks. */
function service(...answers: (Response | 'fails')[]) {
  const requests: Request[] = []
  const client = createApiClient({
    base: 'http://service.test',
    key: 'secret-key',
    fetch: async (request) => {
      requests.push(request)
      const answer = answers[requests.length - 1] ?? 'fails'
      if (answer === 'fails') throw new TypeError('fetch failed')
      return answer
    },
    close: async () => undefined,
  })
  return { client, requests }
}

const refused = (status: number, code: string, details = {}) =>
  Response.json(
    { error: { code, message: 'A sentence.', details, request_id: 'r-1', timestamp: '2026-11-21T00:00:00.000Z' } },
    { status },
  )

/** A part of a form without the moment at which it was read. */
const readPart = async (value: string | File) => (typeof value === 'string' ? value : [value.name, await value.text()])

describe('the API client', () => {
  it('sends a change again under the same Idempotency-Key when nothing answers', async () => {
    const { client, requests } = service('fails', 'fails', Response.json({ id: 'g' }))
    await client.answer('g', 'items.1.a/b', { value: 'x', revision: null })
    expect(requests).toHaveLength(3)
    expect(new Set(requests.map(({ headers }) => headers.get('idempotency-key'))).size).toBe(1)
    expect(requests[2]?.url).toBe('http://service.test/api/v1/generations/g/answers/items.1.a%2Fb')
    expect(await requests[2]?.json()).toEqual({ value: 'x', revision: null })
  })

  it('sends a form again as it was, file and all', async () => {
    const { client, requests } = service('fails', Response.json({ id: 't' }))
    const bytes = new TextEncoder().encode('Dear {{name}}')
    await client.addTemplate({ name: 'letter.txt', bytes }, { name: undefined, questions: 'name: x', draft: false })
    const [first, second] = await Promise.all(
      requests.map(async (request) =>
        Promise.all(
          [...(await request.formData())].map(async ([name, value]) => [name, await readPart(value)] as const),
        ),
      ),
    )
    expect(second).toEqual(first)
    expect(second?.map(([name]) => name).sort()).toEqual(['draft', 'file', 'questions'])
    expect(second?.find(([name]) => name === 'file')?.[1]).toEqual(['letter.txt', 'Dear {{name}}'])
  })

  it.each(['', 'bytes'])('gives the bytes of a file and its name (%o)', async (text) => {
    const headers = {
      'content-length': String(text.length),
      'content-disposition': `attachment; filename="a_.txt"; filename*=UTF-8''a%C3%BC.txt`,
    }
    const { client, requests } = service(new Response(text, { headers }))
    const { bytes, file_name } = await client.document('a/b')
    expect([Buffer.from(bytes).toString(), file_name]).toEqual([text, 'aü.txt'])
    expect(requests[0]?.url).toBe('http://service.test/api/v1/generations/a%2Fb/document')
    expect(requests[0]?.headers.has('idempotency-key')).toBe(false)
  })

  it('leaves out what is not said, and escapes what is', async () => {
    const page = () => Response.json({ data: [], pagination: { page: 1, limit: 100, total: 0 } })
    const { client, requests } = service(page(), page())
    await client.templates(undefined, 1)
    await client.templates('a&b=ü +', 2)
    expect(requests.map(({ url }) => url.replace(/.*\?/, ''))).toEqual([
      'page=1&limit=100',
      'search=a%26b%3D%C3%BC%20%2B&page=2&limit=100',
    ])
  })

  it('asks for the whole generation after a change', async () => {
    const { client, requests } = service(Response.json({ id: 'g', review: [], not_carried: [] }))
    expect(await client.skip('g', { name: 'note', revision: null })).toMatchObject({ id: 'g', review: [] })
    expect(requests[0]?.headers.get('prefer')).toBe('return=representation')
  })

  it('sends every change under its own key, with the bearer key and where it comes from', async () => {
    const { client, requests } = service(Response.json({}), Response.json({}))
    await client.cancel('g')
    await client.cancel('g')
    expect(new Set(requests.map(({ headers }) => headers.get('idempotency-key'))).size).toBe(2)
    expect(requests[0]?.headers.get('authorization')).toBe('Bearer secret-key')
    expect(requests[0]?.headers.get('docgen-surface')).toBe('cli')
  })

  it('gives up when nothing answers at all, and says where it looked', async () => {
    const { client } = service()
    await expect(client.template('t')).rejects.toMatchObject({
      exit: 7,
      message: expect.stringContaining('http://service.test'),
    })
  })

  it('tries again while a store is down', async () => {
    const { client, requests } = service(refused(503, 'unavailable'), Response.json({ id: 't' }))
    expect(await client.template('t')).toEqual({ id: 't' })
    expect(requests).toHaveLength(2)
  })

  it.each([
    [422, 'invalid_answer', 3],
    [422, 'invalid_template', 3],
    [404, 'not_found', 4],
    [409, 'conflict', 5],
    [412, 'precondition_failed', 5],
    [401, 'unauthenticated', 6],
    [403, 'forbidden', 6],
    [500, 'internal', 1],
  ])('turns %i %s into exit code %i', async (status, code, exit) => {
    const { client } = service(refused(status, code, { field: 'name' }))
    await expect(client.template('t')).rejects.toMatchObject({
      code,
      exit,
      message: 'A sentence.',
      details: { field: 'name' },
    })
  })

  it('does not take any web server for the service', async () => {
    const { client } = service(new Response('<html>no</html>', { status: 404 }))
    await expect(client.template('t')).rejects.toMatchObject({
      exit: 1,
      message: expect.stringContaining('Is this address a DocGen service?'),
    })
  })
})
