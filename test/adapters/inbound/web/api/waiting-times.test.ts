/** When conversations of a template remind and end: set over HTTP, and what a conversation that begins takes of it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WaitingTimes } from '../../../../../src/domain/template/waiting-times.ts'
import { httpService, upload, type Client, type HttpService } from '../../../../support/services/http-service.ts'

let service: HttpService
let admin: Client
beforeAll(async () => {
  service = await httpService()
  admin = await service.clientFor('admin')
  await admin.ask('POST', '/templates', upload('Dear {{name}}', { name: 'Letter' }, 'letter.txt'), 201)
})
afterAll(() => service.close())

const set = (body: object, status = 200, headers = {}) =>
  admin.ask('PUT', '/templates/letter/waiting-times', body, status, headers)

/** What a conversation that begins now records. */
async function recorded(): Promise<unknown> {
  const { id } = await admin.ask('POST', '/generations', { template_id: 'letter' }, 201)
  const [begun] = await service.app.log.read(`generation-${id}`, 0)
  return (begun!.event.data as { idle_days: number }).idle_days
}

test('a template leaves them to the service, until its author says something', async () => {
  expect(await admin.ask('GET', '/templates/letter')).toMatchObject({ idle_days: null, reminders: null, version: 1 })
  expect(await recorded()).toBe(30)
  const app = service.app as { standardWaitingTimes?: WaitingTimes | undefined }
  app.standardWaitingTimes = { idle_days: 20, reminders: [] }
  try {
    expect(await recorded()).toBe(20)
    expect(await set({ idle_days: 90, reminders: [3, 30] })).toMatchObject({
      idle_days: 90,
      reminders: [3, 30],
      version: 1,
    })
    expect(await recorded()).toBe(90)
  } finally {
    delete app.standardWaitingTimes
  }
  expect(await set({ idle_days: null, reminders: null })).toMatchObject({ idle_days: null, reminders: null })
  expect(await recorded()).toBe(30)
})

test('the same again changes nothing; who saw an older template is told', async () => {
  const { revision } = await set({ idle_days: 40, reminders: [] })
  expect(await set({ idle_days: 40, reminders: [] })).toMatchObject({ revision })
  await set({ idle_days: 41, reminders: [] }, 412, { 'if-match': `"r${revision - 1}"` })
})

test('impossible days are refused with their field; both are said', async () => {
  expect(await set({ idle_days: 7, reminders: [1, 7] }, 422)).toMatchObject({
    error: { code: 'unprocessable', details: { field: 'reminders' }, message: expect.stringContaining('after 7') },
  })
  expect(await set({ idle_days: 1000, reminders: null }, 422)).toMatchObject({
    error: { details: { field: 'idle_days' } },
  })
  await set({ idle_days: 7 }, 422)
  await set({ idle_days: 7, reminders: [1.5] }, 422)
  await set({ idle_days: 7, reminders: Array.from({ length: 1000 }, (_, day) => day + 1) }, 422)
})

test('requesters do not set them', async () => {
  const requester = await service.clientFor('requester')
  await requester.ask('PUT', '/templates/letter/waiting-times', { idle_days: 1, reminders: [] }, 403)
})
