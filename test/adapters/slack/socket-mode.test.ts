/** Socket Mode outlives every absence of Slack's: it connects again, says so once, and knows whether it is heard. */
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { backOff } from '../../../src/adapters/slack/transport/back-off.ts'
import { keepAwake } from '../../../src/adapters/slack/transport/catch-up.ts'
import { guardedFetch, type Fetch } from '../../../src/adapters/slack/transport/guarded-fetch.ts'
import type { Failure } from '../../../src/adapters/slack/transport/slack-errors.ts'
import { createSocketMode, type SocketMode, type SocketModeDeps } from '../../../src/adapters/slack/transport/socket-mode.ts'
import { fixedClock, type FixedClock } from '../../support/clock.ts'
import { manualSleeps, type ManualSleeps } from '../../support/manual-sleeps.ts'
import { startSlack, type Simulator } from '../../support/slack/simulator.ts'
import type { FaultKind } from '../../support/slack/state/faults.ts'
import { until } from '../../support/until.ts'

interface Listening extends SocketMode {
  readonly slack: Simulator
  readonly clock: FixedClock
  readonly sleeps: ManualSleeps
  readonly logged: { readonly level: string; readonly message: string; readonly fields: object }[]
  /** Payloads that were kept. */
  readonly kept: string[]
  stop(): Promise<void>
}

async function listen(options: Partial<SocketModeDeps> & { readonly send?: Fetch } = {}): Promise<Listening> {
  const slack = await startSlack({ app: { socketMode: true } })
  const clock = fixedClock()
  const sleeps = manualSleeps()
  const logged: Listening['logged'] = []
  const kept: string[] = []
  const line = (level: string) => (fields: object, message: string) => void logged.push({ level, message, fields })
  const socket = createSocketMode({
    app_token: slack.app.appToken, api_url: slack.apiUrl, guard: guardedFetch(slack.apiUrl, options.send), clock, sleep: sleeps.sleep, random: () => 1,
    logger: { info: line('info'), warn: line('warn'), error: line('error') },
    keyRing: { digest: () => 'd' }, inbox: { add: async ({ payload }) => { kept.push(payload); return 'added' } }, wakeUps: { wake: async () => undefined },
    worker: { answer: async () => undefined }, isInstalled: async () => true, reinstall: () => ({}), pong_ms: 200, ...options,
  })
  const stopping = new AbortController()
  const running = socket.run(stopping.signal)
  const stop = async (): Promise<void> => {
    stopping.abort()
    await running
  }
  onTestFinished(async () => {
    await stop()
    await slack.close()
  })
  return { ...socket, slack, clock, sleeps, logged, kept, stop }
}

const connected = (under: Listening) => until('there is a connection', () => under.isConnected() && under.slack.connections() === 1)
const sleepsSoFar = (under: Listening, count: number) => until(`it waits for the ${count}th time`, () => under.sleeps.asked.length >= count)

/** Wakes it after each of so many failures, and waits for the next. */
async function failing(under: Listening, times: number): Promise<void> {
  for (let count = 1; count <= times; count += 1) {
    await sleepsSoFar(under, count)
    if (count < times) under.sleeps.wake()
  }
}

/** Something is said, and kept. */
async function isHeard(under: Listening): Promise<void> {
  const before = under.kept.length
  const ana = under.slack.workspace('Acme').person('ana')
  await ana.command('/docgen', 'hello')
  expect(under.kept).toHaveLength(before + 1)
}

async function connectedAtFirst(options: Parameters<typeof listen>[0] = {}): Promise<Listening> {
  const under = await listen(options)
  under.slack.workspace('Acme').install()
  await connected(under)
  await isHeard(under)
  return under
}

const AWAY = /^no connection to Slack/
const REFUSED = /^Slack refuses Socket Mode/
const errors = ({ logged }: Listening) => logged.filter(({ level }) => level === 'error')

