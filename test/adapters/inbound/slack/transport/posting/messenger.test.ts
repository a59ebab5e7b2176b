/**
 * Posts in Slack: each once, whatever is lost on the way; found again before a second attempt; and what cannot be known
 * is said.
 */
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { channelRef, parseMessageRef } from '../../../../../../src/adapters/inbound/slack/message-ref.ts'
import type { SendOutcome } from '../../../../../../src/domain/outbox/outbox-decisions.ts'
import { RetryAt, type OutgoingMessage } from '../../../../../../src/ports/generation/messenger.ts'
import type { Messenger } from '../../../../../../src/ports/generation/messenger.ts'
import type { FixedClock } from '../../../../../doubles/clock.ts'
import {
  RENDERER,
  slackUnderTest,
  WORKSPACE,
  type SlackTestOptions,
  type SlackUnderTest,
} from '../../../../../support/services/slack-adapter.ts'
import type { Person } from '../../../../../../tools/slack-simulator/driver/person-actions.ts'
import { createManualClock } from '../../../../../../tools/slack-simulator/state/clock.ts'

let clock: FixedClock
let under: SlackUnderTest
let ada: Person
let channel: string
let requester: string
let generation: string

async function open(options: SlackTestOptions = {}): Promise<void> {
  // One clock for both: requests from a Slack whose clock is minutes off are refused anyway.
  const time = createManualClock()
  clock = { now: () => new Date(time.now()).toISOString(), pass: (ms) => time.pass(ms) }
  under = await slackUnderTest({
    clock,
    sleep: async (ms) => clock.pass(ms),
    ...options,
    simulator: { clock: time, ...options.simulator },
  })
  onTestFinished(() => under.close())
  ada = workspace().person('ada')
  channel = await under.services.dmChannelOf(workspace().id, ada.id)
  requester = await under.services.actorOf(workspace().id, ada.id)
}
const workspace = () => under.slack.workspace(WORKSPACE)
beforeEach(() => {
  generation = randomUUID()
})

const post = (change: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  id: randomUUID(),
  tenant: 'default',
  generation,
  channel: channelRef({ team: workspace().id, channel }),
  requester,
  revision: 1,
  about: 'question',
  name: 'party',
  help: 0,
  stale: [],
  ...change,
})

/** As the process manager: again when it is time, until it is out or given up. */
async function deliver(
  one: OutgoingMessage,
  messenger: Messenger = under.messenger,
  tries = 20,
): Promise<SendOutcome & { readonly tries: number }> {
  for (let tried = 1; ; tried++) {
    try {
      return { ...(await messenger.send(one)), tries: tried }
    } catch (error) {
      if (!(error instanceof RetryAt) || tried === tries) throw error
      clock.pass(Math.max(0, Date.parse(error.at) - Date.parse(clock.now())))
    }
  }
}
const said = () => ada.messages({ in: 'app' }).map(({ text }) => text)

