/** An answer's response stays small whatever the conversation holds; the whole comes by GET, in pages. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  httpService,
  upload,
  type Client,
  type HttpService,
  type Json,
} from '../../../../../support/services/http-service.ts'

const FIELDS = Array.from({ length: 20 }, (_, index) => `field_${index}`)
const TEMPLATE = `{{title}} {{notes}}\n{{#items}}\n${FIELDS.map((name) => `{{${name}}}`).join(' ')}\n{{/items}}\n{{closing}}`
const KINDS = JSON.stringify([
  { name: 'closing', kind: 'text' },
  { name: 'notes', kind: 'long_text' },
  { name: 'items', kind: 'list', fields: FIELDS.map((name) => ({ name, kind: 'text' })) },
])
const item = (size: number) => Object.fromEntries(FIELDS.map((name) => [name, 'x'.repeat(size)]))

let service: HttpService
let client: Client
beforeAll(async () => {
  service = await httpService()
  client = await service.clientFor('author')
  const made = await client.send('POST', '/api/v1/templates', upload(TEMPLATE, { name: 'Table', questions: KINDS }))
  expect(made.status, made.text).toBe(201)
})
afterAll(() => service.close())

async function begin(answers: object): Promise<string> {
  const begun = await client.send('POST', '/api/v1/generations', { template_id: 'table', answers })
  expect(begun.status, begun.text).toBe(201)
  return `/api/v1/generations/${begun.json.id}`
}

test('adding the next item to 300 costs no more in the response than to 9', async () => {
  const sizes: number[] = []
  for (const count of [9, 300]) {
    const at = await begin({ title: 'T', notes: 'N', items: Array.from({ length: count }, () => item(100)) })
    const added = await client.send('POST', `${at}/lists/items/items`, { value: item(100) })
    expect([added.status, added.headers.get('location')]).toEqual([201, `${at}/lists/items/items/${count + 1}`])
    expect(Object.keys(added.json.answers)).toContain(`items.${count + 1}.field_3`)
    const closed = await client.send('POST', `${at}/lists/items/close`)
    expect([closed.status, closed.json.question.name]).toEqual([200, 'closing'])
    const last = await client.send('PUT', `${at}/answers/closing`, { value: 'E' })
    expect(last.json).toMatchObject({ state: 'reviewing', question: null, answers: { closing: { value: 'E' } } })
    expect(last.json).not.toHaveProperty('review')
    sizes.push(added.text.length, closed.text.length, last.text.length)
  }
  expect(Math.max(...sizes)).toBeLessThan(20_000)
  expect(Math.abs(sizes[0]! - sizes[3]!)).toBeLessThan(3000)
})

test('no answer of any size makes the response large, and what is left out is counted', async () => {
  const at = await begin({ title: 'T' })
  const long = await client.send('PUT', `${at}/answers/notes`, { value: 'é'.repeat(3000) })
  expect([long.status, long.json.answers.notes.value.length]).toEqual([200, 3000])
  const list = await client.send('PUT', `${at}/answers/items`, {
    value: Array.from({ length: 1000 }, () => item(30)),
  })
  expect(list.status).toBe(200)
  expect(Buffer.byteLength(list.text)).toBeLessThan(50_000)
  expect(list.json.answers_left_out).toBeGreaterThan(19_900)
  expect(list.json.question.name).toBe('closing')
})

test('a question with many choices is shortened, and whole by itself', async () => {
  const choices = Array.from({ length: 400 }, (_, index) => `Choice ${index} ${'of many '.repeat(10)}`)
  const questions = JSON.stringify([{ name: 'pick', kind: 'one_of', choices }])
  await client.send('POST', '/api/v1/templates', upload('{{first}} {{pick}}', { name: 'Choices', questions }))
  const begun = await client.send('POST', '/api/v1/generations', { template_id: 'choices' })
  const at = `/api/v1/generations/${begun.json.id}`
  const answered = await client.send('PUT', `${at}/answers/first`, { value: 'x' })
  expect(Buffer.byteLength(answered.text)).toBeLessThan(50_000)
  expect(answered.json.question).toMatchObject({ name: 'pick', kind: 'one_of', shortened: true })
  const whole = await client.send('GET', `${at}/questions/pick`)
  expect(whole.json.choices).toHaveLength(400)
  expect((await client.send('GET', `${at}/questions/pock`)).json.error.message).toContain('Did you mean “pick”?')
})

test('the whole comes on request, and its answers in pages', async () => {
  const at = await begin({ title: 'T', notes: 'N', items: Array.from({ length: 12 }, () => item(5)) })
  const whole = await client.send('PUT', `${at}/answers/closing`, { value: 'E' }, { prefer: 'return=representation' })
  expect(whole.headers.get('preference-applied')).toBe('return=representation')
  expect(whole.json.review).toHaveLength(3 + 1 + 12 * 20)
  const paged: Json[] = []
  let pages = 0
  for (let cursor = ''; ; pages++) {
    const { json } = await client.send('GET', `${at}/answers?limit=100${cursor}`)
    paged.push(...json.data)
    if (json.next_cursor === null) break
    cursor = `&cursor=${json.next_cursor}`
  }
  expect([pages, paged.map(({ name }) => name)]).toEqual([2, whole.json.review.map(({ name }: Json) => name)])
  expect(paged.find(({ name }) => name === 'items')).toMatchObject({ value: null, shown: '12 items', skipped: false })
  const minimal = await client.send('PUT', `${at}/answers/closing`, { value: 'F' }, { prefer: 'return=minimal' })
  expect([minimal.headers.get('preference-applied'), Object.keys(minimal.json.answers)]).toEqual([
    'return=minimal',
    ['closing'],
  ])
})

test('confirming without the revision that was looked over says so', async () => {
  const confirm = async (body?: object, headers?: Record<string, string>) => {
    const at = await begin({ title: 'T', notes: 'N', items: [], closing: 'E' })
    return (await client.send('POST', `${at}/confirm`, body, headers)).json.notes
  }
  expect(await confirm()).toEqual([{ code: 'revision_not_sent', message: expect.stringContaining('Send “revision”') }])
  expect(await confirm({ revision: 0 })).toEqual([])
  expect(await confirm(undefined, { 'if-match': '"r0"' })).toEqual([])
})
