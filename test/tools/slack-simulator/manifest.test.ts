/** An app is allowed and told what its manifest asks for, and nothing else. */
import { WebClient } from '@slack/web-api'
import { afterEach, expect, it } from 'vitest'
import { startSlack, type Simulator } from '../../../tools/slack-simulator/simulator.ts'
import { readManifest } from '../../../tools/slack-simulator/state/manifest.ts'
import { rawApp } from './raw-app.ts'

const manifest = (
  given: { events?: string[]; interactive?: boolean; home?: boolean; messages?: boolean } = {},
): string =>
  JSON.stringify({
    display_information: { name: 'Tiny' },
    features: {
      app_home: { home_tab_enabled: given.home ?? false, messages_tab_enabled: given.messages ?? true },
      slash_commands: [{ command: '/tiny', description: 'Does something' }],
      shortcuts: [{ name: 'Make it', type: 'message', callback_id: 'make', description: 'Makes it' }],
    },
    oauth_config: { scopes: { bot: ['commands', 'chat:write', 'im:history', 'im:write'] } },
    settings: {
      event_subscriptions: { bot_events: given.events ?? ['message.im'] },
      interactivity: { is_enabled: given.interactive ?? true },
    },
  })

let slack: Simulator
afterEach(() => slack?.close())

it('has its commands, shortcuts, events and scopes', async () => {
  const app = await rawApp()
  slack = await startSlack({ app: { ...readManifest(manifest()), requestUrl: app.url } })
  const acme = slack.workspace('Acme')
  const ana = acme.person('ana')
  const client = new WebClient(acme.install(), { slackApiUrl: slack.apiUrl })
  await ana.command('/tiny')
  await expect(ana.command('/other')).rejects.toThrow('not a valid command')
  const said = await ana.say('hello')
  await ana.shortcut('Make it', said)
  await expect(ana.shortcut('Make it')).rejects.toThrow('no global shortcut')
  await ana.openHome()
  expect(
    app.requests.map(
      ({ json }) =>
        json['command'] ??
        (json['type'] === 'event_callback' ? (json['event'] as { type: string }).type : json['type']),
    ),
  ).toEqual(['/tiny', 'message', 'message_action'])
  await expect(client.users.list({})).rejects.toMatchObject({ data: { error: 'missing_scope', needed: 'users:read' } })
  await expect(client.views.publish({ user_id: ana.id, view: { type: 'home', blocks: [] } })).rejects.toMatchObject({
    data: { error: 'not_enabled' },
  })
  await app.close()
})

it('without the messages tab nobody can write, without interactivity nobody can act', async () => {
  slack = await startSlack({ app: readManifest(manifest({ messages: false, interactive: false })) })
  const acme = slack.workspace('Acme')
  const ana = acme.person('ana')
  const client = new WebClient(acme.install(), { slackApiUrl: slack.apiUrl })
  await expect(ana.say('hello')).rejects.toThrow('turned off')
  await expect(
    ana.shortcut('Make it', await ana.say('hello', { in: acme.channel('general', { members: [ana] }) })),
  ).rejects.toThrow('no interactivity')
  await expect(client.chat.postMessage({ channel: ana.id, text: 'a' })).rejects.toMatchObject({
    data: { error: 'messages_tab_disabled' },
  })
})

it('is refused when it subscribes to events without their scopes', () => {
  expect(() => readManifest(manifest({ events: ['message.channels'] }))).toThrow(
    'message.channels without the scopes channels:history',
  )
})
