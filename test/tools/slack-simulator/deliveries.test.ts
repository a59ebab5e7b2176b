/** What Slack sends, when it sends it again, and what expires: by a clock that the test moves. */
import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebClient } from '@slack/web-api'
import type { Person } from '../../../tools/slack-simulator/driver/person-actions.ts'
import { startSlack, type SimulatedWorkspace, type Simulator } from '../../../tools/slack-simulator/simulator.ts'
import { createManualClock, type ManualClock } from '../../../tools/slack-simulator/state/clock.ts'
import { rawApp, type RawApp } from './raw-app.ts'

let clock: ManualClock
let slack: Simulator
let acme: SimulatedWorkspace
let ana: Person
let app: RawApp
let client: WebClient

beforeEach(async () => {
  clock = createManualClock()
  app = await rawApp()
  slack = await startSlack({ clock, app: { requestUrl: app.url }, faults: { slowMs: 500 } })
  acme = slack.workspace('Acme')
  ana = acme.person('ana')
  client = new WebClient(acme.install(), { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } })
})
afterEach(async () => {
  await app.close()
  await slack.close()
})

const text = (said: string) => ({ type: 'plain_text' as const, text: said })
const view = (title: string, given: object = {}) => ({
  type: 'modal' as const,
  title: text(title),
  blocks: [{ type: 'section' as const, text: text(title) }],
  ...given,
})
const buttons = (...names: string[]) => [
  {
    type: 'actions' as const,
    block_id: 'b',
    elements: names.map((name) => ({ type: 'button' as const, text: text(name), action_id: name, value: `v-${name}` })),
  },
]

