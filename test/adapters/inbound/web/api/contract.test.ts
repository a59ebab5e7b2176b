/** Every operation once, its answer held against the document that the service itself publishes. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MailTransport } from '../../../../../src/ports/mail/mail-transport.ts'
import {
  ANSWERS,
  httpService,
  LETTER,
  upload,
  type Answer,
  type Client,
  type HttpService,
  type Json,
} from '../../../../support/services/http-service.ts'
import { p, wordFile } from '../../../../rendering/support/word.ts'
import { png } from '../../../../rendering/support/pictures.ts'
import { openSession } from '../../../../support/services/sign-in.ts'
import { until } from '../../../../support/until.ts'

let service: HttpService
let admin: Client
let document: Json
let ajv: Ajv2020
const covered = new Set<string>()

/** A mail server that knows nobody. */
const refusing: MailTransport = {
  keeps: false,
  send: async () => ({ outcome: 'refused', words: '550 No such mailbox' }),
  check: async () => undefined,
  close: () => undefined,
}

beforeAll(async () => {
  service = await httpService({ mail: refusing })
  admin = await service.clientFor('admin')
  document = (await admin.send('GET', '/openapi.json')).json
  ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true })
  // An object of ours has no fields that the document does not know.
  const closed = JSON.parse(JSON.stringify(document), (_, value) =>
    value?.type === 'object' && value.properties !== undefined ? { additionalProperties: false, ...value } : value,
  )
  ajv.addSchema({ ...closed, $id: 'docgen' })
})
afterAll(() => service.close())

/** Calls an operation and checks status and body against the document. */
async function call(
  operation: string,
  params: Record<string, string>,
  expected: number,
  body?: unknown,
  headers?: Record<string, string>,
  query = '',
): Promise<Answer> {
  const [method = '', path = ''] = operation.split(' ')
  const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const answer = await admin.send(method.toUpperCase(), address + query, body, headers)
  expect([operation, answer.status, answer.status === expected ? '' : answer.text]).toEqual([operation, expected, ''])
  matches(operation, answer)
  if (expected < 300) covered.add(operation)
  return answer
}

function matches(operation: string, answer: Answer): void {
  const [method = '', path = ''] = operation.split(' ')
  const declared = document.paths[path]?.[method]?.responses
  const status = [String(answer.status), `${String(answer.status).charAt(0)}XX`].find((one) => declared?.[one]) ?? ''
  const { pointer, value } = follow(['paths', path, method, 'responses', status])
  expect(value, `${operation} declares ${answer.status}`).toBeDefined()
  expect([operation, headerMistakes(value.headers, answer.headers)]).toEqual([operation, []])
  const type = (answer.headers.get('content-type') ?? '').split(';')[0] ?? ''
  if (answer.text !== '') expect(Object.keys(value.content), `${operation} declares ${type}`).toContain(type)
  if (type !== 'application/json') return
  const validate = ajv.getSchema(`docgen#/${[...pointer, 'content', type, 'schema'].map(escapePart).join('/')}`)
  if (validate === undefined) throw new Error(`No schema of ${operation}`)
  expect([operation, validate(answer.json), validate.errors ?? []]).toEqual([operation, true, []])
}

/** What stands at a place of the document, and where that really is. */
function follow(pointer: readonly string[]): { readonly pointer: readonly string[]; readonly value: Json } {
  const value = pointer.reduce<Json>((at, part) => at?.[part], document)
  return value?.$ref === undefined ? { pointer, value } : follow(value.$ref.slice('#/'.length).split('/'))
}

const escapePart = (part: string): string =>
  part.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D')

/** Headers that the document knows and this response does not declare, and those that it declares and has not. */
function headerMistakes(declared: Json, headers: Headers): string[] {
  const known = Object.entries<Json>(document.components.headers)
  const undeclared = known.filter(([name]) => headers.has(name) && declared?.[name] === undefined)
  const missing = known.filter(
    ([name, { required }]) => required && declared?.[name] !== undefined && !headers.has(name),
  )
  return [...undeclared.map(([name]) => `${name} is not declared`), ...missing.map(([name]) => `${name} is missing`)]
}

