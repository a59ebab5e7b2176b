/** Bad input: the status, the envelope, the field, and nothing left behind. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BODY_LIMITS, SMALL_JSON } from '../../../../../src/adapters/inbound/web/api/request/request-body.ts'
import { StoreUnavailable } from '../../../../../src/ports/events/event-store.ts'
import { createHttpApi } from '../../../../../src/adapters/inbound/web/api/api.ts'
import {
  httpService,
  LETTER,
  upload,
  type Client,
  type HttpService,
} from '../../../../support/services/http-service.ts'
import { costOf } from '../../../../support/processor-cost.ts'

let service: HttpService
let admin: Client
let base: string
beforeAll(async () => {
  service = await httpService()
  admin = await service.clientFor('admin')
  await admin.send('POST', '/api/v1/templates', upload(LETTER, { name: 'Letter' }))
  const { json } = await admin.send('POST', '/api/v1/generations', { template_id: 'letter' })
  base = `/api/v1/generations/${json.id}`
})
afterAll(() => service.close())

test('a template with a word of another template language is refused, and nothing is registered', async () => {
  const file = '{{#has_pets}}yes{{else}}no{{/has_pets}}'
  const answer = await admin.send('POST', '/api/v1/templates', upload(file, { name: 'Pets' }))
  expect(answer.status).toBe(422)
  expect(answer.json.error).toMatchObject({ code: 'invalid_template', details: { reason: 'foreign_word' } })
  expect((await admin.send('GET', '/api/v1/templates/pets')).status).toBe(404)
})

test('the envelope has a code, a sentence, details, the request’s id and the time', async () => {
  const answer = await admin.send('GET', '/api/v1/templates/nothing', undefined, { 'x-request-id': 'mine-1' })
  expect(answer.status).toBe(404)
  expect(answer.json).toEqual({
    error: {
      code: 'not_found',
      message: expect.stringContaining('nothing'),
      details: { template_id: 'nothing' },
      request_id: 'mine-1',
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
    },
  })
  expect(answer.headers.get('x-request-id')).toBe('mine-1')
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
})

test('a request id that could break a log line is replaced', async () => {
  const answer = await admin.send('GET', '/api/v1/templates/nothing', undefined, { 'x-request-id': 'a"b{}' })
  expect(answer.json.error.request_id).toMatch(/^[0-9a-f-]{36}$/)
})

describe('addresses', () => {
  test('a wrong method says which are right', async () => {
    const answer = await admin.send('PATCH', '/api/v1/templates')
    expect([answer.status, answer.json.error.code, answer.headers.get('allow')?.split(', ').sort()]).toEqual([
      405,
      'method_not_allowed',
      ['GET', 'HEAD', 'POST'],
    ])
    expect((await admin.send('DELETE', '/health/live')).status).toBe(405)
    expect((await admin.send('POST', `${base}/answers/tenant_name`, {})).headers.get('allow')).toBe('PUT')
  })

  test.each(['/api/v1/nothing', '/api/v2/templates', '/nothing', '/api/v1/templates/'])(
    '%s is nothing',
    async (path) => {
      expect((await admin.send('GET', path)).json.error.code).toBe('not_found')
    },
  )

  test.each([
    '/api/v1/generations/nothing',
    '/api/v1/generations/00000000-0000-4000-8000-000000000000',
    '/api/v1/generations/%00',
    `/api/v1/generations/${'9'.repeat(5000)}`,
    '/api/v1/templates/No%20Slug',
    `/api/v1/templates/${'a'.repeat(300)}`,
    '/api/v1/templates/%2e%2e%2fletter',
    '/api/v1/templates/__proto__',
    '/api/v1/templates/constructor',
    '/api/v1/templates/letter/versions/0/file',
    '/api/v1/templates/letter/versions/99/file',
    '/api/v1/templates/letter/versions/x/file',
    '/api/v1/templates/%E0%A4%A',
  ])('%s names nothing: 404', async (path) => {
    const answer = await admin.send('GET', path)
    expect([path, answer.status, answer.json.error.code]).toEqual([path, 404, 'not_found'])
  })

  test('a question may have any name in its address', async () => {
    await admin.send(
      'POST',
      '/api/v1/templates',
      upload('{{a-b}} {{naïve_ü}} {{constructor}} {{two words}} {{名前}}', { name: 'Names' }),
    )
    const { json } = await admin.send('POST', '/api/v1/generations', { template_id: 'names' })
    for (const { name } of (await admin.send('GET', '/api/v1/templates/names')).json.questions) {
      const answer = await admin.send('PUT', `/api/v1/generations/${json.id}/answers/${encodeURIComponent(name)}`, {
        value: '1',
      })
      expect([name, answer.status, answer.json.answers?.[name]?.value]).toEqual([name, 200, '1'])
    }
    for (const name of ['__proto__', 'toString', 'nothing', ' ']) {
      expect(
        (await admin.send('PUT', `/api/v1/generations/${json.id}/answers/${encodeURIComponent(name)}`, { value: '1' }))
          .status,
      ).toBe(404)
    }
  })
})

describe('bodies', () => {
  const answer = () => `${base}/answers/tenant_name`

  test.each([
    ['{', 'JSON'],
    ['{"value":1}{', 'JSON'],
    ['', 'empty'],
    ['[1,]', 'JSON'],
    [`${'['.repeat(100)}${']'.repeat(100)}`, 'nested'],
    ['['.repeat(1_000_000), 'nested'],
  ])('bad JSON is 400: %.20s', async (body, word) => {
    const refused = await admin.send('PUT', answer(), body)
    expect([refused.status, refused.json.error.code]).toEqual([400, 'invalid'])
    expect(refused.json.error.message).toContain(word)
  })

  test.each([
    ['values than any list has', `{"a":[${'1,'.repeat(500_000)}1]}`, 200_000],
    ['names than any template has', `{${Array.from({ length: 190_000 }, (_, i) => `"k${i}":1`).join()}}`, 5_000],
    ['of one text than a picture has', `{"a":"${'é'.repeat(7_400_000)}"}`, 7 * 1024 * 1024],
    ['of one text, with quotation marks in it', `{"a":"${String.raw`\"\\`.repeat(2_000_000)}"}`, 7 * 1024 * 1024],
  ])('more %s is 413, before it is taken apart', async (_, answers, limit) => {
    const cost = await costOf(async () => {
      const refused = await admin.send('POST', '/api/v1/generations', `{"template_id":"letter","answers":${answers}}`)
      expect([refused.status, refused.json.error.details]).toEqual([413, { limit }])
    })
    expect(cost).toBeLessThan(100)
  })

  test('more names than the template has questions are told at once, and not one by one', async () => {
    const template = await admin.send('POST', '/api/v1/templates', upload(LETTER, { name: 'Many names' }))
    const answers = Object.fromEntries(Array.from({ length: 4_900 }, (_, index) => [`k${index}`, 1]))
    const body = { template_id: template.json.id, answers }
    const refused = await admin.send('POST', '/api/v1/generations', body)
    expect([refused.status, refused.json.error.code, refused.json.error.details.field]).toEqual([
      422,
      'unprocessable',
      'answers',
    ])
    expect(refused.json.error.message).toContain('“answers” has 4900 names')
    expect(refused.text.length).toBeLessThan(1_000)
  })

  test('JSON without answers may be no longer than a thousand questions', async () => {
    const refused = await admin.send('POST', '/api/v1/keys', `{"name":"${'x'.repeat(SMALL_JSON)}","roles":["author"]}`)
    expect([refused.status, refused.json.error.details]).toEqual([413, { limit: SMALL_JSON }])
  })

  test('bytes that are not UTF-8 are 400, not altered', async () => {
    const response = await service.api.request(answer(), {
      method: 'PUT',
      headers: { authorization: `Bearer ${admin.key}`, 'content-type': 'application/json' },
      body: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]),
    })
    expect(response.status).toBe(400)
  })

  test.each([
    'text/plain',
    'application/xml',
    'application/jsonx',
    'multipart/form-data',
    'application/x-www-form-urlencoded',
  ])('%s is no body for an answer: 415', async (type) => {
    expect((await admin.send('PUT', answer(), '{"value":"x"}', { 'content-type': type })).json.error.code).toBe(
      'unsupported_media_type',
    )
  })

  test('an upload that is no form is 415, a form without a file 422 with the field', async () => {
    expect((await admin.send('POST', '/api/v1/templates', { file: 'x' })).status).toBe(415)
    const form = new FormData()
    form.set('name', 'x')
    const refused = await admin.send('POST', '/api/v1/templates', form)
    expect([refused.status, refused.json.error.details.field]).toEqual([422, 'file'])
    form.set('file', 'only text')
    expect((await admin.send('POST', '/api/v1/templates', form)).json.error.details.field).toBe('file')
  })

  test.each([
    [{}, 'value'],
    [{ revision: 1 }, 'value'],
    [{ value: 'x', revision: 'y' }, 'revision'],
    [{ value: 'x', revision: -1 }, 'revision'],
    [[], ''],
    ['x', ''],
    [null, ''],
  ])('%j does not fit: 422 with the field', async (body, field) => {
    const refused = await admin.send('PUT', answer(), JSON.stringify(body))
    expect([refused.status, refused.json.error.code, refused.json.error.details.field]).toEqual([
      422,
      'unprocessable',
      field,
    ])
  })

  test.each([
    [{ value: 'line\u0000' }, 'tenant_name'],
    [{ value: '\ud800' }, 'tenant_name'],
    [{ value: null }, 'tenant_name'],
    [{ value: { __proto__: 1 } }, 'tenant_name'],
    [{ value: ['x'] }, 'tenant_name'],
  ])('%j is no answer: 422 with the field and what would be taken', async (body, field) => {
    const refused = await admin.send('PUT', answer(), body)
    expect([refused.status, refused.json.error.code, refused.json.error.details]).toMatchObject([
      422,
      'invalid_answer',
      { field, accepted: expect.any(String) },
    ])
  })

  test('names from the prototype are names like any other', async () => {
    const refused = await admin.send(
      'POST',
      '/api/v1/generations',
      '{"template_id":"letter","answers":{"constructor":"x"}}',
    )
    expect([refused.status, refused.json.error.details.field]).toEqual([422, 'answers.constructor'])
    await admin.send(
      'POST',
      '/api/v1/generations',
      '{"template_id":"letter","answers":{"__proto__":{"polluted":1}},"__proto__":{"polluted":1}}',
    )
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  test('what is announced as too large is refused before it is read', async () => {
    let read = 0
    const body = new ReadableStream(
      {
        pull: (controller) => {
          read++
          controller.enqueue(new Uint8Array(1024))
        },
      },
      { highWaterMark: 0 },
    )
    const response = await service.api.request(answer(), {
      method: 'PUT',
      body,
      duplex: 'half',
      headers: {
        authorization: `Bearer ${admin.key}`,
        'content-type': 'application/json',
        'content-length': String(BODY_LIMITS.json + 1),
      },
    })
    expect([response.status, read]).toEqual([413, 0])
  })

  test('what comes without a length is counted, and not read beyond the limit', async () => {
    let sent = 0
    const chunk = new Uint8Array(1024 * 1024).fill(32)
    const body = new ReadableStream(
      {
        pull: (controller) => {
          sent += chunk.length
          controller.enqueue(chunk)
        },
      },
      { highWaterMark: 0 },
    )
    const response = await service.api.request(answer(), {
      method: 'PUT',
      body,
      duplex: 'half',
      headers: { authorization: `Bearer ${admin.key}`, 'content-type': 'application/json' },
    })
    expect(response.status).toBe(413)
    expect(sent).toBeLessThanOrEqual(BODY_LIMITS.json + 2 * chunk.length)
  })

  test('a body from who has no key is not read at all', async () => {
    let read = 0
    const body = new ReadableStream(
      {
        pull: (controller) => {
          read++
          controller.enqueue(new Uint8Array(1024))
        },
      },
      { highWaterMark: 0 },
    )
    const response = await service.api.request('/api/v1/templates', {
      method: 'POST',
      body,
      duplex: 'half',
      headers: { 'content-type': 'application/json' },
    })
    expect([response.status, read]).toEqual([401, 0])
  })
})

describe('queries', () => {
  test.each([
    'page=0',
    'page=x',
    'page=1e9',
    'limit=0',
    'limit=101',
    'page=1&page=2',
    'search=%00',
    `search=${'x'.repeat(300)}`,
    'state=other',
    'search=%ED%A0%80',
  ])('/templates?%s is 400 with the field, or means what it says', async (query) => {
    const answer = await admin.send('GET', `/api/v1/templates?${query}`)
    // A broken escape is read as the replacement character, which is a character like any other.
    if (query === 'search=%ED%A0%80') expect(answer.json.data).toEqual([])
    else
      expect([answer.status, answer.json.error.code, answer.json.error.details.field]).toEqual([
        400,
        'invalid',
        query.split('=')[0],
      ])
  })

  test.each(['from=yesterday', 'cursor=nonsense', 'limit=1000', 'to=%00'])('/audit?%s is 400', async (query) => {
    const answer = await admin.send('GET', `/api/v1/audit?${query}`)
    expect([answer.status, answer.json.error.details.field]).toEqual([400, query.split('=')[0]])
  })

  test.each(["search='%3B drop table templates%3B --", 'search=%25', 'search=_', 'search=%5C'])(
    '%s finds nothing',
    async (query) => {
      await service.app.settled()
      expect((await admin.send('GET', `/api/v1/templates?${query}`)).json.data).toEqual([])
    },
  )
})

describe('templates', () => {
  test('questions that are too large to be recorded are 413 with the limit and what has most of it', async () => {
    const names = Array.from({ length: 400 }, (_, n) => `q${n}`)
    await admin.send(
      'POST',
      '/api/v1/templates',
      upload(names.map((name) => `{{${name}}}`).join(' '), { name: 'Many' }),
    )
    const answer = await admin.send('PUT', '/api/v1/templates/many/questions', {
      questions: names.map((name) => ({ name, help: 'ä'.repeat(990) })),
    })
    expect([answer.status, answer.json.error]).toEqual([
      413,
      expect.objectContaining({
        message: expect.stringMatching(/\d+ KB, and at most 512 KB are taken\. Most of it, \d+ KB, is in “questions”/),
        details: { limit: 524_288, size: expect.any(Number), field: 'questions' },
      }),
    ])
  })

  test('mistakes are named with their place, and nothing of the template is left', async () => {
    const refused = await admin.send('POST', '/api/v1/templates', upload('Dear {{#a}}\nyou', { name: 'Broken' }))
    expect([refused.status, refused.json.error.code]).toEqual([422, 'invalid_template'])
    expect(refused.json.error.details.mistakes[0]).toMatchObject({ part: 'text', around: expect.stringContaining('a') })
    expect((await admin.send('GET', '/api/v1/templates/broken')).status).toBe(404)
    expect((await admin.send('POST', '/api/v1/templates', upload('Dear {{a}}', { name: 'Broken' }))).status).toBe(201)
  })

  test('a name that is taken is 409 with another one', async () => {
    const refused = await admin.send('POST', '/api/v1/templates', upload('{{b}}', { name: 'Letter' }))
    expect([refused.status, refused.json.error.details]).toMatchObject([409, { field: 'name', suggestion: 'letter-2' }])
  })

  test.each([
    ['questions', '- name: nobody'],
    ['questions', 'a: [b'],
    ['questions', '- name: tenant_name\n  kind: wrong'],
    ['name', 'bell\u0007'],
    ['name', '!!!'],
    ['draft', 'perhaps'],
    ['questions', '- &a [*a]'],
    ['questions', '['.repeat(100_000)],
  ])('a bad field “%s” is named: %.30s', async (field, value) => {
    const refused = await admin.send('POST', '/api/v1/templates', upload(LETTER, { name: 'Bad', [field]: value }))
    expect([refused.status >= 400 && refused.status < 500, refused.json.error.code]).toEqual([true, expect.any(String)])
    expect(refused.json.error.details.field).toMatch(field === 'questions' ? /questions|nobody/ : field)
    expect((await admin.send('GET', '/api/v1/templates/bad')).status).toBe(404)
  })

  test(
    'a hostile file of questions does not keep the service busy',
    async () => {
      // As do `? ` and `!!str `.
      const piece = '"'
      const refused = await admin.send(
        'POST',
        '/api/v1/templates',
        upload(LETTER, { name: 'Busy', questions: piece.repeat(Math.floor(299_000 / piece.length)) }),
      )
      expect([refused.status, refused.json.error.details.field]).toEqual([422, 'questions'])
    },
    // What the worker gives it is processor time, of which a busy machine may have little.
    120_000,
  )

  test.each([
    ['a.docm', 'PK'],
    ['a.pdf', 'x'],
    ['a.docx', 'no zip'],
    ['a.txt', ''],
    ['a.txt', '\u0000'],
    ['x', 'x'],
  ])('a file “%s” is refused with the reason', async (name, content) => {
    const refused = await admin.send('POST', '/api/v1/templates', upload(content, { name: 'File' }, name))
    expect([refused.status, refused.json.error.details.reason]).toEqual([422, expect.any(String)])
  })

  test('a stale If-Match on a conversation is 412, and nothing is overwritten', async () => {
    await admin.send('POST', '/api/v1/templates', upload('{{x}}', { name: 'Matched' }))
    const { json: begun } = await admin.send('POST', '/api/v1/generations', { template_id: 'matched' })
    const answer = (value: string, tag: string) =>
      admin.send('PUT', `/api/v1/generations/${begun.id}/answers/x`, { value }, { 'if-match': tag })
    expect((await answer('first', '"r0"')).status).toBe(200)
    const stale = await answer('second', '"r0"')
    expect([stale.status, stale.json.error.code, stale.json.error.details]).toEqual([
      412,
      'precondition_failed',
      { yours: 0, current: 1 },
    ])
    expect(
      (await admin.send('POST', `/api/v1/generations/${begun.id}/cancel`, undefined, { 'if-match': '"r0"' })).status,
    ).toBe(412)
    expect((await admin.send('GET', `/api/v1/generations/${begun.id}`)).json).toMatchObject({
      state: 'reviewing',
      answers: { x: { value: 'first' } },
    })
  })

  test('a stale If-Match is 412 with both revisions; the same again after a fresh look goes through', async () => {
    await admin.send('POST', '/api/v1/templates', upload('{{x}}', { name: 'Twice' }))
    const seen = (await admin.send('GET', '/api/v1/templates/twice')).headers.get('etag')!
    const refine = (label: string, tag: string) =>
      admin.send('PUT', '/api/v1/templates/twice/questions', { questions: [{ name: 'x', label }] }, { 'if-match': tag })
    expect((await refine('one', seen)).status).toBe(200)
    const stale = await refine('two', seen)
    expect([stale.status, stale.json.error]).toMatchObject([
      412,
      { code: 'precondition_failed', details: { yours: 1, current: 3 } },
    ])
    expect((await refine('two', '"nonsense"')).status).toBe(412)
    expect((await refine('two', 'W/"r1"')).status).toBe(412)
    // Compression on the way made the tag weak; the revision is the same.
    expect((await refine('two', 'W/"r3"')).status).toBe(200)
    expect((await refine('three', '*')).status).toBe(200)
  })
})

describe('our own trouble', () => {
  const broken = (error: Error) =>
    createHttpApi(
      {
        ...service.app,
        aggregates: {
          ...service.app.aggregates,
          cached: () => undefined,
          load: async () => {
            throw error
          },
        },
      },
      { live: service.live, operations: service.app.operations },
    )
  const ask = (error: Error) =>
    broken(error).request('/api/v1/templates/letter', { headers: { authorization: `Bearer ${admin.key}` } })

  test('a store that is away is 503, and when to come back', async () => {
    const response = await ask(new StoreUnavailable('postgres://secret@host is down'))
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5'])
    expect(await response.text()).not.toContain('secret')
  })

  test.each([
    Object.assign(new Error('could not extend file "base/5/1": No space left on device'), { code: '53100' }),
    Object.assign(new Error("ENOSPC: no space left on device, write '/data/secret'"), { code: 'ENOSPC' }),
    new Error('not stored', { cause: Object.assign(new Error('disk quota'), { code: 'EDQUOT' }) }),
  ])('a full disk is 507, and logged: %s', async (error) => {
    const response = await ask(error)
    const text = await response.text()
    expect([response.status, JSON.parse(text).error]).toEqual([507, expect.objectContaining({ code: 'storage_full' })])
    expect(text).not.toContain('secret')
    expect(service.app.logged.filter((line) => line.includes('a store has no room left'))).not.toHaveLength(0)
  })

  test('after a read that broke off nobody need fear for a change; after a write they do', async () => {
    const cut = Object.assign(new Error('connection terminated unexpectedly'), { code: '57P01' })
    expect(await (await ask(cut)).text()).toMatch(/Nothing was changed/)
    const written = await broken(cut).request('/api/v1/templates/letter/retire', {
      method: 'POST',
      headers: { authorization: `Bearer ${admin.key}` },
    })
    expect([written.status, await written.text()]).toEqual([
      503,
      expect.stringMatching(/not known whether the change was made/),
    ])
  })

  test('a mistake of ours is 500 without a word about the inside, and is logged with its place', async () => {
    const response = await ask(new TypeError('the answer was “Zoë”'))
    const text = await response.text()
    expect([response.status, JSON.parse(text).error.code]).toEqual([500, 'internal'])
    expect(text).not.toMatch(/TypeError|Zoë| at |\.ts/)
    const line = service.app.logged.findLast((one) => one.includes('a request failed'))!
    expect(line).toMatch(/TypeError.*errors\.test\.ts/)
    expect(line).not.toContain('Zoë')
  })
})

test('the log holds routes and actors, never answers or addresses', async () => {
  await admin.send('PUT', `${base}/answers/tenant_name`, { value: 'canary-7391' })
  await admin.send('GET', '/api/v1/templates?search=canary-7391')
  const lines = service.app.logged.filter((line) => line.includes('"request"'))
  expect(lines.at(-2)).toMatch(
    /"method":"PUT","route":"\/api\/v1\/generations\/:id\/answers\/:name","status":200,"actor":"key:/,
  )
  expect(service.app.logged.join()).not.toContain('canary-7391')
})
