/** “Ask someone else” over HTTP: the colleague sees and answers one question, and nothing else of the conversation. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { httpService, upload, type Client, type HttpService } from '../../../../../support/services/http-service.ts'

let service: HttpService
let ada: Client
let grace: Client
let graceId: string
let id: string

const asked = (name: string) => `/api/v1/generations/${id}/questions/${name}`
const delegate = (name: string, to = graceId) =>
  ada.send('POST', `${asked(name)}/delegate`, { to, note: 'Do you know?' })
const answerOf = (name: string, body: unknown, by = grace) =>
  by.send('PUT', `/api/v1/delegated-questions/${id}/${name}`, body)
const handedTo = async (client: Client) => (await client.send('GET', '/api/v1/delegated-questions')).json.data

beforeAll(async () => {
  service = await httpService()
  ada = await service.clientFor('author')
  grace = await service.clientFor('requester')
  graceId = (await service.app.apiKeys.authenticate(grace.key))!.actor
  await ada.send(
    'POST',
    '/api/v1/templates',
    upload('{{party}} pays {{price}} in {{city}}{{#extra}} and {{note}}{{/extra}}', { name: 'Deed' }),
  )
})
afterAll(() => service.close())
beforeEach(async () => {
  id = (await ada.send('POST', '/api/v1/generations', { template_id: 'deed', answers: { party: 'SECRET' } })).json.id
})

test('the conversation goes on with the rest, waits at the end, and goes on with the colleague’s answer', async () => {
  const handed = await delegate('price')
  expect(handed.json).toMatchObject({ question: { name: 'city' }, delegations: [{ name: 'price', to: graceId }] })
  await ada.send('PUT', `/api/v1/generations/${id}/answers/city`, { value: 'Oslo' })
  const waiting = await ada.send('PUT', `/api/v1/generations/${id}/answers/extra`, { value: false })
  expect(waiting.json).toMatchObject({ state: 'asking', question: { name: 'price', waits_for: graceId } })
  expect((await ada.send('POST', `/api/v1/generations/${id}/confirm`, {})).status).toBe(409)
  await service.app.settled()
  expect(await handedTo(grace)).toMatchObject([
    { generation_id: id, template_name: 'Deed', note: 'Do you know?', state: 'open', question: { name: 'price' } },
  ])
  expect(await handedTo(ada)).toEqual([])
  expect((await answerOf('price', { value: '12.50' })).json).toMatchObject({ state: 'closed' })
  const now = await ada.send('GET', `/api/v1/generations/${id}`)
  expect(now.json).toMatchObject({ state: 'reviewing', delegations: [], answers: { price: { actor: graceId } } })
  expect(await handedTo(grace)).toEqual([])
})

test('the colleague sees nothing else, whatever is asked for', async () => {
  await delegate('price')
  for (const path of ['', '/document', '/events'])
    expect((await grace.send('GET', `/api/v1/generations/${id}${path}`)).status, path).toBe(404)
  for (const [method, path, body] of [
    ['PUT', '/answers/price', { value: '1' }],
    ['PUT', '/answers/city', { value: 'Oslo' }],
    ['POST', '/skip', { name: 'price' }],
    ['POST', '/confirm', {}],
    ['POST', '/cancel', {}],
    ['POST', '/copy', {}],
    ['POST', '/questions/city/delegate', { to: graceId }],
    ['POST', '/questions/price/withdraw', undefined],
  ] as const) {
    const { status, text } = await grace.send(method, `/api/v1/generations/${id}${path}`, body)
    expect(status, path).toBe(404)
    expect(text).not.toContain('SECRET')
  }
  expect((await answerOf('city', { value: 'Oslo' })).status).toBe(404)
  const { status, text } = await answerOf('price', { value: 'ten thousand-ish or so, perhaps' })
  expect(status).toBe(422)
  expect(text).not.toContain('SECRET')
  const answered = await answerOf('price', { value: '12' })
  expect(answered.status).toBe(200)
  expect(answered.text).not.toContain('SECRET')
})

test('a stranger may not even answer', async () => {
  await delegate('price')
  const stranger = await service.clientFor('requester')
  expect((await answerOf('price', { value: '1' }, stranger)).status).toBe(404)
})

test('what was taken back or answered is no longer the colleague’s', async () => {
  await delegate('price')
  expect((await ada.send('POST', `${asked('price')}/withdraw`)).json).toMatchObject({
    question: { name: 'price' },
    delegations: [],
  })
  expect((await answerOf('price', { value: '1' })).status).toBe(409)
  await delegate('price')
  await ada.send('PUT', `/api/v1/generations/${id}/answers/price`, { value: '2' })
  expect((await answerOf('price', { value: '1' })).status).toBe(409)
  expect((await ada.send('GET', `/api/v1/generations/${id}`)).json.answers.price.value).toBe('2')
})

test('a repeat with the same key is the same answer, though the question is closed by then', async () => {
  await delegate('price')
  const once = () =>
    grace.send('PUT', `/api/v1/delegated-questions/${id}/price`, { value: '3' }, { 'idempotency-key': `once-${id}` })
  expect((await once()).status).toBe(200)
  expect((await once()).status).toBe(200)
  expect((await answerOf('price', { value: '4' })).status).toBe(409)
})

test('only somebody who is there can be asked, and not oneself', async () => {
  expect((await delegate('price', 'key:nobody')).status).toBe(422)
  const adaId = (await service.app.apiKeys.authenticate(ada.key))!.actor
  expect((await delegate('price', adaId)).status).toBe(422)
  expect((await delegate('nothing')).status).toBe(404)
  expect((await delegate('party')).status).toBe(409)
})
