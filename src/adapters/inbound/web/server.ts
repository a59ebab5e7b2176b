/**
 * The HTTP server. It stops gracefully: while it still serves, its answers tell clients to connect elsewhere; then it
 * takes no new connections, ends open streams, lets running requests finish, and closes what is left.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { getRequestListener, RequestError } from '@hono/node-server'
import { v7 as uuid } from 'uuid'
import type { Clock } from '../../../ports/clock.ts'
import type { Logger } from '../../../ports/logger.ts'
import { errorBody } from './api/error-envelope.ts'
import type { LiveTail } from '../../../storage/live-changes.ts'
import { answerMalformed, type MalformedAnswer } from './malformed-request.ts'
import { UnreadBodies } from './unread-bodies.ts'

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
  readonly timeouts?: HttpTimeouts
}

/** Milliseconds: for the headers, for a whole request, and between two of them on one connection. */
export interface HttpTimeouts {
  readonly headers_ms: number
  readonly request_ms: number
  readonly keep_alive_ms: number
}

const TIMEOUTS: HttpTimeouts = { headers_ms: 15_000, request_ms: 120_000, keep_alive_ms: 10_000 }

/** No client of ours, nor a browser behind proxies, sends half as many. */
const MAX_HEADERS = 100

/** Both sides of a request, as Node has them. */
interface Connection {
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
}

export interface RunningServer {
  /** `http://127.0.0.1:8080` */
  readonly url: string
  readonly port: number
  /**
   * Goes on serving, but every answer from now on closes its connection (RFC 9112 §9.6): clients that keep connections
   * open make their next one elsewhere, and none is closed under a request.
   */
  leave(): void
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
  timeouts: { headers_ms, request_ms, keep_alive_ms } = TIMEOUTS,
}: ServerOptions): Promise<RunningServer> {
  const malformed = (message: string) => {
    const request_id = uuid()
    return { request_id, body: JSON.stringify(errorBody({ code: 'invalid', message }, request_id, clock.now())) }
  }
  const unread = new UnreadBodies()
  const answer = async (request: Request, env: Connection): Promise<Response> => {
    const response = await fetch(request, env)
    if (!(await unread.readAway(env.incoming, response.status))) env.outgoing.shouldKeepAlive = false
    return response
  }
  const listener = getRequestListener((request, env) => answer(request, env as Connection), {
    hostname: host,
    autoCleanupIncoming: false,
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
  const responses = new OpenResponses()
  const server = createServer(
    {
      headersTimeout: Math.min(headers_ms, request_ms),
      requestTimeout: request_ms,
      keepAliveTimeout: keep_alive_ms,
      maxHeaderSize: 32 * 1024,
    },
    (incoming, outgoing) => {
      responses.add(outgoing)
      if (incoming.rawHeaders.length > 2 * MAX_HEADERS) refuseHeaders(outgoing, malformed)
      else void listener(incoming, outgoing)
    },
  )
  // Node would leave out what is beyond its own limit, without a word.
  server.maxHeadersCount = 0
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
    leave: () => responses.closeConnections(),
    close(grace_ms = GRACE_MS) {
      responses.closeConnections()
      return (closing ??= drain(server, live, grace_ms))
    },
  }
}

/** The responses that are not sent yet, so that they can say that their connection closes. */
class OpenResponses {
  readonly #open = new Set<ServerResponse>()
  #closing = false

  add(response: ServerResponse): void {
    if (this.#closing) response.shouldKeepAlive = false
    this.#open.add(response)
    response.once('close', () => this.#open.delete(response))
  }

  closeConnections(): void {
    this.#closing = true
    for (const response of this.#open) response.shouldKeepAlive = false
  }
}

function refuseHeaders(outgoing: ServerResponse, malformed: (message: string) => MalformedAnswer): void {
  const { body, request_id } = malformed(`The request has too many headers: at most ${MAX_HEADERS} are taken.`)
  outgoing
    .writeHead(431, { 'content-type': 'application/json', 'x-request-id': request_id, connection: 'close' })
    .end(body)
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
