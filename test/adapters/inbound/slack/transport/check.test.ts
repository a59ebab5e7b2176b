/** `docgen slack check`: each fault of the set-up is found, with what to do. */
import { describe, expect, onTestFinished, test } from 'vitest'
import { BOT_SCOPES } from '../../../../../src/adapters/inbound/slack/manifest.ts'
import type { SlackSettings } from '../../../../../src/adapters/inbound/slack/slack-settings.ts'
import type { SlackFinding } from '../../../../../src/ports/slack/slack-check.ts'
import {
  slackUnderTest,
  WORKSPACE,
  type SlackTestOptions,
  type SlackUnderTest,
} from '../../../../support/services/slack-adapter.ts'
import { installInBrowser } from '../../../../support/slack/slack-installing.ts'
import { until } from '../../../../support/until.ts'

/** Of Slack's form. */
const SECRET = '0123456789abcdef'.repeat(2)
const ADMIN = { actor: 'key:admin', tenant: 'default', roles: ['admin'] } as const

let under: SlackUnderTest

async function open(
  settings: Partial<SlackSettings> = {},
  options: SlackTestOptions = {},
  scopes: readonly string[] = BOT_SCOPES,
): Promise<void> {
  under = await slackUnderTest({
    ...options,
    simulator: {
      ...options.simulator,
      app: { scopes: [...scopes], signingSecret: SECRET, ...options.simulator?.app },
    },
    settings: { public_url: 'https://docgen.example.com', ...settings },
  })
  onTestFinished(() => under.close())
}

const find = async (what: string): Promise<SlackFinding | undefined> =>
  (await under.check()).find((finding) => finding.what === what)
const wrong = (found: RegExp, remedy: RegExp): object => ({
  outcome: 'wrong',
  found: expect.stringMatching(found),
  remedy: expect.stringMatching(remedy),
})

test('a set-up that works is found to be well', async () => {
  await open()
  const ada = under.slack.workspace(WORKSPACE).person('ada')
  await ada.say('hello')
  await ada.command('/docgen')
  await ada.shortcut('start')
  await until('it is recorded', async () => Object.keys(await under.stores.arrivals.times()).length === 3)
  const findings = await under.check()
  expect(findings.map(({ what, outcome }) => [what, outcome])).toEqual([
    ['token', 'ok'],
    ['scopes', 'ok'],
    ['signing secret', 'ok'],
    ['public address', 'ok'],
    ['events', 'ok'],
    ['commands', 'ok'],
    ['clicks', 'ok'],
  ])
  expect(findings.every(({ remedy }) => remedy === null)).toBe(true)
  expect(findings[0]?.found).toContain(WORKSPACE)
})

describe('the bot token', () => {
  test('that Slack refuses', async () => {
    await open()
    under.slack.workspace(WORKSPACE).revokeTokens()
    expect(await find('token')).toMatchObject(wrong(/token_revoked/, /SLACK_BOT_TOKEN/))
  })

  test('while Slack is away it is not known', async () => {
    await open()
    under.slack.faults.next('server_error', 'auth.test')
    expect(await find('token')).toMatchObject({ outcome: 'unknown', remedy: expect.stringContaining('slack.com') })
  })

  test('with too few scopes, and with more than needed', async () => {
    await open({}, {}, [...BOT_SCOPES.filter((scope) => scope !== 'files:read'), 'im:read'])
    const found = (await under.check()).filter(({ what }) => what === 'scopes')
    expect(found).toMatchObject([
      wrong(/missing: files:read/, /Add them.*Install the app again/),
      wrong(/not needed: im:read/, /Remove them.*Install the app again/),
    ])
  })

  test('of each installation, or none at all', async () => {
    await open({}, { oauth: true, signedIn: () => ADMIN })
    expect(await find('installation')).toMatchObject(wrong(/no workspace/, /docgen\.example\.com\/slack\/install/))
  })

  test('of an organisation is named as such', async () => {
    under = await slackUnderTest({
      oauth: true,
      signedIn: () => ADMIN,
      simulator: { app: { orgDeploy: true, scopes: [...BOT_SCOPES] } },
    })
    onTestFinished(() => under.close())
    const acme = under.slack.workspace(WORKSPACE, 'Acme Group')
    await installInBrowser(under, acme, acme.person('ada'), 'organisation')
    expect(await find('token')).toMatchObject({
      outcome: 'ok',
      found: expect.stringContaining('whole organisation Acme Group'),
    })
    expect(await find('scopes')).toMatchObject({ outcome: 'ok' })
  })
})

test('a signing secret that is another secret', async () => {
  await open({ signing_secret: 'xoxb-123' })
  expect(await find('signing secret')).toMatchObject(wrong(/32/, /Basic Information/))
})

test('an address that is not https', async () => {
  await open({ public_url: 'http://docgen.example.com' })
  expect(await find('public address')).toMatchObject(wrong(/not https/, /DOCGEN_PUBLIC_URL/))
})

describe('events', () => {
  test('none at all', async () => {
    await open({}, { simulator: { app: { eventsVerified: false } } })
    expect(await find('events')).toMatchObject(wrong(/No event has come yet/, /Retry/))
  })

  test('none, while commands come', async () => {
    await open({}, { simulator: { app: { eventsVerified: false } } })
    await under.slack.workspace(WORKSPACE).person('ada').command('/docgen')
    await until('it is recorded', async () => (await under.stores.arrivals.times()).command !== undefined)
    expect(await find('events')).toMatchObject(wrong(/what people type is lost/, /Retry/))
    expect(await find('clicks')).toMatchObject({
      outcome: 'unknown',
      remedy: expect.stringContaining('https://docgen.example.com/slack/events'),
    })
  })
})

describe('the app-level token', () => {
  test.each([
    ['is good', {}, 'ok', /Slack offers/],
    ['is another app’s', { appToken: 'xapp-other' }, 'wrong', /invalid_auth/],
    ['cannot be used: Socket Mode is off', { socketMode: false }, 'wrong', /socket_mode_not_enabled/],
  ])('%s', async (_, app, outcome, found) => {
    await open({ app_token: 'xapp-1-A0DOCGEN01-1-simulator' }, { simulator: { app: { socketMode: true, ...app } } })
    expect(await find('app token')).toMatchObject({ outcome, found: expect.stringMatching(found) })
    expect(under.slack.connections()).toBe(0)
  })
})
