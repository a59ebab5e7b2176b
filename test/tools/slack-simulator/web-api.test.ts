/** The Web API refuses what Slack refuses, in Slack's words, through the real client. */
import { WebClient } from '@slack/web-api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Person } from '../../../tools/slack-simulator/driver/person-actions.ts'
import { startSlack, type SimulatedWorkspace, type Simulator } from '../../../tools/slack-simulator/simulator.ts'
import { createManualClock, type ManualClock } from '../../../tools/slack-simulator/state/clock.ts'

let clock: ManualClock
let slack: Simulator
let acme: SimulatedWorkspace
let ana: Person
let bob: Person
let client: WebClient
let dm: string

const clientOf = (token?: string): WebClient =>
  new WebClient(token, { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true })

/** The error a call is refused with, and what came with it. */
async function refusal(call: Promise<unknown>): Promise<{ error: string } & Record<string, unknown>> {
  try {
    await call
  } catch (error) {
    return (error as { data?: { error: string } }).data ?? { error: String(error) }
  }
  throw new Error('The call was not refused.')
}

beforeEach(async () => {
  clock = createManualClock()
  slack = await startSlack({ clock })
  acme = slack.workspace('Acme')
  ana = acme.person('ana', { email: 'ana@acme.example', locale: 'de-DE' })
  bob = acme.person('bob')
  client = clientOf(acme.install())
  dm = (await client.conversations.open({ users: ana.id })).channel?.id ?? ''
})
afterEach(() => slack.close())

describe('tokens', () => {
  it('are needed, known, alive and of the right kind', async () => {
    expect(await refusal(clientOf().auth.test())).toMatchObject({ error: 'not_authed' })
    expect(await refusal(clientOf('xoxb-unknown').auth.test())).toMatchObject({ error: 'invalid_auth' })
    await client.auth.revoke()
    expect(await refusal(client.auth.test())).toMatchObject({ error: 'token_revoked' })
  })

  it('die with the installation', async () => {
    acme.uninstall()
    expect(await refusal(client.auth.test())).toMatchObject({ error: 'account_inactive' })
  })

  it('reach only what their scopes allow', async () => {
    const limited = clientOf(slack.workspace('Beta').install(['chat:write']))
    expect(await refusal(limited.users.list({}))).toMatchObject({
      error: 'missing_scope',
      needed: 'users:read',
      provided: 'chat:write',
    })
  })

  it('reach nothing of another workspace', async () => {
    const other = clientOf(slack.workspace('Beta').install())
    expect(await refusal(other.chat.postMessage({ channel: dm, text: 'a' }))).toMatchObject({
      error: 'channel_not_found',
    })
    expect(await refusal(other.users.info({ user: ana.id }))).toMatchObject({ error: 'user_not_found' })
  })
})

it('does not know methods it does not know', async () => {
  expect(await refusal(client.apiCall('chat.shout'))).toMatchObject({ error: 'unknown_method' })
})

