/** That the simulator is as strict as Slack when nothing is said: pace, ids, membership, redirects, ephemeral messages. */
import { WebClient } from '@slack/web-api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createManualClock, type ManualClock } from '../../../tools/slack-simulator/state/clock.ts'
import type { Person } from '../../../tools/slack-simulator/driver/person-actions.ts'
import {
  startSlack,
  type SimulatedWorkspace,
  type Simulator,
  type SimulatorOptions,
} from '../../../tools/slack-simulator/simulator.ts'

let slack: Simulator
let acme: SimulatedWorkspace
let ana: Person
let client: WebClient
let token: string
let dm: string
let clock: ManualClock

const start = async (options: SimulatorOptions = {}, scopes?: string[]) => {
  clock = createManualClock()
  slack = await startSlack({ clock, ...options })
  acme = slack.workspace('Acme')
  ana = acme.person('ana')
  token = acme.install(scopes)
  client = new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  })
  dm = (await client.conversations.open({ users: ana.id })).channel?.id ?? ''
}
beforeEach(() => start())
afterEach(() => slack.close())

const refusal = async (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'taken',
    (error: { data?: object; code?: string; retryAfter?: number }) => error.data ?? error,
  )
const LIMITED = { code: 'slack_webapi_rate_limited_error' }

describe('pace', () => {
  it('a method of tier 3 is called fifty times a minute', async () => {
    const { ts = '' } = await client.chat.postMessage({ channel: dm, text: 'a' })
    const update = () => client.chat.update({ channel: dm, ts, text: 'b' })
    for (let index = 0; index < 50; index += 1) await update()
    expect(await refusal(update())).toMatchObject({ ...LIMITED, retryAfter: 60 })
    clock.pass(60_000)
    await update()
  })

  it('a workspace takes three hundred posts a minute, in however many channels', async () => {
    const channels = Array.from({ length: 61 }, (_, index) => acme.channel(`c${index}`, { bot: true }))
    const post = (index: number) =>
      client.chat.postMessage({ channel: channels[Math.floor(index / 5)] ?? '', text: 'a' })
    for (let index = 0; index < 300; index += 1) await post(index)
    expect(await refusal(post(300))).toMatchObject(LIMITED)
  })

  it('an app that a second company has reads history once a minute', async () => {
    const history = () => client.conversations.history({ channel: dm })
    await history()
    await history()
    slack.workspace('Other').install()
    await history()
    expect(await refusal(history())).toMatchObject(LIMITED)
  })

  it('is lifted by name alone', async () => {
    await slack.close()
    await start({ lift: ['channel_posts'] })
    for (let index = 0; index < 20; index += 1) await client.chat.postMessage({ channel: dm, text: 'a' })
    for (let index = 0; index < 20; index += 1) await client.conversations.list()
    expect(await refusal(client.conversations.list())).toMatchObject(LIMITED)
  })
})

describe('a reply that is shown in its channel, too', () => {
  const reply = async (more: { reply_broadcast?: boolean } = {}) => {
    const { ts: thread_ts = '' } = await client.chat.postMessage({ channel: dm, text: 'first' })
    const said = { type: 'section', text: { type: 'plain_text', text: 'second' } }
    const button = { type: 'actions', elements: [{ type: 'button', text: { type: 'plain_text', text: 'Go' } }] }
    const posted = await client.chat.postMessage({
      channel: dm,
      thread_ts,
      text: 'second',
      blocks: [said, button],
      ...more,
    } as never)
    return { channel: dm, ts: posted.ts ?? '', thread_ts, posted }
  }
  const history = async () => (await client.conversations.history({ channel: dm })).messages?.map(({ ts }) => ts)

  it('stands there without its buttons, and in the thread with them', async () => {
    const { ts, thread_ts, posted } = await reply({ reply_broadcast: true })
    expect(posted.message).toMatchObject({ subtype: 'thread_broadcast', thread_ts, root: { text: 'first' } })
    expect(ana.message('second', { outside: true })).toMatchObject({ ts, text: 'second', buttons: [] })
    expect(ana.message('second', { thread: thread_ts }).text).toBe('second\n[Go]')
    expect(await history()).toEqual([ts, thread_ts])
    expect((await client.conversations.replies({ channel: dm, ts: thread_ts })).messages).toHaveLength(2)
  })

  it('is nothing without a thread', async () => {
    const { message } = await client.chat.postMessage({ channel: dm, text: 'alone', reply_broadcast: true } as never)
    expect(message).not.toHaveProperty('subtype')
  })

  it('is shown there later, too, but does not change what it says at the same time', async () => {
    const { channel, ts, thread_ts } = await reply()
    expect(await history()).toEqual([thread_ts])
    const broadcast = (more: object) =>
      refusal(client.apiCall('chat.update', { channel, ts, reply_broadcast: true, ...more }))
    expect(await broadcast({ text: 'other' })).toMatchObject({ error: 'no_dual_broadcast_content_update' })
    expect(await broadcast({ ts: thread_ts })).toMatchObject({ error: 'cant_broadcast_message' })
    expect(await broadcast({})).toBe('taken')
    expect(await history()).toEqual([ts, thread_ts])
    await client.chat.update({ channel, ts, text: 'changed', blocks: [] })
    expect(ana.message('changed', { outside: true }).ts).toBe(ts)
  })
})

