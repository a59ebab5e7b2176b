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

test.each(['測試.md', 'Договор аренды.md', 'عقد إيجار.txt'])(
  '%s is registered, shown by its name and used',
  async (file) => {
    const made = await author.send('POST', '/api/v1/templates', upload('{{name}}', {}, file))
    const { id, name } = made.json
    expect([made.status, name, id]).toEqual([
      201,
      file.replace(/\..*/, ''),
      expect.stringMatching(/^template-[0-9a-f]{8}$/),
    ])
    const at = made.headers.get('location')!
    expect(at).toBe(`/api/v1/templates/${id}`)
    expect((await author.send('POST', `${at}/versions`, upload('{{name}} {{other}}', {}, file))).status).toBe(201)
    const answers = { template_id: id, answers: { name: 'N', other: 'O' } }
    const document = await author.send('POST', '/api/v1/documents', answers, { prefer: 'wait=30', accept: 'text/*' })
    expect([document.status, document.text]).toEqual([201, expect.stringMatching(/^N O(\n|$)/)])
    expect(document.headers.get('content-disposition')).toContain(encodeURIComponent(name))
    await service.app.settled()
    const { json } = await author.send('GET', `/api/v1/templates?search=${encodeURIComponent(file.slice(0, 2))}`)
    expect(json.data.map((one: Json) => one.id)).toEqual([id])
    const again = await author.send('POST', '/api/v1/templates', upload('{{a}}', {}, file))
    expect([again.status, again.json.error.code]).toEqual([409, 'conflict'])
  },
)

test('a name without any letter is refused', async () => {
  const refused = await author.send('POST', '/api/v1/templates', upload('{{name}}', {}, '🎉.md'))
  expect([refused.status, refused.json.error.details.field]).toEqual([400, 'name'])
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
  expect(json.data).toEqual([{ id: expect.stringMatching(/^key:/), hint: null, name: 'Jane Smith', kind: 'key' }])
  expect((await requester.send('GET', '/api/v1/colleagues?search=nobody-at-all')).json.data).toEqual([])
  for (const query of ['', '?search=', '?search=j', '?search=%20%20'])
    expect((await requester.send('GET', `/api/v1/colleagues${query}`)).status).toBe(400)
  const asked = await requester.send('POST', '/api/v1/generations', { template_id: 'nda-2' })
  const delegate = `/api/v1/generations/${asked.json.id}/questions/a/delegate`
  expect((await requester.send('POST', delegate, { to: json.data[0].id })).json.delegations).toHaveLength(1)
})
