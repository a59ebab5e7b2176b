/**
 * Workspaces: installed by OAuth, each with its own token that is never used for another, changed in time, and
 * forgotten when the app is removed.
 */
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  createGuardedFetch,
  WrongWorkspace,
} from '../../../../../src/adapters/inbound/slack/transport/calling/guarded-fetch.ts'
import { DownloadFailed } from '../../../../../src/adapters/inbound/slack/transport/calling/download.ts'
import { isSlackUrl } from '../../../../../src/adapters/inbound/slack/transport/calling/slack-hosts.ts'
import { NotInstalled } from '../../../../../src/adapters/inbound/slack/transport/workspaces/not-installed.ts'
import type { Caller } from '../../../../../src/domain/kernel/access.ts'
import {
  slackUnderTest,
  type SlackTestOptions,
  type SlackUnderTest,
} from '../../../../support/services/slack-adapter.ts'
import { createManualClock } from '../../../../../tools/slack-simulator/state/clock.ts'
import { beginInBrowser } from '../../../../support/slack/slack-installing.ts'
import { until } from '../../../../support/until.ts'

let under: SlackUnderTest
const ADMIN: Caller = { actor: 'key:admin', tenant: 'default', roles: ['admin'] }

async function open(options: SlackTestOptions = {}): Promise<void> {
  under = await slackUnderTest({ oauth: true, signedIn: () => ADMIN, ...options })
  onTestFinished(() => under.close())
}

const begin = () => beginInBrowser(under.url)
const back = (address: string, cookie: string) => fetch(address, { headers: { cookie }, redirect: 'manual' })

async function install(name: string): Promise<string> {
  const workspace = under.slack.workspace(name)
  const { link, cookie } = await begin()
  const answer = await back(workspace.authorize(link, workspace.person('admin')), cookie)
  expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining(`DocGen is in ${name}`)])
  return workspace.id
}

