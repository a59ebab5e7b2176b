/** Enterprise Grid: one installation for a whole organisation, whose token serves all of its workspaces. */
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { NotInstalled } from '../../../../../../src/adapters/inbound/slack/transport/workspaces/not-installed.ts'
import { createManualClock, type ManualClock } from '../../../../../../tools/slack-simulator/state/clock.ts'
import type { SimulatedWorkspace } from '../../../../../../tools/slack-simulator/simulator.ts'
import type { Person } from '../../../../../../tools/slack-simulator/driver/person-actions.ts'
import {
  slackUnderTest,
  type SlackTestOptions,
  type SlackUnderTest,
} from '../../../../../support/services/slack-adapter.ts'
import { installInBrowser } from '../../../../../support/slack/slack-installing.ts'
import { until } from '../../../../../support/until.ts'

const HOUR = 3_600_000
const GRID = 'Acme Group'

let under: SlackUnderTest
let time: ManualClock
let sales: SimulatedWorkspace
let legal: SimulatedWorkspace
let ada: Person
let lea: Person

async function open(options: SlackTestOptions = {}): Promise<void> {
  time = createManualClock('2027-03-01T09:00:00.000Z')
  under = await slackUnderTest({
    oauth: true,
    signedIn: () => ({ actor: 'key:admin', tenant: 'default', roles: ['admin'] }),
    clock: { now: () => new Date(time.now()).toISOString() },
    ...options,
    simulator: { clock: time, ...options.simulator, app: { orgDeploy: true, ...options.simulator?.app } },
  })
  onTestFinished(() => under.close())
  sales = under.slack.workspace('Sales', GRID)
  legal = under.slack.workspace('Legal', GRID)
  ada = sales.person('ada', { isAdmin: true })
  lea = legal.person('lea')
}

const organisation = (): string => sales.state.enterprise?.id ?? ''

/** Somebody does something in the workspace, whereby the service learns that the organisation serves it. */
async function arrive(person: Person): Promise<void> {
  await person.command('/docgen')
  await under.slack.settled()
}

async function installForAll(): Promise<void> {
  const page = await installInBrowser(under, sales, ada, 'organisation')
  expect([page.status, page.text]).toEqual([200, expect.stringContaining('DocGen is in Acme Group')])
  await arrive(ada)
  await arrive(lea)
}

