/** Templates whose names have no Latin letter, and ids that their authors choose. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  httpService,
  upload,
  type Client,
  type HttpService,
  type Json,
} from '../../../../support/services/http-service.ts'

let service: HttpService
let author: Client
beforeAll(async () => {
  service = await httpService()
  author = await service.clientFor('author')
})
afterAll(() => service.close())

test.each([
  ['測試.md', '測試'],
  ['Договор аренды.md', 'договор-аренды'],
  ['عقد إيجار.txt', 'عقد-إيجار'],
])('%s is registered, found and used by its own letters', async (file, id) => {
  const made = await author.send('POST', '/api/v1/templates', upload('{{name}}', {}, file))
  expect([made.status, made.json.id]).toEqual([201, id])
  const at = made.headers.get('location')!
  expect(at).toBe(`/api/v1/templates/${encodeURIComponent(id)}`)
  expect((await author.send('GET', at)).json.name).toBe(file.replace(/\..*/, ''))
  expect((await author.send('GET', `${at}/versions/1/file`)).text).toBe('{{name}}')
  expect((await author.send('POST', `${at}/versions`, upload('{{name}} {{other}}', {}, file))).status).toBe(201)
  const document = { template_id: id, answers: { name: 'N', other: 'O' } }
  const file2 = await author.send('POST', '/api/v1/documents', document, { prefer: 'wait=30', accept: 'text/*' })
  expect([file2.status, file2.text]).toEqual([201, 'N O'])
  await service.app.settled()
  const { json } = await author.send('GET', `/api/v1/templates?search=${encodeURIComponent(file.slice(0, 3))}`)
  expect(json.data.map((one: Json) => one.id)).toEqual([id])
})

test('an address of another Unicode form names the same template', async () => {
  await author.send('POST', '/api/v1/templates', upload('{{a}}', {}, '계약.txt'))
  const { status, json } = await author.send('GET', `/api/v1/templates/${encodeURIComponent('계약'.normalize('NFD'))}`)
  expect([status, json.id]).toEqual([200, '계약'])
})

test('an author chooses the id; one that is none is refused with what would be', async () => {
  const made = await author.send('POST', '/api/v1/templates', upload('{{a}}', { id: 'nda-2', name: '秘密保持契約' }))
  expect([made.status, made.json.id, made.json.name]).toEqual([201, 'nda-2', '秘密保持契約'])
  for (const id of ['Not An Id', '../x', '-a', 'a--b', 'a'.repeat(61)]) {
    const refused = await author.send('POST', '/api/v1/templates', upload('{{a}}', { id }))
    expect([id, refused.status, refused.json.error.details.field]).toEqual([id, 422, 'id'])
  }
  const taken = await author.send('POST', '/api/v1/templates', upload('{{b}}', { id: 'nda-2' }))
  expect(taken.status).toBe(409)
})

test('a requester finds colleagues by part of their name, and nobody the whole directory', async () => {
  const requester = await service.clientFor('requester')
  const key = await service.clientFor('admin')
  await key.send('POST', '/api/v1/keys', { name: 'Jane Smith', roles: ['requester'] })
  const { json } = await requester.send('GET', '/api/v1/colleagues?search=jane')
  expect(json.data).toEqual([{ id: expect.stringMatching(/^key:/), name: 'Jane Smith', kind: 'key' }])
  expect((await requester.send('GET', '/api/v1/colleagues?search=nobody-at-all')).json.data).toEqual([])
  for (const query of ['', '?search=', '?search=j', '?search=%20%20'])
    expect((await requester.send('GET', `/api/v1/colleagues${query}`)).status).toBe(400)
  const asked = await requester.send('POST', '/api/v1/generations', { template_id: 'nda-2' })
  const delegate = `/api/v1/generations/${asked.json.id}/questions/a/delegate`
  expect((await requester.send('POST', delegate, { to: json.data[0].id })).json.delegations).toHaveLength(1)
})
