/** Words where the kind was only guessed, over HTTP: taken, printed, copied, counted, and mended by the author. */
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  httpService,
  upload,
  type Client,
  type HttpService,
  type Json,
} from '../../../../../support/services/http-service.ts'
import { until } from '../../../../../support/until.ts'

let service: HttpService
let admin: Client
beforeAll(async () => {
  service = await httpService()
  admin = await service.clientFor('admin')
})
afterAll(() => service.close())

const ask: Client['ask'] = (...request) => admin.ask(...request)

const TEXT = 'Due {{due_date}}, {{rent}}.\n{{#each_item}}- {{item_name}} by {{delivery_date}}\n{{/each_item}}'
const WORDS = { as_written: 'upon receipt' }
const register = (name: string, text = TEXT, fields = {}) =>
  ask('POST', '/templates', upload(text, { name, ...fields }), 201)
const begin = (template_id: string, answers = {}) =>
  ask('POST', '/generations', { template_id, answers, locale: 'de-DE', zone: 'Europe/Berlin' }, 201)
const put = (id: string, name: string, body: object, status = 200) =>
  ask('PUT', `/generations/${id}/answers/${name}`, body, status)
const guesses = async (id: string) => {
  await service.app.settled()
  return (await ask('GET', `/templates/${id}/guesses`)).data
}
async function documentOf(id: string): Promise<string> {
  const { revision } = await ask('GET', `/generations/${id}`)
  await ask('POST', `/generations/${id}/confirm`, { revision })
  await until('the document is made', async () => (await ask('GET', `/generations/${id}`)).state === 'rendered')
  return (await admin.send('GET', `/api/v1/generations/${id}/document`)).text
}

test('from the refusal to the document and its copy', async () => {
  await register('whole')
  const { id } = await begin('whole')
  const { error } = await put(id, 'due_date', { value: 'bei Erhalt' }, 422)
  expect(error.message).toMatch(/Or let it stand as you wrote it\.$/)
  expect(error.details.readings).toEqual([{ as_written: 'bei Erhalt' }])
  await put(id, 'due_date', { value: error.details.readings[0], form: 'wire' })
  await put(id, 'rent', { value: '1.250,00' })
  const items = [
    { item_name: 'Tisch', delivery_date: '24.12.2026' },
    { item_name: 'Lampe', delivery_date: { as_written: 'nach Absprache' } },
  ]
  const { answers } = await put(id, 'each_item', { value: items })
  expect(answers['each_item.2.delivery_date']).toMatchObject({ kind: 'date', shown: 'nach Absprache' })
  const printed = 'Due bei Erhalt, 1.250,00.\n- Tisch by 24. Dezember 2026\n- Lampe by nach Absprache\n'
  expect(await documentOf(id)).toBe(printed)
  const copy = await ask('POST', `/generations/${id}/copy`, undefined, 201)
  expect(copy).toMatchObject({ state: 'reviewing', not_carried: [] })
  expect(copy.answers.due_date).toMatchObject({ value: { as_written: 'bei Erhalt' }, carried: true })
  expect(await documentOf(copy.id)).toBe(printed)
  // A copy counts nothing anew.
  expect(await guesses('whole')).toEqual([
    { question: 'due_date', label: 'Due date', kind: 'date', answers: 1, as_written: 1 },
    { question: 'rent', label: 'Rent', kind: 'money', answers: 1, as_written: 0 },
    { question: 'each_item.item_name', label: 'Name', kind: 'text', answers: 2, as_written: 0 },
    { question: 'each_item.delivery_date', label: 'Delivery date', kind: 'date', answers: 2, as_written: 1 },
  ])
  const stream = `?stream=generation-${id}&type=AnswerProvided`
  const audited = (await ask('GET', `/audit${stream}&reveal=true`)).data.map(({ data }: Json) => data)
  expect(audited).toContainEqual(
    expect.objectContaining({ name: 'due_date', as_written: true, value: { as_written: 'bei Erhalt' } }),
  )
})

test('what was got is taken back unchanged, whatever the words look like', async () => {
  await register('identity')
  const answers = {
    due_date: { as_written: '21.11.2026' },
    rent: { as_written: '1.250' },
    each_item: [{ item_name: { as_written: 'x\ny' }, delivery_date: WORDS }],
  }
  const begun = await begin('identity', answers)
  for (const [name, { value }] of Object.entries<Json>(begun.answers)) {
    for (const form of [undefined, 'wire']) {
      const again = await put(begun.id, name, { value, form })
      expect([name, again.answers[name].value]).toEqual([name, value])
    }
  }
  // And as they stand in a form.
  expect((await put(begun.id, 'rent', { value: ' 1.250\r\n' })).answers.rent.value).toEqual({ as_written: '1.250' })
})