describe('messages', () => {
  it('need a text or blocks, and a place the bot is in', async () => {
    const [general, secret] = [
      acme.channel('general', { members: [ana] }),
      acme.channel('secret', { members: [ana], private: true }),
    ]
    expect(await refusal(client.chat.postMessage({ channel: dm, text: '' }))).toMatchObject({ error: 'no_text' })
    expect(await refusal(client.chat.postMessage({ channel: 'C404', text: 'a' }))).toMatchObject({
      error: 'channel_not_found',
    })
    expect(await refusal(client.chat.postMessage({ channel: general, text: 'a' }))).toMatchObject({
      error: 'not_in_channel',
    })
    expect(await refusal(client.chat.postMessage({ channel: secret, text: 'a' }))).toMatchObject({
      error: 'channel_not_found',
    })
    expect(await refusal(client.chat.postMessage({ channel: dm, text: 'a', thread_ts: '1.000000' }))).toMatchObject({
      error: 'cannot_reply_to_message',
    })
    await client.conversations.join({ channel: general })
    await client.chat.postMessage({ channel: general, text: 'a' })
  })

  it('have limits', async () => {
    await client.chat.postMessage({ channel: dm, text: 'x'.repeat(40_000) })
    expect(await refusal(client.chat.postMessage({ channel: dm, text: 'x'.repeat(40_001) }))).toMatchObject({
      error: 'msg_too_long',
    })
    const { ts = '' } = await client.chat.postMessage({ channel: dm, text: 'a' })
    await client.chat.update({ channel: dm, ts, text: 'x'.repeat(4_000) })
    expect(await refusal(client.chat.update({ channel: dm, ts, text: 'x'.repeat(4_001) }))).toMatchObject({
      error: 'msg_too_long',
    })
    const blocks = (length: number) =>
      Array.from({ length: 6 }, (_, index) => ({
        type: 'section',
        text: { type: 'mrkdwn', text: 'x'.repeat(index < 5 ? 2_400 : length) },
      }))
    await client.chat.postMessage({ channel: dm, text: 'a', blocks: blocks(1_200) })
    expect(await refusal(client.chat.postMessage({ channel: dm, text: 'a', blocks: blocks(1_201) }))).toMatchObject({
      error: 'msg_blocks_too_long',
    })
  })

  it('say where their blocks are wrong', async () => {
    expect(
      await refusal(
        client.chat.postMessage({
          channel: dm,
          text: 'a',
          blocks: [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } }] as never,
        }),
      ),
    ).toMatchObject({
      error: 'invalid_blocks',
      errors: [
        {
          pointer: '/blocks/0/text/text',
          code: 'failed_constraint',
          constraint: { type: 'max_length', expected: 150 },
        },
      ],
      response_metadata: { messages: ['[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]'] },
    })
    expect(await refusal(client.apiCall('chat.postMessage', { channel: dm, blocks: '[{' }))).toMatchObject({
      error: 'invalid_blocks_format',
    })
  })

  it('lose their blocks to a text alone, and are marked as edited only then', async () => {
    const blocks = [{ type: 'section' as const, text: { type: 'mrkdwn' as const, text: 'Sign?' } }]
    const { ts = '' } = await client.chat.postMessage({
      channel: dm,
      text: 'a',
      blocks,
      metadata: { event_type: 'e', event_payload: { id: '1' } },
    })
    await client.chat.update({ channel: dm, ts, text: 'b', blocks })
    expect(ana.messages()[0]).toMatchObject({ text: 'Sign?', fallback: 'b', edited: false })
    await client.chat.update({ channel: dm, ts, text: 'c' })
    expect(ana.messages()[0]).toMatchObject({ text: 'c', edited: true })
    expect(
      (await client.conversations.history({ channel: dm, include_all_metadata: true })).messages?.[0]?.metadata,
    ).toBeDefined()
  })

  it('are changed and deleted by who posted them, and not when they are ephemeral', async () => {
    const typed = await ana.say('mine')
    expect(await refusal(client.chat.update({ channel: dm, ts: typed.ts, text: 'yours' }))).toMatchObject({
      error: 'cant_update_message',
    })
    expect(await refusal(client.chat.delete({ channel: dm, ts: typed.ts }))).toMatchObject({
      error: 'cant_delete_message',
    })
    const general = acme.channel('general', { members: [ana], bot: true })
    const { message_ts: ts = '' } = await client.chat.postEphemeral({ channel: general, user: ana.id, text: 'psst' })
    expect(await refusal(client.chat.update({ channel: general, ts, text: 'louder' }))).toMatchObject({
      error: 'message_not_found',
    })
    expect(await refusal(client.chat.postEphemeral({ channel: general, user: bob.id, text: 'psst' }))).toMatchObject({
      error: 'user_not_in_channel',
    })
  })

  it('carry metadata, which is given back only when it is asked for', async () => {
    const metadata = { event_type: 'docgen_post', event_payload: { id: 'p1', revision: 3 } }
    const { ts = '' } = await client.chat.postMessage({ channel: dm, text: 'a', metadata })
    await client.chat.postMessage({ channel: dm, thread_ts: ts, text: 'b', metadata })
    const without = await client.conversations.history({ channel: dm })
    expect(without.messages?.[0]).not.toHaveProperty('metadata')
    const history = await client.conversations.history({ channel: dm, include_all_metadata: true })
    expect(history.messages).toEqual([expect.objectContaining({ ts, metadata, reply_count: 1 })])
    const replies = await client.conversations.replies({ channel: dm, ts, include_all_metadata: true })
    expect(replies.messages?.map((message) => message.metadata)).toEqual([metadata, metadata])
    expect(slack.duplicates()).toEqual([
      { kind: 'post', workspace: acme.id, channel: dm, id: 'docgen_post p1', times: 2 },
    ])
    const nested = { event_type: 'a', event_payload: { deep: { er: { still: 1 } } } }
    expect(await refusal(client.chat.postMessage({ channel: dm, text: 'a', metadata: nested as never }))).toMatchObject(
      { error: 'invalid_metadata_schema' },
    )
  })
})

