/** Slack's requests: who may send them, what is kept before the 200, and what is answered at once. */
import { createHmac } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { App as BoltApp } from '@slack/bolt'
import {
  receiverRoutes,
  type ReceiverDeps,
} from '../../../../../src/adapters/inbound/slack/transport/receiving/receiver.ts'
import { findSignatureFault } from '../../../../../src/adapters/inbound/slack/transport/receiving/signature.ts'
import { TooEarly } from '../../../../../src/adapters/inbound/slack/transport/inbox/too-early.ts'
import {
  slackUnderTest,
  WORKSPACE,
  type SlackTestOptions,
  type SlackUnderTest,
} from '../../../../support/services/slack-adapter.ts'
import { quiet } from '../../../../support/subscriptions.ts'
import { until } from '../../../../support/until.ts'
import { watchedBody } from '../../../../support/watched-body.ts'

const SECRET = 'simulator-signing-secret'
let under: SlackUnderTest
async function open(options?: SlackTestOptions): Promise<void> {
  under = await slackUnderTest(options)
  onTestFinished(() => under.close())
}

function post(
  body: string,
  {
    type = 'application/json',
    at = Date.now() / 1000,
    secret = SECRET,
    headers = {},
  }: { type?: string; at?: number; secret?: string; headers?: Record<string, string> } = {},
) {
  const timestamp = String(Math.floor(at))
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`
  return fetch(`${under.url}/slack/events`, {
    method: 'POST',
    body,
    headers: {
      'content-type': type,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signature,
      ...headers,
    },
  })
}

const event = (event_id: string, fields: object = {}) =>
  JSON.stringify({
    type: 'event_callback',
    team_id: 'T1',
    event_id,
    event: {
      type: 'app_mention',
      user: 'U1',
      channel: 'C1',
      ts: '1700000000.000100',
      event_ts: '1700000000.000100',
      ...fields,
    },
  })
const rows = async () => await under.database.db.selectFrom('slack_inbox').selectAll().orderBy('seq').execute()

describe('the signature', () => {
  const body = '{"a":1}'
  const now = 1_700_000_000_000
  const sign = (timestamp: string, secret = SECRET) =>
    `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`
  test.each([
    [0, undefined],
    [-299, undefined],
    [299, undefined],
    [-301, 'stale'],
    [301, 'stale'],
    [86_400, 'stale'],
  ])('%i seconds off: %s', (offset, fault) => {
    const timestamp = String(now / 1000 + offset)
    expect(findSignatureFault(SECRET, { timestamp, signature: sign(timestamp), body }, now)).toBe(fault)
  })
  test.each([
    ['another secret', '1700000000', sign('1700000000', 'other'), 'wrong'],
    ['no signature', '1700000000', undefined, 'missing'],
    ['no time', undefined, sign('1700000000'), 'missing'],
    ['a time that is none', 'NaN', sign('NaN'), 'missing'],
    ['an empty one', '1700000000', '', 'wrong'],
    ['one of another length', '1700000000', 'v0=00', 'wrong'],
  ])('%s is refused', (_, timestamp, signature, fault) => {
    expect(findSignatureFault(SECRET, { timestamp, signature, body }, now)).toBe(fault)
  })
})

describe('a request', () => {
  beforeAll(async () => {
    under = await slackUnderTest()
  })
  afterEach(() => under.database.db.deleteFrom('slack_inbox').execute())
  afterAll(() => under.close())

  test.each([
    ['another app’s signature', { secret: 'other' }, 401],
    ['a time six minutes ago', { at: Date.now() / 1000 - 360 }, 401],
    ['a time in six minutes', { at: Date.now() / 1000 + 360 }, 401],
    ['a content type that Slack never sends', { type: 'text/plain' }, 400],
    ['JSON with a charset', { type: 'application/json; charset=utf-8' }, 200],
  ])('%s', async (_, how, status) => {
    expect((await post(event('Ev1'), how)).status).toBe(status)
    expect(await rows()).toHaveLength(status === 200 ? 1 : 0)
  })

  test.each([
    '',
    'null',
    '[]',
    '"text"',
    '{',
    '{}',
    '{"type":"event_callback"}',
    '{"type":"event_callback","event":{}}',
    '{"__proto__":{"type":"event_callback"}}',
    '{"type":"surprise"}',
  ])('what is nothing of Slack’s is not kept: %s', async (body) => {
    expect([200, 400]).toContain((await post(body)).status)
    expect(await rows()).toEqual([])
  })

  test('the address is verified, an SSL check answered', async () => {
    const verification = await post('{"type":"url_verification","challenge":"abc"}')
    expect(await verification.json()).toEqual({ challenge: 'abc' })
    expect((await post('ssl_check=1&token=x', { type: 'application/x-www-form-urlencoded' })).status).toBe(200)
  })

  test('a delivery that comes again, with whatever retry number, is kept once', async () => {
    const all = await Promise.all(
      ['0', '1', '2', '3'].map((number) => post(event('Ev1'), { headers: { 'x-slack-retry-num': number } })),
    )
    expect(all.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(await rows()).toHaveLength(1)
    await post(event('Ev2'))
    expect(await rows()).toHaveLength(2)
  })

  test('the same click twice is one, another click another', async () => {
    const click = (action_ts: string) =>
      `payload=${encodeURIComponent(
        JSON.stringify({
          type: 'block_actions',
          team: { id: 'T1' },
          user: { id: 'U1' },
          actions: [{ action_id: 'a', action_ts }],
        }),
      )}`
    for (const action_ts of ['1.000001', '1.000001', '1.000002'])
      await post(click(action_ts), { type: 'application/x-www-form-urlencoded' })
    expect(await rows()).toHaveLength(2)
  })

  test('what bots post is let go', async () => {
    await post(event('Ev1', { type: 'message', bot_id: 'B1' }))
    await post(
      event('Ev2', {
        type: 'message',
        subtype: 'message_changed',
        message: { type: 'message', bot_id: 'B1', ts: '1.000100' },
      }),
    )
    expect(await rows()).toEqual([])
  })

  test('while the store is down Slack hears it, and sends it again', async () => {
    await under.database.db.schema.alterTable('slack_inbox').renameTo('away').execute()
    expect((await post(event('Ev1'))).status).toBe(500)
    await under.database.db.schema.alterTable('away').renameTo('slack_inbox').execute()
    expect((await post(event('Ev1'))).status).toBe(200)
    expect(await rows()).toHaveLength(1)
  })

  test('nothing that people wrote can be read in the database', async () => {
    await post(event('Ev1', { text: 'my secret salary' }))
    expect(JSON.stringify(await rows())).not.toContain('secret')
    expect(Buffer.from((await rows())[0]!.payload!).includes('secret')).toBe(false)
  })

  test.each([
    ['without a signature', undefined, undefined],
    ['with a time of long ago', '1', `v0=${'0'.repeat(64)}`],
    ['with a signature that is none', String(Math.floor(Date.now() / 1000)), 'v0=x'],
  ])('%s is refused unread', async (_, timestamp, signature) => {
    const body = watchedBody(2_000_000)
    const routes = receiverRoutes({ clock: { now: () => new Date().toISOString() }, logger: quiet } as ReceiverDeps)
    const headers = new Headers({ 'content-type': 'application/json' })
    if (timestamp !== undefined) headers.set('x-slack-request-timestamp', timestamp)
    if (signature !== undefined) headers.set('x-slack-signature', signature)
    const init = { method: 'POST', body: body.stream, duplex: 'half', headers } as const
    const response = await routes.request('/slack/events', init)
    expect([response.status, body.taken]).toEqual([401, 0])
  })

  // The last one: its connection is cut.
  test('a body of many megabytes is refused before it is looked at', async () => {
    expect((await post(event('Ev1', { text: 'x'.repeat(3_000_000) }))).status).toBe(413)
  })
})

test.each(['server_error', 'answer_lost'] as const)(
  'a command is kept while Slack does not say whether the app is installed (%s)',
  async (fault) => {
    await open()
    const ada = under.slack.workspace(WORKSPACE).person('ada')
    under.slack.faults.next(fault, 'auth.test', 3)
    await ada.command('/docgen', 'letter')
    expect(await under.database.db.selectFrom('slack_inbox').select('state').execute()).toEqual([{ state: 'waiting' }])
  },
)

test('a command from a workspace without the app is told to install it', async () => {
  await open()
  under.start()
  const stranger = under.slack.workspace('Elsewhere')
  stranger.install()
  const ada = stranger.person('ada')
  await ada.command('/docgen', 'nda')
  expect(ada.transcript('everything')).toContain('Please install DocGen again')
  expect(await rows()).toEqual([])
})

describe('what came in', () => {
  const collect =
    (seen: string[], fail: (text: string) => boolean | Error = () => false) =>
    (bolt: BoltApp) => {
      bolt.message(async ({ message, context }) => {
        const text = 'text' in message ? (message.text ?? '') : ''
        seen.push(text)
        expect(context['inboxId']).toMatch(/^[0-9a-f-]{36}$/)
        const failure = fail(text)
        if (failure !== false) throw failure === true ? new Error(`cannot take ${text}`) : failure
      })
    }

  test('reaches the listeners once, whatever Slack delivers twice, late or in another order', async () => {
    const seen: string[] = []
    await open({
      listen: collect(seen),
      simulator: {
        faults: { rates: { duplicate: 0.5, late: 0.2, reordered: 0.2 } },
        limits: { redeliveries: [0, 50, 100] },
      },
    })
    under.start()
    const ada = under.slack.workspace(WORKSPACE).person('ada')
    const texts = Array.from({ length: 10 }, (_, index) => `answer ${index}`)
    for (const text of texts) await ada.say(text)
    await under.slack.settled()
    await until('all were seen', () => seen.length >= texts.length)
    expect(seen.toSorted()).toEqual(texts.toSorted())
    await until('all are done', async () =>
      (await rows()).every(({ state, payload }) => state === 'done' && payload === null),
    )
  })

  test('is tried again when a listener fails, before what came after it', async () => {
    const seen: string[] = []
    let failures = 2
    await open({ listen: collect(seen, (text) => text === 'one' && failures-- > 0) })
    const ada = under.slack.workspace(WORKSPACE).person('ada')
    await ada.say('one')
    await ada.say('two')
    under.start()
    await until('all are done', async () => (await rows()).every(({ state }) => state === 'done'))
    expect(seen).toEqual(['one', 'one', 'one', 'two'])
  })

  test('that never succeeds is set aside, shown, and taken up again when asked', async () => {
    const seen: string[] = []
    let broken = true
    await open({ listen: collect(seen, (text) => text === 'bad' && broken) })
    const ada = under.slack.workspace(WORKSPACE).person('ada')
    await ada.say('bad')
    await ada.say('good')
    // The last attempt comes at once instead of after a minute.
    await under.database.db
      .updateTable('slack_inbox')
      .set({ attempts: 5 })
      .where('ts', '=', (await rows())[0]!.ts)
      .execute()
    under.start()
    await until('the good one is seen', () => seen.includes('good'))
    const [parked] = await under.stores.inbox.listParked(10)
    expect(parked).toMatchObject({ error: 'cannot take bad', attempts: 6 })
    broken = false
    const conversation = await under.stores.inbox.retry(parked!.id)
    await under.stores.inboxJobs.enqueue(conversation!)
    await until('it is done', async () => (await rows()).every(({ state }) => state === 'done'))
    expect(seen.filter((text) => text === 'bad')).toHaveLength(2)
  })

  test('whose time has not come is tried again however often, and not counted', async () => {
    const seen: string[] = []
    let early = 2
    await open({ listen: collect(seen, () => early-- > 0 && new TooEarly('wait')) })
    await under.slack.workspace(WORKSPACE).person('ada').say('one')
    await under.database.db.updateTable('slack_inbox').set({ attempts: 5 }).execute()
    under.start()
    await until('it is done', async () => (await rows()).every(({ state }) => state !== 'waiting'))
    expect([seen, await under.stores.inbox.listParked(10)]).toEqual([['one', 'one', 'one'], []])
  })

  test('before a crash is worked after the next start', async () => {
    const seen: string[] = []
    await open({ listen: collect(seen) })
    await under.slack.workspace(WORKSPACE).person('ada').say('before')
    expect(seen).toEqual([])
    await under.database.lite.query("delete from pgboss.job where name = 'slack-inbox'")
    under.start()
    await until('it is worked', () => seen.length === 1)
    expect(seen).toEqual(['before'])
  })
})
