/**
 * docs/slack.md, walked in the simulator's pages of the app, for each of its ways, and nothing else done. What it takes
 * is counted and stands in the guide.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { startServer } from '../../../../../../src/adapters/inbound/web/server.ts'
import { openService, type DocGenService } from '../../../../../../src/app/compose.ts'
import { readConfig } from '../../../../../../src/app/config.ts'
import type { SlackFinding } from '../../../../../../src/ports/slack/slack-check.ts'
import {
  startSlack,
  type SimulatedWorkspace,
  type Simulator,
} from '../../../../../../tools/slack-simulator/simulator.ts'
import { freePort } from '../../../../../support/servers/free-port.ts'
import { ClickingBrowser } from '../../../../../support/slack/clicking-browser.ts'
import { openSession } from '../../../../../support/services/sign-in.ts'

const read = (file: string): string => readFileSync(new URL(`../../../../../../${file}`, import.meta.url), 'utf8')
const GUIDE = read('docs/slack.md')

let slack: Simulator
let acme: SimulatedWorkspace
let browser: ClickingBrowser
let address: string
let port: number
let service: DocGenService

beforeEach(async () => {
  port = await freePort()
  address = `http://127.0.0.1:${port}`
  slack = await startSlack()
  onTestFinished(() => slack.close())
  acme = slack.workspace('Acme', 'Acme Group')
  acme.person('boss', { isAdmin: true })
  browser = new ClickingBrowser()
})

async function start(env: Record<string, string>): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'docgen-guide-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  service = await openService(
    readConfig({ DOCGEN_DATA_DIR: folder, DOCGEN_LOG_LEVEL: 'silent', SLACK_API_URL: slack.apiUrl, ...env }),
  )
  const { fetch: handle, live, app } = service
  const server = await startServer({ fetch: handle, port, live, clock: app.clock, logger: app.logger })
  onTestFinished(async () => {
    await server.close(0)
    await service.close()
  })
}

const call = async (route: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${address}/api/v1/${route}`, { ...init, headers: { authorization: `Bearer ${service.local_key}` } })

/** The outcome of `docgen slack check`, by what was looked at. */
async function check(): Promise<Record<string, string>> {
  const { data } = (await (await call('operations/slack')).json()) as { readonly data: readonly SlackFinding[] }
  return Object.fromEntries(data.map(({ what, outcome }) => [what, outcome]))
}

/** A document is asked for by a command and made of an answer that was typed. */
async function makeDocument(workspace: SimulatedWorkspace): Promise<void> {
  const form = new FormData()
  form.set('file', new File(['Dear {{person_name}}.'], 'letter.txt'))
  expect((await call('templates', { method: 'POST', body: form })).status).toBe(201)
  const ada = workspace.person('ada')
  await ada.command('/docgen', 'letter')
  const asked = await ada.waitFor(/person name/i, { in: 'app' })
  await ada.say('Zoë', { in: 'app', thread: asked })
  const review = await ada.waitFor(/Zoë[^]*|look it over/i, { in: 'app', after: asked })
  await ada.click('Make the document', { on: await ada.waitFor(/look it over/i, { in: 'app', after: asked }) })
  await ada.waitFor(/Here is your document/, { in: 'app', after: review })
}

/** Step 1 of both ways. */
async function createApp(manifest: string): Promise<void> {
  await browser.open(`${slack.url}/apps`)
  await browser.click('Create New App')
  await browser.click('From a manifest')
  await browser.click('Next')
  browser.fill('manifest', manifest)
  await browser.click('Next')
  await browser.click('Create')
}

const serverManifest = (): string => read('slack-manifest.yaml').replaceAll('https://docgen.example.com', address)

async function installFromAppPage(): Promise<string> {
  await browser.click('Install App')
  await browser.click('Install to Acme')
  await browser.click('Allow')
  return browser.copy('bot-token')
}

async function verifyEvents(): Promise<void> {
  await browser.open(`${slack.url}/apps/${slack.app.id}/general`)
  await browser.click('Event Subscriptions')
  await browser.click('Retry')
  expect(browser.text).toContain('Verified')
}

/** The console's admin, who is signed in. */
async function signInAsAdmin(): Promise<string> {
  const { people } = service.app
  const { actor } = await people.add({ tenant: 'default', name: 'Ida', kind: 'person', roles: ['admin'] })
  return `docgen_session=${await openSession(service.app, { actor, tenant: 'default', roles: ['admin'] })}`
}

/** The number of clicks at Slack that the guide promises for this way. */
const promised = (way: string): number => Number(new RegExp(`\\| ${way} \\| (\\d+) \\|`).exec(GUIDE)?.[1])