test('a file looked over, another engine’s template, and Markdown made Word', async () => {
  const inspect = async (file: string | Uint8Array, name: string, fields = {}) =>
    (await call('post /api/v1/templates/inspect', {}, 200, upload(file, fields, name))).json
  expect(await inspect(LETTER, 'a.txt')).toMatchObject({
    format: 'text',
    mistakes: [],
    losses: [],
    converted: null,
    answers_schema: { type: 'object' },
  })
  expect(await inspect('{{x', 'a.md')).toMatchObject({
    questions: [],
    answers_schema: null,
    mistakes: [{ part: 'text', paragraph: 1 }],
  })
  const jinja = wordFile({ body: p('{{ name|upper }} {% if a > 1 %}x{% endif %}') })
  expect(await inspect(jinja, 'a.docx', { syntax: 'jinja' })).toMatchObject({
    mistakes: [],
    losses: [{ accepted: expect.any(String), paragraph: 1 }, {}],
  })
  expect(await inspect(jinja, 'a.docx', { syntax: 'jinja', accept_losses: 'true' })).toMatchObject({
    converted: { from: 'jinja', tags: 3 },
    questions: [{ name: 'name' }, { name: 'a_above_1' }],
  })
  const loop = wordFile({ body: p('{%p for x in things %}') + p('{{ x.title }}') + p('{%p endfor %}') })
  expect(await inspect(loop, 'a.docx', { syntax: 'jinja' })).toMatchObject({
    notes: [],
    questions: [{ name: 'things', kind: 'list', fields: [{ name: 'title' }] }],
  })
  const marked = await call(
    'post /api/v1/templates/inspect/marked',
    {},
    200,
    upload(jinja, { syntax: 'jinja' }, 'a.docx'),
  )
  expect(marked.headers.get('content-disposition')).toContain('a (marked).docx')
  await call('post /api/v1/templates/inspect/marked', {}, 422, upload('{{x', {}, 'a.txt'))

  expect(
    (await call('post /api/v1/templates', {}, 422, upload(jinja, { syntax: 'jinja' }, 'a.docx'))).json.error.details,
  ).toMatchObject({ reason: 'losses', losses: 2 })
  const made = await call(
    'post /api/v1/templates',
    {},
    201,
    upload(jinja, { syntax: 'jinja', accept_losses: 'true', name: 'Converted' }, 'a.docx'),
  )
  expect(made.json).toMatchObject({
    format: 'docx',
    versions: [{ converted: { from: 'jinja', tags: 3, file_name: 'a.docx' } }],
    notes: [{ name: 'body, paragraph 1' }, {}],
  })
  const original = await call(
    'get /api/v1/templates/{id}/versions/{version}/original',
    { id: 'converted', version: '1' },
    200,
  )
  expect(original.headers.get('content-disposition')).toContain('a.docx')
  await call('get /api/v1/templates/{id}/versions/{version}/original', { id: 'converted', version: '2' }, 404)

  expect(
    (await call('post /api/v1/templates', {}, 201, upload(loop, { syntax: 'jinja', name: 'Loop' }, 'a.docx'))).json,
  ).toMatchObject({ questions: [{ name: 'things', kind: 'list' }] })
  const word = await call(
    'post /api/v1/templates',
    {},
    201,
    upload('# Hello {{name}}', { output: 'word', name: 'Note' }, 'a.md'),
  )
  expect(word.json).toMatchObject({
    format: 'docx',
    questions: [{ name: 'name' }],
    versions: [{ file_name: 'a.docx', converted: { from: 'markdown', file_name: 'a.md' } }],
  })
  expect(
    (
      await call(
        'post /api/v1/templates/{id}/versions',
        { id: 'note' },
        201,
        upload('# Hi {{name}}', { output: '' }, 'a.md'),
      )
    ).json,
  ).toMatchObject({ format: 'docx', version: 2 })
  expect(
    (
      await call(
        'post /api/v1/templates/{id}/versions',
        { id: 'note' },
        201,
        upload('# Ho {{name}}', { output: 'markdown' }, 'a.md'),
      )
    ).json,
  ).toMatchObject({ format: 'markdown', version: 3 })
  await call('post /api/v1/templates', {}, 422, upload(LETTER, { syntax: 'jinja', name: 'Text' }))
})

test('templates', async () => {
  const made = await call(
    'post /api/v1/templates',
    {},
    201,
    upload(LETTER, { name: 'Letter', questions: '- name: tenant_name\n  help: Who rents?\n' }),
  )
  expect(made.headers.get('location')).toBe('/api/v1/templates/letter')
  expect(made.headers.get('etag')).toBe('"r1"')
  expect(made.json).toMatchObject({ id: 'letter', name: 'Letter', format: 'text', state: 'published', version: 1 })
  expect(
    made.json.questions
      .map(({ name, kind, label, required, when, help }: Json) => ({ name, kind, label, required, when, help }))
      .slice(0, 3),
  ).toEqual([
    { name: 'tenant_name', kind: 'text', label: 'Tenant name', required: true, when: [], help: 'Who rents?' },
    { name: 'has_lawyer', kind: 'yes_no', label: 'Is there a lawyer?', required: true, when: [], help: undefined },
    {
      name: 'lawyer_name',
      kind: 'text',
      label: 'Lawyer name',
      required: true,
      when: [[{ section: 'has_lawyer', is: true }]],
      help: undefined,
    },
  ])
  const id = 'letter'
  const revised = await call(
    'post /api/v1/templates/{id}/versions',
    { id },
    201,
    upload(`${LETTER}\n{{place}}`, { draft: 'true' }),
    { 'if-match': '"r1"' },
  )
  expect([revised.json.version, revised.json.published_version, revised.json.questions[0].help]).toEqual([
    2,
    1,
    'Who rents?',
  ])
  expect((await admin.send('GET', revised.headers.get('location')!)).text).toBe(`${LETTER}\n{{place}}`)
  expect(
    (
      await call('put /api/v1/templates/{id}/questions', { id }, 200, {
        questions: [{ name: 'place', label: 'Where?' }],
      })
    ).json.version,
  ).toBe(3)
  expect((await call('post /api/v1/templates/{id}/publish', { id }, 200)).json.published_version).toBe(3)
  expect((await call('post /api/v1/templates/{id}/retire', { id }, 200)).json.state).toBe('retired')
  expect((await call('post /api/v1/templates/{id}/restore', { id }, 200)).json.state).toBe('published')
  expect((await call('get /api/v1/templates/{id}', { id }, 200)).json.questions.at(-1).label).toBe('Where?')
  const preview = await call('post /api/v1/templates/{id}/preview', { id }, 200, {
    answers: { tenant_name: 'Ada' },
    locale: 'de',
  })
  expect(preview.text).toMatch(/^Dear Ada,[^]*21\. November 2026[^]*1\.250,00/)
  const tried = await call('post /api/v1/templates/{id}/try', { id }, 200, {
    name: 'each_item.quantity',
    value: 'many',
  })
  expect(tried.json).toMatchObject({
    kind: 'integer',
    value: null,
    refusal: { problems: [{ field: 'each_item.quantity' }] },
  })
  const file = await call('get /api/v1/templates/{id}/versions/{version}/file', { id, version: '1' }, 200)
  expect(file.text).toBe(LETTER)
  await call('get /api/v1/templates/{id}/versions/{version}/file', { id, version: '1' }, 304, undefined, {
    'if-none-match': file.headers.get('etag')!,
  })
  await service.app.settled()
  expect((await call('get /api/v1/templates', {}, 200, undefined, {}, '?search=lett&limit=1')).json).toMatchObject({
    data: [{ id: 'letter', version: 3 }],
    pagination: { page: 1, limit: 1, total: 1 },
  })
})

