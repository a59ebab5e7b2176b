/** Where a request comes from: a header is believed only where a named proxy has sent it. */
import type { IncomingMessage } from 'node:http'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clientAddress, parseProxies } from '../../../../../../src/adapters/inbound/web/shared/limits/client-address.ts'

const from = (remoteAddress: string, headers: Record<string, string> = {}) =>
  ({ socket: { remoteAddress }, headers }) as unknown as IncomingMessage
const proxies = parseProxies(['10.0.0.0/8', '192.0.2.7', 'fd00::/8'])!
const nobody = parseProxies([])!

test.each([
  ['203.0.113.5', {}, '203.0.113.5'],
  ['::ffff:203.0.113.5', {}, '203.0.113.5'],
  ['203.0.113.5', { 'x-forwarded-for': '198.51.100.1' }, '203.0.113.5'],
  ['10.1.2.3', { 'x-forwarded-for': '198.51.100.1' }, '198.51.100.1'],
  ['::ffff:10.1.2.3', { 'x-forwarded-for': '198.51.100.1' }, '198.51.100.1'],
  ['10.1.2.3', { 'x-forwarded-for': '1.1.1.1, 198.51.100.1, 10.9.9.9, 192.0.2.7' }, '198.51.100.1'],
  ['10.1.2.3', { 'x-forwarded-for': '1.1.1.1, unknown, 10.9.9.9' }, '10.9.9.9'],
  ['10.1.2.3', { 'x-forwarded-for': '198.51.100.1:4711' }, '198.51.100.1'],
  ['10.1.2.3', {}, '10.1.2.3'],
  ['10.1.2.3', { forwarded: 'for=1.1.1.1, for="198.51.100.1:80";proto=https;by=10.0.0.1' }, '198.51.100.1'],
  ['10.1.2.3', { forwarded: 'proto=https;For="[2001:db8:1:2::9]:443"' }, '2001:db8:1:2::/64'],
  ['10.1.2.3', { forwarded: 'for=_hidden', 'x-forwarded-for': '1.1.1.1' }, '10.1.2.3'],
  ['fd12::1', { 'x-forwarded-for': '2001:db8::1' }, '2001:db8:0:0::/64'],
  ['2001:db8:1:2:3:4:5:6', {}, '2001:db8:1:2::/64'],
  ['fe80::1%eth0', {}, 'fe80:0:0:0::/64'],
] as const)('%s with %j comes from %s', (address, headers, expected) => {
  expect(clientAddress(from(address, headers), proxies)).toBe(expected)
})

test('a call in this process comes from nowhere', () => {
  expect(clientAddress(undefined, proxies)).toBeUndefined()
})

test('whatever a header says, who is no named proxy is counted by their own address', () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.string(), fc.string(), (address, forwarded, usual) => {
      expect(clientAddress(from(address, { forwarded, 'x-forwarded-for': usual }), nobody)).toBe(address)
    }),
  )
})

test('addresses of one IPv6 network are one', () => {
  fc.assert(
    fc.property(fc.ipV6(), (address) => {
      const network = clientAddress(from(address), nobody)
      fc.pre(network?.endsWith('::/64') === true)
      expect(clientAddress(from(`${network.slice(0, -5)}:1:2:3:4`), nobody)).toBe(network)
    }),
  )
})

test.each(['10.0.0.0/33', 'proxy.example', '10.0.0.0/8/8', '10.0.0', '::/129', '10.0.0.0/', '1.2.3.4/x'])(
  '%s is no network',
  (text) => {
    expect(parseProxies(['10.0.0.1', text])).toBeUndefined()
  },
)
