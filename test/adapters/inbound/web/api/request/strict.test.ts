/** Nothing that a client sends is ignored in silence: unknown members and parameters, revisions, wrong answers. */
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
let admin: Client
let operations: { method: string; path: string; body: Json; params: Json[] }[]
beforeAll(async () => {
  service = await httpService()
  admin = await service.clientFor('admin')
  await admin.send('POST', '/api/v1/templates', upload(LETTER, { name: 'Letter' }))
  const { json } = await admin.send('GET', '/openapi.json')
  operations = Object.entries<Record<string, Json>>(json.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(() => path.startsWith('/api/'))
      .map(([method, one]) => ({
        method: method.toUpperCase(),
        path: path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
          name === 'id' ? '0b37b0c3-6a1a-4f5a-9a6e-3f5a1c2d4e5f' : '1',
        ),
        body: one.requestBody?.content,
        params: one.parameters ?? [],
      })),
  )
})
afterAll(() => service.close())

const begin = async (answers: object = {}) =>
  (await admin.send('POST', '/api/v1/generations', { template_id: 'letter', answers })).json.id as string

test('a misspelt member is refused with the one that was meant, and nothing is begun', async () => {
  const refused = await admin.send('POST', '/api/v1/generations', { template_id: 'letter', answer: ANSWERS })
  expect([refused.status, refused.json.error.code]).toEqual([422, 'unprocessable'])
  expect(refused.json.error.message).toBe('There is no member “answer”. Did you mean “answers”?')
  expect(refused.json.error.details).toMatchObject({ field: 'answer' })
  await service.app.settled()
  expect((await admin.send('GET', '/api/v1/generations')).json.data).toEqual([])
})

test('an unknown query parameter is refused with the one that was meant', async () => {
  const refused = await admin.send('GET', '/api/v1/audit?form=2026-11-21&actor=x')
  expect([refused.status, refused.json.error.code, refused.json.error.details.field]).toEqual([400, 'invalid', 'form'])
  expect(refused.json.error.message).toBe('There is no query parameter “form”. Did you mean “from”?')
  expect((await admin.send('GET', '/api/v1/reports/usage?somebody=x')).json.error.message).toContain('There are “')
})

test('every operation refuses a query parameter and a member of its body that it does not have', async () => {
  expect(operations.length).toBeGreaterThan(40)
  for (const { method, path, body } of operations) {
    const isForm = body !== undefined && body['application/json'] === undefined
    const fitting = method === 'GET' ? undefined : isForm ? upload(LETTER) : {}
    const query = await admin.send(method, `${path}?no_such_parameter=1`, fitting)
    expect([method, path, query.status, query.json.error.message]).toEqual([
      method,
      path,
      400,
      expect.stringContaining('“no_such_parameter”'),
    ])
    if (method === 'GET') continue
    const sent = isForm ? upload(LETTER, { no_such_member: '1' }) : { no_such_member: 1 }
    const member = await admin.send(method, path, sent)
    expect([method, path, member.status, JSON.stringify(member.json.error.details)]).toEqual([
      method,
      path,
      422,
      expect.stringContaining('no_such_member'),
    ])
  }
})

test('the document says that bodies are strict, and keeps their names and what they require', async () => {
  const { json } = await admin.send('GET', '/openapi.json')
  const bodyOf = (path: string, method: string, type = 'application/json') =>
    json.paths[path][method].requestBody.content[type].schema
  expect(bodyOf('/api/v1/documents', 'post')).toMatchObject({
    required: ['template_id'],
    additionalProperties: false,
  })
  expect(bodyOf('/api/v1/generations/{id}/answers/{name}', 'put')).toMatchObject({ required: ['value'] })
  expect(bodyOf('/api/v1/templates', 'post', 'multipart/form-data')).toEqual({
    $ref: '#/components/schemas/TemplateRegistration',
  })
  expect(json.components.schemas.TemplateRegistration).toMatchObject({ additionalProperties: false })
})

test('all that is wrong with a request is told at once, in words of ours', async () => {
  const { json } = await admin.send('POST', '/api/v1/generations', {
    template_id: '',
    answers: [],
    locale: 'no language',
    zone: 7,
    form: 'word',
    answer: 1,
  })
  expect(json.error.message.split('\n')).toEqual([
    '6 things in the request do not fit.',
    '“template_id”: It is empty.',
    '“answers”: It has to be an object.',
    '“form”: It has to be one of wire, words. Did you mean “words”?',
    '“locale”: It is no language tag. Write it like en-US or de.',
    '“zone”: It has to be text.',
    'answer: There is no member “answer”. Did you mean “answers”?',
  ])
  expect(json.error.details.problems.map(({ field }: Json) => field)).toEqual([
    'template_id',
    'answers',
    'form',
    'locale',
    'zone',
    'answer',
  ])
})

