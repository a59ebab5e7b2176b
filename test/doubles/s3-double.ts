/**
 * Just enough of S3 to misbehave on purpose: no signatures are checked. For what no well-behaved server does; the
 * contract runs on a real one.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

interface StoredObject {
  readonly bytes: Buffer
  readonly headers: Record<string, string>
}

export interface S3Double {
  readonly endpoint: string
  readonly objects: Map<string, StoredObject>
  /** Each request as it came: method, path and headers. */
  readonly requests: { readonly method: string; readonly path: string; readonly headers: IncomingMessage['headers'] }[]
  /** Looks at each request first; true when it has dealt with it. */
  misbehave: (request: IncomingMessage, response: ServerResponse, store: () => void) => boolean
  stop(): Promise<void>
}

export async function s3Double(conditional: 'kept' | 'ignored' | 'refused' = 'kept'): Promise<S3Double> {
  const objects = new Map<string, StoredObject>()
  const refuse = (response: ServerResponse, status: number, code: string) =>
    response
      .writeHead(status, { 'content-type': 'application/xml' })
      .end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`)

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://double').pathname
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    double.requests.push({ method: request.method ?? '', path, headers: request.headers })
    const store = () => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).filter(([name]) => name.startsWith('x-amz-meta-')),
      ) as Record<string, string>
      objects.set(path, { bytes: Buffer.concat(chunks), headers })
    }
    if (double.misbehave(request, response, store)) return
    const there = objects.get(path)
    if (request.method === 'PUT') {
      if (request.headers['if-none-match'] !== undefined && conditional === 'refused')
        return void refuse(response, 501, 'NotImplemented')
      if (request.headers['if-none-match'] !== undefined && conditional === 'kept' && there !== undefined)
        return void refuse(response, 412, 'PreconditionFailed')
      store()
      return void response.writeHead(200).end()
    }
    if (request.method === 'DELETE') {
      objects.delete(path)
      return void response.writeHead(204).end()
    }
    if (there === undefined)
      return void (request.method === 'HEAD' ? response.writeHead(404).end() : refuse(response, 404, 'NoSuchKey'))
    response
      .writeHead(200, { ...there.headers, 'content-length': there.bytes.length })
      .end(request.method === 'HEAD' ? undefined : there.bytes)
  }
  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const double: S3Double = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    requests: [],
    misbehave: () => false,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return double
}