describe('events', () => {
  it('are signed over the raw body', async () => {
    await ana.say('hello')
    const [{ headers, raw } = expect.fail('nothing came')] = app.requests
    const signature = createHmac('sha256', slack.app.signingSecret)
      .update(`v0:${String(headers['x-slack-request-timestamp'])}:${raw}`)
      .digest('hex')
    expect(headers['x-slack-signature']).toBe(`v0=${signature}`)
    expect(headers['x-slack-request-timestamp']).toBe(String(Math.floor(clock.now() / 1000)))
  })

  it('come again at once, after a minute and after five more, until they are answered', async () => {
    app.answer({ status: 500 })
    await ana.say('hello')
    await expect.poll(() => app.requests.length).toBe(2)
    expect(app.requests[1]?.headers).toMatchObject({ 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_error' })
    await slack.settled()
    clock.pass(59_999)
    expect(app.requests).toHaveLength(2)
    clock.pass(1)
    await expect.poll(() => app.requests.length).toBe(3)
    await slack.settled()
    app.answer({ status: 200 })
    clock.pass(300_000)
    await expect.poll(() => app.requests.length).toBe(4)
    await slack.settled()
    clock.pass(3_600_000)
    expect(app.requests).toHaveLength(4)
    expect(new Set(app.requests.map(({ json }) => json['event_id'])).size).toBe(1)
    expect(slack.log.deliveries.map(({ outcome }) => outcome)).toEqual([
      'http_error',
      'http_error',
      'http_error',
      'acked',
    ])
  })

  it('that are not answered within three seconds count as timed out', async () => {
    app.answer('never')
    const said = ana.say('hello')
    await expect.poll(() => app.requests.length).toBe(1)
    clock.pass(3_000)
    await said
    await expect.poll(() => app.requests[1]?.headers['x-slack-retry-reason']).toBe('http_timeout')
  })

  it('come once when the app asks for no retry', async () => {
    app.answer({ status: 500, headers: { 'x-slack-no-retry': '1' } })
    await ana.say('hello')
    clock.pass(3_600_000)
    await slack.settled()
    expect(app.requests).toHaveLength(1)
  })

  it('are of what the bot can see and the app has subscribed to', async () => {
    const bob = acme.person('bob')
    acme.channel('quiet', { members: [ana, bob] })
    acme.channel('loud', { members: [ana, bob], bot: true })
    await ana.say('one', { in: 'quiet' })
    await ana.say('two', { in: '@bob' })
    expect(app.events('message')).toEqual([])
    await ana.say('hello @docgen', { in: 'loud' })
    expect(app.events('message')).toMatchObject([{ channel_type: 'channel' }])
    expect(app.events('app_mention')).toHaveLength(1)
    slack.app.events = ['message.im']
    await ana.say('three', { in: 'loud' })
    expect(app.events('message')).toHaveLength(1)
  })

  it('tell of the app’s own messages and their changes too', async () => {
    const dm = (await client.conversations.open({ users: ana.id })).channel?.id ?? ''
    const { ts = '' } = await client.chat.postMessage({ channel: dm, text: 'a' })
    await client.chat.update({ channel: dm, ts, text: 'b' })
    await client.chat.delete({ channel: dm, ts })
    await slack.settled()
    expect(app.events('message')).toMatchObject([
      { bot_id: expect.any(String), text: 'a' },
      { subtype: 'message_changed', message: { text: 'b' }, previous_message: { text: 'a' } },
      { subtype: 'message_deleted', deleted_ts: ts },
    ])
  })

  it('are doubled, late, out of order or lost on purpose, and counted', async () => {
    slack.faults.next('duplicate', 'message')
    await ana.say('doubled')
    expect(app.events('message').map(({ text: said }) => said)).toEqual(['doubled', 'doubled'])
    expect(new Set(app.requests.map(({ json }) => json['event_id'])).size).toBe(1)

    slack.faults.next('late', 'message')
    await ana.say('late')
    expect(app.requests).toHaveLength(2)
    clock.pass(500)
    await slack.settled()
    slack.faults.next('reordered', 'message')
    await ana.say('first')
    await ana.say('second')
    slack.faults.next('delivery_lost', 'message')
    await ana.say('lost')
    await slack.settled()
    expect(
      app
        .events('message')
        .slice(2)
        .map(({ text: said }) => said),
    ).toEqual(['late', 'second', 'first'])
    expect(slack.faults.counts).toMatchObject({ duplicate: 1, late: 1, reordered: 1, delivery_lost: 1 })
  })
})

describe('triggers', () => {
  const trigger = (): string => String(app.requests.at(-1)?.json['trigger_id'])

  it('open one view within three seconds', async () => {
    await ana.command('/docgen')
    clock.pass(3_000)
    await client.views.open({ trigger_id: trigger(), view: view('One') })
    expect(ana.modal()).toContain('One')
    await expect(client.views.open({ trigger_id: trigger(), view: view('Two') })).rejects.toMatchObject({
      data: { error: 'exchanged_trigger_id' },
    })
    await ana.command('/docgen')
    clock.pass(3_001)
    await expect(client.views.open({ trigger_id: trigger(), view: view('Late') })).rejects.toMatchObject({
      data: { error: 'expired_trigger_id' },
    })
  })

  it('are not used up by a view that is refused', async () => {
    await ana.command('/docgen')
    await expect(client.views.open({ trigger_id: trigger(), view: view('x'.repeat(25)) })).rejects.toMatchObject({
      data: { error: 'invalid_arguments' },
    })
    await client.views.open({ trigger_id: trigger(), view: view('One') })
  })

  it('push at most two views onto the first', async () => {
    await ana.command('/docgen')
    const open = { blocks: buttons('Next') }
    await client.views.open({ trigger_id: trigger(), view: view('One', open) })
    for (const title of ['Two', 'Three']) {
      await ana.click('Next')
      await client.views.push({ trigger_id: trigger(), view: view(title, open) })
    }
    await ana.click('Next')
    await expect(client.views.push({ trigger_id: trigger(), view: view('Four') })).rejects.toMatchObject({
      data: { error: 'push_limit_reached' },
    })
    await ana.close()
    expect(ana.modal()).toContain('Two')
    await ana.close({ all: true })
    expect(ana.modal()).toBeUndefined()
  })
})

it('a view is updated under its hash, and keeps what was entered', async () => {
  await ana.command('/docgen')
  const blocks = [
    {
      type: 'input' as const,
      block_id: 'p',
      label: text('Party'),
      element: { type: 'plain_text_input' as const, action_id: 'v' },
    },
  ]
  const opened = await client.views.open({
    trigger_id: String(app.requests.at(-1)?.json['trigger_id']),
    view: view('One', { submit: text('Go'), blocks }),
  })
  await ana.fillIn({ Party: 'Acme' })
  const id = opened.view?.id ?? ''
  const updated = await client.views.update({
    view_id: id,
    hash: opened.view?.hash ?? '',
    view: view('Two', { submit: text('Go'), blocks }),
  })
  expect(ana.modal()).toContain('Party: Acme')
  await expect(
    client.views.update({ view_id: id, hash: opened.view?.hash ?? '', view: view('Three') }),
  ).rejects.toMatchObject({ data: { error: 'hash_conflict' } })
  expect(updated.view?.hash).not.toBe(opened.view?.hash)
})

describe('a click', () => {
  const ask = async () => {
    const dm = (await client.conversations.open({ users: ana.id })).channel?.id ?? ''
    return client.chat.postMessage({ channel: dm, text: 'Sign?', blocks: buttons('Yes') })
  }

  it('says who did what where', async () => {
    const { ts, channel } = await ask()
    await ana.click('Yes')
    const payload = app.requests.at(-1)?.json ?? {}
    expect(payload).toMatchObject({
      type: 'block_actions',
      user: { id: ana.id, username: 'ana', team_id: acme.id },
      team: { id: acme.id, domain: 'acme' },
      container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: false },
      channel: { id: channel, name: 'directmessage' },
      message: { ts, text: 'Sign?' },
      state: { values: {} },
      actions: [
        {
          type: 'button',
          action_id: 'Yes',
          block_id: 'b',
          value: 'v-Yes',
          text: { type: 'plain_text', text: 'Yes', emoji: true },
        },
      ],
    })
  })

  it('that is not acknowledged shows a warning, and is not sent again', async () => {
    await ask()
    app.answer({ status: 503 })
    await expect(ana.click('Yes')).rejects.toThrow(/warning sign.*503/)
    clock.pass(3_600_000)
    expect(app.requests.filter(({ json }) => json['type'] === 'block_actions')).toHaveLength(1)
    expect(slack.troubles).toEqual([expect.stringContaining('http_error 503')])
  })

  it('can be answered five times within thirty minutes', async () => {
    await ask()
    await ana.click('Yes')
    const url = String(app.requests.at(-1)?.json['response_url'])
    const respond = async () =>
      (
        await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"text":"again"}' })
      ).text()
    for (let index = 0; index < 5; index += 1) expect(await respond()).toBe('ok')
    expect(JSON.parse(await respond())).toMatchObject({ error: 'used_url' })
    await ana.click('Yes')
    const second = String(app.requests.at(-1)?.json['response_url'])
    clock.pass(30 * 60_000 + 1)
    expect(await (await fetch(second, { method: 'POST', body: '{"text":"late"}' })).json()).toMatchObject({
      error: 'expired_url',
    })
  })
})

