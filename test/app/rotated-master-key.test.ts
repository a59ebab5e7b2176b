/** The master key of a data folder is replaced while a conversation goes on; a new start needs the new one alone. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openService, type DocGenService } from '../../src/app/compose.ts'
import { readConfig } from '../../src/app/config.ts'

const folder = (): string => {
  const made = mkdtempSync(path.join(tmpdir(), 'docgen-rotated-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

const open = (data_dir: string, env: Readonly<Record<string, string>> = {}) =>
  openService(readConfig({ DOCGEN_DATA_DIR: data_dir, DOCGEN_LOG_LEVEL: 'silent', ...env }))

async function send(service: DocGenService, method: string, address: string, body?: object): Promise<Response> {
  const form = body instanceof FormData
  const headers = {
    authorization: `Bearer ${service.local_key}`,
    ...(form || body === undefined ? {} : { 'content-type': 'application/json' }),
  }
  const response = await service.fetch(
    new Request(`http://127.0.0.1/api/v1${address}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
    }),
  )
  expect([address, response.status]).toEqual([address, expect.toBeOneOf([200, 201, 202])])
  return response
}

async function ask<T>(service: DocGenService, method: string, address: string, body?: object): Promise<T> {
  return (await (await send(service, method, address, body)).json()) as T
}

interface Status {
  readonly current: string
  readonly left: number
  readonly keys: readonly { readonly id: string; readonly data_keys: number }[]
}

async function rotate(service: DocGenService): Promise<number> {
  let rewrapped = 0
  for (let after: string | null = ''; after !== null;) {
    const query: string = after === '' ? '' : `?after=${encodeURIComponent(after)}`
    const step: { readonly rewrapped: number; readonly next: string | null } = await ask(
      service,
      'POST',
      `/operations/master-keys/rotate${query}`,
    )
    rewrapped += step.rewrapped
    after = step.next
  }
  return rewrapped
}

test('a conversation before, during and after; documents and answers open; the key of before is gone', async () => {
  const data = folder()
  const service = await open(data)
  const form = new FormData()
  form.set('file', new File(['Dear {{name}}, from {{town}}.'], 'letter.txt'))
  await send(service, 'POST', '/templates', form)
  const { id } = await ask<{ id: string }>(service, 'POST', '/generations', { template_id: 'letter', answers: {} })
  await send(service, 'PUT', `/generations/${id}/answers/name`, { value: 'Ada' })
  const before = await ask<Status>(service, 'GET', '/operations/master-keys')
  const file = readFileSync(path.join(data, 'master.key'), 'utf8')

  expect(await rotate(service)).toBe(before.keys[0]!.data_keys)
  await send(service, 'PUT', `/generations/${id}/answers/town`, { value: 'London' })
  const after = await ask<Status>(service, 'GET', '/operations/master-keys')
  expect(after.current).not.toBe(before.current)
  expect(after).toMatchObject({ left: 0, keys: [{ id: after.current }] })
  expect(readFileSync(path.join(data, 'master.key'), 'utf8')).not.toBe(file)
  expect(readdirSync(data).filter((name) => name.startsWith('master.key'))).toEqual(['master.key'])
  await service.close()

  const again = await open(data)
  expect(again.local_key).toBe(service.local_key)
  await send(again, 'POST', `/generations/${id}/confirm`, {})
  await expect
    .poll(async () => (await ask<{ state: string }>(again, 'GET', `/generations/${id}`)).state)
    .toBe('rendered')
  expect(await (await send(again, 'GET', `/generations/${id}/document`)).text()).toBe('Dear Ada, from London.')
  await again.close()

  await expect(open(data, { DOCGEN_MASTER_KEY: file.trim() })).rejects.toThrow(/DOCGEN_MASTER_KEY/)
  const named = await open(data, {
    DOCGEN_MASTER_KEY: file.trim(),
    DOCGEN_MASTER_KEY_FORMER: readFileSync(path.join(data, 'master.key'), 'utf8').trim(),
  })
  expect(await rotate(named), 'from the folder to the environment').toBeGreaterThan(0)
  await named.close()
  await (await open(data, { DOCGEN_MASTER_KEY: file.trim() })).close()
})