describe('an installation for a whole organisation', () => {
  test('is one, with one token for all workspaces, of whom each is named in the calls for it', async () => {
    await open()
    await installForAll()
    expect(await under.stores.installations.find(organisation())).toMatchObject({
      team: organisation(),
      enterprise: organisation(),
      tenant: 'default',
      name: GRID,
      installer: ada.id,
    })
    for (const [workspace, person] of [
      [sales, ada],
      [legal, lea],
    ] as const) {
      const channel = await under.services.dmChannelOf(workspace.id, person.id)
      const client = await under.services.clientFor(workspace.id)
      await client.chat.postMessage({ channel, text: `hello ${workspace.state.name}` })
      expect(person.message('hello').text).toBe(`hello ${workspace.state.name}`)
      expect(under.slack.calls('chat.postMessage').at(-1)?.args).toMatchObject({ team_id: workspace.id })
    }
    expect(await under.database.db.selectFrom('slack_installations').select('team').execute()).toHaveLength(1)
  })

  test('serves another instance, and this one after a restart', async () => {
    await open()
    await installForAll()
    const { services } = await under.another()
    expect((await (await services.clientFor(legal.id)).auth.test()).is_enterprise_install).toBe(true)
  })

  test('serves no workspace of another organisation, and its token goes to none', async () => {
    await open()
    await installForAll()
    const other = under.slack.workspace('Other', 'Bravo Group')
    await expect(under.services.clientFor(other.id)).rejects.toThrow(NotInstalled)
    const client = await under.services.clientFor(sales.id)
    await expect(client.users.list({ team_id: other.id })).rejects.toThrow(/about to carry/)
  })

  test('keeps a person as one in all of its workspaces', async () => {
    await open()
    await installForAll()
    // On a Grid an id means the same person everywhere.
    legal.state.users.set(ada.id, ada.user)
    const [here, there] = [
      await under.services.personFor(sales.id, ada.id),
      await under.services.personFor(legal.id, ada.id),
    ]
    expect(there.caller).toEqual(here.caller)
    expect(await under.services.slackUserOf(legal.id, here.caller.actor)).toBe(ada.id)
    expect(await under.findPerson({ team: sales.id, user: ada.id })).toMatchObject({ was_known: true })
    expect(await under.findPerson({ team: sales.id, user: sales.person('new').id })).toMatchObject({
      was_known: false,
    })
  })

  test('is a tenant of its own where workspaces are, and the organisation’s admins are its authors', async () => {
    await open({ signedIn: () => undefined, settings: { tenancy: 'workspace' } })
    await installForAll()
    const [admin, member] = [
      await under.services.personFor(sales.id, ada.id),
      await under.services.personFor(legal.id, lea.id),
    ]
    const tenant = `slack-${organisation().toLowerCase()}`
    expect(admin.caller).toMatchObject({ tenant, roles: ['requester', 'author'] })
    expect(member.caller).toMatchObject({ tenant, roles: ['requester'] })
  })

  test('leaves a workspace that had the app by itself its tenant and its people', async () => {
    await open({ signedIn: () => undefined, settings: { tenancy: 'workspace' } })
    await installInBrowser(under, sales, ada)
    const before = await under.services.personFor(sales.id, ada.id)
    expect(before.caller.tenant).toBe(`slack-${sales.id.toLowerCase()}`)
    under.start()
    sales.uninstall()
    await until('its own tokens are forgotten', async () => {
      await under.slack.settled()
      return (await under.stores.installations.find(sales.id)) === undefined
    })
    await installForAll()
    expect((await under.services.personFor(sales.id, ada.id)).caller).toEqual(before.caller)
    expect((await under.services.personFor(legal.id, lea.id)).caller.tenant).toBe(
      `slack-${organisation().toLowerCase()}`,
    )
  })

  test('gives way to the app in one workspace, as long as it is there', async () => {
    await open()
    await installInBrowser(under, sales, ada)
    await installForAll()
    expect(under.slack.state.tokens.size).toBeGreaterThan(1)
    const own = (await under.stores.installations.find(sales.id))!
    await (await under.services.clientFor(sales.id)).auth.test()
    expect(own.tokens.bot).not.toBe((await under.stores.installations.find(organisation()))!.tokens.bot)
  })
})

describe('when it is removed', () => {
  beforeEach(() => open())

  test.each([
    ['removed', (workspace: SimulatedWorkspace) => workspace.uninstall()],
    ['revoked', (workspace: SimulatedWorkspace) => workspace.revokeTokens()],
  ])('because it was %s in one of its workspaces, all are without', async (_, end) => {
    await installForAll()
    under.start()
    end(legal)
    await until('the token is forgotten', async () => {
      await under.slack.settled()
      return (await under.stores.installations.find(organisation())) === undefined
    })
    const { services } = await under.another()
    for (const { id } of [sales, legal]) await expect(services.clientFor(id)).rejects.toThrow(NotInstalled)
  })

  test('a call that Slack refuses is enough, and a new installation serves all again', async () => {
    await installForAll()
    under.slack.app.requestUrl = undefined
    sales.uninstall()
    await expect(under.services.dmChannelOf(legal.id, lea.id)).rejects.toThrow()
    expect(await under.stores.installations.find(organisation())).toBeUndefined()
    under.slack.app.requestUrl = `${under.url}/slack/events`
    await installForAll()
    expect(await under.services.dmChannelOf(legal.id, lea.id)).toMatch(/^D/)
  })
})

describe('its token, where tokens end after twelve hours,', () => {
  test('is changed in time, once for all of its workspaces, through three days', async () => {
    await open({ simulator: { app: { tokenRotation: true } } })
    await installForAll()
    const first = (await under.stores.installations.find(organisation()))!.tokens.bot
    const another = await under.another()
    for (let hours = 0; hours < 72; hours += 3) {
      time.pass(3 * HOUR)
      await Promise.all(
        [under, another].flatMap(({ services }) =>
          [sales, legal].map(async ({ id }) => (await services.clientFor(id)).auth.test()),
        ),
      )
    }
    const refreshes = under.slack.calls('oauth.v2.access').filter(({ args }) => args['grant_type'] === 'refresh_token')
    expect(refreshes.length).toBeGreaterThanOrEqual(6)
    expect(refreshes.every(({ ok }) => ok)).toBe(true)
    expect(refreshes.length).toBeLessThanOrEqual(8)
    expect((await under.stores.installations.find(organisation()))!.tokens.bot).not.toBe(first)
  })
})