describe('installing', () => {
  test('puts a sealed token of its own into the store, and the workspace under the admin’s tenant', async () => {
    await open()
    const team = await install('Acme')
    const found = await under.stores.installations.find(team)
    expect(found).toMatchObject({ team, tenant: 'default', name: 'Acme', installed_by: 'key:admin' })
    const rows = JSON.stringify(await under.database.db.selectFrom('slack_installations').selectAll().execute())
    expect(rows).not.toContain(found!.tokens.bot)
    expect(
      Buffer.from(
        (await under.database.db.selectFrom('slack_installations').selectAll().executeTakeFirstOrThrow()).tokens!,
      ).includes(found!.tokens.bot),
    ).toBe(false)
    expect((await (await under.services.clientFor(team)).auth.test()).team_id).toBe(team)
    expect(JSON.stringify(under.logged)).not.toContain(found!.tokens.bot)
  })

  test('needs an admin’s session, unless every workspace is a tenant of its own', async () => {
    await open({ signedIn: () => ({ ...ADMIN, roles: ['author'] }) })
    expect(await begin()).toMatchObject({ status: 303, link: '/slack/install', cookie: '' })
    await open({ signedIn: () => undefined })
    expect(await begin()).toMatchObject({ status: 303, link: '/slack/install', cookie: '' })
    await open({ signedIn: () => undefined, settings: { tenancy: 'workspace' } })
    const team = await install('Acme')
    expect(await under.stores.installations.find(team)).toMatchObject({ tenant: `slack-${team.toLowerCase()}` })
  })

  test('where every workspace is its own tenant, its admins are its authors while they are admins', async () => {
    const time = createManualClock(new Date().toISOString())
    await open({
      clock: { now: () => new Date(time.now()).toISOString() },
      simulator: { clock: time },
      signedIn: () => undefined,
      settings: { tenancy: 'workspace' },
    })
    const acme = under.slack.workspace('Acme')
    const [boss, member] = [acme.person('boss', { isAdmin: true }), acme.person('member')]
    const team = await install('Acme')
    const rolesOf = async (id: string) => (await under.services.personFor(team, id)).caller.roles
    expect([await rolesOf(boss.id), await rolesOf(member.id)]).toEqual([['requester', 'author'], ['requester']])
    boss.user.isAdmin = false
    time.pass(25 * 3_600_000)
    expect(await rolesOf(boss.id)).toEqual(['requester'])
    await open()
    const shared = await install('Acme')
    expect(
      (await under.services.personFor(shared, under.slack.workspace('Acme').person('boss', { isAdmin: true }).id))
        .caller.roles,
    ).toEqual(['requester'])
  })

  test('a state counts once, for the browser that began, for ten minutes', async () => {
    const time = createManualClock(new Date().toISOString())
    await open({ clock: { now: () => new Date(time.now()).toISOString() }, simulator: { clock: time } })
    const acme = under.slack.workspace('Acme')
    const admin = acme.person('admin')
    const one = await begin()
    const address = acme.authorize(one.link, admin)
    expect((await back(address, '')).status).toBe(400)
    const [two, three] = [await begin(), await begin()]
    expect((await back(acme.authorize(two.link, admin), three.cookie)).status).toBe(400)
    const forged = new URL(acme.authorize(three.link, admin))
    forged.searchParams.set('state', 'forged')
    expect((await back(forged.href, three.cookie)).status).toBe(400)
    const late = await begin()
    const lateAddress = acme.authorize(late.link, admin)
    time.pass(601_000)
    expect((await back(lateAddress, late.cookie)).status).toBe(400)
    expect(await under.stores.installations.find(acme.id)).toBeUndefined()
    const denied = await begin()
    expect((await back(acme.authorize(denied.link, admin, false), denied.cookie)).status).toBe(400)
    const used = await begin()
    const usedAddress = acme.authorize(used.link, admin)
    expect((await back(usedAddress, used.cookie)).status).toBe(200)
    expect((await back(usedAddress, used.cookie)).status).toBe(400)
  })

  test('when Slack does not confirm it, nothing has changed', async () => {
    await open()
    const acme = under.slack.workspace('Acme')
    const { link, cookie } = await begin()
    under.slack.faults.next('server_error', 'oauth.v2.access')
    expect((await back(acme.authorize(link, acme.person('admin')), cookie)).status).toBe(502)
    expect(await under.stores.installations.find(acme.id)).toBeUndefined()
  })

  test('again keeps the tenant, and the new token counts', async () => {
    await open()
    const team = await install('Acme')
    const first = (await under.stores.installations.find(team))!
    await install('Acme')
    const second = (await under.stores.installations.find(team))!
    expect(second).toMatchObject({ tenant: first.tenant, version: first.version + 1 })
    expect(second.tokens.bot).not.toBe(first.tokens.bot)
  })
})