describe('by the guide alone', () => {
  test('on a laptop, by Socket Mode', async () => {
    await createApp(read('slack-manifest.socket.yaml'))
    await browser.click('Generate Token and Scopes')
    browser.fill('name', 'docgen')
    browser.choose('scope', 'connections:write')
    await browser.click('Generate')
    const app_token = browser.copy('app-token')
    const bot_token = await installFromAppPage()
    await start({ SLACK_APP_TOKEN: app_token, SLACK_BOT_TOKEN: bot_token })
    await expect.poll(() => slack.connections()).toBe(1)
    await makeDocument(acme)
    expect(await check()).toMatchObject({ token: 'ok', scopes: 'ok', 'app token': 'ok', events: 'ok', commands: 'ok' })
    expect(browser.clicks).toBe(promised('Socket Mode'))
  })

  test('on a server, in one workspace', async () => {
    await createApp(serverManifest())
    const secret = browser.reveal('signing-secret')
    const bot_token = await installFromAppPage()
    await start({ SLACK_SIGNING_SECRET: secret, SLACK_BOT_TOKEN: bot_token })
    expect(await check()).toMatchObject({ token: 'ok', scopes: 'ok', 'signing secret': 'ok', events: 'wrong' })
    await verifyEvents()
    await makeDocument(acme)
    expect(await check()).toMatchObject({ 'signing secret': 'ok', events: 'ok', commands: 'ok', clicks: 'ok' })
    expect(browser.clicks).toBe(promised('a server, one workspace'))
  })

  test('on a server, in many workspaces', async () => {
    const other = slack.workspace('Bravo')
    const zoe = other.person('zoe', { isAdmin: true })
    await createApp(serverManifest())
    const [secret, client_secret] = [browser.reveal('signing-secret'), browser.reveal('client-secret')]
    const client_id = browser.copy('client-id')
    await browser.click('Manage Distribution')
    browser.choose('reviewed', 'yes')
    await browser.click('Activate Public Distribution')
    await start({
      SLACK_SIGNING_SECRET: secret,
      SLACK_CLIENT_ID: client_id,
      SLACK_CLIENT_SECRET: client_secret,
      DOCGEN_PUBLIC_URL: address,
    })
    await verifyEvents()
    await browser.open(`${address}/slack/install`, await signInAsAdmin())
    await browser.click('Add to Slack')
    await browser.click('Allow in Bravo')
    expect(browser.text).toContain('DocGen is in Bravo')
    // Whoever allowed it makes the first template, without a terminal.
    await zoe.command('/docgen')
    await zoe.waitForModal(/Add an example/)
    const [author] = await service.app.people.list('default', 'zoe', 2)
    expect(author).toMatchObject({ roles: ['author'], slack: { user: zoe.user.id } })
    await makeDocument(other)
    expect(await check()).toMatchObject({ token: 'ok', scopes: 'ok', events: 'ok' })
    expect(browser.clicks).toBe(promised('a server, many workspaces'))
  })

  test('on a server, for an Enterprise Grid', async () => {
    const legal = slack.workspace('Legal', 'Acme Group')
    legal.person('boss', { isAdmin: true })
    await createApp(serverManifest().replace('org_deploy_enabled: false', 'org_deploy_enabled: true'))
    const [secret, client_secret] = [browser.reveal('signing-secret'), browser.reveal('client-secret')]
    const client_id = browser.copy('client-id')
    await start({
      SLACK_SIGNING_SECRET: secret,
      SLACK_CLIENT_ID: client_id,
      SLACK_CLIENT_SECRET: client_secret,
      DOCGEN_PUBLIC_URL: address,
    })
    await verifyEvents()
    await browser.open(`${address}/slack/install`, await signInAsAdmin())
    await browser.click('Add to Slack')
    await browser.click('Allow in all of Acme Group')
    expect(browser.text).toContain('DocGen is in Acme Group')
    // Whoever allowed it for the organisation makes the first template, in whichever of its workspaces.
    const [author] = await service.app.people.list('default', 'boss', 2)
    const installer = [acme, legal].find(({ state }) => state.users.has(author?.slack?.user ?? ''))
    expect(author).toMatchObject({ roles: ['author'] })
    const boss = installer!.person('boss')
    await boss.command('/docgen')
    await boss.waitForModal(/Add an example/)
    await makeDocument(legal)
    expect(browser.clicks).toBe(promised('a server, an Enterprise Grid'))
  })
})

test('an app that is not distributed goes to no other workspace', async () => {
  slack.workspace('Bravo').person('zoe')
  await createApp(serverManifest())
  await browser.open(`${slack.url}/oauth/v2/authorize?client_id=${slack.app.clientId}&scope=commands`)
  expect(browser.text).toContain('Allow in Acme')
  expect(browser.text).not.toContain('Bravo')
  const bravo = slack.workspace('Bravo')
  const back = bravo.authorize(
    `${slack.url}/oauth/v2/authorize?client_id=${slack.app.clientId}&scope=commands`,
    bravo.person('zoe'),
  )
  expect(new URL(back).searchParams.get('error')).toBe('invalid_team_for_non_distributed_app')
})

test('a URL that does not answer the challenge stays unverified, and no event comes', async () => {
  await createApp(serverManifest())
  await browser.click('Event Subscriptions')
  expect(browser.text).toContain('URL isn’t verified.')
  await browser.click('Retry')
  expect(browser.text).toContain('didn’t respond with the value of the challenge parameter')
  expect(slack.app.eventsVerified).toBe(false)
})

test('a manifest that Slack would refuse makes no app', async () => {
  await browser.open(`${slack.url}/apps/new/manifest`)
  browser.fill('manifest', serverManifest().replace('- im:history', '- im:write'))
  await browser.click('Next')
  expect(browser.text).toMatch(/message\.im without the scopes/)
})
