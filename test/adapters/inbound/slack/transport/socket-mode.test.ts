/** Socket Mode outlives every absence of Slack's: it connects again, for as long as it takes, and says so once. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { backOffMs } from '../../../../../src/adapters/inbound/slack/transport/socket-mode/back-off.ts'
import type { Fetch } from '../../../../../src/adapters/inbound/slack/transport/calling/guarded-fetch.ts'
import type { CallFailure } from '../../../../../src/adapters/inbound/slack/transport/calling/slack-errors.ts'
import type { FaultKind } from '../../../../../tools/slack-simulator/state/faults.ts'
import { connected, connectedAtFirst, errorsOf, failing, isHeard, listen } from '../../../../support/socket-mode.ts'

const AWAY = /^no connection to Slack/
const REFUSED = /^Slack refuses Socket Mode/

describe('Slack is away for long, and comes back', () => {
  test.each<[string, FaultKind, RegExp, RegExp]>([
    ['5xx', 'server_error', AWAY, /HTTP 500/],
    ['an error page of a proxy', 'html_error', AWAY, /HTTP 502/],
    ['a page instead of an answer', 'html_page', AWAY, /doctype/],
    ['the answer breaks off', 'answer_lost', AWAY, /no answer/],
    ['a rate limit', 'rate_limited', AWAY, /rate limit/],
    ['refused', 'refused', REFUSED, /invalid_auth/],
    ['the socket leads nowhere', 'socket_unreachable', AWAY, /cannot be reached/],
    ['the socket is turned away', 'socket_refused', AWAY, /cannot be reached/],
    ['the socket is closed at once', 'socket_closes', AWAY, /before Slack greeted/],
    ['the socket says nothing', 'socket_silent', AWAY, /did not greet in time/],
  ])('%s', async (_, fault, message, detail) => {
    const under = await connectedAtFirst()
    under.slack.faults.rates = { [fault]: 1 }
    if (fault === 'socket_silent') under.patience.greeting_ms = 50
    under.clock.pass(60_000)
    under.slack.endConnections('close')
    await failing(under, 6)
    expect(under.isConnected()).toBe(false)
    under.slack.faults.rates = {}
    under.patience.greeting_ms = 30_000
    under.sleeps.wake()
    await connected(under)
    await isHeard(under)
    expect(errorsOf(under)).toEqual([
      {
        level: 'error',
        message: expect.stringMatching(AWAY),
        fields: { error: 'Slack closed the connection', since: '2026-11-21T10:01:00.000Z', failures: 1 },
      },
      {
        level: 'error',
        message: expect.stringMatching(message),
        fields: { error: expect.stringMatching(detail), since: '2026-11-21T10:01:00.000Z', failures: 2 },
      },
    ])
    expect(under.logged.at(-1)).toEqual({
      level: 'info',
      message: 'connected to Slack by Socket Mode again',
      fields: { since: '2026-11-21T10:01:00.000Z', failures: 6 },
    })
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
    expect(errorsOf(under).map(({ fields }) => fields)).toMatchObject([
      { failures: 1 },
      { error: 'Slack cannot be reached', failures: 2 },
    ])
  })

  test.each(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ECONNRESET', 'CERT_HAS_EXPIRED'])(
    'its name is not found, or it cannot be talked to: %s',
    async (code) => {
      let away = true
      const send: Fetch = (url, init) =>
        away
          ? Promise.reject(
              Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error(code), { code }) }),
            )
          : fetch(url, init)
      const under = await listen({ send })
      under.slack.workspace('Acme').install()
      await failing(under, 5)
      expect(errorsOf(under)).toHaveLength(1)
      away = false
      under.sleeps.wake()
      await connected(under)
      await isHeard(under)
    },
  )

  test.each([
    'not_authed',
    'invalid_auth',
    'account_inactive',
    'user_removed_from_team',
    'team_disabled',
    'socket_mode_not_enabled',
    'not_allowed_token_type',
    'missing_scope',
  ])('what only a person can mend is tried every few minutes: %s', async (refusal) => {
    const under = await listen()
    under.slack.workspace('Acme').install()
    await connected(under)
    Object.assign(under.slack.faults, { refusal, rates: { refused: 1 } })
    under.clock.pass(60_000)
    under.slack.endConnections('cut')
    await failing(under, 4)
    expect(under.sleeps.asked).toEqual([1000, 300_000, 300_000, 300_000])
    const last = { message: expect.stringMatching(REFUSED), fields: { error: refusal } }
    expect(errorsOf(under).at(-1)).toMatchObject(last)
    under.slack.faults.rates = {}
    under.sleeps.wake()
    await connected(under)
    await isHeard(under)
  })
})

test('the wait doubles up to half a minute, obeys a rate limit within reason, and is long after a refusal', () => {
  const failure = fc.constantFrom<CallFailure | undefined>(
    undefined,
    { kind: 'unknown', detail: '' },
    { kind: 'refused', error: 'x', detail: '' },
    { kind: 'later', ms: 60_000, detail: '' },
  )
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000_000 }),
      failure,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (attempt, why, random) => {
        const ms = backOffMs(attempt, why, random)
        const longest = Math.min(30_000, 1000 * 2 ** (attempt - 1))
        const [low, high] =
          why?.kind === 'refused'
            ? [150_000, 300_000]
            : why?.kind === 'later'
              ? [60_000 + longest / 2, 60_000 + longest]
              : [longest / 2, longest]
        expect(ms).toBeGreaterThanOrEqual(low)
        expect(ms).toBeLessThanOrEqual(high)
      },
    ),
    { seed: 1 },
  )
  expect(backOffMs(1, { kind: 'later', ms: 1e12, detail: '' }, 0)).toBeLessThan(1_000_000)
})
