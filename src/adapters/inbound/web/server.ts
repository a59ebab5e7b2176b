/**
 * The HTTP server. It stops gracefully: it takes no new connections, ends open streams, lets running requests finish,
 * and then closes what is left.
 */
import { createServer, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { getRequestListener, RequestError } from '@hono/node-server'
import { v7 as uuid } from 'uuid'
import type { Clock } from '../../../ports/clock.ts'
import type { Logger } from '../../../ports/logger.ts'
import { errorBody } from './api/error-envelope.ts'
import type { LiveTail } from '../../../storage/live-changes.ts'
import { answerMalformed } from './malformed-request.ts'

export interface ServerOptions {
  readonly fetch: (request: Request, env: object) => Response | Promise<Response>
  /** Loopback unless an operator says otherwise. */
  readonly host?: string
  /** 0 takes any that is free. */
  readonly port: number
  /** The open streams, to be ended before the rest is waited for. */
  readonly live?: Pick<LiveTail, 'close'>
  readonly clock: Clock
  readonly logger: Logger
}

export interface RunningServer {
  /** `http://127.0.0.1:8080` */
  readonly url: string
  readonly port: number
  /** Drains; what still runs after `grace_ms` is cut off. */
  close(grace_ms?: number): Promise<void>
}

const GRACE_MS = 10_000

/** Rejects when the port cannot be had (`EADDRINUSE`). */
export async function startServer({
  fetch,
  host = '127.0.0.1',
  port,
  live,
  clock,
  logger,
}: ServerOptions): Promise<RunningServer> {
  const malformed = (message: string) => {
    const request_id = uuid()
    return { request_id, body: JSON.stringify(errorBody({ code: 'invalid', message }, request_id, clock.now())) }
  }
  const listener = getRequestListener((request, env) => fetch(request, env), {
    hostname: host,
    errorHandler: (error) => {
      const ours = !(error instanceof RequestError)
      if (ours)
        logger.error({ error: error instanceof Error ? error.name : 'unknown' }, 'a request failed outside its handler')
      const { body, request_id } = malformed(
        ours ? 'Something went wrong here.' : 'The request line or its Host header is malformed.',
      )
      return new Response(body, {
        status: ours ? 500 : 400,
        headers: { 'content-type': 'application/json', 'x-request-id': request_id, connection: 'close' },
      })
    },
  })
  const server = createServer(
    { headersTimeout: 15_000, requestTimeout: 120_000, keepAliveTimeout: 10_000, maxHeaderSize: 32 * 1024 },
    (incoming, outgoing) => {
      void listener(incoming, outgoing)
    },
  )
  server.on('clientError', (error: NodeJS.ErrnoException, socket) =>
    answerMalformed(error, socket as Socket, malformed),
  )
  await listen(server, host, port)
  const { port: actual } = server.address() as AddressInfo
  const name = host.includes(':') ? `[${host}]` : host

  let closing: Promise<void> | undefined
  return {
    url: `http://${name}:${actual}`,
    port: actual,
    close: (grace_ms = GRACE_MS) => (closing ??= drain(server, live, grace_ms)),
  }
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

async function drain(server: Server, live: ServerOptions['live'], grace_ms: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  const late = setTimeout(() => server.closeAllConnections(), grace_ms)
  await live?.close()
  server.closeIdleConnections()
  // Connections become idle one by one; Node closes only those that are idle when asked.
  const sweep = setInterval(() => server.closeIdleConnections(), 50)
  await closed
  clearTimeout(late)
  clearInterval(sweep)
}