describe('reading', () => {
  it('gives pages, newest first, within its bounds', async () => {
    const posted: string[] = []
    for (const text of ['1', '2', '3', '4', '5'])
      posted.push((await client.chat.postMessage({ channel: dm, text })).ts ?? '')
    const first = await client.conversations.history({ channel: dm, limit: 2 })
    expect(first.messages?.map(({ text }) => text)).toEqual(['5', '4'])
    const second = await client.conversations.history({
      channel: dm,
      limit: 2,
      cursor: first.response_metadata?.next_cursor ?? '',
    })
    expect(second.messages?.map(({ text }) => text)).toEqual(['3', '2'])
    const since = await client.conversations.history({ channel: dm, oldest: posted[2] ?? '' })
    expect(since.messages?.map(({ text }) => text)).toEqual(['5', '4'])
    expect(await refusal(client.conversations.history({ channel: dm, cursor: 'nonsense' }))).toMatchObject({
      error: 'invalid_cursor',
    })
  })

  it('gives threads in direct messages only', async () => {
    const general = acme.channel('general', { members: [ana], bot: true })
    const { ts = '' } = await client.chat.postMessage({ channel: general, text: 'a' })
    expect(await refusal(client.conversations.replies({ channel: general, ts }))).toMatchObject({
      error: 'not_allowed_token_type',
    })
    expect(await refusal(client.conversations.replies({ channel: dm, ts }))).toMatchObject({
      error: 'thread_not_found',
    })
  })

  it('is slow for apps sold outside the Marketplace', async () => {
    slack.app.distribution = 'unlisted'
    for (let index = 0; index < 20; index += 1) {
      await client.chat.postMessage({ channel: dm, text: 'a' })
      clock.pass(1000)
    }
    expect((await client.conversations.history({ channel: dm, limit: 100 })).messages).toHaveLength(15)
    await expect(client.conversations.history({ channel: dm })).rejects.toMatchObject({ retryAfter: 60 })
    clock.pass(60_000)
    await client.conversations.history({ channel: dm })
  })

  it('gives a user’s locale only when asked, and finds by email', async () => {
    expect((await client.users.info({ user: ana.id })).user).not.toHaveProperty('locale')
    expect((await client.users.info({ user: ana.id, include_locale: true })).user?.locale).toBe('de-DE')
    expect((await client.users.lookupByEmail({ email: 'ANA@acme.example' })).user?.id).toBe(ana.id)
    expect(await refusal(client.users.lookupByEmail({ email: 'who@acme.example' }))).toMatchObject({
      error: 'users_not_found',
    })
  })
})

