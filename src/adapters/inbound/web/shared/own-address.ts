/** Where a request has reached this service, for links into it: its Host header may name anything. */
import type { IncomingMessage } from 'node:http'
import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'

/** `localhost` stays what it is, so that a browser's cookies are those of the page that it has open. */
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/**
 * The origin, such as `http://127.0.0.1:8080`, by the connection's own end. `url` is the request's; a call in this
 * process (no `incoming`) is at the address that it names.
 */
export function ownAddress(url: string, incoming: IncomingMessage | undefined): string {
  const named = new URL(url)
  if (incoming === undefined) return named.origin
  const { localAddress = '127.0.0.1', localPort = 80 } = incoming.socket
  const address = localAddress.replace(/^::ffff:/i, '')
  const host = address.includes(':') ? `[${address.replace(/%.*$/, '')}]` : address
  const sameMachine = LOOPBACK.test(host) && LOOPBACK.test(named.hostname)
  return sameMachine && Number(named.port || 80) === localPort ? named.origin : `http://${host}:${localPort}`
}

/** The connection of a request; undefined for a call in this process. */
export const incomingOf = (c: Context): IncomingMessage | undefined =>
  (c.env as Partial<HttpBindings> | undefined)?.incoming