test('a picture: its reference in the answer, alone and in a list, and its bytes', async () => {
  const markdown = '![{{photo}}](photo.png)\n\n{{#views}}\n\n![{{.}}](view.png)\n\n{{/views}}\n'
  const questions = '- { name: views, kind: list, fields: [{ name: ., kind: image }] }'
  const form = upload(markdown, { name: 'Pictured', questions, output: 'word' }, 'pictured.md')
  const { id: template_id } = (await call('post /api/v1/templates', {}, 201, form)).json
  const value = { media_type: 'image/png', data: Buffer.from(png(4, 2).image).toString('base64'), file_name: 'a.png' }
  const answers = { photo: value, views: [value] }
  const begun = (await call('post /api/v1/generations', {}, 201, { template_id, answers })).json
  const { id } = begun
  const { sha256 } = begun.answers.photo.value
  expect(begun.review.map((answer: { shown: string }) => answer.shown)).toContain('a.png, PNG, 4 × 2, 1 KB')
  const picture = await call('get /api/v1/generations/{id}/pictures/{sha256}', { id, sha256 }, 200)
  expect(picture.headers.get('content-type')).toBe('image/png')
  const known = { 'if-none-match': picture.headers.get('etag') ?? '' }
  await call('get /api/v1/generations/{id}/pictures/{sha256}', { id, sha256 }, 304, undefined, known)
  await call('get /api/v1/generations/{id}/pictures/{sha256}', { id, sha256: '0'.repeat(64) }, 404)
})

test('a conversation from the first question to the delivered document', async () => {
  await call('post /api/v1/templates', {}, 201, upload(LETTER, { name: 'Talk' }))
  const begun = await call('post /api/v1/generations', {}, 201, {
    template_id: 'talk',
    answers: { tenant_name: 'Zoë' },
    locale: 'de-DE',
    zone: 'Europe/Berlin',
  })
  const { id } = begun.json
  expect(begun.headers.get('location')).toBe(`/api/v1/generations/${id}`)
  expect(begun.json).toMatchObject({
    state: 'asking',
    question: { name: 'has_lawyer', kind: 'yes_no', revision: null },
    progress: { answered: 1, open: 4 },
  })
  const say = (name: string, value: unknown) =>
    call('put /api/v1/generations/{id}/answers/{name}', { id, name }, 200, { value })
  expect((await say('has_lawyer', 'nope')).json.question.name).toBe('start_date')
  expect((await say('start_date', '21.11.2026')).json.answers.start_date).toMatchObject({
    value: '2026-11-21',
    shown: '21. November 2026',
  })
  expect((await say('amount', '1.250,00')).json.answers.amount.value).toMatch(/^1250/)
  const list = { id, name: 'each_item' }
  const added = await call('post /api/v1/generations/{id}/lists/{name}/items', list, 201, {})
  expect(added.headers.get('location')).toBe(`/api/v1/generations/${id}/lists/each_item/items/1`)
  expect(added.json.question).toMatchObject({ list: 'each_item', item: '1', ordinal: 1 })
  await call('post /api/v1/generations/{id}/lists/{name}/items', list, 201, {
    value: { item_name: 'Key', quantity: 2 },
  })
  await call('delete /api/v1/generations/{id}/lists/{name}/items/{item}', { ...list, item: '1' }, 200)
  const closed = await call('post /api/v1/generations/{id}/lists/{name}/close', list, 200)
  expect(closed.json).toMatchObject({ state: 'reviewing', question: null, notes: [], answers_left_out: 0 })
  const whole = { prefer: 'return=representation' }
  const reviewing = await call('post /api/v1/generations/{id}/lists/{name}/close', list, 200, undefined, whole)
  expect(reviewing.json).toMatchObject({ state: 'reviewing', question: null })
  expect(reviewing.json.review.map(({ name }: Json) => name)).toEqual([
    'tenant_name',
    'has_lawyer',
    'start_date',
    'amount',
    'each_item',
    'each_item.2.item_name',
    'each_item.2.quantity',
  ])
  expect((await call('get /api/v1/generations/{id}/document', { id }, 409)).json.error.code).toBe('conflict')
  expect((await call('get /api/v1/generations/{id}/certificate', { id }, 409)).json.error.code).toBe('conflict')
  const confirmed = await call('post /api/v1/generations/{id}/confirm', { id }, 200, {
    revision: reviewing.json.revision,
  })
  expect(confirmed.json.state).toBe('confirmed')
  await until(
    'the document is made',
    async () => (await call('get /api/v1/generations/{id}', { id }, 200)).json.state === 'rendered',
  )

  const file = await call('get /api/v1/generations/{id}/document', { id }, 200)
  expect(file.text).toContain('Dear Zoë,\nFrom 21. November 2026 you pay 1.250,00.\n- Key: 2\n')
  const verified = await call('post /api/v1/documents/verify', {}, 200, upload(file.text))
  expect(verified.json).toMatchObject({ verdict: 'identical', origin: { generation_id: id } })
  await call('post /api/v1/documents/verify', {}, 200, upload(file.text.replace('2', '3'), { generation_id: id }))
  await call('post /api/v1/documents/verify', {}, 422, upload('x', { generation_id: 'none' }))
  await call('get /api/v1/generations/{id}/certificate', { id }, 200)
  expect((await call('get /api/v1/generations/{id}', { id }, 200)).json).toMatchObject({
    state: 'delivered',
    document: { media_type: 'text/plain; charset=utf-8' },
  })
  await call('get /api/v1/generations/{id}/document', { id }, 304, undefined, {
    'if-none-match': file.headers.get('etag')!,
  })

  const copied = await call('post /api/v1/generations/{id}/copy', { id }, 201)
  expect(copied.json).toMatchObject({ state: 'reviewing', copied_from: id })
  expect((await call('post /api/v1/generations/{id}/cancel', { id: copied.json.id }, 200)).json.state).toBe('cancelled')
  await service.app.settled()
  const listed = await call('get /api/v1/generations', {}, 200, undefined, {}, '?template_id=talk&limit=1')
  expect(listed.json).toMatchObject({ data: [{ id: copied.json.id, state: 'cancelled' }], pagination: { total: 2 } })
  const rest = await call(
    'get /api/v1/generations',
    {},
    200,
    undefined,
    {},
    `?template_id=talk&limit=1&cursor=${listed.json.next_cursor}`,
  )
  expect(rest.json).toMatchObject({ data: [{ id, state: 'delivered' }], next_cursor: null })
})