describe('a message', () => {
  beforeEach(() => open())

  test('goes into a thread that begins with a message of its own; the next one into the same', async () => {
    const [one, two] = [await deliver(post()), await deliver(post({ name: 'start' }))]
    expect([one.outcome, two.outcome, one.tries, two.tries]).toEqual(['posted', 'posted', 1, 1])
    const [first, second] = [one, two].map((outcome) =>
      parseMessageRef(outcome.outcome === 'posted' ? outcome.message : '')!,
    )
    expect(first!.thread_ts).toBe(second!.thread_ts)
    expect(first!.thread_ts).not.toBe(first!.ts)
    expect(await under.services.generationOfThread(workspace().id, channel, first!.thread_ts)).toBe(generation)
    expect(await under.services.threadOf(generation)).toEqual({
      team: workspace().id,
      channel,
      thread_ts: first!.thread_ts,
    })
    expect(under.slack.calls('chat.postMessage')).toHaveLength(3)
  })

  test('that is asked for again is the one that is there', async () => {
    const one = post()
    const first = await deliver(one)
    expect(await deliver(one)).toEqual(first)
    expect(under.slack.calls('chat.postMessage')).toHaveLength(2)
  })

  test.each(['answer_lost', 'server_error_after_effect'] as const)(
    'whose answer is lost (%s) is found by its metadata, and not posted twice',
    async (fault) => {
      await deliver(post({ name: 'first' }))
      under.slack.faults.next(fault, 'chat.postMessage')
      expect(await deliver(post())).toMatchObject({ outcome: 'posted', tries: 2 })
      expect(said().filter((text) => text.includes('question party'))).toHaveLength(1)
      expect(under.slack.duplicates()).toEqual([])
    },
  )

  test.each(['effect_lost', 'server_error'] as const)(
    'that never took place (%s) is posted at the second attempt',
    async (fault) => {
      under.slack.faults.next(fault, 'chat.postMessage')
      expect(await deliver(post())).toMatchObject({ outcome: 'posted', tries: 2 })
      expect(said().filter((text) => text.includes('question party'))).toHaveLength(1)
    },
  )

  test('the first message of a thread is found again, too', async () => {
    under.slack.faults.next('answer_lost', 'chat.postMessage')
    const one = await deliver(post())
    expect(one).toMatchObject({ outcome: 'posted', tries: 2 })
    expect(under.slack.duplicates()).toEqual([])
    expect(said()).toHaveLength(2)
  })

  test('is found behind many pages of others', async () => {
    const one = post()
    await deliver(post({ name: 'first' }))
    const root = (await under.services.threadOf(generation))!
    for (let n = 0; n < 230; n++) await ada.say(`line ${n}`, { in: 'app', thread: root.thread_ts })
    under.slack.faults.next('answer_lost', 'chat.postMessage')
    await expect(under.messenger.send(one)).rejects.toThrow(RetryAt)
    clock.pass(10_000)
    expect(await deliver(one)).toMatchObject({ outcome: 'posted', tries: 1 })
    expect(under.slack.calls('conversations.replies').length).toBeGreaterThan(2)
    expect(under.slack.duplicates()).toEqual([])
  })

  test('while a request may still be on its way nothing is done', async () => {
    under.slack.faults.next('answer_lost', 'chat.postMessage', 1)
    const one = post()
    const first = await under.messenger.send(one).catch((error: unknown) => error as RetryAt)
    expect(first).toMatchObject({ in_doubt: true })
    const calls = under.slack.calls().length
    await expect(under.messenger.send(one)).rejects.toMatchObject({ name: 'RetryAt', in_doubt: true })
    expect(under.slack.calls()).toHaveLength(calls)
  })

  test('a rate limit is waited for, is no doubt, and holds up that method of that workspace only', async () => {
    await deliver(post({ name: 'first' }))
    under.slack.faults.retryAfterSeconds = 7
    under.slack.faults.next('rate_limited', 'chat.postMessage')
    const one = post()
    const limited = await under.messenger.send(one).catch((error: unknown) => error as RetryAt)
    expect(limited).toMatchObject({
      name: 'RetryAt',
      in_doubt: false,
      at: new Date(Date.parse(clock.now()) + 7000).toISOString(),
    })
    const posts = under.slack.calls('chat.postMessage').length
    await expect(under.messenger.send(one)).rejects.toThrow(RetryAt)
    expect(under.slack.calls('chat.postMessage')).toHaveLength(posts)
    clock.pass(7000)
    expect(await deliver(one)).toMatchObject({ outcome: 'posted', tries: 1 })
    expect(under.slack.calls('conversations.replies')).toEqual([])
  })

  test('in one channel posts come about one a second', async () => {
    const began = Date.parse(clock.now())
    for (let n = 0; n < 12; n++) await deliver(post({ name: `q${n}` }))
    expect(Date.parse(clock.now()) - began).toBeGreaterThanOrEqual(5000)
  })

  test('whose blocks Slack refuses is there in words, once', async () => {
    const refused = [{ type: 'input', label: { type: 'plain_text', text: 'a' }, element: { type: 'email_text_input' } }]
    await open({
      renderer: (services) => ({
        ...RENDERER(services),
        renderMessage: async () => ({ text: 'Which *address*?', blocks: refused }),
      }),
    })
    expect(await deliver(post())).toMatchObject({ outcome: 'posted', tries: 1 })
    expect(said().filter((text) => text.includes('Which *address*?'))).toHaveLength(1)
    expect(under.logged.join()).toContain('Slack refused how a message looks')
  })

  test('what Slack refuses is refused for good, with its word', async () => {
    expect(await deliver(post({ channel: channelRef({ team: workspace().id, channel: 'C0NOWHERE' }) }))).toMatchObject({
      outcome: 'refused',
      reason: 'channel_not_found',
    })
    expect(await deliver(post({ channel: 'elsewhere/1' }))).toMatchObject({
      outcome: 'refused',
      reason: 'unknown_place',
    })
    expect(await deliver(post({ channel: channelRef({ team: 'T0OTHER', channel }) }))).toMatchObject({
      outcome: 'refused',
      reason: 'not_installed',
    })
  })

  test('when the thread was deleted it goes on in another', async () => {
    await deliver(post({ name: 'first' }))
    const { thread_ts } = (await under.services.threadOf(generation))!
    await under.database.db
      .updateTable('slack_threads')
      .set({ thread_ts: '1600000000.000100' })
      .where('thread_ts', '=', thread_ts)
      .execute()
    expect(await deliver(post())).toMatchObject({ outcome: 'posted' })
    expect((await under.services.threadOf(generation))!.thread_ts).not.toBe('1600000000.000100')
  })

  test('to a colleague goes into their direct messages, and answers there belong to the conversation', async () => {
    const bob = workspace().person('bob')
    const to = await under.services.actorOf(workspace().id, bob.id)
    const outcome = await deliver(post({ to }))
    const message = parseMessageRef(outcome.outcome === 'posted' ? outcome.message : '')!
    expect(message.channel).toBe(await under.services.dmChannelOf(workspace().id, bob.id))
    expect(message.thread_ts).toBe(message.ts)
    expect(await under.services.generationOfThread(workspace().id, message.channel, message.ts)).toBe(generation)
    expect(bob.messages({ in: 'app' })).toHaveLength(1)
    expect(said()).toEqual([])
    const again = await deliver(post({ to, help: 1 }))
    expect(parseMessageRef(again.outcome === 'posted' ? again.message : '')).toMatchObject({
      channel: message.channel,
      thread_ts: message.ts,
    })
    expect(await deliver(post({ to: 'person:unknown' }))).toMatchObject({
      outcome: 'refused',
      reason: 'user_not_found',
    })
  })

  test('old messages lose their buttons, once; one of another workspace is left alone', async () => {
    const first = await deliver(post({ name: 'first' }))
    const message = first.outcome === 'posted' ? first.message : ''
    const stale = [
      { message, about: 'question' as const, name: 'first' },
      { message: message.replace(workspace().id, 'T0OTHER'), about: 'question' as const, name: 'first' },
      { message: 'nonsense', about: 'question' as const, name: null },
    ]
    await deliver(post({ stale }))
    await deliver(post({ name: 'third', stale }))
    expect(said().filter((text) => text.includes('settled first'))).toHaveLength(1)
    expect(under.slack.calls('chat.update')).toHaveLength(1)
  })

  test('a crash at any point leaves one message, which is unrecorded until it is recorded', async () => {
    const one = post()
    under.slack.faults.next('answer_lost', 'chat.postMessage', 1)
    await expect(under.messenger.send(one)).rejects.toThrow(RetryAt)
    clock.pass(10_000)
    const out = await deliver(one)
    const { messenger } = await under.another()
    const found = await messenger.unrecorded(generation)
    expect(found).toMatchObject([
      {
        message: { id: one.id, about: 'question', name: 'party', revision: 1, help: 0 },
        outcome: { outcome: 'posted', message: out.outcome === 'posted' ? out.message : '' },
      },
    ])
    await messenger.recorded(one.id)
    expect(await messenger.unrecorded(generation)).toEqual([])
  })

  test('that went out without buttons says so, also when it is found again after a crash', async () => {
    await under.close()
    await open({ renderer: (services) => ({ ...RENDERER(services), isTyped: async () => true }) })
    const others = Array.from({ length: 15 }, () => post())
    for (const one of others) expect(await deliver(one)).not.toMatchObject({ without_buttons: true })
    const one = post()
    under.slack.faults.next('answer_lost', 'chat.postMessage', 1)
    await expect(under.messenger.send(one)).rejects.toThrow(RetryAt)
    clock.pass(120_000)
    const { messenger } = await under.another()
    expect((await messenger.unrecorded(generation)).find(({ message }) => message.id === one.id)).toMatchObject({
      outcome: { outcome: 'posted', without_buttons: true },
    })
    expect(await deliver(one)).toMatchObject({ outcome: 'posted', without_buttons: true })
  })

  test('what was begun and is not there is forgotten, not posted', async () => {
    await deliver(post({ name: 'first' }))
    const one = post()
    under.slack.faults.next('effect_lost', 'chat.postMessage')
    await expect(under.messenger.send(one)).rejects.toThrow(RetryAt)
    clock.pass(10_000)
    const { messenger } = await under.another()
    expect((await messenger.unrecorded(generation)).filter(({ message: { id } }) => id === one.id)).toEqual([])
    expect(said().filter((text) => text.includes('question party'))).toEqual([])
  })

  test('where it may not be looked for, it is said that nobody knows', async () => {
    await deliver(post({ name: 'first' }))
    const one = post()
    under.slack.faults.next('answer_lost', 'chat.postMessage')
    await expect(under.messenger.send(one)).rejects.toThrow(RetryAt)
    clock.pass(10_000)
    const { scopes } = workspace().state.installation!
    for (const scope of ['im:history', 'channels:history', 'groups:history']) scopes.delete(scope)
    expect(await deliver(one)).toMatchObject({ outcome: 'uncertain' })
  })
})