describe('uploads', () => {
  const upload = async (to: string) => {
    const { upload_url: url = '', file_id: id = '' } = await client.files.getUploadURLExternal({
      filename: 'a.txt',
      length: 3,
    })
    await fetch(url, { method: 'POST', body: 'abc' })
    return client.files.completeUploadExternal({ files: [{ id }], channel_id: to })
  }

  it('take the id of a channel, and not that of a person', async () => {
    expect(await refusal(upload(ana.id))).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: {
        messages: ['[ERROR] input must match regex pattern: ^[CGDZ][A-Z0-9]{8,}$ [json-pointer:/channel_id]'],
      },
    })
  })

  it('need membership where posts do not', async () => {
    await slack.close()
    await start({}, ['chat:write', 'chat:write.public', 'files:write', 'files:read', 'im:write'])
    const open = acme.channel('open', { members: [ana] })
    const closed = acme.channel('closed', { members: [ana], private: true })
    await client.chat.postMessage({ channel: open, text: 'a' })
    expect(await refusal(client.chat.postMessage({ channel: closed, text: 'a' }))).toMatchObject({
      error: 'channel_not_found',
    })
    expect(await refusal(upload(open))).toMatchObject({ error: 'not_in_channel' })
  })

  it('without chat:write.public a post needs membership, too', async () => {
    const open = acme.channel('open', { members: [ana] })
    expect(await refusal(client.chat.postMessage({ channel: open, text: 'a' }))).toMatchObject({
      error: 'not_in_channel',
    })
  })

  it('are answered before the file was looked at, and shared later', async () => {
    const { files } = await upload(dm)
    expect(files?.[0]).toMatchObject({ mimetype: '', filetype: '', shares: {} })
    expect(ana.messages()).toEqual([])
    clock.pass(slack.state.limits.shareMs)
    expect(ana.messages()).toMatchObject([{ files: [{ name: 'a.txt' }] }])
  })

  it('may be shared late', async () => {
    slack.faults.next('upload_shared_late', 'files.completeUploadExternal')
    await upload(dm)
    clock.pass(slack.state.limits.lateShareMs)
    expect(ana.messages()).toEqual([])
    clock.pass(slack.state.limits.shareMs)
    expect(ana.messages()).toHaveLength(1)
  })
})

it('a file lies behind a redirect, which wants the token again', async () => {
  await ana.drop({ name: 'a.txt', content: 'abc' })
  const [message] = (await client.conversations.history({ channel: dm })).messages ?? []
  const url = message?.files?.[0]?.url_private ?? ''
  const headers = { authorization: `Bearer ${token}` }
  const first = await fetch(url, { headers, redirect: 'manual' })
  expect(first.status).toBe(302)
  const origin = new URL(first.headers.get('location') ?? '', url)
  expect(origin.pathname).toContain('/files-origin/')
  expect((await fetch(origin, { redirect: 'manual' })).headers.get('location')).toContain('/signin')
  expect(await (await fetch(origin, { headers })).text()).toBe('abc')
})

it('a snippet is a file', async () => {
  await ana.snippet('Line one\nline two')
  const [message] = (await client.conversations.history({ channel: dm })).messages ?? []
  expect(message?.text).toBe('')
  expect(message?.files?.[0]).toMatchObject({ mode: 'snippet', mimetype: 'text/plain', preview: 'Line one\nline two' })
})

describe('an ephemeral message', () => {
  const whisper = (text: string) => client.chat.postEphemeral({ channel: dm, user: ana.id, text })

  it('is gone when Slack is opened anew', async () => {
    await whisper('psst')
    expect(ana.message('psst').ephemeral).toBe(true)
    ana.reload()
    expect(ana.messages()).toEqual([])
  })

  it('never arrives for somebody who is not there, and Slack says nothing of it', async () => {
    ana.goAway()
    await whisper('psst')
    ana.comeBack()
    await whisper('here')
    expect(ana.messages().map(({ text }) => text)).toEqual(['here'])
  })
})

it.each(['email_text_input', 'number_input', 'url_text_input', 'rich_text_input', 'file_input'])(
  'a message takes no %s',
  async (type) => {
    const element = { type, ...(type === 'number_input' && { is_decimal_allowed: true }) }
    const blocks = [{ type: 'input', label: { type: 'plain_text', text: 'a' }, element }]
    expect(await refusal(client.apiCall('chat.postMessage', { channel: dm, blocks }))).toMatchObject({
      error: 'invalid_blocks',
      errors: [expect.objectContaining({ pointer: '/blocks/0/element/type', code: 'not_allowed_here' })],
    })
  },
)
