/** Faults of the Web API: what the app gets to see, what happened nevertheless, and how often. */
import { LogLevel, WebClient } from '@slack/web-api'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Person } from '../../../tools/slack-simulator/driver/person-actions.ts'
import { startSlack, type Simulator } from '../../../tools/slack-simulator/simulator.ts'

let slack: Simulator
let ana: Person
let client: WebClient
let dm: string

const start = async (seed = 1) => {
  slack = await startSlack({ seed, faults: { slowMs: 30, retryAfterSeconds: 7 } })
  const acme = slack.workspace('Acme')
  ana = acme.person('ana')
  client = new WebClient(acme.install(), {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
  })
  dm = (await client.conversations.open({ users: ana.id })).channel?.id ?? ''
}
beforeEach(() => start())
afterEach(() => slack.close())

const post = (text: string, id = 'p') =>
  client.chat.postMessage({ channel: dm, text, metadata: { event_type: 'docgen_post', event_payload: { id } } })

it.each([
  ['rate_limited', { code: 'slack_webapi_rate_limited_error', retryAfter: 7 }, 0],
  ['server_error', { code: 'slack_webapi_http_error', statusCode: 500 }, 0],
  ['server_error_after_effect', { code: 'slack_webapi_http_error', statusCode: 500 }, 1],
  ['answer_lost', { code: 'slack_webapi_request_error' }, 1],
  ['effect_lost', { code: 'slack_webapi_request_error' }, 0],
  ['revoked_token', { data: { error: 'token_revoked' } }, 0],
] as const)('%s', async (kind, error, visible) => {
  slack.faults.next(kind, 'chat.postMessage')
  await expect(post('hello')).rejects.toMatchObject(error)
  expect(ana.messages()).toHaveLength(visible)
  expect(slack.faults.counts[kind]).toBe(1)
  expect(slack.calls('chat.postMessage')).toMatchObject([{ fault: kind }])
  await post('again')
  expect(ana.messages()).toHaveLength(visible + 1)
  expect(slack.duplicates()).toHaveLength(visible)
})

it('a slow answer comes late', async () => {
  slack.faults.next('slow_answer', 'chat.postMessage')
  const began = performance.now()
  await post('hello')
  expect(performance.now() - began).toBeGreaterThan(25)
})

it('finds a file that was shared twice, and one that was uploaded twice', async () => {
  const upload = () => client.filesUploadV2({ channel_id: dm, file: Buffer.from('abc'), filename: 'a.txt' })
  await upload()
  await expect.poll(() => ana.messages().length).toBe(1)
  const id = ana.messages()[0]?.files[0]?.id ?? ''
  await client.files.completeUploadExternal({ files: [{ id }], channel_id: dm })
  await expect.poll(() => ana.messages().length).toBe(2)
  await upload()
  await expect.poll(() => ana.messages().length).toBe(3)
  expect(
    slack
      .duplicates()
      .map(({ kind, times }) => `${kind} ${times}`)
      .toSorted(),
  ).toEqual(['share 2', 'upload 3'])
})

it('reports in figures', async () => {
  slack.faults.next('answer_lost', 'chat.postMessage')
  await post('a').catch(() => {})
  await post('a')
  const report = slack.report()
  expect(report).toMatch(/chat\.postMessage +2 +1 +0 +1/)
  expect(report).toMatch(/answer_lost +1/)
  expect(report).toMatch(/post D\w+ docgen_post p +2/)
})

it('the same seed makes the same faults', async () => {
  const run = async (): Promise<string[]> => {
    slack.faults.rates = { rate_limited: 0.2, server_error: 0.2, answer_lost: 0.2 }
    for (let index = 0; index < 40; index += 1) await post('a', `p${index}`).catch(() => {})
    return slack.calls('chat.postMessage').map(({ fault }) => fault ?? 'none')
  }
  const first = await run()
  await slack.close()
  await start()
  expect(await run()).toEqual(first)
  expect(new Set(first)).toEqual(new Set(['none', 'rate_limited', 'server_error', 'answer_lost']))
  await slack.close()
  await start(2)
  expect(await run()).not.toEqual(first)
})
