/** Commands and clicks come, and never an event: the service says that the address of events was not verified. */
import { describe, expect, onTestFinished, test } from 'vitest'
import { isLackingEvents } from '../../../../../src/adapters/inbound/slack/transport/receiving/arrival-watch.ts'
import type { Person } from '../../../../../tools/slack-simulator/driver/person-actions.ts'
import { createManualClock, type ManualClock } from '../../../../../tools/slack-simulator/state/clock.ts'
import { slackUnderTest, WORKSPACE, type SlackUnderTest } from '../../../../support/services/slack-adapter.ts'
import { until } from '../../../../support/until.ts'

const MINUTE = 60_000
const WARNING = 'no event has ever come'

let under: SlackUnderTest
let time: ManualClock
let ada: Person

async function open(eventsVerified: boolean): Promise<void> {
  time = createManualClock('2027-03-01T09:00:00.000Z')
  under = await slackUnderTest({
    simulator: { clock: time, app: { eventsVerified } },
    clock: { now: () => new Date(time.now()).toISOString() },
  })
  onTestFinished(() => under.close())
  ada = under.slack.workspace(WORKSPACE).person('ada')
}

/** The app has posted a button into the direct messages, and Ada clicks it. */
async function click(): Promise<void> {
  const team = under.slack.workspace(WORKSPACE).id
  const channel = await under.services.dmChannelOf(team, ada.id)
  const { chat } = await under.services.clientFor(team)
  await chat.postMessage({
    channel,
    text: 'Yes?',
    blocks: [
      {
        type: 'actions',
        elements: [{ type: 'button', action_id: 'dg_yes', text: { type: 'plain_text', text: 'Yes' } }],
      },
    ],
  })
  await ada.click('Yes', { on: await ada.waitFor(/Yes/, { in: 'app' }) })
}

const recorded = async (kind: string): Promise<unknown> =>
  until(`${kind} is recorded`, async () => Object.keys(await under.stores.arrivals.times()).includes(kind))
const warnings = (): string[] => under.logged.filter((line) => line.includes(WARNING))

describe('while the address of events is not verified', () => {
  test('commands and forms alone say nothing: nobody need have opened the direct messages', async () => {
    await open(false)
    await ada.command('/docgen')
    await recorded('command')
    time.pass(60 * MINUTE)
    await ada.command('/docgen')
    expect(await under.lacksEvents()).toBe(false)
  })

  test('clicks in the direct messages say it after ten minutes, to every instance, in the log once', async () => {
    await open(false)
    await click()
    await recorded('direct_click')
    expect(await under.lacksEvents()).toBe(false)
    time.pass(11 * MINUTE)
    expect(await under.lacksEvents()).toBe(true)
    expect(await (await under.another()).lacksEvents()).toBe(true)
    expect(warnings()).toEqual([])
    await click()
    await until('the log says it', () => warnings().length > 0)
    await click()
    expect(warnings()).toHaveLength(1)
  })

  test('it is over with the first event, for good', async () => {
    await open(false)
    await click()
    await recorded('direct_click')
    time.pass(11 * MINUTE)
    under.slack.app.eventsVerified = true
    await ada.say('hello')
    await recorded('event')
    expect(await under.lacksEvents()).toBe(false)
    const another = await under.another()
    time.pass(48 * 60 * MINUTE)
    expect(await another.lacksEvents()).toBe(false)
  })
})

test('what came to a version that recorded nothing raises no alarm', () => {
  const direct_click = '2027-03-01T09:00:00.000Z'
  expect(isLackingEvents({ direct_click }, '2027-03-02T09:00:00.000Z')).toBe(true)
  expect(isLackingEvents({ direct_click, unrecorded: '2027-02-28T09:00:00.000Z' }, '2027-03-02T09:00:00.000Z')).toBe(
    false,
  )
})
