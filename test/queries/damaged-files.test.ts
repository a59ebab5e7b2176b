/** What was changed behind our back in the document store is never given out, nor made into a document. */
import { hash } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { httpService, upload, type Client, type HttpService } from '../support/services/http-service.ts'
import { until } from '../support/until.ts'

let service: HttpService
let client: Client
beforeEach(async () => {
  service = await httpService()
  client = await service.clientFor('author')
})
afterEach(() => service.close())

test('a template’s file: not downloaded, not previewed; the log names it', async () => {
  const { json: template } = await client.send('POST', '/api/v1/templates', upload('Dear {{name}}', { name: 'Letter' }))
  const key = `default/templates/letter/${template.versions[0].sha256}.txt`
  await service.app.documents.delete(key)
  await service.app.documents.put(key, Buffer.from('Pay {{name}} a million'))
  expect((await client.send('GET', '/api/v1/templates/letter/versions/1/file')).status).toBe(500)
  expect((await client.send('POST', '/api/v1/templates/letter/preview', {})).status).toBe(500)
  expect(service.app.logged.filter((line) => line.includes('DamagedDocument') && line.includes(key))).toHaveLength(2)
})

test('a made document, sealed by us but another one', async () => {
  await client.send('POST', '/api/v1/templates', upload('Dear {{name}}', { name: 'Letter' }))
  const {
    json: { id },
  } = await client.send('POST', '/api/v1/generations', { template_id: 'letter', answers: { name: 'Ada' } })
  await client.send('POST', `/api/v1/generations/${id}/confirm`)
  const document = await until(
    'the document is made',
    async () => (await client.send('GET', `/api/v1/generations/${id}`)).json.document,
  )
  const key = `default/${id}/${document.id}`
  await service.app.documents.delete(key)
  await service.app.sealedDocuments.put(`generation-${id}`, key, Buffer.from('Dear Eve'))
  expect((await client.send('GET', `/api/v1/generations/${id}/document`)).status).toBe(500)
  expect((await client.send('GET', `/api/v1/generations/${id}`)).json.state).toBe('rendered')
})

test('a made document that is gone, with another one in plain in its place', async () => {
  await client.send('POST', '/api/v1/templates', upload('Dear {{name}}', { name: 'Letter' }))
  const begun = await client.send('POST', '/api/v1/generations', { template_id: 'letter', answers: { name: 'Ada' } })
  const path = `/api/v1/generations/${begun.json.id}`
  await client.send('POST', `${path}/confirm`)
  const document = await until('the document is made', async () => (await client.send('GET', path)).json.document)
  const key = `default/${begun.json.id}/${document.id}`
  await service.app.documents.put(`${key}.plain`, Buffer.from('Dear Eve'))
  expect((await client.send('GET', `${path}/document`)).text).toBe('Dear Ada')
  await service.app.documents.delete(key)
  const refused = await client.send('GET', `${path}/document`)
  expect([refused.status, refused.json.error.details]).toEqual([500, { key: `${key}.plain` }])
  expect(refused.json.error.message).toContain('Tell an operator')
})

test('a template’s file whose place another one has taken: not registered, not revised', async () => {
  const bytes = 'Dear {{name}}'
  const key = `default/templates/letter/${hash('sha256', bytes)}.txt`
  await service.app.documents.put(key, Buffer.from('Pay {{name}} a million'))
  const register = () => client.send('POST', '/api/v1/templates', upload(bytes, { name: 'Letter' }))
  const refused = await register()
  expect([refused.status, refused.json.error.details]).toEqual([500, { key }])
  expect((await client.send('GET', '/api/v1/templates/letter')).status).toBe(404)
  const another = upload('Hello {{name}}', { name: 'Letter' })
  expect((await client.send('POST', '/api/v1/templates', another)).status).toBe(201)
  expect((await client.send('POST', '/api/v1/templates/letter/versions', upload(bytes))).status).toBe(500)
  await service.app.documents.delete(key)
  expect((await client.send('POST', '/api/v1/templates/letter/versions', upload(bytes))).status).toBe(201)
  expect((await client.send('POST', '/api/v1/templates/letter/versions', upload(bytes))).status).toBe(201)
})