test('the language of a template and of a conversation', async () => {
  const id = 'spoken'
  await call('post /api/v1/templates', {}, 201, upload('{{start_date}}', { name: 'Spoken', language: 'de-DE' }))
  const set = await call(
    'put /api/v1/templates/{id}/language',
    { id },
    200,
    { language: 'fr-fr' },
    { 'if-match': '"r1"' },
  )
  expect(set.json).toMatchObject({ version: 2, published_version: 2, language: 'fr-FR', language_from: 'author' })
  await call('put /api/v1/templates/{id}/language', { id }, 412, { language: null }, { 'if-match': '"r1"' })
  await call('put /api/v1/templates/{id}/language', { id: 'nothing' }, 404, { language: 'fr' })
  const waiting = 'put /api/v1/templates/{id}/waiting-times'
  const said = { idle_days: 60, reminders: [2, 14] }
  expect((await call(waiting, { id }, 200, said)).json).toMatchObject(said)
  await call(waiting, { id }, 422, { idle_days: 7, reminders: [7] })
  await call(waiting, { id: 'nothing' }, 404, said)
  const begun = await call('post /api/v1/generations', {}, 201, {
    template_id: id,
    answers: { start_date: '2026-11-21' },
    locale: 'en-GB',
  })
  expect(begun.json.review).toMatchObject([{ shown: '21 November 2026', printed: '21 novembre 2026' }])
  const generation = { id: begun.json.id }
  const changed = await call(
    'put /api/v1/generations/{id}/language',
    generation,
    200,
    {
      locale: 'de',
      document_language: 'ja',
    },
    { prefer: 'return=representation' },
  )
  expect(changed.json).toMatchObject({ locale: 'de', document_language: 'ja', review: [{ printed: '2026年11月21日' }] })
  const stale = { revision: begun.json.revision }
  expect((await call('post /api/v1/generations/{id}/confirm', generation, 409, stale)).json.error.code).toBe('conflict')
  await call('put /api/v1/generations/{id}/language', generation, 422, {})
})

test('words where the kind was only guessed', async () => {
  await call(
    'post /api/v1/templates',
    {},
    201,
    upload('Due {{due_date}} {{#each_day}}{{.}} {{/each_day}}', { name: 'Guess' }),
  )
  const begun = await call('post /api/v1/generations', {}, 201, { template_id: 'guess' })
  const { id } = begun.json
  expect(begun.json.question).toMatchObject({ name: 'due_date', kind: 'date', guessed: true })
  const say = (name: string, value: unknown, status = 200) =>
    call('put /api/v1/generations/{id}/answers/{name}', { id, name }, status, { value })
  const refused = await say('due_date', 'upon receipt', 422)
  expect(refused.json.error).toMatchObject({
    code: 'invalid_answer',
    details: { readings: [{ as_written: 'upon receipt' }], written: ['upon receipt'] },
  })
  const taken = await say('due_date', refused.json.error.details.readings[0])
  expect(taken.json.answers.due_date).toMatchObject({ value: { as_written: 'upon receipt' }, shown: 'upon receipt' })
  await service.app.settled()
  expect((await call('get /api/v1/templates/{id}/guesses', { id: 'guess' }, 200)).json.data).toEqual([
    { question: 'due_date', label: 'Due date', kind: 'date', answers: 1, as_written: 1 },
  ])
})

test('skipping', async () => {
  await call(
    'post /api/v1/templates',
    {},
    201,
    upload('{{title}} {{note}}', { name: 'Skip', questions: '[{"name":"note","required":false}]' }),
  )
  const {
    json: { id },
  } = await call('post /api/v1/generations', {}, 201, { template_id: 'skip' })
  expect((await call('post /api/v1/generations/{id}/skip', { id }, 422)).json.error.details.field).toBe('title')
  const skipped = await call('post /api/v1/generations/{id}/skip', { id }, 200, { name: 'note', revision: null })
  expect(skipped.json.answers.note).toMatchObject({ value: null, skipped: true })
})