describe('many posts in one channel', () => {
  // Short waits take no time here: what must come again does so when the clock says it.
  beforeEach(() => open({ sleep: async () => undefined, simulator: { lift: ['channel_posts'] } }))

  test('a deferred turn is kept: of many conversations in one channel each is posted at its retry time', async () => {
    await deliver(post({ name: 'before' }))
    clock.pass(60_000)
    const began = Date.parse(clock.now())
    const waiting = Array.from({ length: 12 }, (_, n) => ({ one: post({ name: `q${n}` }), at: began, tries: 0 }))
    for (let next = waiting.shift(); next !== undefined; next = waiting.toSorted((a, b) => a.at - b.at)[0]) {
      if (waiting.includes(next)) waiting.splice(waiting.indexOf(next), 1)
      clock.pass(Math.max(0, next.at - Date.parse(clock.now())))
      const { one, tries } = next
      const at = await under.messenger.send(one).then(
        () => undefined,
        (error: unknown) => Date.parse((error as RetryAt).at),
      )
      expect([one.name, at === undefined || tries < 1]).toEqual([one.name, true])
      if (at !== undefined) waiting.push({ one, at, tries: tries + 1 })
    }
    expect(said().filter((text) => text.includes('question q'))).toHaveLength(12)
    expect(Date.parse(clock.now()) - began).toBeLessThan(12_000)
  })

  test('while it waits for its turn, old messages keep their buttons', async () => {
    const first = await deliver(post({ name: 'first' }))
    for (let n = 0; n < 6; n++) await under.messenger.send(post({ name: `q${n}` })).catch(() => undefined)
    const stale = [
      { message: first.outcome === 'posted' ? first.message : '', about: 'question' as const, name: 'first' },
    ]
    const late = post({ name: 'late', stale })
    await expect(under.messenger.send(late)).rejects.toThrow(RetryAt)
    expect(under.slack.calls('chat.update')).toEqual([])
    await deliver(late)
    expect(under.slack.calls('chat.update')).toHaveLength(1)
  })
})

