/**
 * The manifests in the repository say what the code does: scopes, events, the addresses, the command and the shortcuts.
 */
import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { BOT_EVENTS, BOT_SCOPES, SCOPE_USES } from '../../../../../../src/adapters/inbound/slack/manifest.ts'
import {
  INSTALL_PATH,
  PRIVACY_PATH,
  REDIRECT_PATH,
  START_PATH,
} from '../../../../../../src/adapters/inbound/slack/transport/installing/install-routes.ts'
import { SETTINGS } from '../../../../../../src/app/config/settings-table.ts'
import { EVENTS_PATH } from '../../../../../../src/adapters/inbound/slack/transport/receiving/receiver.ts'

interface Manifest {
  readonly features: {
    readonly slash_commands: readonly { readonly command: string; readonly url?: string }[]
    readonly shortcuts: readonly { readonly callback_id: string }[]
  }
  readonly oauth_config: {
    readonly redirect_urls?: readonly string[]
    readonly scopes: { readonly bot: readonly string[] }
  }
  readonly settings: {
    readonly event_subscriptions: { readonly request_url?: string; readonly bot_events: readonly string[] }
    readonly interactivity: {
      readonly is_enabled: boolean
      readonly request_url?: string
      readonly message_menu_options_url?: string
    }
    readonly socket_mode_enabled: boolean
  }
}

const text = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../../../../${path}`, import.meta.url)), 'utf8')
const manifest = (path: string): Manifest => parse(text(path)) as Manifest
const HOST = 'https://docgen.example.com'

test.each(['slack-manifest.yaml', 'slack-manifest.socket.yaml'])('%s asks for what is used, and no more', (path) => {
  const { features, oauth_config, settings } = manifest(path)
  expect(oauth_config.scopes.bot).toEqual([...BOT_SCOPES])
  expect(settings.event_subscriptions.bot_events).toEqual([...BOT_EVENTS])
  expect(features.slash_commands.map(({ command }) => command)).toEqual(['/docgen'])
  expect(features.shortcuts.map(({ callback_id }) => callback_id)).toEqual(['docgen_new', 'docgen_from_message'])
  expect(settings.interactivity.is_enabled).toBe(true)
})

test('over HTTP everything goes to the service’s addresses; over a socket there are none', () => {
  const http = manifest('slack-manifest.yaml')
  const { interactivity, event_subscriptions, socket_mode_enabled } = http.settings
  const addresses = [
    interactivity.request_url,
    interactivity.message_menu_options_url,
    event_subscriptions.request_url,
    ...http.features.slash_commands.map(({ url }) => url),
  ]
  expect(new Set(addresses)).toEqual(new Set([`${HOST}${EVENTS_PATH}`]))
  expect(http.oauth_config.redirect_urls).toEqual([`${HOST}${REDIRECT_PATH}`])
  expect([socket_mode_enabled, manifest('slack-manifest.socket.yaml').settings.socket_mode_enabled]).toEqual([
    false,
    true,
  ])
  expect(text('slack-manifest.socket.yaml')).not.toContain('docgen.example.com')
})

test('docs/slack.md tells the addresses and every setting', () => {
  const docs = text('docs/slack.md')
  for (const word of [
    EVENTS_PATH,
    INSTALL_PATH,
    START_PATH,
    PRIVACY_PATH,
    REDIRECT_PATH,
    ...Object.values(SETTINGS).flatMap(({ name }) => (name.startsWith('SLACK_') ? [name] : [])),
  ])
    expect(docs).toContain(word)
})

describe('each scope', () => {
  /** What the code does that Slack wants the scope for: calls and events. The page of each says so. */
  const NEEDED_FOR: Readonly<Record<string, readonly string[]>> = {
    commands: ['bolt.command', 'bolt.shortcut'],
    'chat:write': ['chat.postMessage', 'chat.update', 'chat.postEphemeral'],
    'im:history': ['conversations.history', 'conversations.replies', 'message.im'],
    'im:write': ['conversations.open'],
    'files:read': ['files.info', 'url_private'],
    'files:write': ['files.getUploadURLExternal', 'files.completeUploadExternal'],
    'users:read': ['users.info'],
    'app_mentions:read': ['app_mention'],
  }
  /** Methods that need no scope. */
  const FREE =
    /^(auth\.test|chat\.getPermalink|apps\.connections\.open|oauth\.v2\.access|views\.(open|push|update|publish))$/
  const FAMILIES = 'chat|conversations|files|users|views|auth|apps|oauth|team|reactions|pins|bots|usergroups'
  const code = globSync('src/adapters/inbound/slack/**/*.ts', {
    cwd: fileURLToPath(new URL('../../../../../../', import.meta.url)),
  })
    .map((file) => text(file))
    .join('\n')
  const called = new Set(
    [
      ...code.matchAll(new RegExp(`'((?:${FAMILIES})\\.[a-zA-Z]+(?:\\.[a-zA-Z]+)?)'`, 'g')),
      ...code.matchAll(new RegExp(`\\.((?:${FAMILIES})\\.[a-zA-Z0-9]+(?:\\.[a-zA-Z]+)?)\\(`, 'g')),
    ].map(([, method = '']) => method),
  )

  test('is used by the code, and every call has its scope', () => {
    expect(Object.keys(NEEDED_FOR)).toEqual(BOT_SCOPES)
    for (const [scope, needs] of Object.entries(NEEDED_FOR))
      for (const need of needs) expect(code.includes(need) ? '' : `${scope} is not needed for ${need}`).toBe('')
    const known = Object.values(NEEDED_FOR).flat()
    expect([...called].filter((method) => !FREE.test(method) && !known.includes(method))).toEqual([])
    expect(called.size).toBeGreaterThan(8)
  })

  test('stands in docs/slack.md with its use', () => {
    const rows = [...text('docs/slack.md').matchAll(/^\| `([a-z_]+(?::[a-z]+)?)` \| (.+) \|$/gm)]
    expect(Object.fromEntries(rows.map(([, scope = '', use = '']) => [scope, use]))).toEqual(SCOPE_USES)
  })
})
