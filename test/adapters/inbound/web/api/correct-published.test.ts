/** Over HTTP: what people are asked today is corrected while a draft lies over it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { httpService, upload, type Client, type HttpService } from '../../../../support/services/http-service.ts'

let service: HttpService
let admin: Client
beforeAll(async () => {
  service = await httpService()
  admin = await service.clientFor('admin')
  await admin.ask('POST', '/templates', upload('{{nmae}} {{city}}', { name: 'Letter' }, 'a.txt'), 201)
  const draft = upload('{{nmae}} {{city}} {{zip}}', { draft: 'true' }, 'b.txt')
  await admin.ask('POST', '/templates/letter/versions', draft, 201)
  // The draft says something else of the city.
  await admin.ask('PUT', '/templates/letter/questions', { questions: [{ name: 'city', label: 'Town' }] })
})
afterAll(() => service.close())

const labels = ({ questions }: { questions: readonly { label: string }[] }) => questions.map(({ label }) => label)
const correct = (body: object, status = 200, headers = {}) =>
  admin.ask('PUT', '/templates/letter/questions', { of: 'published', ...body }, status, headers)

test('the correction is asked at once; the draft stays the latest, and takes it where it says nothing itself', async () => {
  const before = await admin.ask('GET', '/templates/letter?of=published')
  expect([before.version, labels(before)]).toEqual([1, ['Nmae', 'City']])
  const questions = [
    { name: 'nmae', label: 'Your name' },
    { name: 'city', label: 'Your city' },
  ]
  const after = await correct({ questions }, 200, { 'if-match': `"r${before.revision}"` })
  expect(after).toMatchObject({ version: 5, published_version: 4, state: 'published' })
  expect(labels(after)).toEqual(['Your name', 'Town', 'ZIP'])
  expect(labels(await admin.ask('GET', '/templates/letter?of=published'))).toEqual(['Your name', 'Your city'])
  const { question } = await admin.ask('POST', '/generations', { template_id: 'letter' }, 201)
  expect(question).toMatchObject({ label: 'Your name' })
  // The file of the published version is still its own.
  const file = await admin.send('GET', '/api/v1/templates/letter/versions/4/file')
  expect(file.text).toBe('{{nmae}} {{city}}')
  await correct({ questions }, 412, { 'if-match': `"r${before.revision}"` })
  expect((await correct({ questions })).revision).toBe(after.revision)
})

test('what does not fit is refused with its place', async () => {
  expect(await correct({ questions: [{ name: 'zip', label: 'ZIP' }] }, 422)).toMatchObject({
    error: { details: { field: 'zip' } },
  })
  expect(await correct({ questions: [], draft: true }, 422)).toMatchObject({ error: { details: { field: 'draft' } } })
  await admin.ask('POST', '/templates', upload('{{a}}', { name: 'Draft', draft: 'true' }, 'a.txt'), 201)
  const body = { of: 'published', questions: [{ name: 'a', label: 'A' }] }
  expect(await admin.ask('PUT', '/templates/draft/questions', body, 409)).toMatchObject({
    error: { details: { field: 'of' } },
  })
  await admin.ask('GET', '/templates/draft?of=published', undefined, 404)
  await admin.ask('GET', '/templates/letter?of=latets', undefined, 400)
})

test('requesters see the published version whatever they ask for', async () => {
  const requester = await service.clientFor('requester')
  for (const query of ['', '?of=latest', '?of=published'])
    expect((await requester.ask('GET', `/templates/letter${query}`)).version).toBe(4)
})
