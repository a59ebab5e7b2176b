/** Installing by OAuth with the real provider, rotating tokens, and Socket Mode with the real client. */
import { App, LogLevel } from '@slack/bolt'
import { InstallProvider } from '@slack/oauth'
import { WebClient } from '@slack/web-api'
import { afterEach, describe, expect, it } from 'vitest'
import { startSlack, type Simulator, type SimulatorOptions } from '../../../tools/slack-simulator/simulator.ts'
import { createManualClock } from '../../../tools/slack-simulator/state/clock.ts'

let slack: Simulator
const start = async (options: SimulatorOptions): Promise<Simulator> => (slack = await startSlack(options))
afterEach(() => slack.close())

const clientOf = (token?: string) => new WebClient(token, { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } })

describe('OAuth', () => {
  const provider = () =>
    new InstallProvider({
      clientId: slack.app.clientId,
      clientSecret: slack.app.clientSecret,
      stateSecret: 'state-secret',
      authorizationUrl: `${slack.url}/oauth/v2/authorize`,
      clientOptions: { slackApiUrl: slack.apiUrl },
    })
  const link = () =>
    provider().generateInstallUrl({
      scopes: ['chat:write', 'im:write'],
      redirectUri: 'https://docgen.example/slack/oauth_redirect',
    })

  it('gives a code for a token of that workspace, once', async () => {
    await start({ app: { redirectUrls: ['https://docgen.example/slack/oauth_redirect'] } })
    const acme = slack.workspace('Acme')
    const back = new URL(acme.authorize(await link(), acme.person('ana')))
    expect(back.searchParams.get('state')).toBeTruthy()
    const exchange = () =>
      clientOf().oauth.v2.access({
        client_id: slack.app.clientId,
        client_secret: slack.app.clientSecret,
        code: back.searchParams.get('code') ?? '',
        redirect_uri: 'https://docgen.example/slack/oauth_redirect',
      })
    const granted = await exchange()
    expect(granted).toMatchObject({
      team: { id: acme.id },
      scope: 'chat:write,im:write',
      token_type: 'bot',
      is_enterprise_install: false,
    })
    expect(await clientOf(granted.access_token).auth.test()).toMatchObject({ team_id: acme.id })
    await expect(exchange()).rejects.toMatchObject({ data: { error: 'invalid_code' } })
  })

  it('is denied with access_denied, and refused for a wrong redirect or secret', async () => {
    await start({ app: { redirectUrls: ['https://docgen.example/slack/oauth_redirect'] } })
    const acme = slack.workspace('Acme')
    expect(new URL(acme.authorize(await link(), acme.person('ana'), false)).searchParams.get('error')).toBe(
      'access_denied',
    )
    expect(() =>
      acme.authorize(
        `${slack.url}/oauth/v2/authorize?client_id=${slack.app.clientId}&scope=a&redirect_uri=https://evil.example`,
        acme.person('ana'),
      ),
    ).toThrow('bad_redirect_uri')
    await expect(
      clientOf().oauth.v2.access({ client_id: slack.app.clientId, client_secret: 'wrong', code: 'x' }),
    ).rejects.toMatchObject({ data: { error: 'bad_client_secret' } })
  })

  it('by the page a browser shows', async () => {
    await start({})
    const acme = slack.workspace('Acme')
    acme.person('ana')
    const url = await link()
    const page = await (await fetch(url)).text()
    expect(page).toContain('DocGen is asking for permission')
    const { id } = acme.person('ana')
    const allowed = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ workspace: acme.id, user: id, decision: 'allow' }),
    })
    expect(allowed.headers.get('location')).toMatch(
      /^https:\/\/docgen\.example\/slack\/oauth_redirect\?state=.+&code=.+/,
    )
  })

  it('rotates: tokens expire after twelve hours, a refresh token works once', async () => {
    const clock = createManualClock()
    await start({ clock, app: { tokenRotation: true } })
    const acme = slack.workspace('Acme')
    const back = new URL(acme.authorize(await link(), acme.person('ana')))
    const credentials = { client_id: slack.app.clientId, client_secret: slack.app.clientSecret }
    const granted = await clientOf().oauth.v2.access({
      ...credentials,
      code: back.searchParams.get('code') ?? '',
      redirect_uri: 'https://docgen.example/slack/oauth_redirect',
    })
    expect(granted).toMatchObject({ expires_in: 43_200, refresh_token: expect.stringMatching(/^xoxe-1-/) })
    clock.pass(43_200_000)
    await expect(clientOf(granted.access_token).auth.test()).rejects.toMatchObject({ data: { error: 'token_expired' } })
    const refresh = () =>
      clientOf().oauth.v2.access({
        ...credentials,
        grant_type: 'refresh_token',
        refresh_token: granted.refresh_token ?? '',
      })
    const renewed = await refresh()
    expect(await clientOf(renewed.access_token).auth.test()).toMatchObject({ team_id: acme.id })
    await expect(refresh()).rejects.toMatchObject({ data: { error: 'invalid_refresh_token' } })
  })
})

describe('Socket Mode', () => {
  it('carries commands, events and modals over a WebSocket', async () => {
    await start({ app: { socketMode: true } })
    const acme = slack.workspace('Acme')
    const ana = acme.person('ana')
    const app = new App({
      token: acme.install(),
      appToken: slack.app.appToken,
      socketMode: true,
      logLevel: LogLevel.ERROR,
      clientOptions: { slackApiUrl: slack.apiUrl },
    })
    app.command('/docgen', async ({ ack, body, client }) => {
      await ack()
      await client.views.open({
        trigger_id: body.trigger_id,
        view: {
          type: 'modal',
          callback_id: 'ask',
          title: { type: 'plain_text', text: 'One' },
          submit: { type: 'plain_text', text: 'Go' },
          blocks: [
            {
              type: 'input',
              block_id: 'p',
              label: { type: 'plain_text', text: 'Party' },
              element: { type: 'plain_text_input', action_id: 'v' },
            },
          ],
        },
      })
    })
    app.view('ask', async ({ ack }) => ack({ response_action: 'errors', errors: { p: 'Who?' } }))
    app.message(async ({ say }) => {
      await say('heard '.repeat(20_000).slice(0, 39_000))
    })
    await app.start()
    try {
      await expect.poll(() => slack.connections()).toBe(1)
      await ana.command('/docgen')
      await ana.waitForModal('One')
      await ana.fillIn({ Party: 'x' })
      expect(await ana.submit()).toEqual({ outcome: 'errors', errors: { Party: 'Who?' } })
      await ana.say('y'.repeat(5_000))
      await ana.waitFor('heard')
      slack.refreshConnections()
      await expect.poll(() => slack.calls('apps.connections.open').length).toBe(2)
      await expect
        .poll(async () => {
          await ana.say('again')
          return slack.log.deliveries.at(-1)?.outcome
        })
        .toBe('acked')
    } finally {
      await app.stop()
    }
  })

  it('needs the app’s own token', async () => {
    await start({ app: { socketMode: true } })
    await expect(clientOf('xapp-wrong').apps.connections.open({})).rejects.toMatchObject({
      data: { error: 'invalid_auth' },
    })
    await expect(clientOf(slack.workspace('Acme').install()).apps.connections.open({})).rejects.toMatchObject({
      data: { error: 'not_allowed_token_type' },
    })
  })
})
