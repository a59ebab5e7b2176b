/** The pages around an installation: what the app may do, before anybody consents; and who comes by another way. */
import { describe, expect, onTestFinished, test } from 'vitest'
import { BOT_SCOPES, SCOPE_USES } from '../../../../../../src/adapters/inbound/slack/manifest.ts'
import type { SlackSettings } from '../../../../../../src/adapters/inbound/slack/slack-settings.ts'
import type { Caller } from '../../../../../../src/domain/kernel/access.ts'
import { slackUnderTest, WORKSPACE, type SlackUnderTest } from '../../../../../support/services/slack-adapter.ts'
import { beginInBrowser, installInBrowser } from '../../../../../support/slack/slack-installing.ts'

const ADMIN: Caller = { actor: 'key:admin', tenant: 'default', roles: ['admin'] }

let under: SlackUnderTest

async function open(signedIn: Caller | undefined = ADMIN, settings: Partial<SlackSettings> = {}): Promise<void> {
  under = await slackUnderTest({ oauth: true, signedIn: () => signedIn, settings })
  onTestFinished(() => under.close())
}

async function look(
  path: string,
): Promise<{ readonly status: number; readonly text: string; readonly policy: string }> {
  const answer = await fetch(`${under.url}${path}`)
  return {
    status: answer.status,
    text: await answer.text(),
    policy: answer.headers.get('content-security-policy') ?? '',
  }
}

describe('the page before an installation', () => {
  test('says what the app is, what each permission is for, and where support and privacy are', async () => {
    await open(ADMIN, { support_url: 'mailto:help@example.com', privacy_url: 'https://example.com/privacy?a=1&b="' })
    const { status, text, policy } = await look('/slack/install')
    expect(status).toBe(200)
    for (const [scope, use] of Object.entries(SCOPE_USES))
      expect(text).toMatch(new RegExp(`<code>${scope}</code></dt>\\s*<dd>${use.replaceAll('`', '')}</dd>`))
    expect(text).toContain('href="/slack/install/start">Add to Slack</a>')
    expect(text).toContain('href="mailto:help@example.com"')
    expect(text).toContain('href="https://example.com/privacy?a=1&amp;b=&quot;"')
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; .*frame-ancestors 'none'$/)
  })

  test('has words of its own on privacy where the operator has none', async () => {
    await open()
    expect((await look('/slack/install')).text).toContain(`href="${under.url}/slack/privacy"`)
    expect(await look('/slack/privacy')).toMatchObject({ status: 200, text: expect.stringContaining('What is kept') })
  })

  test('offers nothing to who may not install, and says who may', async () => {
    for (const who of [undefined, { ...ADMIN, roles: ['author'] } as const]) {
      under = await slackUnderTest({ oauth: true, signedIn: () => who })
      onTestFinished(() => under.close())
      const { status, text } = await look('/slack/install')
      expect(status).toBe(403)
      expect(text).toContain('Sign in to the console as an admin')
      expect(text).not.toContain('/slack/install/start')
    }
  })

  test('asks Slack for exactly these permissions', async () => {
    await open()
    const link = new URL((await beginInBrowser(under.url)).link)
    expect(link.origin + link.pathname).toBe(`${under.slack.url}/oauth/v2/authorize`)
    expect(link.searchParams.get('scope')?.split(',')).toEqual(BOT_SCOPES)
    expect(link.searchParams.get('state')).toMatch(/^[\w-]{43}$/)
  })
})

describe('who comes by Slack’s own link, which has no state', () => {
  /** Where Slack sends a person who allowed the app by its shareable link. */
  function byShareableLink(): URL {
    const acme = under.slack.workspace(WORKSPACE)
    const link = `${under.slack.url}/oauth/v2/authorize?client_id=${under.slack.app.clientId}&scope=${BOT_SCOPES.join(',')}`
    const back = new URL(acme.authorize(link, acme.person('boss')))
    expect(back.searchParams.has('state')).toBe(false)
    return back
  }

  test('is led to our page, begins there, and is done with one more consent', async () => {
    await open()
    const answer = await fetch(byShareableLink(), { redirect: 'manual' })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/slack/install?from=slack'])
    const { text } = await look('/slack/install?from=slack')
    expect(text).toMatch(/One more step/)
    const acme = under.slack.workspace(WORKSPACE)
    expect((await installInBrowser(under, acme, acme.person('boss'))).text).toContain(`DocGen is in ${WORKSPACE}`)
  })

  test('has nothing installed by it: the code may be somebody else’s, for a workspace of theirs', async () => {
    await open()
    const victim = await beginInBrowser(under.url)
    const forged = byShareableLink()
    for (const state of [undefined, '', 'guessed']) {
      if (state !== undefined) forged.searchParams.set('state', state)
      await fetch(forged, { headers: { cookie: victim.cookie }, redirect: 'manual' })
    }
    expect(under.slack.calls('oauth.v2.access')).toEqual([])
    expect(await under.stores.installations.teams()).toEqual([])
  })
})

test('the outcome leads on: to the workspaces of an organisation, or to the beginning', async () => {
  under = await slackUnderTest({ oauth: true, signedIn: () => ADMIN, simulator: { app: { orgDeploy: true } } })
  onTestFinished(() => under.close())
  const acme = under.slack.workspace(WORKSPACE, 'Acme Group')
  const { text } = await installInBrowser(under, acme, acme.person('boss'), 'organisation')
  expect(text).toMatch(/app\.slack\.com\/manage\/E\w+\/integrations\/profile\/A\w+\/workspaces\/add/)
  expect((await look('/slack/oauth_redirect?state=x&code=y')).text).toContain('href="/slack/install">Begin again</a>')
})
