/** The whole service with Slack: composed as it is for use, on the simulated Slack. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startServer } from '../../../../../src/adapters/inbound/web/server.ts'
import { openService, type DocGenService } from '../../../../../src/app/compose.ts'
import { readConfig } from '../../../../../src/app/config.ts'
import { InvalidConfig } from '../../../../../src/app/config/invalid-config.ts'
import { freePort } from '../../../../support/servers/free-port.ts'
import { startSlack } from '../../../../../tools/slack-simulator/simulator.ts'

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'docgen-slack-'))
  onTestFinished(() => rmSync(made, { recursive: true, force: true }))
  return made
}

async function start(
  env: Record<string, string>,
  port = 0,
): Promise<{ readonly service: DocGenService; readonly url: string }> {
  const service = await openService(readConfig({ DOCGEN_DATA_DIR: folder(), DOCGEN_LOG_LEVEL: 'silent', ...env }))
  const server = await startServer({
    fetch: service.fetch,
    port,
    live: service.live,
    clock: service.app.clock,
    logger: service.app.logger,
  })
  onTestFinished(async () => {
    await server.close(0)
    await service.close()
  })
  return { service, url: server.url }
}

async function addLetter({ service, url }: { readonly service: DocGenService; readonly url: string }): Promise<void> {
  const form = new FormData()
  form.set('file', new File(['Dear {{name}}, from {{start_date}} on.'], 'letter.txt'))
  const answer = await fetch(`${url}/api/v1/templates`, {
    method: 'POST',
    body: form,
    headers: { authorization: `Bearer ${service.local_key}` },
  })
  expect(answer.status).toBe(201)
}

test('without any setting of Slack’s there is nothing of it', async () => {
  const { url } = await start({})
  expect((await fetch(`${url}/slack/events`, { method: 'POST', body: '{}' })).status).not.toBe(200)
  expect((await fetch(`${url}/slack/install`)).status).toBe(401)
})

describe.each([
  ['over HTTP', false],
  ['by Socket Mode', true],
])('one workspace by its token, %s', (_, socketMode) => {
  test('a document is asked for in a thread, and is in it', async () => {
    const port = await freePort()
    const slack = await startSlack({ app: { requestUrl: `http://127.0.0.1:${port}/slack/events`, socketMode } })
    onTestFinished(() => slack.close())
    const acme = slack.workspace('Acme')
    const token = acme.install()
    const running = await start(
      {
        SLACK_BOT_TOKEN: token,
        SLACK_API_URL: slack.apiUrl,
        ...(socketMode ? { SLACK_APP_TOKEN: slack.app.appToken } : { SLACK_SIGNING_SECRET: slack.app.signingSecret }),
      },
      port,
    )
    await addLetter(running)
    if (socketMode) await expect.poll(() => slack.connections()).toBe(1)
    const ada = acme.person('ada')
    await ada.command('/docgen', 'letter name="Zoë"')
    const asked = await ada.waitFor(/start date/i, { in: 'app' })
    await ada.say('tomorrow', { in: 'app', thread: asked })
    const review = await ada.waitFor(/Zoë/, { in: 'app', after: asked })
    await ada.click('Make the document', { on: review })
    await ada.waitUntil('the file is there', () =>
      ada.messages({ in: 'app', thread: asked }).some(({ files }) => files.length === 1),
    )
    expect(slack.duplicates()).toEqual([])
  })
})

test('while Slack is away the service is degraded and works, and is well again when Slack is back', async () => {
  const slack = await startSlack({ app: { socketMode: true } })
  onTestFinished(() => slack.close())
  const running = await start({
    SLACK_BOT_TOKEN: slack.workspace('Acme').install(),
    SLACK_API_URL: slack.apiUrl,
    SLACK_APP_TOKEN: slack.app.appToken,
  })
  const health = async () => {
    const answer = await fetch(`${running.url}/health/ready`)
    return {
      code: answer.status,
      ...((await answer.json()) as { readonly status: string; readonly checks: Record<string, string> }),
    }
  }
  await expect.poll(health).toMatchObject({ code: 200, status: 'ok', checks: { slack: 'ok' } })
  await slack.goAway()
  await expect
    .poll(health)
    .toMatchObject({ code: 200, status: 'degraded', checks: { slack: 'failing', events: 'ok', accepting: 'ok' } })
  await addLetter(running)
  await slack.comeBack()
  await expect.poll(health).toMatchObject({ code: 200, status: 'ok', checks: { slack: 'ok' } })
})

describe('settings that do not go together are refused, with what to do', () => {
  test.each([
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, /SLACK_SIGNING_SECRET/],
    [{ SLACK_SIGNING_SECRET: 's' }, /SLACK_BOT_TOKEN/],
    [{ SLACK_CLIENT_ID: '1.2' }, /SLACK_CLIENT_SECRET/],
    [
      { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 's', SLACK_SIGNING_SECRET: 's' },
      /not both/,
    ],
    [{ SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: 's', SLACK_SIGNING_SECRET: 's' }, /DOCGEN_PUBLIC_URL/],
    [{ SLACK_BOT_TOKEN: 'xoxp-1', SLACK_SIGNING_SECRET: 's' }, /xoxb-/],
    [{ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xoxb-2' }, /xapp-/],
    [{ SLACK_TENANCY: 'both' }, /shared or workspace/],
    [
      { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's', SLACK_TENANCY: 'workspace' },
      /SLACK_TENANCY.*SLACK_CLIENT_ID/,
    ],
  ])('%j', (env, message) => {
    expect(() => readConfig(env)).toThrow(InvalidConfig)
    expect(() => readConfig(env)).toThrow(message)
  })
})
