/** Who people are, whose thread it is, and what they wrote while nobody was awake. */
import { randomUUID } from 'node:crypto'
import { describe, expect, onTestFinished, test } from 'vitest'
import { channelRef } from '../../../../../src/adapters/inbound/slack/message-ref.ts'
import { hasRole } from '../../../../../src/domain/kernel/access.ts'
import type { OutgoingMessage } from '../../../../../src/ports/generation/messenger.ts'
import {
  slackUnderTest,
  WORKSPACE,
  type SlackTestOptions,
  type SlackUnderTest,
} from '../../../../support/services/slack-adapter.ts'
import { createManualClock } from '../../../../../tools/slack-simulator/state/clock.ts'
import { until } from '../../../../support/until.ts'

let under: SlackUnderTest
async function open(options: SlackTestOptions = {}): Promise<void> {
  under = await slackUnderTest(options)
  onTestFinished(() => under.close())
}
const workspace = () => under.slack.workspace(WORKSPACE)
const DAY = 86_400_000

describe('a person', () => {
  test('is a requester with an id that tells nothing, and the locale and zone of the workspace', async () => {
    await open()
    const ada = workspace().person('ada', { realName: 'Ada Lovelace', locale: 'de-DE', tz: 'Europe/Berlin' })
    const person = await under.services.personFor(workspace().id, ada.id)
    expect(person).toMatchObject({
      locale: 'de-DE',
      zone: 'Europe/Berlin',
      team: workspace().id,
      user: ada.id,
      caller: { tenant: 'default', roles: ['requester'] },
    })
    expect(person.name).toContain('ada')
    expect(person.caller.actor).toMatch(/^person:[0-9a-f-]{36}$/)
    expect(await under.services.slackUserOf(workspace().id, person.caller.actor)).toBe(ada.id)
    expect(await under.services.slackUserOf('T0OTHER', person.caller.actor)).toBeUndefined()
    await under.stores.people.change('default', person.caller.actor, { roles: ['author'] })
    expect(hasRole((await under.services.personFor(workspace().id, ada.id)).caller, 'author')).toBe(true)
    expect(await under.stores.people.change('other', person.caller.actor, { roles: ['admin'] })).toBeUndefined()
  })

  test('is asked for once a day, and at once by many at the same time', async () => {
    const time = createManualClock()
    await open({ clock: { now: () => new Date(time.now()).toISOString() }, simulator: { clock: time } })
    const ada = workspace().person('ada', { locale: 'en-GB' })
    const looks = () => under.slack.calls('users.info').length
    const all = await Promise.all(Array.from({ length: 5 }, () => under.services.personFor(workspace().id, ada.id)))
    expect([new Set(all.map(({ caller }) => caller.actor)).size, looks()]).toEqual([1, 1])
    ada.user.locale = 'fr-FR'
    time.pass(DAY - 1)
    expect((await under.services.personFor(workspace().id, ada.id)).locale).toBe('en-GB')
    time.pass(2)
    expect((await under.services.personFor(workspace().id, ada.id)).locale).toBe('fr-FR')
    time.pass(DAY)
    under.slack.faults.next('server_error', 'users.info')
    expect((await under.services.personFor(workspace().id, ada.id)).locale).toBe('fr-FR')
  })

  test('who is a guest of the workspace may do nothing', async () => {
    await open()
    const guest = workspace().person('gil', { isGuest: true })
    expect((await under.services.personFor(workspace().id, guest.id)).caller.roles).toEqual([])
  })

  test('who left the workspace may do nothing any more', async () => {
    await open()
    const ada = workspace().person('ada')
    const { caller } = await under.services.personFor(workspace().id, ada.id)
    await under.stores.people.change('default', caller.actor, { roles: ['admin'] })
    await under.stores.people.save({
      team: workspace().id,
      user: ada.id,
      tenant: 'default',
      name: 'Ada',
      locale: 'en-US',
      zone: 'UTC',
      active: false,
    })
    expect((await under.services.personFor(workspace().id, ada.id)).caller).toEqual({
      actor: caller.actor,
      tenant: 'default',
      roles: [],
    })
  })
})

