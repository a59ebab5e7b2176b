import { describe, expect, test } from 'vitest'
import { channelCredentials } from '../../../../src/adapters/outbound/eventstoredb/connection/certificates.ts'
import { ServerConnection } from '../../../../src/adapters/outbound/eventstoredb/connection/server-connection.ts'
import { parseConnectionString } from '../../../../src/adapters/outbound/eventstoredb/connection/connection-string.ts'
import { UnsafeConnectionString } from '../../../../src/adapters/outbound/eventstoredb/connection/errors.ts'
import { systemTimers } from '../../../../src/adapters/outbound/eventstoredb/connection/timers.ts'
import { openEventStoreDb } from '../../../../src/adapters/outbound/eventstoredb/event-store.ts'
import { failureOf } from '../../../support/eventstoredb/with-server.ts'

function refusal(text: string): string {
  try {
    channelCredentials(parseConnectionString(text))
  } catch (error) {
    expect(error).toBeInstanceOf(UnsafeConnectionString)
    return (error as Error).message
  }
  throw new Error(`${text} was accepted.`)
}

describe('a connection string is read', () => {
  const at = (address: string, port = 2113) => ({ address, port })
  test.each([
    ['esdb://localhost', { hosts: [at('localhost')], discover: false, tls: true, credentials: undefined }],
    ['esdb://localhost:2114?tls=false', { hosts: [at('localhost', 2114)], tls: false }],
    [' esdb://localhost:2113/?tls=false ', { hosts: [at('localhost')], tls: false }],
    ['esdb://user:p%40ss%3Aword@host:2113', { credentials: { user: 'user', password: 'p@ss:word' } }],
    ['esdb://[::1]:2113', { hosts: [at('[::1]')] }],
    [
      'esdb://user:secret@a:1,b:65535,c?nodePreference=leader&tlsCAFile=/etc/ca%20of%20ours.pem',
      { hosts: [at('a', 1), at('b', 65_535), at('c')], discover: true, tlsCAFile: '/etc/ca of ours.pem' },
    ],
    [
      'esdb+discover://user:secret@cluster.example:2113?maxDiscoverAttempts=3&discoveryInterval=200&gossipTimeout=5',
      {
        hosts: [at('cluster.example')],
        discover: true,
        maxDiscoverAttempts: 3,
        discoveryInterval: 200,
        gossipTimeout: 5000,
      },
    ],
    [
      'esdb://host?keepAliveInterval=11000&keep_alive-timeout=12000&connectionName=docgen%201' +
        '&defaultDeadline=5000&tlsVerifyCert=true',
      { keepAliveInterval: 11_000, keepAliveTimeout: 12_000, connectionName: 'docgen 1', defaultDeadline: 5000 },
    ],
    ['esdb://host?userCertFile=/a&userKeyFile=/b', { userCertFile: '/a', userKeyFile: '/b' }],
  ])('%s', (text, expected) => expect(parseConnectionString(text)).toMatchObject(expected))

  test.each(['kurrentdb', 'kurrent', 'kdb'])('of EventStoreDB’s successor, %s://, as one of EventStoreDB', (scheme) => {
    for (const rest of [
      '://user:secret@host:2113?tls=true&connectionName=docgen',
      '://a:2113,b:2113?tls=false&maxDiscoverAttempts=3',
      '+discover://cluster.example?gossipTimeout=10&nodePreference=leader',
    ])
      expect(parseConnectionString(scheme + rest)).toEqual(parseConnectionString(`esdb${rest}`))
  })

  test('with its credentials and its name, which go with each call', () => {
    const settings = parseConnectionString('kurrentdb://user:p%3Aw@host?connectionName=docgen')
    const connection = new ServerConnection(settings, systemTimers)
    expect(connection.metadata().getMap()).toEqual({
      authorization: `Basic ${Buffer.from('user:p:w').toString('base64')}`,
      'connection-name': 'docgen',
      'requires-leader': 'true',
    })
  })
})

describe('a connection string is refused', () => {
  test.each([
    ['credentials that anybody could read', 'esdb://user:secret@host?tls=false', 'for everybody to read'],
    ['tlsVerifyCert=false, which is not obeyed', 'esdb://host?tlsVerifyCert=false', 'tlsCAFile'],
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
    ['several hosts for the one name of a cluster', 'kurrentdb+discover://a:2113,b:2113', 'esdb://a:2113,b:2113'],
    ['another protocol', 'http://host:2113', 'kurrentdb://'],
    ['a setting of another client', 'kurrentdb://host?feature=dns-lookup', 'feature'],
    ['a time in milliseconds, where seconds are meant', 'kurrentdb://host?gossipTimeout=3000', 'seconds'],
    ['a port that there is not', 'esdb://host:65536', '65535'],
    ['port 0', 'esdb://host:0', '65535'],
    ['a host with a blank', 'esdb://my host', 'host:port'],
    ['half an escape in the password', 'esdb://user:100%@host', '%25'],
    ['half an escape in a setting', 'esdb://host?connectionName=100%', '%25'],
    ['a certificate that is not there', 'kurrentdb://host?tlsCAFile=/no/such/file.pem', 'tlsCAFile'],
    ['no host', 'esdb://', 'esdb://'],
    ['a host with two ports', 'esdb://host:1:2', 'host:port'],
    ['a password with a colon in it', 'esdb://user:pa:ss@host', '%3A'],
    ['a value that looks like credentials', 'esdb://host:2113?connectionName=me@work', '%40'],
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
