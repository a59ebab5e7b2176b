/** What is changed about the client from behind. */
import { once } from 'node:events'
import { createServer, type Http2Session, type Settings } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { makeClient } from '../../../../src/adapters/outbound/eventstoredb/connection/client.ts'

test('the server may send far ahead on each call', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = makeClient(`esdb://127.0.0.1:${(server.address() as AddressInfo).port}?tls=false`)
  const read = client.readStream('s').on('error', () => {})
  const [session] = (await once(server, 'session')) as [Http2Session]
  onTestFinished(async () => {
    await client.dispose()
    session.destroy()
    server.close()
  })
  const [settings] = (await once(session, 'remoteSettings')) as [Settings]
  expect(settings.initialWindowSize).toBe(256 * 1024)
  await read.cancel()
})
