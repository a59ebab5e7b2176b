/** Enterprise Grid, org-wide installations and channels shared with other companies. */
import { WebClient } from '@slack/web-api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Person } from '../../../tools/slack-simulator/driver/person-actions.ts'
import { startSlack, type SimulatedWorkspace, type Simulator } from '../../../tools/slack-simulator/simulator.ts'
import { rawApp, type RawApp } from './raw-app.ts'

let slack: Simulator
let app: RawApp
let sales: SimulatedWorkspace
let ana: Person

const clientOf = (token: string) =>
  new WebClient(token, { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true })
const refusal = async (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'taken',
    (error: { data?: object }) => error.data,
  )

beforeEach(async () => {
  app = await rawApp()
  slack = await startSlack({ app: { requestUrl: app.url, orgDeploy: true } })
  sales = slack.workspace('Sales', 'Acme Group')
  ana = sales.person('ana')
})
afterEach(async () => {
  await slack.close()
  await app.close()
})

describe('on a Grid', () => {
  it('people have ids with W, and everything names the organisation', async () => {
    const client = clientOf(sales.install())
    expect(ana.id).toMatch(/^W[A-Z0-9]{8,}$/)
    const { user } = await client.users.info({ user: ana.id })
    expect(user?.enterprise_user).toMatchObject({ id: ana.id, enterprise_id: expect.stringMatching(/^E/) })
    expect(await client.auth.test()).toMatchObject({ enterprise_id: expect.stringMatching(/^E/), team_id: sales.id })
    await ana.command('/docgen')
    expect(app.requests.at(-1)?.json).toMatchObject({ enterprise_name: 'Acme Group', is_enterprise_install: 'false' })
    await ana.shortcut('start')
    expect(app.requests.at(-1)?.json).toMatchObject({
      enterprise: { name: 'Acme Group' },
      team: { enterprise_name: 'Acme Group' },
    })
  })

  it('an org-wide installation has no team, and one token for all workspaces', async () => {
    const legal = slack.workspace('Legal', 'Acme Group')
    const cleo = legal.person('cleo')
    const back = new URL(
      sales.authorize(
        `${slack.url}/oauth/v2/authorize?client_id=${slack.app.clientId}&scope=chat:write,im:write,users:read,im:history,channels:read&redirect_uri=https://app.example/`,
        ana,
        'organisation',
      ),
    )
    const access = await new WebClient(undefined, { slackApiUrl: slack.apiUrl }).oauth.v2.access({
      client_id: slack.app.clientId,
      client_secret: slack.app.clientSecret,
      code: back.searchParams.get('code') ?? '',
      redirect_uri: 'https://app.example/',
    })
    expect(access).toMatchObject({ team: null, enterprise: { name: 'Acme Group' }, is_enterprise_install: true })
    const client = clientOf(access.access_token ?? '')
    expect(await client.auth.test()).toMatchObject({ is_enterprise_install: true, team_id: null })
    for (const [person, workspace] of [
      [ana, sales],
      [cleo, legal],
    ] as const) {
      const { channel } = await client.conversations.open({ users: person.id })
      await client.chat.postMessage({ channel: channel?.id ?? '', text: `hello ${workspace.state.name}` })
      expect(person.message('hello').text).toBe(`hello ${workspace.state.name}`)
    }
    expect(await refusal(client.conversations.list())).toMatchObject({ error: 'missing_argument' })
    await client.conversations.list({ team_id: legal.id })
    expect(await refusal(client.conversations.list({ team_id: 'T00000000' }))).toMatchObject({
      error: 'team_access_not_granted',
    })
    await cleo.say('hi')
    expect(app.requests.at(-1)?.json).toMatchObject({
      team_id: legal.id,
      enterprise_id: expect.stringMatching(/^E/),
      authorizations: [{ team_id: null, is_enterprise_install: true }],
    })
  })
})

describe('in a channel that another company shares', () => {
  it('people of the other company are strangers, and events say so', async () => {
    const client = clientOf(sales.install())
    const zoe = sales.person('zoe', { homeTeam: 'T0OTHER0001' })
    const shared = sales.channel('deal', { members: [ana, zoe], bot: true, sharedWith: ['T0OTHER0001'] })
    await zoe.say('hello', { in: 'deal' })
    const { json } = app.requests.at(-1) ?? {}
    expect(json).toMatchObject({ is_ext_shared_channel: true, team_id: sales.id })
    expect(json?.['event']).toMatchObject({ user_team: 'T0OTHER0001', source_team: 'T0OTHER0001' })
    const { user } = await client.users.info({ user: zoe.id, include_locale: true })
    expect(user).toMatchObject({ is_stranger: true, team_id: 'T0OTHER0001' })
    expect(user).not.toHaveProperty('locale')
    expect((await client.conversations.info({ channel: shared })).channel).toMatchObject({ is_ext_shared: true })
  })
})
