/** A document from data in one request. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  ANSWERS,
  httpService,
  LETTER,
  upload,
  type Client,
  type HttpService,
  type Json,
} from '../../../../../support/services/http-service.ts'

let service: HttpService
let client: Client
beforeAll(async () => {
  service = await httpService()
  client = await service.clientFor('author')
  const questions = JSON.stringify([
    { name: 'amount', required: false },
    { name: 'each_item', fields: [{ name: 'quantity', required: false }] },
  ])
  await client.send('POST', '/api/v1/templates', upload(LETTER, { name: 'Letter', questions }))
})
afterAll(() => service.close())

const DATA = { template_id: 'letter', answers: ANSWERS, locale: 'en-US' }
const WAIT = { prefer: 'wait=30' }
const make = (body: unknown, headers: Record<string, string> = WAIT) =>
  client.send('POST', '/api/v1/documents', body, headers)
const eventsOf = async (id: string): Promise<string[]> => {
  await service.app.settled()
  const auditor = await service.clientFor('auditor')
  const { json } = await auditor.send('GET', `/api/v1/audit?stream=generation-${id}`)
  return json.data.map(({ type }: Json) => type).reverse()
}

test('is made within the wait, and fetched from the address in the answer', async () => {
  const made = await make(DATA)
  expect([made.status, made.headers.get('preference-applied')]).toEqual([201, 'wait=30'])
  const { id, document } = made.json
  expect(made.json).toMatchObject({ state: 'rendered', template_id: 'letter', template_version: 1 })
  expect(made.headers.get('location')).toBe(`/api/v1/generations/${id}/document`)
  expect(document).toMatchObject({ url: made.headers.get('location'), media_type: 'text/plain; charset=utf-8' })
  const file = await client.send('GET', document.url)
  expect(file.text).toBe('Dear Zoë,\nFrom November 21, 2026 you pay 1,250.00.\n- Key: 2\n')
  expect(file.headers.get('content-length')).toBe(String(document.size))
  expect(await eventsOf(id)).toEqual([
    'GenerationRequested',
    'GenerationConfirmed',
    'DocumentRendered',
    'DocumentDelivered',
  ])
})

test('without a wait it is being made: the answer says where, and when to ask again', async () => {
  const begun = await make(DATA, {})
  expect([begun.status, begun.headers.get('retry-after')]).toEqual([202, '1'])
  expect(begun.headers.get('location')).toBe(`/api/v1/generations/${begun.json.id}`)
  expect(begun.json).toMatchObject({ url: begun.headers.get('location'), document: null })
  const file = await client.send('GET', `${begun.json.url}/document`, undefined, WAIT)
  expect([file.status, file.text.slice(0, 9)]).toEqual([200, 'Dear Zoë,'])
})

test('comes back itself where Accept prefers its media type', async () => {
  const file = await make(DATA, { ...WAIT, accept: 'text/plain, application/json;q=0.5' })
  expect([file.status, file.headers.get('content-type')]).toEqual([201, 'text/plain; charset=utf-8'])
  expect(file.headers.get('location')).toMatch(/^\/api\/v1\/generations\/[0-9a-f-]{36}\/document$/)
  expect(file.text).toContain('Dear Zoë,')
  expect((await make(DATA, { ...WAIT, accept: '*/*' })).json.state).toBe('rendered')
})

test.each([
  ['left out', { amount: undefined }],
  ['null', { amount: null }],
  ['empty', { amount: '' }],
])('what is optional may be %s', async (_, amount) => {
  const { tenant_name, has_lawyer, start_date } = ANSWERS
  const each_item = [{ item_name: 'Key', quantity: '' }, { item_name: 'Lock', quantity: null }, { item_name: 'Door' }]
  const { status, text, json } = await make({
    ...DATA,
    answers: { tenant_name, has_lawyer, start_date, each_item, ...amount },
  })
  expect([status, status === 201 ? '' : text]).toEqual([201, ''])
  expect((await client.send('GET', json.document.url)).text).toBe(
    'Dear Zoë,\nFrom November 21, 2026 you pay .\n- Key: \n- Lock: \n- Door: \n',
  )
  const { answers } = (await client.send('GET', json.url)).json
  expect(answers.amount).toMatchObject({ skipped: true, carried: false })
})

