/** What the connection asks of gRPC. */
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Http2Session, type Settings } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { APPEND_TIMEOUT_MS } from '../../../../src/adapters/outbound/eventstoredb/appending/appender.ts'
import { ServerConnection } from '../../../../src/adapters/outbound/eventstoredb/connection/server-connection.ts'
import { parseConnectionString } from '../../../../src/adapters/outbound/eventstoredb/connection/connection-string.ts'
import { systemTimers } from '../../../../src/adapters/outbound/eventstoredb/connection/timers.ts'
import {
  AccessDenied,
  UnsafeConnectionString,
} from '../../../../src/adapters/outbound/eventstoredb/connection/errors.ts'
import { openEventStoreDb } from '../../../../src/adapters/outbound/eventstoredb/event-store.ts'
import { openRead } from '../../../../src/adapters/outbound/eventstoredb/reading/read-call.ts'
import { READ_TIMEOUT_MS } from '../../../../src/adapters/outbound/eventstoredb/reading/reader.ts'
import { StoreUnavailable } from '../../../../src/ports/events/event-store.ts'
import { CERTIFICATE } from '../../../support/eventstoredb/certificate.ts'
import { ManualTimers } from '../../../support/eventstoredb/manual-timers.ts'
import { ServerDouble } from '../../../support/eventstoredb/server-double.ts'
import { events, failureOf, PATHS, readStream, withServer } from '../../../support/eventstoredb/with-server.ts'

test('the server may send far ahead on each call', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `esdb://127.0.0.1:${(server.address() as AddressInfo).port}?tls=false`
  const connection = new ServerConnection(parseConnectionString(url), systemTimers)
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

describe('with TLS', () => {
  const authorization = `Basic ${Buffer.from('docgen:p@ss').toString('base64')}`

  async function secure(batchAppend: boolean, rest: string) {
    const server = await ServerDouble.start({ batchAppend, tls: true, authorization })
    onTestFinished(() => server.stop())
    const folder = mkdtempSync(path.join(tmpdir(), 'docgen-tls-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    writeFileSync(path.join(folder, 'ca.pem'), CERTIFICATE)
    writeFileSync(path.join(folder, 'none.pem'), 'no certificate')
    const url = `localhost:${server.port}?${rest.replace('FILE', encodeURIComponent(folder))}`
    // The pauses between attempts pass at once.
    const timers = new ManualTimers([APPEND_TIMEOUT_MS, READ_TIMEOUT_MS])
    return (scheme: string) => openEventStoreDb({ url: scheme + url, timers })
  }

  test.each(PATHS)('and a password events go to and fro, on one node and on a cluster, over $path', async (given) => {
    const open = await secure(given.batchAppend, 'tlsCAFile=FILE/ca.pem')
    for (const scheme of ['kurrentdb://docgen:p%40ss@', 'kurrentdb+discover://docgen:p%40ss@']) {
      const store = await open(scheme)
      onTestFinished(() => store.close())
      const stream = scheme.replaceAll(/[^a-z]/g, '')
      await store.append(stream, 'none', events(2))
      expect(await readStream(store, stream)).toHaveLength(2)
    }
  })

  test('the wrong password, an unknown authority and a broken file are refused', async () => {
    const open = await secure(true, 'tlsCAFile=FILE/ca.pem')
    expect(await failureOf(open('esdb://docgen:wrong@'))).toBeInstanceOf(AccessDenied)
    const unknown = await secure(true, 'tls=true')
    expect(await failureOf(unknown('esdb://docgen:p%40ss@'))).toBeInstanceOf(StoreUnavailable)
    const broken = await secure(true, 'tlsCAFile=FILE/none.pem')
    expect(await failureOf(broken('esdb://docgen:p%40ss@'))).toBeInstanceOf(UnsafeConnectionString)
  })
})

test.each(['esdb', 'kurrentdb', 'kurrent', 'kdb'])('%s:// leads to the same events', async (scheme) => {
  const { server, store } = await withServer()
  await store.append('s', 'none', events(2))
  for (const prefix of ['://', '+discover://']) {
    const other = await openEventStoreDb({ url: server.url.replace('esdb://', scheme + prefix) })
    onTestFinished(() => other.close())
    expect(await readStream(other, 's')).toHaveLength(2)
  }
})