describe('Slack is away for long, and comes back', () => {
  test.each<[string, FaultKind, RegExp, RegExp]>([
    ['5xx', 'server_error', AWAY, /HTTP 500/], ['an error page of a proxy', 'html_error', AWAY, /HTTP 502/], ['a page instead of an answer', 'html_page', AWAY, /doctype/],
    ['the answer breaks off', 'answer_lost', AWAY, /no answer/], ['a rate limit', 'rate_limited', AWAY, /rate limit/], ['refused', 'refused', REFUSED, /invalid_auth/],
    ['the socket leads nowhere', 'socket_unreachable', AWAY, /cannot be reached/], ['the socket is turned away', 'socket_refused', AWAY, /cannot be reached/],
    ['the socket is closed at once', 'socket_closes', AWAY, /before Slack greeted/], ['the socket says nothing', 'socket_silent', AWAY, /did not greet in time/],
  ])('%s', async (_, fault, message, detail) => {
    const under = await connectedAtFirst({ greeting_ms: 150 })
    under.slack.faults.rates = { [fault]: 1 }
    under.clock.pass(60_000)
    under.slack.endConnections('close')
    await failing(under, 6)
    expect(under.isConnected()).toBe(false)
    under.slack.faults.rates = {}
    under.sleeps.wake()
    await connected(under)
    await isHeard(under)
    expect(errors(under)).toEqual([
      { level: 'error', message: expect.stringMatching(AWAY), fields: { error: 'Slack closed the connection', since: '2026-11-21T10:01:00.000Z', failures: 1 } },
      { level: 'error', message: expect.stringMatching(message), fields: { error: expect.stringMatching(detail), since: '2026-11-21T10:01:00.000Z', failures: 2 } },
    ])
    expect(under.logged.at(-1)).toEqual({ level: 'info', message: 'connected to Slack by Socket Mode again', fields: { since: '2026-11-21T10:01:00.000Z', failures: 6 } })
  })

  test('the machines are gone: connections are cut, and new ones refused', async () => {
    const under = await connectedAtFirst()
    await under.slack.goAway()
    await failing(under, 8)
    expect(under.isConnected()).toBe(false)
    await under.slack.comeBack()
    under.sleeps.wake()
    await connected(under)
    await isHeard(under)
    expect(errors(under).map(({ fields }) => fields)).toMatchObject([{ failures: 1 }, { error: 'Slack cannot be reached', failures: 2 }])
  })

  test.each(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ECONNRESET', 'CERT_HAS_EXPIRED'])('its name is not found, or it cannot be talked to: %s', async (code) => {
    let away = true
    const send: Fetch = (url, init) => (away ? Promise.reject(Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error(code), { code }) })) : fetch(url, init))
    const under = await listen({ send })
    under.slack.workspace('Acme').install()
    await failing(under, 5)
    expect(errors(under)).toHaveLength(1)
    away = false
    under.sleeps.wake()
    await connected(under)
    await isHeard(under)
  })

  test.each(['not_authed', 'invalid_auth', 'account_inactive', 'user_removed_from_team', 'team_disabled', 'socket_mode_not_enabled', 'not_allowed_token_type', 'missing_scope'])(
    'what only a person can mend is tried every few minutes: %s', async (refusal) => {
      const under = await listen()
      under.slack.workspace('Acme').install()
      await connected(under)
      Object.assign(under.slack.faults, { refusal, rates: { refused: 1 } })
      under.clock.pass(60_000)
      under.slack.endConnections('cut')
      await failing(under, 4)
      expect(under.sleeps.asked).toEqual([1000, 300_000, 300_000, 300_000])
      expect(errors(under).at(-1)).toMatchObject({ message: expect.stringMatching(REFUSED), fields: { error: refusal } })
      under.slack.faults.rates = {}
      under.sleeps.wake()
      await connected(under)
      await isHeard(under)
    })
})

describe('a connection ends', () => {
  test.each(['close', 'cut', 'freeze'] as const)('%s: another is made', async (how) => {
    const under = await connectedAtFirst()
    under.clock.pass(60_000)
    under.slack.endConnections(how)
    await sleepsSoFar(under, 1)
    under.sleeps.wake()
    await connected(under)
    await isHeard(under)
    expect(under.slack.calls('apps.connections.open')).toHaveLength(2)
    expect(errors(under)).toHaveLength(1)
  })

  test.each(['warning', 'refresh_requested'] as const)('because Slack wants another (%s): at once, and without a word', async (reason) => {
    const under = await connectedAtFirst()
    under.clock.pass(3_600_000)
    under.slack.refreshConnections(reason)
    await until('there is another connection', () => under.slack.connections() === 1 && under.slack.calls('apps.connections.open').length === 2)
    expect(under.isConnected()).toBe(true)
    await isHeard(under)
    expect(under.sleeps.asked).toEqual([])
    expect(errors(under)).toEqual([])
  })

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

test.each(['null', '[]', '{', '"text"', '{}', '{"type":"events_api"}', '{"type":"events_api","payload":null}', '{"type":"ws_message"}', '{"type":"surprise","envelope_id":"e"}'])(
  'a message that makes no sense ends nothing: %s', async (text) => {
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
    const under = await listen({ pong_ms: 60_000 })
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
  await until('it has failed again', () => { under.sleeps.wake(); return under.sleeps.asked.length > 3 })
  expect(told).toBe(false)
  await under.slack.comeBack()
  await until('it is connected', () => { under.sleeps.wake(); return under.isConnected() })
  await waiting
  await under.whenConnected(new AbortController().signal)
})

test('as long as nothing gets here the service does not count as awake, so that it catches up afterwards', async () => {
  const asked: number[] = []
  const heard = Promise.withResolvers<void>()
  const stopping = new AbortController()
  const deps = {
    whenHeard: () => heard.promise, sleep: async () => undefined, clock: fixedClock(), call: async () => { throw new Error('nothing is read') },
    records: { awake: async (gap_ms: number) => { asked.push(gap_ms); return undefined }, caughtUp: async () => undefined, openThreads: async () => [] },
    inbox: { add: async () => 'added' as const }, wakeUps: { wake: async () => undefined }, logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
  }
  const running = keepAwake(deps, stopping.signal)
  await new Promise(setImmediate)
  expect(asked).toEqual([])
  heard.resolve()
  await until('it says that it is awake', () => asked.length === 1)
  stopping.abort()
  await running
  expect(asked).toEqual([0])
})

test('the wait doubles up to half a minute, differs between instances, obeys a rate limit within reason, and is long after a refusal', () => {
  const failure = fc.constantFrom<Failure | undefined>(undefined, { kind: 'unknown', detail: '' }, { kind: 'refused', error: 'x', detail: '' }, { kind: 'later', ms: 60_000, detail: '' })
  fc.assert(fc.property(fc.integer({ min: 1, max: 1_000_000 }), failure, fc.double({ min: 0, max: 1, noNaN: true }), (attempt, why, random) => {
    const ms = backOff(attempt, why, random)
    const longest = Math.min(30_000, 1000 * 2 ** (attempt - 1))
    const [low, high] = why?.kind === 'refused' ? [150_000, 300_000] : why?.kind === 'later' ? [60_000 + longest / 2, 60_000 + longest] : [longest / 2, longest]
    expect(ms).toBeGreaterThanOrEqual(low)
    expect(ms).toBeLessThanOrEqual(high)
  }), { seed: 1 })
  expect(backOff(1, { kind: 'later', ms: 1e12, detail: '' }, 0)).toBeLessThan(1_000_000)
})