describe('a token', () => {
  test('goes with calls for its own workspace only, whatever is mixed up', async () => {
    await open()
    const [acme, bravo] = [await install('Acme'), await install('Bravo')]
    const client = await under.services.clientFor(acme)
    await client.users.list({})
    await (await under.services.clientFor(bravo)).users.list({})
    await expect(client.users.list({ team_id: bravo })).rejects.toThrow(/about to carry a token of/)
    await expect(client.apiCall('chat.postMessage', { channel: 'C1', text: 'x', team_id: bravo })).rejects.toThrow(
      /about to carry/,
    )
    const bravos = (await under.stores.installations.find(bravo))!.tokens.bot
    await expect(client.chat.postMessage({ channel: 'C1', text: 'x', token: bravos })).rejects.toThrow(/about to carry/)
    await expect(client.apiCall('https://elsewhere.example/steal')).rejects.toThrow()
    const acmes = (await under.stores.installations.find(acme))!.tokens.bot
    const said = under.slack.calls().filter(({ args }) => 'team_id' in args)
    expect(said.length).toBeGreaterThan(0)
    for (const { workspace, args } of said) expect(workspace).toBe(args['team_id'])
    expect(acmes).not.toBe(bravos)
  })

  test('that nobody registered is not sent, nor any token to anywhere but Slack’s API', async () => {
    const sent: { readonly url: string; readonly headers: Record<string, string> }[] = []
    const guard = createGuardedFetch('https://slack.com/api/', async (url, init) => {
      sent.push({ url: String(url), headers: init?.headers ?? {} })
      return new Response('{}')
    })
    const call = (url: string, token: string, body: string) =>
      guard.fetch(url, { method: 'POST', headers: { Authorization: `Bearer ${token}` }, body })
    await expect(call('https://slack.com/api/chat.postMessage', 'xoxb-1', 'team_id=T1')).rejects.toThrow(WrongWorkspace)
    guard.allow('xoxb-1', 'T1')
    await call('https://slack.com/api/chat.postMessage', 'xoxb-1', 'team_id=T1')
    await expect(call('https://slack.com/api/chat.postMessage', 'xoxb-1', 'channel=C1')).rejects.toThrow(WrongWorkspace)
    await expect(call('https://slack.com/api/chat.postMessage', 'xoxb-1', 'team_id=T2')).rejects.toThrow(WrongWorkspace)
    await expect(
      guard.fetch('https://slack.com/api/chat.postMessage', { body: 'team_id=T2&token=xoxb-1' }),
    ).rejects.toThrow(WrongWorkspace)
    expect(() => guard.allow('xoxb-1', 'T2')).toThrow(WrongWorkspace)
    await call('https://slack.com.evil.example/api/chat.postMessage', 'xoxb-1', 'team_id=T1')
    await call('https://files.slack.com/upload/v1/abc', 'xoxb-1', '')
    expect(sent.map(({ headers }) => headers['Authorization'])).toEqual(['Bearer xoxb-1', undefined, undefined])
  })

  test('of an organisation goes with calls for it, too, which do not name it as a workspace', async () => {
    const sent: unknown[] = []
    const guard = createGuardedFetch('https://slack.com/api/', async (_, init) => {
      sent.push(init?.body)
      return new Response('{}')
    })
    guard.allow('xoxb-1', 'E1', 'E1')
    guard.allow('xoxb-1', 'T1', 'E1')
    const call = (body: string) =>
      guard.fetch('https://slack.com/api/users.info', { headers: { Authorization: 'Bearer xoxb-1' }, body })
    await call('user=W1&team_id=E1')
    await call('user=W1&team_id=T1')
    await expect(call('user=W1&team_id=E2')).rejects.toThrow(WrongWorkspace)
    await expect(call('user=W1')).rejects.toThrow(WrongWorkspace)
    expect(sent).toEqual(['user=W1', 'user=W1&team_id=T1'])
  })

  test('is not sent to fetch a file that lies elsewhere; Slack’s own are fetched, up to a size', async () => {
    const seen: string[] = []
    await open({
      listen: (bolt) =>
        bolt.message(async ({ message }) => {
          if ('files' in message) seen.push(...(message.files ?? []).map((file) => String(file.url_private)))
        }),
    })
    const team = await install('Acme')
    under.start()
    await under.slack.workspace('Acme').person('ada').drop({ name: 'letter.docx', content: 'PK…' })
    await until('the file came', () => seen.length > 0)
    expect(Buffer.from(await under.services.downloadFile(team, seen[0]!, 1000)).toString()).toBe('PK…')
    await expect(under.services.downloadFile(team, seen[0]!, 2)).rejects.toThrow(DownloadFailed)
    for (const address of [
      'https://evil.example/file',
      'http://127.0.0.1:1/x',
      'file:///etc/passwd',
      'nonsense',
      `${under.slack.url}@evil.example/x`,
    ]) {
      await expect(under.services.downloadFile(team, address, 1000)).rejects.toThrow(DownloadFailed)
    }
    await expect(under.services.downloadFile('T0OTHER', seen[0]!, 1000)).rejects.toThrow(NotInstalled)
  })
})

test('a fixed token that Slack refuses is told of at the start', async () => {
  await open({ oauth: false, settings: { bot_token: 'xoxb-wrong', oauth: undefined } })
  under.start()
  await until('the log says so', () => under.logged.some((line) => line.includes('Slack refuses SLACK_BOT_TOKEN')))
})

