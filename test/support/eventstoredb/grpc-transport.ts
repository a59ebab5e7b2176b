/**
 * gRPC over HTTP/2, with TLS or without, as much as a server double needs, with every way to end a call or a connection in its
 * hands.
 */
import {
  constants,
  createSecureServer,
  createServer,
  type Http2SecureServer,
  type Http2Server,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2'
import { createServer as createListener, type AddressInfo, type Server, type Socket } from 'node:net'

/** A call that ends with a status other than OK. */
export class CallFailure extends Error {
  readonly code: number
  readonly trailers: Readonly<Record<string, string>>
  constructor(code: number, message: string, trailers: Readonly<Record<string, string>> = {}) {
    super(message)
    this.code = code
    this.trailers = trailers
  }
}

export interface Call {
  readonly headers: IncomingHttpHeaders
  /** The messages of the client, until it has sent all. */
  readonly messages: AsyncIterable<Uint8Array>
  /** Fires when the call is over, for whatever reason. */
  readonly over: AbortSignal
  /** Resolves when there is room for more. */
  write(message: Uint8Array): Promise<void>
  /** Cuts the connection under the call, and all other calls on it. */
  cut(): void
}

/** A promise that resolves ends the call with OK. */
export type Handler = (call: Call) => Promise<void>

export class GrpcTransport {
  readonly #handlers: ReadonlyMap<string, Handler>
  /** Speaks HTTP/2 on the listener's connections, and stays when the listener goes. */
  readonly #http: Http2Server | Http2SecureServer
  #listener: Server | undefined
  readonly #sockets = new Set<Socket>()
  readonly #sessions = new Set<ServerHttp2Session>()
  readonly #streams = new Set<ServerHttp2Stream>()
  #stalled: { readonly promise: Promise<void> } = { promise: Promise.resolve() }
  port = 0

  /** Handlers by path. */
  constructor(handlers: ReadonlyMap<string, Handler>, tls?: { readonly cert: string; readonly key: string }) {
    this.#handlers = handlers
    this.#http = tls === undefined ? createServer() : createSecureServer(tls)
    this.#http.on('session', (session) => {
      this.#sessions.add(session)
      session.on('error', () => {}).on('close', () => this.#sessions.delete(session))
    })
    this.#http.on('stream', (stream, headers) => void this.#serve(stream, headers))
  }

  /** Listens on loopback; again on the same port after it was stopped. */
  async listen(): Promise<void> {
    const listener = createListener((socket) => {
      this.#sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => this.#sockets.delete(socket))
      this.#http.emit('connection', socket)
    })
    await new Promise<void>((resolve, reject) => {
      listener.once('error', reject)
      listener.listen(this.port, '127.0.0.1', resolve)
    })
    this.#listener = listener
    this.port = (listener.address() as AddressInfo).port
  }

  /** Takes no new calls on the connections that there are; the open ones go on. */
  goAway(): void {
    for (const session of this.#sessions) session.goaway()
  }

  /** Takes no new connections. */
  stopListening(): void {
    this.#listener?.close()
    this.#listener = undefined
  }

  /** Cuts all connections, as a killed process does. */
  cutConnections(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy()
  }

  /** Ends all calls without a status, as a process does that shuts down. */
  resetCalls(): void {
    for (const stream of this.#streams) stream.close(constants.NGHTTP2_NO_ERROR)
  }

  /** Reads nothing more, as a process does that is stopped, until the function it gives is called. */
  stall(): () => void {
    const stalled = Promise.withResolvers<void>()
    this.#stalled = stalled
    return stalled.resolve
  }

  get connections(): number {
    return this.#sockets.size
  }

  async #serve(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): Promise<void> {
    const over = new AbortController()
    this.#streams.add(stream)
    stream.setMaxListeners(0)
    stream.on('error', () => {})
    stream.on('close', () => {
      this.#streams.delete(stream)
      over.abort()
    })
    let status = new CallFailure(0, '')
    stream.respond({ ':status': 200, 'content-type': 'application/grpc+proto' }, { waitForTrailers: true })
    stream.on('wantTrailers', () =>
      stream.sendTrailers({
        'grpc-status': String(status.code),
        'grpc-message': encodeURIComponent(status.message),
        ...status.trailers,
      }),
    )
    try {
      const handler = this.#handlers.get(String(headers[':path']))
      if (handler === undefined) throw new CallFailure(12, 'unimplemented')
      await handler({
        headers,
        messages: messagesOf(stream, () => this.#stalled.promise),
        over: over.signal,
        write: (message) => write(stream, message),
        cut: () => (stream.session as ServerHttp2Session | undefined)?.socket.resetAndDestroy(),
      })
    } catch (error) {
      status =
        error instanceof CallFailure ? error : new CallFailure(2, `Exception was thrown by handler. ${String(error)}`)
    }
    if (!stream.destroyed) stream.end()
  }
}

async function* messagesOf(stream: ServerHttp2Stream, ready: () => Promise<void>): AsyncIterable<Uint8Array> {
  let rest = Buffer.alloc(0)
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    await ready()
    rest = Buffer.concat([rest, chunk as Buffer])
    while (rest.length >= 5 && rest.length >= 5 + rest.readUInt32BE(1)) {
      const length = 5 + rest.readUInt32BE(1)
      yield new Uint8Array(rest.subarray(5, length))
      rest = rest.subarray(length)
    }
  }
}

async function write(stream: ServerHttp2Stream, message: Uint8Array): Promise<void> {
  if (stream.destroyed || stream.closed) return
  const head = Buffer.alloc(5)
  head.writeUInt32BE(message.length, 1)
  if (stream.write(Buffer.concat([head, message]))) return
  await new Promise<void>((resolve) => {
    const done = () => {
      stream.off('drain', done).off('close', done)
      resolve()
    }
    stream.on('drain', done).on('close', done)
  })
}
