/** What becomes of a document, and of what people say, is told where they look, with what they can do. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { slackSurface } from '../../../../../../src/adapters/inbound/slack/ui/slack-surface.ts'
import type { Person } from '../../../../../../tools/slack-simulator/driver/person-actions.ts'
import { docgenInSlack, type DocgenInSlack } from '../../../../../support/services/docgen-in-slack.ts'
import { until } from '../../../../../support/until.ts'

let docgen: DocgenInSlack
beforeAll(async () => {
  docgen = await docgenInSlack()
  await docgen.template('Note', 'For {{party_name}}', [{ name: 'party_name', label: 'Name of the party' }])
})
afterAll(async () => {
  // The file of whoever asked for it once more.
  expect(docgen.slack.duplicates()).toMatchObject([{ kind: 'upload', times: 2 }])
  expect(docgen.slack.troubles).toEqual([])
  await docgen.close()
})

async function begin(who: Person): Promise<{ party: Awaited<ReturnType<Person['waitFor']>> }> {
  await who.command('/docgen', 'note')
  return { party: await who.waitFor(/Name of the party/) }
}

describe('a document that Slack did not show', () => {
  /** A conversation up to the click that makes the document. */
  async function confirm(name: string): Promise<{ who: Person; thread: Awaited<ReturnType<Person['waitFor']>> }> {
    const who = docgen.acme.person(name)
    const { party: thread } = await begin(who)
    await who.say('Acme', { thread })
    await who.click('Make the document', { on: await who.waitFor(/LOOK IT OVER/) })
    return { who, thread }
  }
  const replies = (who: Person, { ts, threadTs }: { ts: string; threadTs: string | undefined }) =>
    who.messages({ thread: threadTs ?? ts })

  it.each([
    ['eva', 'files.completeUploadExternal', 'restricted_action', 0, /is made, but Slack did not let me post it here/],
    // The file is there, but the service cannot know it.
    ['fay', 'files.info', 'access_denied', 1, /Slack did not tell me whether it arrived/],
  ])('is told of in the thread, and sent again by a click: %s, %s', async (name, method, refusal, there, words) => {
    // Or the fault would hit the delivery of a test before.
    await until('every document is delivered', async () => {
      await docgen.settled()
      const left = docgen.app.readDatabase.db.selectFrom('generations').select('id').where('state', '=', 'rendered')
      return (await left.execute()).length === 0
    })
    docgen.slack.faults.refusal = refusal
    docgen.slack.faults.next('refused', method)
    const { who, thread } = await confirm(name)
    const told = await who.waitFor(words, { thread })
    expect(told).toMatchObject({ ephemeral: false, buttons: ['Send it again', 'Make another like this'] })
    const files = () => replies(who, thread).flatMap((reply) => reply.files)
    await who.waitUntil('as many files as Slack took', () => files().length === there)
    await who.click('Send it again', { on: told })
    await who.waitUntil('the file is in the thread', () => files().length === there + 1)
    expect(replies(who, thread).at(-1)?.files).toHaveLength(1)
    expect((await who.waitFor(/I send it again…/, { thread })).buttons).toEqual([])
  })
})

it('tells in the thread that what was written could not be taken up', async () => {
  const gus = docgen.acme.person('gus')
  const { party: thread } = await begin(gus)
  const event = {
    type: 'message',
    channel: thread.channel,
    user: gus.user.id,
    ts: thread.ts,
    thread_ts: thread.threadTs,
    text: 'x',
  }
  const surface = slackSurface({ favourites: undefined as never })
  await surface.tellSetAside(docgen.services, { team_id: docgen.acme.id, event })
  const told = await gus.waitFor(/could not take up what you wrote/, { thread })
  expect(told.ephemeral).toBe(false)
  // Nobody waits for an answer to these.
  const count = gus.messages().length
  await surface.tellSetAside(docgen.services, { team_id: docgen.acme.id, event: { ...event, bot_id: 'B1' } })
  await surface.tellSetAside(docgen.services, { team_id: docgen.acme.id, event: { type: 'app_home_opened' } })
  expect(gus.messages()).toHaveLength(count)
})