async function conversation(): Promise<{
  readonly generation: string
  readonly channel: string
  readonly thread_ts: string
}> {
  const ada = workspace().person('ada')
  const channel = await under.services.dmChannelOf(workspace().id, ada.id)
  const generation = randomUUID()
  const post: OutgoingMessage = {
    id: randomUUID(),
    tenant: 'default',
    generation,
    channel: channelRef({ team: workspace().id, channel }),
    requester: await under.services.actorOf(workspace().id, ada.id),
    revision: 1,
    about: 'question',
    name: 'party',
    help: 0,
    stale: [],
  }
  expect(await under.messenger.send(post)).toMatchObject({ outcome: 'posted' })
  return { generation, ...(await under.services.threadOf(generation))! }
}

describe('a thread', () => {
  const known = (generation: string, tenant = 'default') => ({
    load: async (_: unknown, stream: string) => ({
      state: stream.includes(generation) ? { requester: 'person:1', tenant } : {},
    }),
  })

  test('whose row was lost is known again by its first message', async () => {
    await open()
    const { generation, channel, thread_ts } = await conversation()
    await under.database.db.deleteFrom('slack_threads').execute()
    Object.assign(under.stores.app, { aggregates: known(generation) })
    expect(await under.services.generationOfThread(workspace().id, channel, thread_ts)).toBe(generation)
    expect(await under.services.threadOf(generation)).toMatchObject({ channel, thread_ts })
  })

  test('what a message says of a generation of another tenant, or of none, is not believed', async () => {
    await open()
    const { generation, channel, thread_ts } = await conversation()
    await under.database.db.deleteFrom('slack_threads').execute()
    Object.assign(under.stores.app, { aggregates: known(generation, 'other') })
    expect(await under.services.generationOfThread(workspace().id, channel, thread_ts)).toBeUndefined()
    Object.assign(under.stores.app, { aggregates: known('none') })
    expect(await under.services.generationOfThread(workspace().id, channel, thread_ts)).toBeUndefined()
    const said = await workspace().person('ada').say('mine', { in: 'app' })
    expect(await under.services.generationOfThread(workspace().id, channel, said.ts)).toBeUndefined()
  })
})

test.each([
  ['a long while', 120_000],
  ['a moment', 5000],
])(
  'messages written while no instance ran for %s are processed once after the start, delivered or not',
  async (_, ms) => {
    const seen: string[] = []
    const time = createManualClock(new Date().toISOString())
    await open({
      clock: { now: () => new Date(time.now()).toISOString() },
      simulator: { clock: time },
      sleep: async (ms) => time.pass(ms),
      listen: (bolt) =>
        bolt.message(async ({ message, context }) => {
          seen.push('text' in message ? (message.text ?? '') : '')
          expect(context['inboxId']).toBeDefined()
        }),
    })
    const { generation, thread_ts } = await conversation()
    // As much of the read model as is looked at.
    await under.database.lite.exec(
      'create table generations (id text primary key, state text not null, updated_at text not null)',
    )
    await under.database.lite.query("insert into generations values ($1, 'asking', '')", [generation])
    await under.stores.records.recordHeartbeat(60_000)
    const ada = workspace().person('ada')
    await ada.say('delivered', { in: 'app', thread: thread_ts })
    time.pass(ms)
    for (const text of ['in the thread', 'and more']) {
      under.slack.faults.next('delivery_lost', 'message')
      await ada.say(text, { in: 'app', thread: thread_ts })
    }
    under.slack.faults.next('delivery_lost', 'message')
    await ada.say('beside it', { in: 'app' })
    under.slack.faults.next('rate_limited', 'conversations.replies')
    expect(seen).toEqual([])
    under.start()
    await until('all are seen', () => seen.length >= 4)
    await until(
      'it is noted',
      async () =>
        (await under.database.db.selectFrom('slack_presence').select('missed_since').executeTakeFirst())
          ?.missed_since === null,
    )
    expect(seen.toSorted()).toEqual(['and more', 'beside it', 'delivered', 'in the thread'])
    expect(under.logged.filter((line) => line.includes('caught up'))).toHaveLength(1)
    // A second instance reads again, and finds nothing new.
    await (await under.another()).run(AbortSignal.timeout(1000))
    expect(seen).toHaveLength(4)
  },
  30_000,
)
