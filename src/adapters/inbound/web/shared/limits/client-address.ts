/**
 * Where a request comes from: the address at the other end of the connection, or, where that is a proxy that an
 * operator has named, what the proxy says it is. Anybody can send such a header; only a named proxy is believed.
 */
import { BlockList, isIP, SocketAddress } from 'node:net'
import type { IncomingMessage } from 'node:http'

/** Whether an address is that of a named proxy. */
export type IsProxy = (address: string) => boolean

/** Reads addresses and networks (`10.0.0.7`, `10.0.0.0/8`, `fd00::/8`); undefined for the first that is none. */
export function parseProxies(texts: readonly string[]): IsProxy | undefined {
  const list = new BlockList()
  for (const text of texts) {
    const [address = '', prefix, ...more] = text.split('/')
    const family = isIP(address)
    const bits = prefix === undefined ? undefined : /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN
    if (family === 0 || more.length > 0 || !(bits === undefined || bits <= (family === 4 ? 32 : 128))) return undefined
    const type = family === 4 ? 'ipv4' : 'ipv6'
    if (bits === undefined) list.addAddress(address, type)
    else list.addSubnet(address, bits, type)
  }
  return (address) => list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

/** Further addresses of a header are not read. */
const MAX_HOPS = 20

/**
 * The address that limits are counted by; undefined for a call in this process. Of IPv6 the network (/64): one machine
 * has all addresses in it. The last address in `Forwarded` (RFC 7239) or `X-Forwarded-For` that is no named proxy.
 */
export function clientAddress(incoming: IncomingMessage | undefined, isProxy: IsProxy): string | undefined {
  const peer = plainAddress(incoming?.socket.remoteAddress)
  if (incoming === undefined || peer === undefined) return undefined
  if (!isProxy(peer)) return networkOf(peer)
  let nearest = peer
  for (const hop of forwardedFor(incoming).slice(-MAX_HOPS).reverse()) {
    const address = plainAddress(hop)
    // Whatever stands before this was not written by a proxy of ours.
    if (address === undefined) break
    nearest = address
    if (!isProxy(address)) break
  }
  return networkOf(nearest)
}

function forwardedFor({ headers }: IncomingMessage): string[] {
  const standard = headers['forwarded']
  if (standard !== undefined)
    return standard.split(',').map((hop) => /(?:^|;)\s*for\s*=\s*"?([^";]*)/i.exec(hop)?.[1]?.trim() ?? '')
  const usual = headers['x-forwarded-for']
  return (Array.isArray(usual) ? usual.join(',') : (usual ?? '')).split(',').map((hop) => hop.trim())
}

/** Without a port, brackets and zone, and IPv4 as such; undefined for anything else. */
function plainAddress(text: string | undefined): string | undefined {
  const bare = /^\[([^\]]*)\](?::\d+)?$/.exec(text ?? '')?.[1] ?? text?.replace(/^([\d.]+):\d+$/, '$1')
  const address = bare?.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '')
  return address === undefined || isIP(address) === 0 ? undefined : address
}

function networkOf(address: string): string {
  if (isIP(address) === 4) return address
  // The canonical form (RFC 5952), with its eight groups written out.
  const [head = '', tail] = new SocketAddress({ address, family: 'ipv6' }).address.split('::')
  const groups = head.split(':').filter((group) => group !== '')
  const behind = (tail ?? '').split(':').filter((group) => group !== '')
  const filled =
    tail === undefined ? groups : [...groups, ...Array<string>(8 - groups.length - behind.length).fill('0'), ...behind]
  return `${filled.slice(0, 4).join(':')}::/64`
}