it('takes about one post a second in a channel', async () => {
  for (let index = 0; index < 5; index += 1) await client.chat.postMessage({ channel: dm, text: 'a' })
  await expect(client.chat.postMessage({ channel: dm, text: 'a' })).rejects.toMatchObject({
    code: 'slack_webapi_rate_limited_error',
  })
  clock.pass(5_000)
  await client.chat.postMessage({ channel: dm, text: 'a' })
})

describe('files', () => {
  const start = async () => client.files.getUploadURLExternal({ filename: 'a.txt', length: 3 })

  it('are uploaded in full, completed, and then shared', async () => {
    const { upload_url: url = '', file_id: id = '' } = await start()
    expect(await refusal(client.files.info({ file: id }))).toMatchObject({ error: 'file_not_found' })
    expect(await refusal(client.files.completeUploadExternal({ files: [{ id }], channel_id: dm }))).toMatchObject({
      error: 'file_not_found',
    })
    expect((await fetch(url, { method: 'POST', body: 'four' })).status).toBe(400)
    expect((await fetch(url, { method: 'POST', body: 'abc' })).status).toBe(200)
    slack.state.limits.shareMs = 1_000
    await client.files.completeUploadExternal({ files: [{ id, title: 'A' }], channel_id: dm })
    expect((await client.files.info({ file: id })).file?.shares).toEqual({})
    clock.pass(1_000)
    expect((await client.files.info({ file: id })).file?.shares?.private?.[dm]).toHaveLength(1)
    await client.files.delete({ file: id })
    expect(await refusal(client.files.info({ file: id }))).toMatchObject({ error: 'file_deleted' })
    expect(ana.transcript()).toContain('(file deleted)')
  })

  it('may be completed without ever being shared', async () => {
    slack.faults.next('upload_never_shared', 'files.completeUploadExternal')
    await client.filesUploadV2({ channel_id: dm, file: Buffer.from('abc'), filename: 'a.txt' })
    expect(ana.messages()).toEqual([])
    expect(slack.faults.counts.upload_never_shared).toBe(1)
  })

  it('come with a comment or with blocks, and a markdown block is too much for Slack', async () => {
    const upload = (given: object) =>
      client.filesUploadV2({ channel_id: dm, file: Buffer.from('abc'), filename: 'a.txt', ...given })
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'In blocks' } }]
    await upload({ blocks })
    await upload({ blocks, initial_comment: 'In words' })
    clock.pass(slack.state.limits.shareMs)
    await expect
      .poll(() => ana.messages().map(({ text }) => text))
      .toEqual(['In blocks\n(file: a.txt)', 'In words\n(file: a.txt)'])
    expect(await refusal(upload({ blocks: [{ type: 'markdown', text: 'a' }] }))).toMatchObject({
      error: 'internal_error',
    })
  })

  it('need a length', async () => {
    expect(await refusal(client.files.getUploadURLExternal({ filename: 'a.txt', length: 0 }))).toMatchObject({
      error: 'missing_argument',
    })
  })
})

it('names what is wrong with an argument', async () => {
  expect(await refusal(client.apiCall('views.open', { trigger_id: 'x' }))).toMatchObject({
    error: 'invalid_trigger_id',
  })
  expect(await refusal(client.apiCall('views.update', { view: {} }))).toMatchObject({ error: 'invalid_arguments' })
  expect(await refusal(client.apiCall('conversations.open'))).toMatchObject({ error: 'users_list_not_supplied' })
})

it('takes JSON as well as forms', async () => {
  const token = [...slack.state.tokens.values()][0]?.value ?? ''
  const response = await fetch(`${slack.apiUrl}chat.postMessage`, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${token}` },
    body: JSON.stringify({
      channel: dm,
      text: 'by JSON',
      blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'by *JSON*' } }],
    }),
  })
  expect(await response.json()).toMatchObject({
    ok: true,
    message: { text: 'by JSON', blocks: [{ block_id: expect.any(String), text: { verbatim: false } }] },
  })
})
