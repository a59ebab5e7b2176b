/** What the connection asks of gRPC. */
import { once } from 'node:events'
import { createServer, type Http2Session, type Settings } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { Connection } from '../../../../src/adapters/outbound/eventstoredb/connection/connection.ts'
import { parseConnectionString } from '../../../../src/adapters/outbound/eventstoredb/connection/connection-string.ts'
import { systemTimers } from '../../../../src/adapters/outbound/eventstoredb/connection/timers.ts'
import { openRead } from '../../../../src/adapters/outbound/eventstoredb/reading/read-call.ts'

test('the server may send far ahead on each call', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `esdb://127.0.0.1:${(server.address() as AddressInfo).port}?tls=false`
  const connection = new Connection(parseConnectionString(url), systemTimers)
  await openRead(connection, { all: { start: {} }, count: 1 })
  const [session] = (await once(server, 'session')) as [Http2Session]
  onTestFinished(() => {
    connection.close()
    session.destroy()
    server.close()
  })
  const [settings] = (await once(session, 'remoteSettings')) as [Settings]
  expect(settings.initialWindowSize).toBe(256 * 1024)
})