test('the schema of the answers says so, and a kind of the author’s own is strict', async () => {
  const said = JSON.stringify([{ name: 'rent', kind: 'money' }])
  await register('strict', TEXT, { questions: said })
  const { answers_schema: schema } = await ask('POST', '/templates/inspect', upload(TEXT))
  const valid = new Ajv2020({ strict: false, validateFormats: false }).compile(schema)
  const answers = (due: unknown) => ({
    due_date: due,
    rent: '5',
    each_item: [{ item_name: 'x', delivery_date: WORDS }],
  })
  expect(valid(answers(WORDS)), JSON.stringify(valid.errors)).toBe(true)
  expect(valid(answers('2026-11-21'))).toBe(true)
  expect(valid(answers({ as_written: '' }))).toBe(false)
  expect(valid(answers({ as_written: 'x', more: 1 }))).toBe(false)
  const { id } = await begin('strict')
  const { error } = await put(id, 'rent', { value: WORDS }, 422)
  expect(error).toMatchObject({ code: 'invalid_answer', details: { field: 'rent' } })
  expect(error.details).not.toHaveProperty('readings')
  expect((await put(id, 'rent', { value: 'free of charge' }, 422)).error.details).not.toHaveProperty('readings')
})

describe('the author asks for text instead', () => {
  const mend = (id: string, questions: object[], draft = false) =>
    ask('PUT', `/templates/${id}/questions`, { questions, draft })

  test('and conversations that have begun do so, with the answers that they have', async () => {
    await register('mended')
    const { id } = await begin('mended', { rent: '1250' })
    const other = await begin('mended', { due_date: '2026-12-24', rent: '5' })
    await put(id, 'due_date', { value: 'bei Erhalt' }, 422)
    const refined = await mend('mended', [
      { name: 'due_date', kind: 'text', limits: { max_length: 12 }, label: 'Due or term' },
      { name: 'rent', kind: 'text' },
      { name: 'each_item', fields: [{ name: 'delivery_date', kind: 'long_text' }] },
    ])
    expect(refined).toMatchObject({ version: 2, published_version: 2 })
    const { question, answers } = await ask('GET', `/generations/${id}`)
    expect(question).toMatchObject({ name: 'due_date', kind: 'text', label: 'Due date', limits: { max_length: 12 } })
    expect(question).not.toHaveProperty('guessed')
    expect(answers.rent).toMatchObject({ kind: 'money', value: '1250', shown: '1.250,00' })
    expect((await put(id, 'due_date', { value: 'am Tag der Abnahme' }, 422)).error.message).toContain('at most 12')
    const taken = await put(id, 'due_date', { value: 'bei Erhalt' })
    expect(taken.answers.due_date.value).toEqual({ as_written: 'bei Erhalt' })
    // An answer of the kind stays one, and can be sent back.
    expect((await put(other.id, 'due_date', { value: '2026-12-24' })).answers.due_date.value).toBe('2026-12-24')
    await put(other.id, 'each_item', { value: [{ item_name: 'x', delivery_date: 'bald\nund ganz' }] })
    expect(await documentOf(other.id)).toBe('Due 24. Dezember 2026, 5,00.\n- x by bald\nund ganz\n')
    // New ones begin with the text, and the words of a copy are text then.
    await put(id, 'each_item', { value: [] })
    const copy = await ask('POST', `/generations/${id}/copy`, undefined, 201)
    expect(copy.answers).toMatchObject({ due_date: { kind: 'text', value: 'bei Erhalt' }, rent: { value: '1.250,00' } })
    expect(await guesses('mended')).toEqual([
      { question: 'each_item.item_name', label: 'Name', kind: 'text', answers: 1, as_written: 0 },
    ])
  })

  test('but not while that is a draft, and nothing else reaches them', async () => {
    await register('drafted')
    const { id } = await begin('drafted')
    await mend('drafted', [{ name: 'due_date', kind: 'text' }], true)
    await put(id, 'due_date', { value: 'bei Erhalt' }, 422)
    await ask('POST', '/templates/drafted/publish')
    await put(id, 'due_date', { value: 'bei Erhalt' })
    await mend('drafted', [{ name: 'rent', kind: 'integer', label: 'Rent?', limits: { max: '5' } }])
    expect((await ask('GET', `/generations/${id}`)).question).toMatchObject({
      name: 'rent',
      kind: 'money',
      label: 'Rent',
    })
    await put(id, 'rent', { value: '1250' })
  })

  test('what GET gave can be sent back: guesses stay guesses', async () => {
    await register('back')
    const { questions, version } = await ask('GET', '/templates/back')
    expect(questions[0]).toMatchObject({ name: 'due_date', guessed: true })
    expect(await mend('back', questions)).toMatchObject({ version, questions })
  })
})

test('only authors see how guesses fared', async () => {
  await register('seen')
  const requester = await service.clientFor('requester')
  expect((await requester.send('GET', '/api/v1/templates/seen/guesses')).status).toBe(403)
  expect((await admin.send('GET', '/api/v1/templates/nothing/guesses')).status).toBe(404)
})