test('asking a colleague', async () => {
  await call('post /api/v1/templates', {}, 201, upload('{{title}} {{note}}', { name: 'Shared' }))
  const [key] = (await admin.send('GET', '/api/v1/keys')).json.data
  const colleague = await service.clientFor('requester')
  const {
    json: { id },
  } = await colleague.send('POST', '/api/v1/generations', { template_id: 'shared' })
  const place = { id, name: 'title' }
  await call('post /api/v1/generations/{id}/questions/{name}/delegate', place, 422, { to: 'key:nobody' })
  const { actor } = (await service.app.apiKeys.authenticate(admin.key))!
  expect(key.actor).toBe(actor)
  await colleague.send('POST', `/api/v1/generations/${id}/questions/title/delegate`, { to: actor, note: 'Well?' })
  await service.app.settled()
  expect((await call('get /api/v1/delegated-questions', {}, 200)).json.data).toMatchObject([
    { generation_id: id, note: 'Well?', question: { name: 'title' } },
  ])
  const there = (await call('get /api/v1/generations/{id}', { id }, 200)).json
  expect(there).toMatchObject({ question: { name: 'note' }, delegations: [{ name: 'title', to: actor }] })
  expect((await call('put /api/v1/delegated-questions/{id}/{name}', place, 400, {})).json.error.details.field).toBe(
    'value',
  )
  expect((await call('put /api/v1/delegated-questions/{id}/{name}', place, 200, { value: 'Deed' })).json).toMatchObject(
    { state: 'closed' },
  )
  expect(
    (await call('post /api/v1/generations/{id}/questions/{name}/delegate', { id, name: 'note' }, 200, { to: actor }))
      .json,
  ).toMatchObject({ question: { waits_for: actor } })
  expect(
    (await call('post /api/v1/generations/{id}/questions/{name}/withdraw', { id, name: 'note' }, 200)).json,
  ).toMatchObject({ delegations: [] })
})

test('the audit shows values only to who may see the answers and asks for it, which is recorded', async () => {
  const requester = await service.clientFor('requester', 'auditor')
  await call('post /api/v1/templates', {}, 201, upload(LETTER, { name: 'Audited' }))
  const {
    json: { id },
  } = await requester.send(
    'POST',
    '/api/v1/generations',
    { template_id: 'audited', answers: ANSWERS },
    { 'x-request-id': 'trace-1' },
  )
  await service.app.settled()
  const query = `?stream=generation-${id}`
  const [entry] = (await call('get /api/v1/audit', {}, 200, undefined, {}, query)).json.data
  expect(entry).toMatchObject({ type: 'GenerationRequested', surface: 'http', revision: 0, correlation_id: 'trace-1' })
  expect(JSON.stringify(entry)).not.toContain('Zoë')
  const revealed = (await call('get /api/v1/audit', {}, 200, undefined, {}, `${query}&reveal=true`)).json.data[0]
  expect(JSON.stringify(revealed.data)).toContain('Zoë')
  expect(revealed.changes).toContainEqual({ what: 'Tenant name', before: null, after: 'Zoë' })
  const looked = await call('get /api/v1/audit', {}, 200, undefined, {}, `?generation_id=${id}&type=accounts`)
  expect(looked.json.data).toEqual([])
  await service.app.settled()
  const noted = await call('get /api/v1/audit', {}, 200, undefined, {}, `?generation_id=${id}&type=accounts`)
  expect(noted.json.data).toMatchObject([{ type: 'OthersGenerationRead' }])
  expect((await requester.send('GET', `/api/v1/audit${query}&reveal=true`)).text).toContain('Zoë')
  const auditor = await (await service.clientFor('auditor')).send('GET', `/api/v1/audit${query}&reveal=true`)
  expect(auditor.json.data[0].id).toBe(entry.id)
  expect(auditor.text).not.toContain('Zoë')
  const page = (await call('get /api/v1/audit', {}, 200, undefined, {}, '?limit=1')).json
  expect(
    (await call('get /api/v1/audit', {}, 200, undefined, {}, `?limit=1&cursor=${page.next_cursor}`)).json.data[0].id,
  ).not.toBe(page.data[0].id)
})

test.each([
  ['usage', 'day,template_id,template_name,requested,'],
  ['funnel', 'template_id,template_name,template_version,question,label,'],
  ['durations', 'template_id,template_name,requested,answering_p50,'],
])('the report on %s, as JSON and as CSV', async (name, head) => {
  await service.app.settled()
  const operation = `get /api/v1/reports/${name}`
  const {
    json: { data },
  } = await call(operation, {}, 200, undefined, {}, '?template_id=talk')
  expect(data.length).toBeGreaterThan(0)
  const csv = await call(operation, {}, 200, undefined, {}, '?template_id=talk&format=csv')
  expect(csv.text.startsWith(head)).toBe(true)
  expect(csv.text.trimEnd().split('\r\n')).toHaveLength(data.length + 1)
  expect(csv.headers.get('content-disposition')).toContain(`${name}.csv`)
  expect(
    (await admin.send('GET', `/api/v1/reports/${name}?template_id=talk`, undefined, { accept: 'text/csv' })).text,
  ).toBe(csv.text)
})

