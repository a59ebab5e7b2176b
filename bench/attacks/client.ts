/** A small client whose requests do not wait for each other. */
import { Agent, request } from 'node:http'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'

export interface Sent {
  readonly status: number
  readonly ms: number
  readonly text: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

export interface Call {
  readonly method?: string
  readonly key?: string | undefined
  readonly type?: string
  readonly body?: string | Uint8Array | undefined
  readonly headers?: Readonly<Record<string, string>>
  /** Ends the request after this many milliseconds. */
  readonly timeout?: number
}

const agent = new Agent({ keepAlive: true, maxSockets: 2000 })

/** Status 0: the connection broke off. */
export function send(url: string, { method, key, type, body, headers, timeout }: Call = {}): Promise<Sent> {
  const began = performance.now()
  return new Promise((resolve) => {
    const done = (status: number, text = '', received: Sent['headers'] = {}): void =>
      resolve({ status, ms: performance.now() - began, text, headers: received })
    const sending = request(
      url,
      {
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        agent,
        headers: {
          ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
          ...(body === undefined
            ? {}
            : { 'content-type': type ?? 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
          ...headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => void chunks.push(chunk))
        response.on('end', () => done(response.statusCode ?? 0, Buffer.concat(chunks).toString(), response.headers))
        response.on('error', () => done(0))
      },
    )
    sending.on('error', () => done(0))
    if (timeout !== undefined) sending.setTimeout(timeout, () => sending.destroy())
    sending.end(body)
  })
}

/** Sends JSON, again once a rate limit is over; throws where it is not answered with success. */
export async function call(url: string, method: string, key: string, body?: unknown): Promise<Record<string, unknown>> {
  for (;;) {
    const { status, text } = await send(url, {
      method,
      key,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (status >= 200 && status < 300) return JSON.parse(text) as Record<string, unknown>
    if (status !== 429) throw new Error(`${method} ${url}: ${status} ${text.slice(0, 300)}`)
    const { error } = JSON.parse(text) as { readonly error: { readonly details: { readonly retry_after_s: number } } }
    await sleep(error.details.retry_after_s * 1000)
  }
}

export const BOUNDARY = 'docgen-attacks-boundary'

/** A multipart form: texts, and one file. */
export function form(
  fields: Readonly<Record<string, string>>,
  file?: { readonly name: string; readonly bytes: string | Uint8Array },
): { readonly type: string; readonly body: Buffer } {
  const parts = Object.entries(fields).map(([name, value]) =>
    Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`),
  )
  if (file !== undefined)
    parts.push(
      Buffer.from(
        `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${file.name}"\r\n` +
          'Content-Type: application/octet-stream\r\n\r\n',
      ),
      Buffer.from(file.bytes),
      Buffer.from('\r\n'),
    )
  return {
    type: `multipart/form-data; boundary=${BOUNDARY}`,
    body: Buffer.concat([...parts, Buffer.from(`--${BOUNDARY}--\r\n`)]),
  }
}

/** How many were answered with each status. */
export type Statuses = Record<string, number>

/** Sends `count` of them at once. */
export async function atOnce(count: number, one: (index: number) => Promise<Sent | number>): Promise<Statuses> {
  const statuses: Statuses = {}
  await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const sent = await one(index)
      const status = String(typeof sent === 'number' ? sent : sent.status)
      statuses[status] = (statuses[status] ?? 0) + 1
    }),
  )
  return statuses
}
