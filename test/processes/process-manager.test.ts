/**
 * The process manager at work: on the real job engine and a database in memory, from the confirmation to the document.
 */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fixedInstallationKeys } from '../doubles/fixed-installation-keys.ts'
import { AggregateCache } from '../../src/adapters/outbound/memory/aggregate-cache.ts'
import { MemoryTemplateCache } from '../../src/adapters/outbound/memory/memory-template-cache.ts'
import { openGenerationJobs, type PgBossJobs } from '../../src/adapters/outbound/pg-boss/generation-jobs.ts'
import type { AnyEvent } from '../../src/domain/event-catalogue.ts'
import { generationStream } from '../../src/domain/generation/generation-events.ts'
import { generations } from '../../src/projections/models/generations.ts'
import { compiledTemplates } from '../../src/storage/compiled-templates.ts'
import { generationProcessManager } from '../../src/processes/generation-process-manager.ts'
import { runGeneration, type RunGenerationDeps } from '../../src/processes/run-generation.ts'
import { sweep } from '../../src/processes/sweep.ts'
import { idOf, requested, Scribe } from '../support/data/histories.ts'
import { Chat, memoryMessenger } from '../doubles/memory-messenger.ts'
import { compiler } from '../support/compiler.ts'
import { renderer } from '../support/renderer.ts'
import { confirmLetter, MemoryDocuments, phaseOf, registerLetter } from '../support/servers/stores.ts'
import { clock, quiet, workshop, type Workshop } from '../support/subscriptions.ts'

let shop: Workshop
let scribe: Scribe
let documents: MemoryDocuments
let sealed: MemoryDocuments
let jobs: PgBossJobs
let deps: RunGenerationDeps
let stopping: AbortController
let working: Promise<void>[]

beforeEach(async () => {
  shop = await workshop()
  scribe = new Scribe(shop.log)
  documents = new MemoryDocuments()
  sealed = new MemoryDocuments()
  jobs = await openGenerationJobs(shop.database, quiet)
  const templates = compiledTemplates({ templateCache: new MemoryTemplateCache(), documents, compiler })
  deps = {
    ...shop,
    aggregates: new AggregateCache(shop.log),
    sealedDocuments: sealed,
    renderer,
    keyRing: fixedInstallationKeys,
    templates,
    generationJobs: jobs,
    clock,
    logger: quiet,
  }
  stopping = new AbortController()
  working = []
})
afterEach(async () => {
  stopping.abort()
  await Promise.all(working)
  await shop.stop()
  await jobs.close()
  await shop.close()
})

const timers = async () =>
  (
    await shop.database.lite.query<{ generation: string; later: boolean }>(
      'select generation, due_at > now() as later from scheduled_jobs order by generation',
    )
  ).rows
const work = (): unknown => working.push(jobs.work((job) => runGeneration(deps, job), stopping.signal))

test('from the confirmation to the document', async () => {
  await registerLetter(scribe, documents)
  await shop.run([], [generationProcessManager(jobs)])
  work()
  const names = Array.from({ length: 30 }, (_, n) => `person ${n}`)
  for (const name of names) await confirmLetter(scribe, name)
  await expect.poll(() => sealed.objects.size).toBe(30)
  await expect
    .poll(() => Promise.all(names.map((name) => phaseOf(deps.aggregates, name))))
    .toEqual(names.map(() => 'rendered'))
})

test('what was confirmed while nobody worked is made when work begins', async () => {
  await registerLetter(scribe, documents)
  await confirmLetter(scribe, 'Ada')
  await shop.run([], [generationProcessManager(jobs)])
  await shop.settled()
  expect(sealed.objects.size).toBe(0)
  work()
  await expect.poll(() => phaseOf(deps.aggregates, 'Ada')).toBe('rendered')
})

