/** “Make another like this one” after the template has changed: rows stay, and what is not carried is named. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { httpService, upload, type Client, type HttpService } from '../../../../../support/services/http-service.ts'
import { until } from '../../../../../support/until.ts'

let service: HttpService
let admin: Client
beforeAll(async () => {
  service = await httpService()
  admin = await service.clientFor('admin')
})
afterAll(() => service.close())

const ask: Client['ask'] = (...request) => admin.ask(...request)

const ANSWERS = {
  start: '2026-12-24',
  price: '12.5',
  note: 'Wie besprochen',
  each_item: [
    { what: 'Tisch', each: '10' },
    { what: 'Lampe', each: '20' },
  ],
}
const TEXT = 'Ab {{start}} für {{price}}. {{note}}\n{{#each_item}}- {{what}}: {{each}}\n{{/each_item}}'

/** A generation of a template, its document made; gives its id. */
async function made(name: string, template: string, questions: string, answers: object): Promise<string> {
  await ask('POST', '/templates', upload(template, { name, questions }), 201)
  const { id, state, revision } = await ask(
    'POST',
    '/generations',
    { template_id: name, answers, locale: 'de-DE', zone: 'Europe/Berlin' },
    201,
  )
  expect(state).toBe('reviewing')
  await documentOf(id, revision)
  return id
}

async function documentOf(id: string, revision: number): Promise<string> {
  await ask('POST', `/generations/${id}/confirm`, { revision })
  await until('the document is made', async () => (await ask('GET', `/generations/${id}`)).state === 'rendered')
  return (await admin.send('GET', `/api/v1/generations/${id}/document`)).text
}

const KINDS = JSON.stringify([
  { name: 'start', kind: 'date' },
  { name: 'price', kind: 'money' },
  { name: 'each_item', fields: [{ name: 'what' }, { name: 'each', kind: 'money' }] },
])

test('with the same template nothing is asked, and the document is the same', async () => {
  const id = await made('same', TEXT, KINDS, ANSWERS)
  const copy = await ask('POST', `/generations/${id}/copy`, undefined, 201)
  expect(copy).toMatchObject({ state: 'reviewing', not_carried: [] })
  expect(await documentOf(copy.id, copy.revision)).toBe(
    (await admin.send('GET', `/api/v1/generations/${id}/document`)).text,
  )
})

test('a date and an amount that became texts say what they said', async () => {
  const id = await made('retyped', TEXT, KINDS, ANSWERS)
  await ask('PUT', '/templates/retyped/questions', {
    questions: [
      { name: 'start', kind: 'text' },
      { name: 'price', kind: 'text' },
    ],
  })
  const copy = await ask('POST', `/generations/${id}/copy`, undefined, 201)
  expect(copy).toMatchObject({
    state: 'reviewing',
    not_carried: [],
    answers: { start: { value: '24. Dezember 2026', carried: true }, price: { value: '12,50' } },
  })
  expect(await documentOf(copy.id, copy.revision)).toContain('Ab 24. Dezember 2026 für 12,50.')
})

test('a new version of the file: rows stay, the new field alone is asked, and what is gone is named', async () => {
  const id = await made('grown', TEXT, KINDS, ANSWERS)
  const file = upload('Ab {{begin}} für {{price}}.\n{{#each_item}}- {{what}} ({{color}})\n{{/each_item}}', {})
  await ask('POST', '/templates/grown/versions', file, 201)
  const copy = await ask('POST', `/generations/${id}/copy`, undefined, 201)
  expect(copy.not_carried).toEqual([
    { name: 'start', label: 'Start', reason: 'not_asked', why: expect.stringContaining('does not ask this any more') },
    { name: 'note', label: 'Note', reason: 'not_asked', why: expect.any(String) },
    { name: 'each_item.each', label: 'Items · Each', reason: 'not_asked', rows: 2, why: expect.any(String) },
  ])
  const asked: string[] = []
  let now = copy
  while (now.state === 'asking') {
    asked.push(now.question.name)
    now = await ask('PUT', `/generations/${copy.id}/answers/${now.question.name}`, {
      value: now.question.kind === 'date' ? '2027-01-01' : 'rot',
    })
  }
  expect(asked.toSorted()).toEqual(['begin', 'each_item.1.color', 'each_item.2.color'])
  expect((await ask('GET', `/generations/${copy.id}`)).not_carried).toHaveLength(3)
  expect(await documentOf(copy.id, now.revision)).toMatch(/- Tisch \(rot\)\n- Lampe \(rot\)/)
})

test('fewer rows are taken now: all are there, and the list is not complete before some are removed', async () => {
  const id = await made('fewer', TEXT, KINDS, ANSWERS)
  await ask('PUT', '/templates/fewer/questions', { questions: [{ name: 'each_item', limits: { max_items: 1 } }] })
  const copy = await ask('POST', `/generations/${id}/copy`, undefined, 201)
  expect(copy).toMatchObject({
    state: 'asking',
    question: { name: 'each_item', items: 2 },
    not_carried: [{ name: 'each_item', reason: 'too_many_rows', rows: 2 }],
  })
  const refused = await ask('POST', `/generations/${copy.id}/lists/each_item/close`, {}, 422)
  expect(refused.error).toMatchObject({
    message: expect.stringContaining('remove 1 of its 2 items'),
    details: { field: 'each_item', max_items: 1 },
  })
  await ask('DELETE', `/generations/${copy.id}/lists/each_item/items/1`)
  expect(await ask('POST', `/generations/${copy.id}/lists/each_item/close`, {})).toMatchObject({ state: 'reviewing' })
})