test('words behind a command go to Slack only', async () => {
  await open()
  for (const address of [
    'https://evil.example/x',
    'https://hooks.slack.com.evil.example/x',
    'http://hooks.slack.com/x',
    'https://hooks.slack.com@evil.example/x',
    'http://169.254.169.254/latest',
    'x',
  ]) {
    await expect(under.services.respond(address, {})).rejects.toThrow('not Slack’s')
  }
})

test.each([
  ['https://files.slack.com/files-pri/T1-F1/a.docx', 'https://slack.com/api/', true],
  ['https://hooks.slack.com/actions/T1/2/3', 'https://proxy.example/slack/', true],
  ['https://files.slack-gov.com/x', 'https://slack-gov.com/api/', true],
  ['https://files.slack.com:8443/x', 'https://slack.com/api/', false],
  ['https://notslack.com/x', 'https://slack.com/api/', false],
  ['http://files.slack.com/x', 'https://slack.com/api/', false],
])('%s is Slack’s where its API is at %s: %s', (address, api_url, is) => {
  expect(isSlackUrl(address, api_url)).toBe(is)
})

describe('a token that ends', () => {
  const HOUR = 3_600_000
  async function rotating() {
    const time = createManualClock(new Date().toISOString())
    await open({
      clock: { now: () => new Date(time.now()).toISOString() },
      simulator: { clock: time, app: { tokenRotation: true } },
    })
    return { time, team: await install('Acme') }
  }
  const refreshes = () =>
    under.slack.calls('oauth.v2.access').filter(({ args }) => args['grant_type'] === 'refresh_token')

  test('is changed in time, once, however many instances and calls there are', async () => {
    const { time, team } = await rotating()
    const before = (await under.stores.installations.find(team))!
    time.pass(9 * HOUR)
    expect(refreshes()).toHaveLength(0)
    time.pass(1.5 * HOUR)
    const [one, two] = [await under.another(), await under.another()]
    await Promise.all([one, two, under].flatMap(({ services }) => [services.clientFor(team), services.clientFor(team)]))
    expect(refreshes()).toHaveLength(1)
    const after = (await under.stores.installations.find(team))!
    expect(after.tokens.bot).not.toBe(before.tokens.bot)
    expect(after.version).toBe(before.version + 1)
    time.pass(3 * HOUR)
    for (const { services } of [one, two, under])
      expect((await (await services.clientFor(team)).auth.test()).ok).toBe(true)
  })

  test('while Slack does not change it, it is used as long as it is good, and tried again', async () => {
    const { time, team } = await rotating()
    time.pass(10.5 * HOUR)
    under.slack.faults.next('server_error', 'oauth.v2.access')
    expect((await (await under.services.clientFor(team)).auth.test()).ok).toBe(true)
    expect((await (await (await under.another()).services.clientFor(team)).auth.test()).ok).toBe(true)
    expect(refreshes()).toHaveLength(2)
    expect(await under.stores.installations.find(team)).toMatchObject({ version: 2 })
  })
})

describe('when the app is removed', () => {
  const opened = async () => {
    await open()
    under.start()
    return install('Acme')
  }
  const gone = (team: string) =>
    until('the tokens are forgotten', async () => (await under.stores.installations.find(team)) === undefined)

  test('its tokens are forgotten, and commands are told to install it again', async () => {
    const team = await opened()
    under.slack.workspace('Acme').uninstall()
    await gone(team)
    await expect((await under.another()).services.clientFor(team)).rejects.toThrow(NotInstalled)
    expect(
      (
        await under.database.db
          .selectFrom('slack_installations')
          .select(['tokens', 'removed_at'])
          .executeTakeFirstOrThrow()
      ).tokens,
    ).toBeNull()
  })

  test('the same when only its tokens were revoked', async () => {
    const team = await opened()
    under.slack.workspace('Acme').revokeTokens()
    await gone(team)
  })

  test('a call that Slack refuses for it is enough', async () => {
    const team = await opened()
    const acme = under.slack.workspace('Acme')
    const { id } = acme.person('ada')
    under.slack.app.requestUrl = undefined
    acme.revokeTokens()
    await expect(under.services.dmChannelOf(team, id)).rejects.toThrow()
    await gone(team)
  })

  test('news of it that come late do not remove an app that was installed again meanwhile', async () => {
    const team = await opened()
    const acme = under.slack.workspace('Acme')
    const { requestUrl } = under.slack.app
    under.slack.app.requestUrl = undefined
    acme.uninstall()
    under.slack.app.requestUrl = requestUrl
    await install('Acme')
    for (const event of [{ type: 'app_uninstalled' }, { type: 'tokens_revoked', tokens: { oauth: [], bot: ['B1'] } }]) {
      await under.stores.inbox.add({
        id: crypto.randomUUID(),
        conversation: team,
        ts: '1.0',
        payload: JSON.stringify({ type: 'event_callback', team_id: team, event }),
      })
    }
    await under.stores.inboxJobs.enqueue(team)
    await until('both are worked', async () =>
      (await under.database.db.selectFrom('slack_inbox').select('state').execute()).every(
        ({ state }) => state === 'done',
      ),
    )
    expect((await (await under.services.clientFor(team)).auth.test()).ok).toBe(true)
  })
})