test('the sweep wakes what has something due and no wake-up: a document, and a conversation whose time is up', async () => {
  await registerLetter(scribe, documents)
  await confirmLetter(scribe, 'Ada')
  await scribe.generation('Grace', requested('letter', 'name', { idle_days: 1 }))
  await shop.run([generations])
  await shop.settled()
  deps = { ...deps, clock: { now: () => '2026-12-24T00:00:00.000Z' } }
  const later = { ...shop, ...deps }
  expect(await sweep(later)).toBe(2)
  expect(await sweep(later)).toBe(2)
  expect((await timers()).map(({ generation }) => generation)).toEqual([idOf('Ada'), idOf('Grace')].toSorted())
  work()
  await expect.poll(() => phaseOf(deps.aggregates, 'Ada')).toBe('rendered')
  await expect.poll(() => phaseOf(deps.aggregates, 'Grace')).toBe('expired')
  await shop.settled()
  expect(await sweep(later)).toBe(0)
})

test('an answer needs no job: only the request, for its timer, and the confirmation', async () => {
  await registerLetter(scribe, documents)
  await shop.run([], [generationProcessManager(jobs)])
  await scribe.generation('Grace', requested('letter', 'name'))
  await confirmLetter(scribe, 'Ada')
  await shop.settled()
  const { rows } = await shop.database.lite.query('select singleton_key from pgboss.job')
  expect(rows).toEqual([{ singleton_key: idOf('Ada') }])
  expect(await timers()).toEqual([{ generation: idOf('Grace'), later: true }])
})

test('a conversation that was cancelled keeps no timer', async () => {
  const cancelled: AnyEvent = { type: 'GenerationCancelled', data: {} }
  await shop.run([], [generationProcessManager(jobs)])
  await scribe.generation('Ada', requested('letter', 'name'))
  await scribe.generation('Grace', requested('letter', 'name'))
  await shop.settled()
  expect(await timers()).toHaveLength(2)
  await scribe.generation('Ada', cancelled)
  await shop.settled()
  expect(await timers()).toEqual([{ generation: idOf('Grace'), later: true }])
  // Nor does one whose beginning and end come at once.
  await scribe.generation('Alan', requested('letter', 'name'))
  await scribe.generation('Alan', cancelled)
  await shop.settled()
  expect(await timers()).toEqual([{ generation: idOf('Grace'), later: true }])
})

test('the message about an expiry, once deferred, keeps its time when the expiry is handled afterwards', async () => {
  await scribe.generation('Ada', requested('letter', 'name'))
  await scribe.generation('Ada', { type: 'GenerationExpired', data: {} })
  // The timer that made it expire is used up; this one is of the message that could not be sent yet.
  await jobs.schedule([{ generation: idOf('Ada'), at: '2099-01-01T00:00:00.000Z' }])
  await shop.run([], [generationProcessManager(jobs)])
  await shop.settled()
  const { rows } = await shop.database.lite.query<{ n: number }>(
    "select count(*)::int as n from scheduled_jobs where due_at <= '2099-01-01'",
  )
  expect(rows).toEqual([{ n: 1 }])
})

test('each step of a conversation that is held at a place is posted; others need no job for it', async () => {
  await registerLetter(scribe, documents)
  const chat = new Chat()
  deps = { ...deps, messenger: memoryMessenger({ chat, now: clock.now }) }
  await shop.run([], [generationProcessManager(jobs)])
  work()
  const begun = requested('letter', 'name')
  await scribe.generation('Ada', {
    ...begun,
    data: { ...begun.data, place: 'thread', reminders: [], posts: true },
  } as AnyEvent)
  const posted = (): string[] => chat.messages.map(({ message: { about, name } }) => `${about} ${name ?? ''}`)
  await expect.poll(posted).toEqual(['question name'])
  await expect.poll(async () => (await shop.log.read(generationStream(idOf('Ada')), 0)).length).toBe(2)
  const command_id = idOf('answer')
  const began = performance.now()
  await shop.log.append(
    generationStream(idOf('Ada')),
    { revision: 1, hash: '' },
    [{ type: 'AnswerProvided', data: { name: 'name', kind: 'text', value: 'Ada', next: null, posts: true } }],
    {
      tenant: 'default',
      actor: 'key:ada',
      surface: 'slack',
      command_id,
      request_digest: '',
      correlation_id: '',
      causation_id: '',
      now: clock.now(),
    },
  )
  await expect.poll(posted, { interval: 5 }).toEqual(['question name', 'review '])
  if (process.env['DOCGEN_FIGURES'] !== undefined)
    console.info(`answer to next post: ${Math.round(performance.now() - began)} ms`)
})
