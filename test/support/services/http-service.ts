/** The API over a test app, and a small client for it. */
import { createHttpApi } from '../../../src/adapters/inbound/web/api/api.ts'
import type { Api } from '../../../src/adapters/inbound/web/api/api-types.ts'
import { createLiveTail, type LiveTail } from '../../../src/storage/live-changes.ts'
import type { Role } from '../../../src/domain/kernel/access.ts'
import { expect } from 'vitest'
import { testApp, type TestApp, type TestAppOptions } from './app.ts'

/** An answer's body, whose shape the contract tests check. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = any

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The body as JSON. */
  readonly json: Json
}

export interface Client {
  readonly key: string
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  /** Sends to `/api/v1…`, expects that status, and gives the body. */
  ask(method: string, path: string, body?: unknown, status?: number, headers?: Record<string, string>): Promise<Json>
}

export interface HttpService {
  readonly app: TestApp
  readonly api: Api
  readonly live: LiveTail
  clientFor(...roles: Role[]): Promise<Client>
  clientWith(key: string | undefined): Client
  close(): Promise<void>
}

export async function httpService(options: TestAppOptions = {}): Promise<HttpService> {
  const app = await testApp(options)
  const live = createLiveTail(app)
  const api = createHttpApi(app, { live, operations: app.operations })
  const clientWith = (key: string | undefined): Client => clientOf(api, key)
  return {
    app,
    api,
    live,
    clientWith,
    clientFor: async (...roles) => clientWith(await app.keyFor(...roles)),
    async close() {
      await live.close()
      await app.close()
    },
  }
}

/** A client with a key. */
export const clientOf = (api: Api, key: string | undefined): Client => ({
  key: key ?? '',
  async send(method, path, body, headers = {}) {
    const form = body instanceof FormData
    const response = await api.request(path, {
      method,
      headers: {
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined || form ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: form || typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      text,
      get json() {
        return JSON.parse(text)
      },
    }
  },
  async ask(method, path, body, status = 200, headers = {}) {
    const answer = await this.send(method, `/api/v1${path}`, body, headers)
    expect(answer.status, answer.text).toBe(status)
    return answer.json
  },
})

/** The form that a template is uploaded with. */
export function upload(
  content: string | Uint8Array,
  fields: Record<string, string> = {},
  fileName = 'letter.txt',
): FormData {
  const form = new FormData()
  form.set('file', new File([typeof content === 'string' ? content : Buffer.from(content)], fileName))
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return form
}

/** A letter with a condition, a date, an amount and a list. */
export const LETTER = `Dear {{tenant_name}},
{{#has_lawyer}}
Copy to {{lawyer_name}}.
{{/has_lawyer}}
From {{start_date}} you pay {{amount}}.
{{#each_item}}
- {{item_name}}: {{quantity}}
{{/each_item}}
`

/** Wire-form answers to all that the letter asks. */
export const ANSWERS = {
  tenant_name: 'Zoë',
  has_lawyer: false,
  start_date: '2026-11-21',
  amount: '1250',
  each_item: [{ item_name: 'Key', quantity: '2' }],
}
