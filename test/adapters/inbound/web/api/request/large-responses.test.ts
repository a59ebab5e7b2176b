/** Large JSON is written in pieces, as the client takes them, at its caller's turns. */
import { OpenAPIHono } from '@hono/zod-openapi'
import { expect, test } from 'vitest'
import type { HeavyTurns } from '../../../../../../src/adapters/inbound/request-body/heavy-turns.ts'
import { writeJson } from '../../../../../../src/adapters/inbound/web/api/write-json.ts'
import { currentOwner, onBehalfOf } from '../../../../../../src/ports/limits/on-behalf-of.ts'

const LARGE = { answers: Array.from({ length: 150 }, (_, item) => ({ item, body: 'word & '.repeat(6_850) })) }

/** An API whose handlers work for `somebody`, and who took a turn to write. */
function serve() {
  const taken: (string | undefined)[] = []
  const turns: Pick<HeavyTurns, 'take'> = {
    take: async (_, work) => {
      taken.push(currentOwner())
      return work()
    },
  }
  const api = new OpenAPIHono()
  api.use(writeJson(turns))
  api.use((_, next) => onBehalfOf('somebody', next))
  api.get('/large', (c) => c.json(LARGE, 200, { etag: '"7"' }))
  api.get('/small', (c) => c.json({ name: 'Zoë' }, 201))
  return { api, taken }
}

test('a large one is not written before it is taken, and then in pieces in the name of its caller', async () => {
  const { api, taken } = serve()
  const response = await api.request('/large')
  expect([response.headers.get('content-type'), response.headers.get('etag')]).toEqual(['application/json', '"7"'])
  expect(taken).toEqual([])
  expect(await response.json()).toEqual(LARGE)
  expect(taken.length).toBeGreaterThan(50)
  expect(new Set(taken)).toEqual(new Set(['somebody']))
})

test('nothing more is written for a client that has left', async () => {
  const { api, taken } = serve()
  const reader = (await api.request('/large')).body!.getReader()
  await reader.read()
  await reader.cancel()
  expect(taken).toHaveLength(1)
})

test('a small one is written at once and says its length', async () => {
  const { api, taken } = serve()
  const response = await api.request('/small')
  expect([response.status, response.headers.get('content-length')]).toEqual([201, '15'])
  expect(await response.json()).toEqual({ name: 'Zoë' })
  expect(taken).toEqual([])
})