test('keys and sign-in links', async () => {
  const key = { 'idempotency-key': 'one-key' }
  const made = await call('post /api/v1/keys', {}, 201, { name: 'For the shop', roles: ['requester'] }, key)
  expect((await call('post /api/v1/keys', {}, 201, { name: 'For the shop', roles: ['requester'] }, key)).json).toEqual(
    made.json,
  )
  expect(
    (await call('post /api/v1/keys', {}, 422, { name: 'For the shop', roles: ['admin'] }, key)).json.error.code,
  ).toBe('idempotency_mismatch')
  const { json } = await call('get /api/v1/keys', {}, 200)
  expect(json.data.filter(({ id }: Json) => id === made.json.id)).toHaveLength(1)
  expect(JSON.stringify(json)).not.toContain(made.json.secret)
  const limited = { name: 'Nightly', roles: ['reporter'], scopes: ['reports:read'], expires_at: '2099-01-01T00:00:00Z' }
  const { id } = (await call('post /api/v1/keys', {}, 201, limited)).json
  await call('post /api/v1/keys/{id}/rotate', { id }, 200, { overlap_hours: 1 })
  await call('post /api/v1/keys/{id}/rotate', { id }, 422, { overlap_hours: -1 })
  await call('post /api/v1/keys/{id}/rotate', { id: 'nobody' }, 404)
  await call('delete /api/v1/keys/{id}', { id: made.json.id }, 200)
  await call('post /api/v1/keys/{id}/rotate', { id: made.json.id }, 409)
  await call('delete /api/v1/keys/{id}', { id: 'nobody' }, 404)
  expect((await call('post /api/v1/sign-in-links', {}, 201)).json.url).toMatch(/\/sign-in\?token=/)
})

test('people who came through Slack', async () => {
  const profile = {
    team: 'T1',
    user: 'U1',
    tenant: 'default',
    name: 'Ada_%',
    locale: 'en-GB',
    zone: 'Europe/London',
    active: true,
  }
  const { actor } = await service.app.people.save(profile)
  await service.app.people.save({ ...profile, user: 'U2', tenant: 'other', name: 'Ada of another company' })
  const listed = await call('get /api/v1/people', {}, 200)
  const slack = { id: actor, name: 'Ada_%', roles: [], workspace: 'T1', user: 'U1', active: true, state: 'active' }
  expect(listed.json.data).toEqual([{ ...slack, email: null, email_proved: false, last_sign_in_at: null }])
  expect((await call('get /api/v1/people', {}, 200, undefined, {}, '?search=a_%25')).json.data).toHaveLength(1)
  expect((await call('get /api/v1/people', {}, 200, undefined, {}, '?search=a%25_')).json.data).toEqual([])
  expect(
    (await call('put /api/v1/people/{id}/roles', { id: actor }, 200, { roles: ['author', 'author'] })).json.roles,
  ).toEqual(['author'])
  expect(await service.app.people.save({ ...profile, name: 'Ada L.' })).toMatchObject({
    actor,
    name: 'Ada L.',
    roles: ['author'],
  })
  await call('put /api/v1/people/{id}/roles', { id: 'person:nobody' }, 404, { roles: [] })
  await call('put /api/v1/people/{id}/roles', { id: actor }, 422, { roles: ['king'] })
})

test('sessions, one’s own and those of others', async () => {
  const { app } = service
  const caller = (await app.apiKeys.authenticate(admin.key))!
  for (let n = 0; n < 2; n++) await openSession(app, caller)
  const { json } = await call('get /api/v1/sessions', {}, 200)
  const session = json.data[0].id
  await call('delete /api/v1/sessions/{session}', { session }, 200)
  await call('delete /api/v1/sessions/{session}', { session }, 404)
  expect((await call('delete /api/v1/sessions', {}, 200)).json).toEqual({ ended: 1 })
  const { actor: id } = await app.people.add({ tenant: 'default', name: 'Ada', kind: 'person' })
  for (let n = 0; n < 2; n++) await openSession(app, { actor: id, tenant: 'default', roles: [] })
  const [one] = (await call('get /api/v1/people/{id}/sessions', { id }, 200)).json.data
  await call('delete /api/v1/people/{id}/sessions/{session}', { id, session: one.id }, 200)
  await call('delete /api/v1/people/{id}/sessions/{session}', { id, session: one.id }, 404)
  expect((await call('delete /api/v1/people/{id}/sessions', { id }, 200)).json).toEqual({ ended: 1 })
  await call('get /api/v1/people/{id}/sessions', { id: 'person:nobody' }, 404)
})

test('groups, and who may what of a template', async () => {
  const { actor: id } = await service.app.people.add({ tenant: 'default', name: 'Zora', kind: 'person' })
  const member = { group: 'Legal', id }
  expect((await call('put /api/v1/groups/{group}/members/{id}', member, 200)).json.groups).toEqual(['Legal'])
  await call('put /api/v1/groups/{group}/members/{id}', { ...member, id: 'person:nobody' }, 404)
  expect((await call('get /api/v1/groups/{group}/members', { group: 'Legal' }, 200)).json.data).toMatchObject([
    { actor: id, by_admin: true, by_issuer: false },
  ])
  const template = { id: 'letter' }
  const access = { use: { people: [id], groups: ['Legal'] }, edit: 'everyone', see: 'everyone', maker_edits: true }
  const set = await call('put /api/v1/templates/{id}/access', template, 200, access)
  expect(set.json).toMatchObject({ ...access, names: { [id]: 'Zora' } })
  const got = await call('get /api/v1/templates/{id}/access', template, 200)
  expect([got.json, got.headers.get('etag')]).toEqual([set.json, `"r${set.json.revision}"`])
  await service.app.settled()
  expect((await call('get /api/v1/groups', {}, 200)).json.data).toEqual([{ name: 'Legal', members: 1, templates: 1 }])
  expect((await call('delete /api/v1/groups/{group}/members/{id}', member, 200)).json.groups).toEqual([])
  const everyone = { use: 'everyone', edit: 'everyone', see: { people: [], groups: [] }, maker_edits: true }
  await call('put /api/v1/templates/{id}/access', template, 200, everyone)
  await call('put /api/v1/templates/{id}/access', template, 422, { ...everyone, use: 'nobody' })
})

