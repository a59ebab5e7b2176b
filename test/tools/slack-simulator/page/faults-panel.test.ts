/** The page's panel turns faults, limits and people on and off; what it cannot set it says in words. */
import { WebClient } from '@slack/web-api'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Person } from '../../../../tools/slack-simulator/driver/person-actions.ts'
import { FAULT_KINDS } from '../../../../tools/slack-simulator/state/faults.ts'
import { startSlack, type SimulatedWorkspace, type Simulator } from '../../../../tools/slack-simulator/simulator.ts'

let slack: Simulator
let acme: SimulatedWorkspace
let ana: Person
let client: WebClient
let dm: string

beforeEach(async () => {
  slack = await startSlack({ app: { socketMode: true } })
  acme = slack.workspace('Acme')
  ana = acme.person('ana')
  client = new WebClient(acme.install(), { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } })
  dm = (await client.conversations.open({ users: ana.id })).channel?.id ?? ''
})
afterEach(() => slack.close())

interface Panel {
  html: string
  on: number
  error: string
}
const panel = async (): Promise<Panel> => (await (await fetch(`${slack.url}/page/faults`)).json()) as Panel
const set = async (sent: Record<string, string>): Promise<Panel> => {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${slack.url}/page/faults`, { method: 'POST', headers, body: JSON.stringify(sent) })
  return (await answer.json()) as Panel
}
const post = () =>
  client.chat.postMessage({ channel: dm, text: 'a' }).then(
    () => 'posted',
    (error: { code: string }) => error.code,
  )

it('offers every fault', async () => {
  const { html, on } = await panel()
  expect(on).toBe(0)
  for (const kind of FAULT_KINDS) expect(html).toContain(`value="${kind}"`)
})

it('makes the next calls of a method go wrong, shows what is planned, and counts what happened', async () => {
  const { html, on } = await set({ set: 'next', kind: 'server_error', name: 'chat.postMessage', times: '2' })
  expect([on, html.match(/<li>chat\.postMessage: /g)?.length]).toEqual([2, 2])
  expect([await post(), await post(), await post()]).toEqual([
    'slack_webapi_http_error',
    'slack_webapi_http_error',
    'posted',
  ])
  expect((await panel()).html).toContain('<output>2</output>')
})

it('sets rates and takes them back', async () => {
  expect((await set({ set: 'rate', kind: 'server_error', rate: '1' })).on).toBe(1)
  expect(await post()).toBe('slack_webapi_http_error')
  expect((await set({ set: 'rate', kind: 'server_error', rate: '0' })).on).toBe(0)
  expect(await post()).toBe('posted')
})

it('lifts limits and keeps them again', async () => {
  await set({ set: 'limit', limit: 'tiers' })
  expect([...slack.state.limits.lifted]).toEqual(['tiers'])
  await set({ set: 'limit', limit: 'tiers', kept: 'on' })
  expect([...slack.state.limits.lifted]).toEqual([])
  await set({ set: 'distribution', distribution: 'unlisted' })
  expect(slack.app.distribution).toBe('unlisted')
})

it('sends people away, with what only they saw', async () => {
  await client.chat.postEphemeral({ channel: dm, user: ana.id, text: 'psst' })
  await set({ set: 'presence', workspace: acme.id, user: ana.id })
  expect([ana.user.away, ana.messages()]).toEqual([true, []])
  await set({ set: 'presence', workspace: acme.id, user: ana.id, here: 'on' })
  expect(ana.user.away).toBe(false)
})

it.each([
  [{ set: 'rate', kind: 'meteor', rate: '1' }, 'There is no fault meteor.'],
  [{ set: 'rate', kind: 'late', rate: '2' }, 'rate has to be a number from 0 to 1.'],
  [{ set: 'limit', limit: 'gravity' }, 'There is no limit gravity.'],
  [{ set: 'presence', workspace: 'T1', user: 'U1' }, 'There is no such person.'],
  [{ set: 'sockets', how: 'burn' }, 'There is no such end of a connection.'],
  [{ set: 'moon' }, 'There is no such thing to set.'],
])('%j is refused', async (sent, error) => {
  expect((await set(sent as unknown as Record<string, string>)).error).toBe(error)
})