describe('with SLACK_BOT_TOKEN, after the app was removed', () => {
  const MINUTE = 60_000
  async function removed(currentBotToken?: () => string) {
    const time = createManualClock(new Date().toISOString())
    await open({
      oauth: false,
      clock: { now: () => new Date(time.now()).toISOString() },
      simulator: { clock: time },
      ...(currentBotToken === undefined ? {} : { settings: { currentBotToken } }),
    })
    const acme = under.slack.workspace('Acme')
    await under.services.clientFor(acme.id)
    return { time, acme }
  }
  const refused = async (team: string) =>
    expect(under.services.dmChannelOf(team, under.slack.workspace('Acme').person('ada').id)).rejects.toThrow()
  const works = async (team: string) =>
    expect((await (await under.services.clientFor(team)).auth.test()).team_id).toBe(team)

  test('and installed again with the same token, it goes on without a restart', async () => {
    const { time, acme } = await removed()
    under.slack.app.requestUrl = undefined
    acme.revokeTokens()
    await refused(acme.id)
    await expect(under.services.clientFor(acme.id)).rejects.toThrow(NotInstalled)
    for (const token of under.slack.state.tokens.values()) token.state = 'live'
    await expect(under.services.clientFor(acme.id)).rejects.toThrow(NotInstalled)
    time.pass(MINUTE)
    await works(acme.id)
    expect(under.logged.filter((line) => line.includes('back in its workspace'))).toHaveLength(1)
  })

  test('and installed again with another token in its file, it goes on with that one', async () => {
    let token: string | undefined
    const { time, acme } = await removed(() => token ?? [...under.slack.state.tokens.keys()][0]!)
    under.slack.app.requestUrl = undefined
    acme.uninstall()
    await refused(acme.id)
    token = acme.install()
    time.pass(MINUTE)
    await works(acme.id)
    expect(under.slack.calls('auth.test').at(-1)).toMatchObject({ ok: true })
  })

  test('it is asked for no more than twice a minute, and the log says it once', async () => {
    const { time, acme } = await removed()
    under.slack.app.requestUrl = undefined
    acme.uninstall()
    await refused(acme.id)
    const before = under.slack.calls('auth.test').length
    for (let seconds = 0; seconds < 120; seconds += 5) {
      time.pass(5000)
      await expect(under.services.clientFor(acme.id)).rejects.toThrow(NotInstalled)
    }
    expect(under.slack.calls('auth.test').length - before).toBe(4)
    expect(under.logged.filter((line) => line.includes('Slack refuses SLACK_BOT_TOKEN'))).toHaveLength(1)
  })
})

test('with SLACK_BOT_TOKEN there is one workspace, known even when Slack was away at the start', async () => {
  await open({ oauth: false })
  under.slack.faults.next('server_error', 'auth.test')
  const { id } = under.slack.workspace('Acme')
  await expect(under.services.clientFor(id)).rejects.toThrow()
  expect((await (await under.services.clientFor(id)).auth.test()).team_id).toBe(id)
  await expect(under.services.clientFor('T0OTHER')).rejects.toThrow(NotInstalled)
  expect((await fetch(`${under.url}/slack/install`)).status).toBe(404)
})
