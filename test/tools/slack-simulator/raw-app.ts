/** An app that only writes down what Slack sends it, and answers as it is told. */
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface RawApp {
  url: string
  requests: { headers: IncomingHttpHeaders; raw: string; json: Record<string, unknown> }[]
  /** The `event`s of that type that came by the Events API. */
  events(type: string): Record<string, unknown>[]
  /** How requests are answered from now on. */
  answer(answer: { status: number; body?: string; headers?: Record<string, string> } | 'never'): void
  close(): Promise<void>
}

export async function rawApp(): Promise<RawApp> {
  let answer: Parameters<RawApp['answer']>[0] = { status: 200 }
  const requests: RawApp['requests'] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString()
      requests.push({ headers: request.headers, raw, json: parsed(raw, request.headers['content-type']) })
      if (answer !== 'never') response.writeHead(answer.status, answer.headers).end(answer.body ?? '')
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`,
    requests,
    events: (type) =>
      requests.flatMap(({ json }) => {
        const event = json['event'] as Record<string, unknown> | undefined
        return event?.['type'] === type ? [event] : []
      }),
    answer: (next) => {
      answer = next
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
      })
    },
  }
}

/** The body as an object: JSON, a form, or the JSON in a form's `payload`. */
export function parsed(raw: string, type: string | undefined): Record<string, unknown> {
  if (type === 'application/json') return JSON.parse(raw) as Record<string, unknown>
  const form = Object.fromEntries(new URLSearchParams(raw))
  return form['payload'] === undefined ? form : (JSON.parse(form['payload']) as Record<string, unknown>)
}
