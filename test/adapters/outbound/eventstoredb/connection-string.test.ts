import { describe, expect, test } from 'vitest'
import {
  checkConnectionString,
  UnsafeConnectionString,
} from '../../../../src/adapters/outbound/eventstoredb/connection/connection-string.ts'
import { openEventStoreDb } from '../../../../src/adapters/outbound/eventstoredb/event-store.ts'
import { failureOf } from '../../../support/eventstoredb/with-server.ts'

function refusal(text: string): string {
  try {
    checkConnectionString(text)
  } catch (error) {
    expect(error).toBeInstanceOf(UnsafeConnectionString)
    return (error as Error).message
  }
  throw new Error(`${text} was accepted.`)
}

describe('a connection string is accepted', () => {
  test.each([
    'esdb://localhost',
    'esdb://localhost:2113?tls=false',
    ' esdb://localhost:2113/?tls=false ',
    'esdb://user:p%40ss%3Aword@host:2113',
    'esdb://user:secret@a:2113,b:2113,c?nodePreference=leader&tlsCAFile=/etc/ca.pem',
    'esdb+discover://user:secret@cluster.example:2113?maxDiscoverAttempts=3&discoveryInterval=100&gossipTimeout=5',
    'esdb://host?keepAliveInterval=10000&keep_alive-timeout=10000&connectionName=docgen' +
      '&defaultDeadline=5000&tlsVerifyCert=true',
    'esdb://host?userCertFile=/a&userKeyFile=/b',
  ])('%s', (text) => expect(() => checkConnectionString(text)).not.toThrow())
})

describe('a connection string is refused', () => {
  test.each([
    ['credentials that would be dropped silently', 'esdb://user:secret@host?tls=false', 'drop the credentials'],
    ['tlsVerifyCert=false, which is ignored', 'esdb://host?tlsVerifyCert=false', 'tlsCAFile'],
    [
      'throwOnAppendFailure=false, which reports wrong revisions',
      'esdb://host?throwOnAppendFailure=false',
      'wrong revisions',
    ],
    ['a node that lags behind', 'esdb://host?nodePreference=follower', 'leader'],
    ['an unknown setting', 'esdb://host?tsl=false', 'tsl'],
    ['a setting of Object', 'esdb://host?constructor=1', 'constructor'],
    ['a setting given twice', 'esdb://host?tls=false&TLS=true', 'twice'],
    ['a value that is no number', 'esdb://host?keepAliveInterval=10s', 'keepAliveInterval'],
    ['keepalive turned off', 'esdb://host?keepAliveInterval=-1', 'keepAliveInterval'],
    ['a deadline of nothing', 'esdb://host?defaultDeadline=0', 'defaultDeadline'],
    ['an empty value', 'esdb://host?tlsCAFile=', 'tlsCAFile'],
    ['a certificate without its key', 'esdb://host?userCertFile=/a', 'userKeyFile'],
    ['several hosts, of which the client would take one', 'esdb+discover://a:2113,b:2113', 'esdb://a:2113,b:2113'],
    ['another protocol', 'http://host:2113', 'esdb://'],
    ['no host', 'esdb://', 'esdb://'],
    ['a host with two ports', 'esdb://host:1:2', 'host:port'],
    ['a password of which the client would take a part', 'esdb://user:pa:ss@host', '%3A'],
    ['a value that the client would take for credentials', 'esdb://host:2113?connectionName=me@work', '%40'],
  ])('for %s', (_, text, word) => expect(refusal(text)).toContain(word))

  test('without repeating the password', () => {
    for (const text of [
      'esdb://user:top-secret@host?tls=false',
      'esdb://user:top-secret:more@host',
      'esdb:/user:top-secret@host',
      'esdb://user:top-secret@',
    ]) {
      expect(refusal(text)).not.toContain('top-secret')
    }
  })

  test('before anything is connected', async () => {
    expect(await failureOf(openEventStoreDb({ url: 'esdb://user:secret@localhost?tls=false' }))).toBeInstanceOf(
      UnsafeConnectionString,
    )
  })
})

test('a namespace that would match the streams of the server itself is refused', async () => {
  for (const namespace of ['', '$', '$$docgen_', 'a b', 'ä']) {
    expect(await failureOf(openEventStoreDb({ url: 'esdb://localhost?tls=false', namespace }))).toBeInstanceOf(
      RangeError,
    )
  }
})