it('a command is not for threads, and must be known', async () => {
  const said = await ana.say('hello')
  await expect(ana.command('/docgen', '', { thread: said })).rejects.toThrow('not supported in threads')
  slack.app.commands = ['/docgen']
  await expect(ana.command('/other')).rejects.toThrow('not a valid command')
  app.answer({ status: 200, body: 'Just a **text**' })
  await ana.command('/docgen', 'help')
  expect(ana.message('Just a')).toMatchObject({ ephemeral: true, from: 'docgen' })
})

describe('the answer to a submitted modal', () => {
  const submit = async (answer: object | string) => {
    app.answer({ status: 200 })
    await ana.command('/docgen')
    const blocks = [
      {
        type: 'input' as const,
        block_id: 'p',
        optional: true,
        label: text('Party'),
        element: { type: 'plain_text_input' as const, action_id: 'v' },
      },
    ]
    await client.views.open({
      trigger_id: String(app.requests.at(-1)?.json['trigger_id']),
      view: view('One', { submit: text('Go'), blocks }),
    })
    app.answer({ status: 200, body: typeof answer === 'string' ? answer : JSON.stringify(answer) })
    return ana.submit()
  }

  it('closes, updates, pushes, clears, or shows errors', async () => {
    expect(await submit('')).toEqual({ outcome: 'closed' })
    expect(await submit({ response_action: 'update', view: view('Two') })).toEqual({ outcome: 'updated' })
    expect(ana.modal()).toContain('Two')
    expect(await submit({ response_action: 'push', view: view('Three') })).toEqual({ outcome: 'pushed' })
    expect(await submit({ response_action: 'clear' })).toEqual({ outcome: 'cleared' })
    expect(await submit({ response_action: 'errors', errors: { p: 'Who?' } })).toEqual({
      outcome: 'errors',
      errors: { Party: 'Who?' },
    })
  })

  it('is refused when it is wrong, and the person sees trouble', async () => {
    expect(await submit({ response_action: 'errors', errors: { nowhere: 'Who?' } })).toMatchObject({
      outcome: 'failed',
    })
    expect(await submit({ response_action: 'update', view: { ...view('x'.repeat(25)) } })).toMatchObject({
      outcome: 'failed',
    })
    expect(await submit({ response_action: 'explode' })).toMatchObject({ outcome: 'failed' })
    expect(slack.troubles).toHaveLength(3)
  })
})

it('closing a modal is told when the view asks for it', async () => {
  await ana.command('/docgen')
  await client.views.open({
    trigger_id: String(app.requests.at(-1)?.json['trigger_id']),
    view: view('One', { notify_on_close: true, private_metadata: 'kept' }),
  })
  await ana.close()
  expect(app.requests.at(-1)?.json).toMatchObject({
    type: 'view_closed',
    is_cleared: false,
    view: { private_metadata: 'kept' },
  })
})

it('shortcuts come with a trigger, and of a message with the message', async () => {
  const said = await ana.say('Please draft an NDA')
  await ana.shortcut('make_document', said)
  expect(app.requests.at(-1)?.json).toMatchObject({
    type: 'message_action',
    callback_id: 'make_document',
    message_ts: said.ts,
    message: { text: 'Please draft an NDA' },
  })
  await ana.shortcut('new_document')
  expect(app.requests.at(-1)?.json).toMatchObject({
    type: 'shortcut',
    callback_id: 'new_document',
    trigger_id: expect.any(String),
  })
})

it('uninstalling tells of the revoked tokens and of the uninstallation', async () => {
  acme.uninstall()
  await slack.settled()
  expect(app.requests.map(({ json }) => (json['event'] as { type: string }).type).toSorted()).toEqual([
    'app_uninstalled',
    'tokens_revoked',
  ])
})