test('links of a template for people without an account', async () => {
  const template = { id: 'letter' }
  const path = '/api/v1/templates/{id}/links'
  const made = await call(`post ${path}`, template, 201, { title: 'Tenants', uses: 5, asks_email: true })
  expect(made.json).toMatchObject({ title: 'Tenants', uses: 5, asks_email: true, url: expect.any(String) })
  const { url: _, ...link } = made.json
  expect((await call(`get ${path}`, template, 200)).json).toEqual({ data: [link] })
  await call(`post ${path}`, template, 422, { uses: 0 })
  await call(`post ${path}`, { id: 'nothing' }, 404, {})
  const withdrawn = await call(`delete ${path}/{link}`, { ...template, link: link.id }, 200)
  expect(withdrawn.json).toMatchObject({ id: link.id, state: 'withdrawn' })
  await call(`delete ${path}/{link}`, { ...template, link: 'nothing' }, 404)
})

test('inviting people, and the mail that it sends', async () => {
  const jane = { name: 'Jane', email: 'Jane@example.com', roles: ['author'] }
  const once = { 'idempotency-key': 'invite-jane' }
  const invited = await call('post /api/v1/people', {}, 201, jane, once)
  expect(invited.json).toMatchObject({
    person: { name: 'Jane', email: 'jane@example.com', state: 'invited', roles: ['author'] },
    url: null,
    not_mailed: null,
  })
  const { id } = invited.json.person
  expect((await call('post /api/v1/people', {}, 201, jane, once)).json).toEqual(invited.json)
  await call('post /api/v1/people', {}, 422, { ...jane, name: 'Other' }, once)
  await call('post /api/v1/people', {}, 409, jane)
  await call('post /api/v1/people', {}, 400, { name: ' ' })
  await call('post /api/v1/people', {}, 400, { name: 'X', email: 'nowhere' })

  const linked = { name: 'Joe' }
  const again = { 'idempotency-key': 'invite-joe' }
  const { json: joe } = await call('post /api/v1/people', {}, 201, linked, again)
  expect(joe.url).toMatch(/sign-in\?token=/)
  expect((await call('post /api/v1/people', {}, 201, linked, again)).json).toEqual(joe)

  await service.app.sendMails()
  const { json: mails } = await call('get /api/v1/operations/mails', {}, 200)
  expect(mails.data).toMatchObject([
    {
      kind: 'invitation',
      person: id,
      to: 'jane@example.com',
      state: 'failed',
      attempts: 1,
      words: '550 No such mailbox',
    },
  ])
  const mail = { id: mails.data[0].id }
  expect((await call('post /api/v1/operations/mails/{id}/retry', mail, 202)).json).toMatchObject({ state: 'waiting' })
  await call('post /api/v1/operations/mails/{id}/retry', mail, 409)
  await call('post /api/v1/operations/mails/{id}/retry', { id: 'nothing' }, 404)

  expect((await call('post /api/v1/people/{id}/invitation', { id }, 201)).json.url).toBeNull()
  expect((await call('delete /api/v1/people/{id}/invitation', { id }, 200)).json.state).toBe('invitation_withdrawn')
  await call('delete /api/v1/people/{id}/invitation', { id }, 404)
  expect((await call('post /api/v1/people/{id}/reactivate', { id }, 200)).json.active).toBe(true)
  expect((await call('post /api/v1/people/{id}/deactivate', { id }, 200)).json.active).toBe(false)
  for (const path of ['invitation', 'deactivate', 'reactivate'])
    await call(`post /api/v1/people/{id}/${path}`, { id: 'person:nobody' }, 404)
  const forOne = await call('post /api/v1/sign-in-links', {}, 201, { person: joe.person.id })
  expect(forOne.json.url).toMatch(/sign-in\?token=/)
  await call('post /api/v1/sign-in-links', {}, 409, { person: id })
  await call('post /api/v1/sign-in-links', {}, 404, { person: 'person:nobody' })
  await call('post /api/v1/sign-in-links', {}, 201, { owner: true })
})

