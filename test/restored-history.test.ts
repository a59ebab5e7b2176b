/**
 * The events are restored from a backup, and the documents are newer: what lies there under a key may come from a
 * history that is lost. It must never stand for what is made of other answers now, also when everything is sent again
 * with the same Idempotency-Keys.
 */
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openService, type DocGenService } from '../src/app/compose.ts'
import { readConfig } from '../src/app/config.ts'

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'docgen-restored-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

/** The folder as it was when `backup` was taken, but for its documents. */
function restore(backup: string, data: string): void {
  for (const name of readdirSync(data)) if (name !== 'documents') rmSync(path.join(data, name), { recursive: true })
  cpSync(backup, data, {
    recursive: true,
    filter: (from) => path.relative(backup, from).split(path.sep)[0] !== 'documents',
  })
}

interface Reply {
  readonly id: string
  readonly state: string
}

/** Sends a change under an Idempotency-Key of its own address. */
async function change(service: DocGenService, method: string, address: string, body: object): Promise<Reply> {
  const form = body instanceof FormData
  const headers = {
    authorization: `Bearer ${service.local_key}`,
    'idempotency-key': 'the-same',
    ...(form ? {} : { 'content-type': 'application/json' }),
  }
  const response = await service.fetch(
    new Request(`http://127.0.0.1${address}`, { method, headers, body: form ? body : JSON.stringify(body) }),
  )
  expect([address, response.status]).toEqual([address, expect.toBeOneOf([200, 201])])
  return (await response.json()) as Reply
}

async function read(service: DocGenService, address: string): Promise<Response> {
  return service.fetch(
    new Request(`http://127.0.0.1${address}`, { headers: { authorization: `Bearer ${service.local_key}` } }),
  )
}

async function confirmed(service: DocGenService, id: string): Promise<string> {
  await change(service, 'POST', `/api/v1/generations/${id}/confirm`, {})
  await expect
    .poll(async () => ((await (await read(service, `/api/v1/generations/${id}`)).json()) as Reply).state)
    .toBe('rendered')
  return (await read(service, `/api/v1/generations/${id}/document`)).text()
}

const begin = (service: DocGenService, name: string): Promise<Reply> =>
  change(service, 'POST', '/api/v1/generations', { template_id: 'letter', answers: { name } })

const letter = (text: string): FormData => {
  const form = new FormData()
  form.set('file', new File([text], 'letter.txt'))
  return form
}

const open = (data_dir: string, env: Record<string, string>) =>
  openService(readConfig({ DOCGEN_DATA_DIR: data_dir, DOCGEN_LOG_LEVEL: 'silent', ...env }))

/** Runs one life of the service over the folder. */
async function life<T>(
  data: string,
  env: Record<string, string>,
  live: (service: DocGenService) => Promise<T>,
): Promise<T> {
  const service = await open(data, env)
  try {
    return await live(service)
  } finally {
    await service.close()
  }
}

test.each([{}, { DOCGEN_SEALED_DOCUMENTS: 'false' }])(
  'a document of other answers, confirmed under the same key (%j)',
  async (env) => {
    const [data, backup] = [folder(), folder()]
    const { id } = await life(data, env, async (service) => {
      await change(service, 'POST', '/api/v1/templates', letter('Dear {{name}}, {{place}}'))
      return begin(service, 'Ada')
    })
    cpSync(data, backup, { recursive: true })
    const answered = (service: DocGenService, value: string) =>
      change(service, 'PUT', `/api/v1/generations/${id}/answers/place`, { value })
    expect(await life(data, env, async (service) => (await answered(service, 'London'), confirmed(service, id)))).toBe(
      'Dear Ada, London',
    )
    restore(backup, data)
    expect(await life(data, env, async (service) => (await answered(service, 'Berlin'), confirmed(service, id)))).toBe(
      'Dear Ada, Berlin',
    )
  },
  180_000,
)

test.each([{}, { DOCGEN_SEALED_DOCUMENTS: 'false' }])(
  'a conversation and a template that are lost whole, begun again under the same keys (%j)',
  async (env) => {
    const [data, backup] = [folder(), folder()]
    await life(data, env, async () => undefined)
    cpSync(data, backup, { recursive: true })
    const lived = (text: string, name: string) =>
      life(data, env, async (service) => {
        await change(service, 'POST', '/api/v1/templates', letter(text))
        const { id } = await begin(service, name)
        return { id, text: await confirmed(service, id) }
      })
    const lost = await lived('Dear {{name}}', 'Ada')
    restore(backup, data)
    const again = await lived('Hello {{name}}', 'Bob')
    expect(again).toEqual({ id: lost.id, text: 'Hello Bob' })
    restore(backup, data)
    // Of the same answers and the same template, too, though the key that sealed the first is lost with its history.
    expect(await lived('Dear {{name}}', 'Ada')).toEqual(lost)
  },
  240_000,
)