describe('a file', () => {
  beforeEach(() => open())
  const file = (change: Partial<OutgoingMessage> = {}) =>
    post({ about: 'document', name: null, document_id: randomUUID(), ...change })
  const shared = () => [...workspace().state.files.values()].flatMap((one) => one.shares)

  test('is in the thread, once', async () => {
    const outcome = await deliver(file())
    expect(outcome).toMatchObject({ outcome: 'posted', tries: 1 })
    expect(shared()).toEqual([
      expect.objectContaining({ channel, threadTs: (await under.services.threadOf(generation))!.thread_ts }),
    ])
    expect(ada.messages({ in: 'app' }).flatMap(({ files }) => files)).toHaveLength(1)
  })

  test.each(['answer_lost', 'server_error_after_effect', 'effect_lost', 'server_error', 'rate_limited'] as const)(
    '%s when the upload is completed: one file',
    async (fault) => {
      under.slack.faults.next(fault, 'files.completeUploadExternal')
      expect(await deliver(file())).toMatchObject({ outcome: 'posted', tries: 2 })
      expect(shared()).toHaveLength(1)
      if (fault !== 'effect_lost' && fault !== 'server_error') expect(under.slack.duplicates()).toEqual([])
    },
  )

  test.each(['answer_lost', 'server_error', 'rate_limited'] as const)(
    '%s when the address of the upload is asked for, or when it is looked whether the file is there: one file',
    async (fault) => {
      under.slack.faults.next(fault, 'files.getUploadURLExternal')
      under.slack.faults.next(fault, 'files.info')
      expect(await deliver(file())).toMatchObject({ outcome: 'posted' })
      expect(shared()).toHaveLength(1)
    },
  )

  test('that is shared late is waited for', async () => {
    under.slack.state.limits.shareMs = 300
    expect(await deliver(file(), under.messenger, 1000)).toMatchObject({ outcome: 'posted' })
    expect(under.slack.calls('files.completeUploadExternal')).toHaveLength(1)
  })

  test('that is never shared is uncertain, and not uploaded again', async () => {
    under.slack.faults.next('upload_never_shared', 'files.completeUploadExternal')
    expect(await deliver(file(), under.messenger, 60)).toMatchObject({ outcome: 'uncertain' })
    expect(under.slack.calls('files.completeUploadExternal')).toHaveLength(1)
  })

  test('in a channel stands there alone, and only if the app is in it', async () => {
    const general = workspace().channel('general', { members: [ada], bot: true })
    const hidden = workspace().channel('hidden', { members: [ada], private: true })
    expect(
      await deliver(file({ about: 'share', channel: channelRef({ team: workspace().id, channel: general }) })),
    ).toMatchObject({ outcome: 'posted' })
    expect(shared()).toEqual([expect.objectContaining({ channel: general, threadTs: undefined })])
    expect(
      await deliver(file({ about: 'share', channel: channelRef({ team: workspace().id, channel: hidden }) })),
    ).toMatchObject({ outcome: 'refused' })
  })
})

test('200 posts and files with every fault at 10 %: each is there once', async () => {
  await open({ simulator: { seed: 7 } })
  under.slack.faults.rates = {
    rate_limited: 0.1,
    server_error: 0.1,
    server_error_after_effect: 0.1,
    answer_lost: 0.1,
    effect_lost: 0.1,
  }
  const posts = Array.from({ length: 200 }, (_, n) =>
    post({
      generation: randomUUID(),
      name: `q${n}`,
      ...(n % 10 === 0 ? { about: 'document', document_id: randomUUID() } : {}),
    }),
  )
  const outcomes = []
  for (const one of posts) outcomes.push(await deliver(one, under.messenger, 100))
  expect(outcomes.filter(({ outcome }) => outcome !== 'posted')).toEqual([])
  expect(
    said()
      .filter((text) => text.startsWith('question'))
      .toSorted(),
  ).toEqual(
    posts
      .filter(({ about }) => about === 'question')
      .map(({ name }) => `question ${name}`)
      .toSorted(),
  )
  expect([...workspace().state.files.values()].flatMap(({ shares }) => shares)).toHaveLength(20)
  expect(under.slack.duplicates()).toEqual([])
})