test('refined questions are checked in the words that a file of questions is', async () => {
  const { json } = await admin.send('PUT', '/api/v1/templates/letter/questions', {
    questions: [{ name: 'amount', kind: 'mony', lable: 'x' }],
  })
  expect(json.error.message).toContain('“mony” is no kind. Did you mean “money”?')
  expect(json.error.message).toContain('There is nothing called “lable” here. Did you mean “label”?')
  expect(json.error.details.problems.map(({ field }: Json) => field).sort()).toEqual([
    'questions[0].kind',
    'questions[0].lable',
  ])
})

test('a revision that is not the current one stops every change of a conversation', async () => {
  const id = await begin()
  const at = `/api/v1/generations/${id}`
  const changes: [string, string, unknown?][] = [
    ['PUT', `${at}/answers/tenant_name`, { value: 'Ada' }],
    ['POST', `${at}/skip`, {}],
    ['POST', `${at}/lists/each_item/items`, {}],
    ['DELETE', `${at}/lists/each_item/items/1`],
    ['POST', `${at}/lists/each_item/close`],
    ['PUT', `${at}/language`, { locale: 'de' }],
    ['POST', `${at}/questions/tenant_name/delegate`, { to: 'key:nobody' }],
    ['POST', `${at}/questions/tenant_name/withdraw`],
    ['POST', `${at}/confirm`, {}],
    ['POST', `${at}/cancel`],
  ]
  const stale = { 'if-match': '"r99"' }
  for (const [method, path, body] of changes) {
    const expected = path.endsWith('/delegate') ? [422, 'unprocessable'] : [412, 'precondition_failed']
    const { status, json } = await admin.send(method, path, body, stale)
    expect([path, status, json.error.code]).toEqual([path, ...expected])
  }
  const colleague = await service.clientFor('requester')
  const { json: keys } = await admin.send('GET', '/api/v1/keys')
  const to = keys.data.at(-1).actor
  expect(colleague.key).not.toBe('')
  expect((await admin.send('POST', `${at}/questions/tenant_name/delegate`, { to }, stale)).status).toBe(412)
  expect((await admin.send('GET', at)).json.revision).toBe(0)
  // A tag that compression on the way has weakened names the same revision.
  const weak = await admin.send('PUT', `${at}/answers/tenant_name`, { value: 'Ada' }, { 'if-match': 'W/"r0"' })
  expect(weak.status).toBe(200)
})

test('where nothing has a revision, If-Match is refused', async () => {
  const { status, json } = await admin.send(
    'POST',
    '/api/v1/generations',
    { template_id: 'letter' },
    { 'if-match': '"r1"' },
  )
  expect([status, json.error.code]).toEqual([412, 'precondition_failed'])
})

test('the version to publish is obeyed: an older one is the way back', async () => {
  await admin.send('POST', '/api/v1/templates', upload('{{one}}', { name: 'Versions' }))
  const at = '/api/v1/templates/versions'
  await admin.send('POST', `${at}/versions`, upload('{{two}}'))
  const back = await admin.send('POST', `${at}/publish`, { version: 1 })
  expect([back.status, back.json.published_version, back.json.version]).toEqual([200, 1, 2])
  const begun = await admin.send('POST', '/api/v1/generations', { template_id: 'versions' })
  expect([begun.json.template_version, begun.json.question.name]).toEqual([1, 'one'])
  const { status, json } = await admin.send('POST', `${at}/publish`, { version: 3 })
  expect([status, json.error.message]).toEqual([422, 'There is no version 3: the latest is 2.'])
  expect((await admin.send('POST', `${at}/publish`)).json.published_version).toBe(2)
})

test('JSON in another charset than UTF-8 is refused', async () => {
  const send = (type: string) =>
    admin.send('POST', '/api/v1/generations', { template_id: 'nothing' }, { 'content-type': type })
  expect((await send('application/json; charset=iso-8859-1')).status).toBe(415)
  expect((await send('application/json; charset="UTF-8"')).status).toBe(404)
})