test('a conversation begins with what is left out skipped, too', async () => {
  const answers = { ...ANSWERS, amount: null }
  const begun = await client.send('POST', '/api/v1/generations', { template_id: 'letter', answers })
  expect([begun.status, begun.json.state]).toEqual([201, 'reviewing'])
  expect(begun.json.answers.amount).toMatchObject({ skipped: true, carried: false })
})

test('every answer that is wrong, missing or unknown is named at once, and nothing is written', async () => {
  await service.app.settled()
  const { count } = await service.app.readDatabase.db
    .selectFrom('generations')
    .select(({ fn }) => fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  const refused = await make({
    ...DATA,
    answers: { tenant_name: null, has_lawyer: true, start_date: 'soon', each_item: [{ quantity: 'x' }], tenantname: 1 },
  })
  expect([refused.status, refused.json.error.code]).toEqual([422, 'invalid_answer'])
  expect(refused.json.error.details.problems.map(({ field }: Json) => field)).toEqual([
    'tenant_name',
    'start_date',
    'each_item[0].quantity',
    'each_item[0].item_name',
    'answers.tenantname',
    'lawyer_name',
  ])
  expect(refused.json.error.message).toContain('“Lawyer name” is missing: the document needs it.')
  expect(refused.json.error.message).toContain('Did you mean “tenant_name”?')
  await service.app.settled()
  const after = await service.app.readDatabase.db
    .selectFrom('generations')
    .select(({ fn }) => fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  expect(after.count).toBe(count)
})

test('the same key makes one document, and is refused with other data', async () => {
  const headers = { ...WAIT, 'idempotency-key': 'once' }
  const [one, other] = await Promise.all([make(DATA, headers), make(DATA, headers)])
  expect([one.status, other.status, other.json.id]).toEqual([201, 201, one.json.id])
  expect((await eventsOf(one.json.id)).filter((type) => type !== 'DocumentRendered')).toEqual([
    'GenerationRequested',
    'GenerationConfirmed',
  ])
  const again = await make({ ...DATA, answers: { ...ANSWERS, tenant_name: 'Ada' } }, headers)
  expect([again.status, again.json.error.code]).toEqual([422, 'idempotency_mismatch'])
})

test('needs the role of a requester, and a template that is published', async () => {
  const auditor = await service.clientFor('auditor')
  expect((await auditor.send('POST', '/api/v1/documents', DATA)).status).toBe(403)
  expect((await make({ template_id: 'nothing' })).status).toBe(404)
  const stranger = await service.clientFor('requester')
  const { json } = await make(DATA)
  expect((await stranger.send('GET', json.document.url)).status).toBe(404)
})

test('a document that is not made says whether asking again helps', async () => {
  const asking = await client.send('POST', '/api/v1/generations', { template_id: 'letter' })
  const refused = await client.send('GET', `/api/v1/generations/${asking.json.id}/document`)
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([409, null])
  expect(refused.json.error.message).toContain('its answers are not confirmed')
})

test('a part of a document', async () => {
  const { json } = await make(DATA)
  const part = (range: string, headers = {}) => client.send('GET', json.document.url, undefined, { range, ...headers })
  const first = await part('bytes=0-3')
  expect([first.status, first.text, first.headers.get('content-range'), first.headers.get('content-length')]).toEqual([
    206,
    'Dear',
    `bytes 0-3/${json.document.size}`,
    '4',
  ])
  expect(await eventsOf(json.id)).not.toContain('DocumentDelivered')
  expect((await part('bytes=-3')).text).toBe(' 2\n')
  expect(await eventsOf(json.id)).toContain('DocumentDelivered')
  expect((await part('bytes=5-', { 'if-range': '"other"' })).status).toBe(200)
  const beyond = await part('bytes=5000-')
  expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${json.document.size}`])
  expect((await part('lines=1-2')).status).toBe(200)
})
