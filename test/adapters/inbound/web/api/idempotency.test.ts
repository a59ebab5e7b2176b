/** The same key, the same answer; two windows, nobody overwritten. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  httpService,
  LETTER,
  upload,
  type Client,
  type HttpService,
} from '../../../../support/services/http-service.ts'

let service: HttpService
let client: Client
beforeAll(async () => {
  service = await httpService()
  client = await service.clientFor('author')
  await client.send('POST', '/api/v1/templates', upload(LETTER, { name: 'Letter' }))
})
afterAll(() => service.close())

const begin = (key: string, answers: Record<string, unknown> = {}) =>
  client.send('POST', '/api/v1/generations', { template_id: 'letter', answers }, { 'idempotency-key': key })

describe('the same Idempotency-Key', () => {
  test('a thousand times side by side is one generation, the first answer again even after it went on', async () => {
    const first = await begin('thousand')
    const { id } = first.json
    await client.send('PUT', `/api/v1/generations/${id}/answers/tenant_name`, { value: 'Ada' })
    const answers: { status: number; text: string; location: string | null }[] = []
    for (let round = 0; round < 20; round++) {
      const some = await Promise.all(Array.from({ length: 50 }, () => begin('thousand')))
      answers.push(...some.map(({ status, text, headers }) => ({ status, text, location: headers.get('location') })))
    }
    expect(answers).toHaveLength(1000)
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set([JSON.stringify({ status: 201, text: first.text, location: `/api/v1/generations/${id}` })]),
    )
    expect((await service.app.log.read(`generation-${id}`, 0)).map(({ event }) => event.type)).toEqual([
      'GenerationRequested',
      'AnswerProvided',
    ])
  })

  test('all at once from the start is one generation, too, and its stream goes on', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => begin('burst')))
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    const { id } = answers[0]!.json
    expect((await client.send('PUT', `/api/v1/generations/${id}/answers/tenant_name`, { value: 'Ada' })).status).toBe(
      200,
    )
    expect(await service.app.log.read(`generation-${id}`, 0)).toHaveLength(2)
  })

  test('with another body is 422', async () => {
    await begin('mismatch')
    const refused = await begin('mismatch', { tenant_name: 'x' })
    expect([refused.status, refused.json.error.code]).toEqual([422, 'idempotency_mismatch'])
  })

  test('of somebody else, or at another address, is another request', async () => {
    const mine = await begin('shared')
    const other = await (
      await service.clientFor('requester')
    ).send('POST', '/api/v1/generations', { template_id: 'letter' }, { 'idempotency-key': 'shared' })
    expect(other.json.id).not.toBe(mine.json.id)
    const cancelled = await client.send('POST', `/api/v1/generations/${mine.json.id}/cancel`, undefined, {
      'idempotency-key': 'shared',
    })
    expect([cancelled.status, cancelled.json.state]).toEqual([200, 'cancelled'])
  })

  test('an upload sent again is the same template; another file under the key is 422', async () => {
    const send = (content: string) =>
      client.send('POST', '/api/v1/templates', upload(content, { name: 'Once' }), { 'idempotency-key': 'upload' })
    const first = await send('{{a}}')
    expect(first.status).toBe(201)
    expect((await send('{{a}}')).text).toBe(first.text)
    expect((await send('{{b}}')).json.error.code).toBe('idempotency_mismatch')
    const revise = (content: string) =>
      client.send('POST', '/api/v1/templates/once/versions', upload(content), { 'idempotency-key': 'revise' })
    const revised = await revise('{{a}} {{c}}')
    expect((await revise('{{a}} {{c}}')).text).toBe(revised.text)
  })

  test('an answer sent again does not conflict with itself', async () => {
    const {
      json: { id },
    } = await begin('again')
    const say = () =>
      client.send(
        'PUT',
        `/api/v1/generations/${id}/answers/tenant_name`,
        { value: 'Ada', revision: null },
        { 'idempotency-key': 'say' },
      )
    const first = await say()
    expect([first.status, (await say()).text]).toEqual([200, first.text])
  })

  test.each(['', ' ', 'with space', 'ü', 'x'.repeat(256)])('“%.20s” is no key: 400', async (key) => {
    const refused = await client.send(
      'POST',
      '/api/v1/generations',
      { template_id: 'letter' },
      { 'idempotency-key': key },
    )
    // Header values lose the white space around them, and an empty one is none for HTTP libraries.
    expect([refused.status, refused.json.error.details.field]).toEqual([400, 'idempotency-key'])
  })
})

describe('two windows', () => {
  test('the second answer to one question is 409 with both values, and the first one stands', async () => {
    const {
      json: { id },
    } = await begin('windows')
    const say = (value: string, revision: number | null) =>
      client.send('PUT', `/api/v1/generations/${id}/answers/tenant_name`, { value, revision })
    expect((await say('Ada', null)).status).toBe(200)
    const refused = await say('Grace', null)
    expect([refused.status, refused.json.error]).toMatchObject([
      409,
      { code: 'conflict', details: { field: 'tenant_name', yours: 'Grace', current: 'Ada', revision: 1 } },
    ])
    const now = await say('Grace', refused.json.error.details.revision)
    expect([now.status, now.json.answers.tenant_name.value]).toEqual([200, 'Grace'])
  })

  test('of fifty at the same moment one is taken', async () => {
    const {
      json: { id },
    } = await begin('race')
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        client.send('PUT', `/api/v1/generations/${id}/answers/tenant_name`, {
          value: `Person ${index}`,
          revision: null,
        }),
      ),
    )
    const taken = answers.filter(({ status }) => status === 200)
    expect([taken.length, answers.filter(({ status }) => status === 409).length]).toEqual([1, 49])
    const { json } = await client.send('GET', `/api/v1/generations/${id}`)
    expect(json.answers.tenant_name.value).toBe(taken[0]!.json.answers.tenant_name.value)
  })

  test('a review that is out of date is not confirmed', async () => {
    const { json } = await client.send('POST', '/api/v1/generations', {
      template_id: 'letter',
      answers: { tenant_name: 'Ada', has_lawyer: 'no', start_date: '2026-11-21', amount: '1', each_item: [] },
    })
    expect(json.state).toBe('reviewing')
    await client.send('PUT', `/api/v1/generations/${json.id}/answers/amount`, { value: '1000000' })
    const refused = await client.send('POST', `/api/v1/generations/${json.id}/confirm`, { revision: json.revision })
    expect([refused.status, refused.json.error.details]).toMatchObject([409, { yours: 0, current: 1 }])
  })
})