test('operations', async () => {
  await service.app.settled()
  const { json } = await call('get /api/v1/operations/projections', {}, 200)
  expect(json.data.map(({ name }: Json) => name)).toEqual(
    expect.arrayContaining(['audit', 'funnel', 'generations', 'templates', 'usage']),
  )
  expect((await call('post /api/v1/operations/projections/{name}/rebuild', { name: 'usage' }, 202)).json.name).toBe(
    'usage',
  )
  await call('post /api/v1/operations/projections/{name}/rebuild', { name: 'generation-process-manager' }, 404)
  expect((await call('post /api/v1/operations/projections/rebuild', {}, 202)).json.data).not.toEqual([])
  await service.app.settled()

  const { json: keys } = await call('get /api/v1/operations/master-keys', {}, 200)
  expect(keys).toMatchObject({ wraps: keys.current, left: 0 })
  await call('post /api/v1/operations/master-keys/rotate', {}, 409)
  const { json: verification } = await call('post /api/v1/operations/verifications', {}, 202)
  expect(
    (await call('get /api/v1/operations/verifications/{number}', { number: String(verification.number) }, 200)).json,
  ).toEqual(verification)
  expect((await call('get /api/v1/operations/findings', {}, 200)).json).toEqual({ data: [] })
  await call('post /api/v1/operations/findings/{id}/acknowledge', { id: 'none' }, 404)
  // No ledger follows the log of this service.
  await call('get /api/v1/audit/heads', {}, 404)
  await call('get /api/v1/audit/{id}/proof', { id: '00000000-0000-4000-8000-000000000000' }, 404)
  expect((await call('get /api/v1/operations/slack', {}, 200)).json.data).toMatchObject([
    { what: 'settings', outcome: 'wrong' },
  ])
  await call('post /api/v1/templates', {}, 201, upload('{{a}}', { name: 'Lost' }))
  const { json: template } = await call('get /api/v1/templates/{id}', { id: 'lost' }, 200)
  await service.app.documents.delete(`default/templates/lost/${template.versions[0].sha256}.txt`)
  const {
    json: { id },
  } = await call('post /api/v1/generations', {}, 201, { template_id: 'lost', answers: { a: 'x' } })
  await call('post /api/v1/generations/{id}/confirm', { id }, 200)
  await until(
    'the document has failed',
    async () => (await call('get /api/v1/generations/{id}', { id }, 200)).json.state === 'failed',
  )
  await service.app.settled()
  expect((await call('get /api/v1/operations/parked', {}, 200)).json.data).toMatchObject([
    { id, kind: 'generation', template_id: 'lost' },
  ])
  await service.app.documents.put(`default/templates/lost/${template.versions[0].sha256}.txt`, Buffer.from('{{a}}'))
  await call('post /api/v1/operations/parked/{id}/retry', { id }, 202)
  await until(
    'the document is made',
    async () => (await call('get /api/v1/generations/{id}', { id }, 200)).json.state === 'rendered',
  )
  await call('post /api/v1/operations/parked/{id}/retry', { id: 'usage~generation-x' }, 404)
})

test('a document from data, and parts of its generation', async () => {
  await call('post /api/v1/templates', {}, 201, upload(LETTER, { name: 'At once', id: 'now' }))
  const body = { template_id: 'now', answers: ANSWERS }
  const begun = await call('post /api/v1/documents', {}, 202, body)
  const made = await call('post /api/v1/documents', {}, 201, body, { prefer: 'wait=30' })
  expect([begun.json.document, made.json.document.media_type]).toEqual([null, 'text/plain; charset=utf-8'])
  await call('post /api/v1/documents', {}, 422, { template_id: 'now', answers: {} })
  const { id } = made.json
  await call('get /api/v1/generations/{id}/document', { id }, 206, undefined, { range: 'bytes=0-3' })
  await call('get /api/v1/generations/{id}/document', { id }, 416, undefined, { range: 'bytes=9999-' })
  expect((await call('get /api/v1/generations/{id}/answers', { id }, 200)).json.data[0].name).toBe('tenant_name')
  await call('get /api/v1/generations/{id}/questions/{name}', { id, name: 'each_item' }, 200)
  await call('get /api/v1/generations/{id}/questions/{name}', { id, name: 'nothing' }, 404)
  expect((await call('get /api/v1/colleagues', {}, 200, undefined, {}, '?search=te')).json.data).toEqual(
    expect.any(Array),
  )
})

test('what is handed over, taken back and handed back', async () => {
  const { actor } = (await service.app.apiKeys.authenticate(admin.key))!
  const requester = await service.clientFor('requester')
  const own = (await admin.send('POST', '/api/v1/generations', { template_id: 'shared' })).json.id
  const [to] = (await call('get /api/v1/colleagues', {}, 200, undefined, {}, '?search=requester')).json.data
  expect(to).toMatchObject({ kind: 'key', hint: null })
  const place = { id: own }
  const at = '/api/v1/generations/{id}/hand-overs'
  await call(`post ${at}`, place, 422, {})
  await call(`post ${at}`, place, 422, { email: 'nowhere' })
  await call(`post ${at}`, place, 200, { question: 'title', to: to.id, note: 'Well?' })
  await call(`post ${at}/mail`, place, 422, { question: 'title' })
  expect((await call(`get ${at}`, place, 200)).json.data).toMatchObject([
    { question: 'title', to: to.id, state: 'open', mail: null, opened_at: null },
  ])
  await call(`post ${at}/withdraw`, place, 200, { question: 'title' })
  await call(`post ${at}`, place, 200, { email: 'guest@example.com' })
  expect((await call(`post ${at}/mail`, place, 200, {})).json.data).toMatchObject([
    { question: null, mail: 'waiting' },
    { question: 'title', state: 'withdrawn' },
  ])
  const { id } = (await requester.send('POST', '/api/v1/generations', { template_id: 'shared' })).json
  await requester.send('POST', `/api/v1/generations/${id}/hand-overs`, { to: actor })
  await call('post /api/v1/generations/{id}/hand-back', { id }, 204)
  await call('post /api/v1/generations/{id}/hand-back', { id: own }, 409)
})

test('no operation was left out', () => {
  const all = Object.entries<object>(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  )
  // The event stream never ends by itself, and the export is no JSON. What the ledger gives needs one that follows the
  // log, and a rotation another master key. They have tests of their own.
  expect(all.filter((operation) => !covered.has(operation))).toEqual([
    'get /api/v1/generations/{id}/events',
    'get /api/v1/audit/export',
    'get /api/v1/audit/heads',
    'get /api/v1/audit/{id}/proof',
    'post /api/v1/operations/master-keys/rotate',
    'post /api/v1/operations/findings/{id}/acknowledge',
  ])
})
