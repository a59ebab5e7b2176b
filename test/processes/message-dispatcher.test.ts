/** Posts made by wake-ups: once, recorded, put off, given up, and never in the way of the rest. */
import { beforeEach, expect, test } from 'vitest'
import { fixedInstallationKeys } from '../doubles/fixed-installation-keys.ts'
import { AggregateCache } from '../../src/adapters/outbound/memory/aggregate-cache.ts'
import { MemoryEventStore } from '../doubles/memory-event-store.ts'
import { MemoryTemplateCache } from '../../src/adapters/outbound/memory/memory-template-cache.ts'
import type { AnyEvent } from '../../src/domain/event-catalogue.ts'
import { generationStream } from '../../src/domain/generation/generation-events.ts'
import { RetryAt, type Messenger } from '../../src/ports/generation/messenger.ts'
import type { NewGenerationJob } from '../../src/ports/generation/generation-jobs.ts'
import { compiledTemplates } from '../../src/storage/compiled-templates.ts'
import { runGeneration, type RunGenerationDeps } from '../../src/processes/run-generation.ts'
import { compiler } from '../support/compiler.ts'
import { renderer } from '../support/renderer.ts'
import { answered, cancelled, confirmed, idOf, requested, Scribe } from '../support/data/histories.ts'
import { Chat, memoryMessenger, type Fault } from '../doubles/memory-messenger.ts'
import { PlainLog } from '../doubles/plain-log.ts'
import { MemoryDocuments, registerLetter } from '../support/servers/stores.ts'
import { quiet } from '../support/subscriptions.ts'

let log: PlainLog
let scribe: Scribe
let documents: MemoryDocuments
let chat: Chat
let scheduled: NewGenerationJob[]
let now: string
let faults: (Fault | undefined)[]

beforeEach(async () => {
  log = new PlainLog(new MemoryEventStore())
  scribe = new Scribe(log)
  documents = new MemoryDocuments()
  chat = new Chat()
  scheduled = []
  now = '2026-11-21T10:30:00.000Z'
  faults = []
  await registerLetter(scribe, documents)
})

const messenger = (): Messenger => memoryMessenger({ chat, now: () => now, fault: () => faults.shift() })

const wake = (over: Partial<RunGenerationDeps> = {}, attempt = 1): Promise<void> =>
  runGeneration(
    {
      log,
      aggregates: new AggregateCache(log),
      sealedDocuments: new MemoryDocuments(),
      renderer,
      keyRing: fixedInstallationKeys,
      messenger: messenger(),
      clock: { now: () => now },
      logger: quiet,
      templates: compiledTemplates({ templateCache: new MemoryTemplateCache(), documents, compiler }),
      generationJobs: {
        schedule: async (jobs) => void scheduled.push(...jobs),
        cancelScheduled: async () => {},
        enqueue: async () => {},
        work: async () => {},
      },
      ...over,
    },
    { generation: idOf('Ada'), attempt, last: attempt >= 5 },
  )

const begin = (): Promise<void> => {
  const event = requested('letter', 'name')
  return scribe.generation('Ada', {
    ...event,
    data: { ...event.data, place: 'thread', reminders: [1], posts: true },
  } as AnyEvent)
}
/** What people do, after whatever the performer has written. */
async function happens(event: AnyEvent): Promise<void> {
  const stream = generationStream(idOf('Ada'))
  const revision = (await log.read(stream, 0)).length - 1
  const command_id = idOf(`${event.type} ${revision}`)
  await log.append(stream, { revision, hash: '' }, [event], {
    tenant: 'default',
    actor: 'key:ada',
    surface: 'slack',
    command_id,
    request_digest: '',
    correlation_id: '',
    causation_id: '',
    now,
  })
}
const say = (value: string): Promise<void> =>
  happens({ type: 'AnswerProvided', data: { name: 'name', kind: 'text', value, next: null, posts: true } })
const types = async (): Promise<string[]> =>
  (await log.read(generationStream(idOf('Ada')), 1)).map(({ event }) => event.type)
const shown = (): string[] =>
  chat.messages.map(({ message: { about, name } }) => [about, name].filter(Boolean).join(' '))

test('asks once, then waits for the reminder; waking it again does nothing', async () => {
  await begin()
  await wake()
  await wake()
  expect(shown()).toEqual(['question name'])
  expect(await types()).toEqual(['QuestionAsked'])
  expect(scheduled.at(-1)).toEqual({ generation: idOf('Ada'), at: '2026-11-22T10:30:00.000Z' })
  const [, asked] = await log.read(generationStream(idOf('Ada')), 0)
  expect(asked).toMatchObject({
    envelope: { actor: 'system', surface: 'system' },
    event: { data: { message: chat.messages[0]!.ref, shows_revision: 0 } },
  })
})

