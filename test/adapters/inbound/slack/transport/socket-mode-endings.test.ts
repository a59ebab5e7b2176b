/** A connection of Socket Mode that ends is followed by another; and it stops when it is told to. */
import { describe, expect, test } from 'vitest'
import { runHeartbeat } from '../../../../../src/adapters/inbound/slack/transport/inbox/heartbeat.ts'
import { fixedClock } from '../../../../doubles/clock.ts'
import { connected, connectedAtFirst, errorsOf, isHeard, listen, sleepsSoFar } from '../../../../support/socket-mode.ts'
import { until } from '../../../../support/until.ts'

describe('a connection ends', () => {
  test.each(['close', 'cut', 'freeze'] as const)('%s: another is made', async (how) => {
    const under = await connectedAtFirst(how === 'freeze' ? { pong_ms: 1000 } : {})
    under.clock.pass(60_000)
    under.slack.endConnections(how)
    await sleepsSoFar(under, 1)
    under.sleeps.wake()
    await connected(under)
    await isHeard(under)
    expect(under.slack.calls('apps.connections.open')).toHaveLength(2)
    expect(errorsOf(under)).toHaveLength(1)
  })

  test.each(['warning', 'refresh_requested'] as const)(
    'because Slack wants another (%s): at once, and without a word',
    async (reason) => {
      const under = await connectedAtFirst()
      under.clock.pass(3_600_000)
      under.slack.refreshConnections(reason)
      await until(
        'there is another connection',
        () => under.slack.connections() === 1 && under.slack.calls('apps.connections.open').length === 2,
      )
      expect(under.isConnected()).toBe(true)
      await isHeard(under)
      expect(under.sleeps.asked).toEqual([])
      expect(errorsOf(under)).toEqual([])
    },
  )

  test('because Socket Mode was switched off: that is an outage', async () => {
    const under = await connectedAtFirst()
    under.clock.pass(3_600_000)
    under.slack.refreshConnections('link_disabled')
    await sleepsSoFar(under, 1)
    expect(under.isConnected()).toBe(false)
  })

  test('each time soon after it began: it waits longer and longer, whatever Slack gives as the reason', async () => {
    const under = await connectedAtFirst()
    for (let count = 1; count <= 4; count += 1) {
      under.slack.refreshConnections()
      await sleepsSoFar(under, count)
      under.sleeps.wake()
      await connected(under)
    }
    expect(under.sleeps.asked).toEqual([1000, 2000, 4000, 8000])
  })
})

test.each([
  'null',
  '[]',
  '{',
  '"text"',
  '{}',
  '{"type":"events_api"}',
  '{"type":"events_api","payload":null}',
  '{"type":"ws_message"}',
  '{"type":"surprise","envelope_id":"e"}',
])('a message that makes no sense ends nothing: %s', async (text) => {
  const under = await connectedAtFirst()
  under.slack.sayOnConnections(text)
  await isHeard(under)
  expect(under.slack.connections()).toBe(1)
})

describe('it is told to stop', () => {
  test('while it waits to try again', async () => {
    const under = await listen()
    await connected(under)
    await under.slack.goAway()
    await sleepsSoFar(under, 1)
    await under.stop()
  })

  test('while Slack does not greet', async () => {
    const under = await listen()
    await connected(under)
    under.slack.faults.rates = { socket_silent: 1 }
    under.slack.endConnections('cut')
    await sleepsSoFar(under, 1)
    under.sleeps.wake()
    await until('it asks again', () => under.slack.calls('apps.connections.open').length === 2)
    await under.stop()
  })

  test('while the other end is dead', async () => {
    const under = await listen()
    await connected(under)
    under.slack.endConnections('freeze')
    await under.stop()
  })
})

test('who waits for a connection is told when there is one', async () => {
  const under = await listen()
  await connected(under)
  await under.slack.goAway()
  await sleepsSoFar(under, 1)
  let told = false
  const waiting = under.whenConnected(new AbortController().signal).then(() => (told = true))
  await until('it has failed again', () => {
    under.sleeps.wake()
    return under.sleeps.asked.length > 3
  })
  expect(told).toBe(false)
  await under.slack.comeBack()
  await until('it is connected', () => {
    under.sleeps.wake()
    return under.isConnected()
  })
  await waiting
  await under.whenConnected(new AbortController().signal)
})

test('as long as nothing gets here the service does not count as awake, so that it catches up afterwards', async () => {
  const asked: number[] = []
  const heard = Promise.withResolvers<void>()
  const stopping = new AbortController()
  const deps = {
    whenConnected: () => heard.promise,
    sleep: async () => undefined,
    clock: fixedClock(),
    call: async () => {
      throw new Error('nothing is read')
    },
    records: {
      recordHeartbeat: async (gap_ms: number) => {
        asked.push(gap_ms)
        return undefined
      },
      recordCaughtUp: async () => undefined,
      listOpenThreads: async () => [],
    },
    inbox: { add: async () => 'added' as const },
    jobs: { enqueue: async () => undefined },
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
  }
  const running = runHeartbeat(deps, stopping.signal)
  await new Promise(setImmediate)
  expect(asked).toEqual([])
  heard.resolve()
  await until('it says that it is awake', () => asked.length === 1)
  stopping.abort()
  await running
  expect(asked).toEqual([0])
})
