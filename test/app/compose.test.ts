/** The whole service, composed as it is for use: on the embedded stores, and with its events on EventStoreDB. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openService, type DocGenService } from '../../src/app/compose.ts'
import { readConfig } from '../../src/app/config.ts'
import { ServerDouble } from '../support/eventstoredb/server-double.ts'

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'docgen-compose-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

const open = (data_dir: string, env: Record<string, string> = {}) =>
  openService(readConfig({ DOCGEN_DATA_DIR: data_dir, DOCGEN_LOG_LEVEL: 'silent', ...env }))

function client(service: DocGenService) {
  return async (method: string, address: string, body?: object | FormData) => {
    const headers = {
      authorization: `Bearer ${service.local_key}`,
      ...(body === undefined || body instanceof FormData ? {} : { 'content-type': 'application/json' }),
    }
    const request = new Request(`http://127.0.0.1${address}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    })
    return service.fetch(request)
  }
}

async function makeDocument(service: DocGenService): Promise<{ id: string; text: string }> {
  const call = client(service)
  const form = new FormData()
  form.set('file', new File(['Dear {{name}}'], 'letter.txt'))
  expect([201, 409]).toContain((await call('POST', '/api/v1/templates', form)).status)
  const begun = (await (
    await call('POST', '/api/v1/generations', { template_id: 'letter', answers: { name: 'Ada' } })
  ).json()) as { id: string }
  expect((await call('POST', `/api/v1/generations/${begun.id}/confirm`, {})).status).toBe(200)
  await expect
    .poll(
      async () => ((await (await call('GET', `/api/v1/generations/${begun.id}`)).json()) as { state: string }).state,
    )
    .toBe('rendered')
  return { id: begun.id, text: await (await call('GET', `/api/v1/generations/${begun.id}/document`)).text() }
}

describe('on the data folder alone', () => {
  it('makes a document, and has it after a new start', async () => {
    const data = folder()
    const service = await open(data)
    const made = await makeDocument(service)
    expect(made.text).toBe('Dear Ada')
    await service.close()
    const again = await open(data)
    onTestFinished(() => again.close())
    expect(await (await client(again)('GET', `/api/v1/generations/${made.id}/document`)).text()).toBe('Dear Ada')
  })
})

describe('what people are given to come in by', () => {
  it('a preset admin key opens the service from the first moment on', async () => {
    const key = 'dgk_preset-for-this-test-only'
    const service = await open(folder(), { DOCGEN_ADMIN_KEY: key })
    onTestFinished(() => service.close())
    expect(
      (
        await service.fetch(
          new Request('http://127.0.0.1/api/v1/keys', { headers: { authorization: `Bearer ${key}` } }),
        )
      ).status,
    ).toBe(200)
    expect(await service.firstAdminKey()).toBeUndefined()
  })

  it('behind an https address links lead there, and the session never leaves by http', async () => {
    const service = await open(folder(), { DOCGEN_PUBLIC_URL: 'https://docgen.example.com/' })
    onTestFinished(() => service.close())
    const { url } = (await (await client(service)('POST', '/api/v1/sign-in-links')).json()) as { url: string }
    expect(url).toMatch(/^https:\/\/docgen\.example\.com\/sign-in\?token=/)
    const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }
    const body = new URLSearchParams({ token: new URL(url).searchParams.get('token') ?? '' })
    const signedIn = await service.fetch(new Request('http://127.0.0.1/sign-in', { method: 'POST', headers, body }))
    expect([signedIn.status, signedIn.headers.get('set-cookie')]).toEqual([303, expect.stringMatching(/; Secure/)])
  })
})

describe('with EVENTSTORE_URL', () => {
  it('keeps its events there, under its namespace, and goes on after a new start', async () => {
    const server = await ServerDouble.start({})
    onTestFinished(() => server.stop())
    const data = folder()
    const env = { EVENTSTORE_URL: server.url, DOCGEN_NAMESPACE: 'ours_' }
    const service = await open(data, env)
    const made = await makeDocument(service)
    expect(made.text).toBe('Dear Ada')
    await service.close()
    const again = await open(data, env)
    onTestFinished(() => again.close())
    expect((await makeDocument(again)).text).toBe('Dear Ada')
    expect(await (await client(again)('GET', `/api/v1/generations/${made.id}/document`)).text()).toBe('Dear Ada')
  })

  it('refuses to start on a store that ends before what the read models have seen', async () => {
    const first = await ServerDouble.start({})
    onTestFinished(() => first.stop())
    const data = folder()
    const service = await open(data, { EVENTSTORE_URL: first.url })
    await makeDocument(service)
    await expect
      .poll(
        async () =>
          (
            await service.app.readDatabase.db
              .selectFrom('checkpoints')
              .select('position')
              .where('name', '=', 'audit')
              .executeTakeFirst()
          )?.position,
      )
      .not.toBe('')
    await service.close()
    const restored = await ServerDouble.start({})
    onTestFinished(() => restored.stop())
    await expect(open(data, { EVENTSTORE_URL: restored.url })).rejects.toThrow(/beyond|position/i)
  })
})