test('waits for as long as the chat says, and posts then', async () => {
  await begin()
  faults = ['rate_limit']
  await wake()
  expect(shown()).toEqual([])
  expect(scheduled).toEqual([{ generation: idOf('Ada'), at: '2026-11-21T10:30:30.000Z' }])
  now = '2026-11-21T10:30:30.000Z'
  await wake()
  expect(shown()).toEqual(['question name'])
})

test('a time that has come before the wake-up is over is not lost', async () => {
  await begin()
  const slow: Messenger = {
    ...messenger(),
    async send() {
      const at = new Date(Date.parse(now) + 1000).toISOString()
      // Whatever else it did took longer than the chat said to wait.
      now = new Date(Date.parse(now) + 5000).toISOString()
      throw new RetryAt(at, 1, 'rate limit')
    },
  }
  await wake({ messenger: slow })
  expect(shown()).toEqual([])
  expect(scheduled).toHaveLength(1)
  expect(scheduled[0]!.at! <= now).toBe(true)
  await wake()
  expect(shown()).toEqual(['question name'])
})

test('finds what was posted although the answer was lost', async () => {
  await begin()
  faults = ['lost_answer']
  await wake()
  expect(await types()).toEqual([])
  await wake()
  expect(shown()).toEqual(['question name'])
  expect(await types()).toEqual(['QuestionAsked'])
})

test('records what an earlier wake-up had posted although the conversation has gone on, and disables it', async () => {
  await begin()
  faults = ['lost_answer']
  await wake()
  await say('Ada')
  await wake()
  expect(await types()).toEqual(['AnswerProvided', 'QuestionAsked', 'QuestionAsked'])
  expect(shown()).toEqual(['question name', 'review'])
  expect(chat.messages.map(({ buttons }) => buttons)).toEqual([false, true])
})

test('records it, too, when nothing is to be posted any more', async () => {
  await begin()
  faults = ['lost_answer']
  await wake()
  await happens(cancelled)
  await wake()
  expect((await types()).filter((type) => type === 'QuestionAsked')).toHaveLength(1)
})

test('a post that is refused is recorded, and the document is made and handed over all the same', async () => {
  await begin()
  faults = ['refused']
  await wake()
  expect(await types()).toEqual(['DeliveryFailed'])
  await happens(answered('name', null))
  await happens(confirmed('Ada'))
  await wake()
  expect((await types()).slice(-2)).toEqual(['DocumentRendered', 'DocumentDelivered'])
})

test('is tried for a day and then given up, until an operator has it tried again', async () => {
  await begin()
  now = '2026-11-22T10:00:55.000Z'
  faults = ['away']
  await wake()
  expect(await types()).toEqual(['DeliveryFailed'])
  expect((await log.read(generationStream(idOf('Ada')), 1))[0]?.event.data).toMatchObject({
    reason: 'gave_up',
    attempts: 1,
  })

  await happens({ type: 'DeliveryRetried', data: {} })
  await wake()
  expect(shown()).toEqual(['question name'])
})

test('what may be there is looked up for a day longer, and then it is not known', async () => {
  await begin()
  const lost: Messenger = {
    ...messenger(),
    send: () => Promise.reject(new RetryAt('2026-11-23T11:00:00.000Z', 7, 'no answer', { in_doubt: true })),
  }
  await wake({ messenger: lost })
  expect((await types())[0]).toBe('DeliveryUncertain')
})

test('a messenger that breaks is tried again by the job; the last attempt puts the post off instead of ending in nothing', async () => {
  await begin()
  const broken: Messenger = { ...messenger(), send: () => Promise.reject(new Error('no database')) }
  await expect(wake({ messenger: broken })).rejects.toThrow('no database')
  await wake({ messenger: broken }, 5)
  expect(scheduled.at(-1)).toEqual({ generation: idOf('Ada'), at: '2026-11-21T10:31:00.000Z' })
  expect(await types()).toEqual([])
})

test('without a messenger the posts wait, and all else goes on', async () => {
  await begin()
  await wake({ messenger: undefined })
  expect(scheduled).toEqual([{ generation: idOf('Ada'), at: '2026-12-21T10:01:00.000Z' }])
  await happens(answered('name', null))
  await happens(confirmed('Ada'))
  await wake({ messenger: undefined })
  expect((await types()).at(-1)).toBe('DocumentRendered')
  await wake()
  expect(shown()).toEqual(['document'])
})
