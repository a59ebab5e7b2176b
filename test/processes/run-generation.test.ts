/** What a wake-up does: what is due, recorded, once; what cannot be done becomes an event. */
import { beforeEach, expect, test } from 'vitest'
import { fixedInstallationKeys } from '../doubles/fixed-installation-keys.ts'
import { AggregateCache } from '../../src/adapters/outbound/memory/aggregate-cache.ts'
import { MemoryEventStore } from '../doubles/memory-event-store.ts'
import { MemoryTemplateCache } from '../../src/adapters/outbound/memory/memory-template-cache.ts'
import { fail } from '../../src/domain/kernel/errors.ts'
import { generationStream } from '../../src/domain/generation/generation-events.ts'
import type { NewGenerationJob } from '../../src/ports/generation/generation-jobs.ts'
import { compiledTemplates } from '../../src/storage/compiled-templates.ts'
import { runGeneration, type RunGenerationDeps } from '../../src/processes/run-generation.ts'
import { cancelled, idOf, requested, renderingRetried, Scribe } from '../support/data/histories.ts'
import { PlainLog } from '../doubles/plain-log.ts'
import { compiler } from '../support/compiler.ts'
import { renderer } from '../support/renderer.ts'
import { confirmLetter, MemoryDocuments, phaseOf, registerLetter } from '../support/servers/stores.ts'
import { quiet } from '../support/subscriptions.ts'

let log: PlainLog
let scribe: Scribe
let documents: MemoryDocuments
let sealed: MemoryDocuments
let scheduled: NewGenerationJob[]
let now: string

beforeEach(() => {
  log = new PlainLog(new MemoryEventStore())
  scribe = new Scribe(log)
  documents = new MemoryDocuments()
  sealed = new MemoryDocuments()
  scheduled = []
  now = '2026-11-21T12:00:00.000Z'
})

const depsWith = (over: Partial<RunGenerationDeps> = {}): RunGenerationDeps => ({
  log,
  aggregates: new AggregateCache(log),
  sealedDocuments: sealed,
  renderer,
  keyRing: fixedInstallationKeys,
  templates: compiledTemplates({ templateCache: new MemoryTemplateCache(), documents, compiler }),
  generationJobs: {
    schedule: async (jobs) => void scheduled.push(...jobs),
    enqueue: async () => {},
    cancelScheduled: async () => {},
    work: async () => {},
  },
  clock: { now: () => now },
  logger: quiet,
  ...over,
})

const wake = (name: string, deps = depsWith(), attempt = 1): Promise<void> =>
  runGeneration(deps, { generation: idOf(name), attempt, last: attempt >= 5 })
const eventsOf = async (name: string) => log.read(generationStream(idOf(name)), 0)
const lastOf = async (name: string) => (await eventsOf(name)).at(-1)!

test('a confirmed generation is rendered, stored under its own key and recorded, with what caused it', async () => {
  await registerLetter(scribe, documents)
  await confirmLetter(scribe, 'Ada')
  await wake('Ada')
  const key = `default/${idOf('Ada')}/${idOf('Ada document')}`
  expect(new TextDecoder().decode(sealed.objects.get(key))).toBe('Dear Ada.')
  const [, , confirmation, made] = await eventsOf('Ada')
  expect(made).toMatchObject({
    event: {
      type: 'DocumentRendered',
      data: { key, size: 9, media_type: 'text/plain; charset=utf-8', renderer: expect.any(String) },
    },
    envelope: {
      actor: 'system',
      surface: 'system',
      tenant: 'default',
      causation_id: confirmation!.envelope.id,
      correlation_id: confirmation!.envelope.correlation_id,
    },
  })
})

test('waking it again, or twice at once, makes nothing a second time', async () => {
  await registerLetter(scribe, documents)
  await confirmLetter(scribe, 'Ada')
  await Promise.all([wake('Ada'), wake('Ada'), wake('Ada', depsWith())])
  await wake('Ada')
  expect((await eventsOf('Ada')).map(({ event }) => event.type)).toEqual([
    'GenerationRequested',
    'AnswerProvided',
    'GenerationConfirmed',
    'DocumentRendered',
  ])
  expect(sealed.objects.size).toBe(1)
})

test('a document that is there already is taken as it is, and said to be of unknown make when it differs', async () => {
  await registerLetter(scribe, documents)
  await confirmLetter(scribe, 'Ada')
  const key = `default/${idOf('Ada')}/${idOf('Ada document')}`
  sealed.objects.set(key, new TextEncoder().encode('Made before.'))
  await wake('Ada')
  expect(await lastOf('Ada')).toMatchObject({
    event: { type: 'DocumentRendered', data: { size: 12, parts: [], renderer: 'unknown' } },
  })
  expect(new TextDecoder().decode(sealed.objects.get(key))).toBe('Made before.')
})

test('a missing template file is a failure at once; after the file is back a retry makes the document', async () => {
  await registerLetter(scribe, documents)
  const [key, bytes] = [...documents.objects][0]!
  await documents.delete(key)
  await confirmLetter(scribe, 'Ada')
  await wake('Ada')
  expect(await lastOf('Ada')).toMatchObject({
    event: { type: 'RenderingFailed', data: { reason: 'missing_template_file', attempts: 1 } },
  })
  const revision = (await eventsOf('Ada')).length - 1
  await log.append(generationStream(idOf('Ada')), { revision, hash: '' }, [renderingRetried('Ada')], {
    tenant: 'default',
    actor: 'key:ada',
    surface: 'http',
    command_id: idOf('retry'),
    request_digest: '',
    correlation_id: '',
    causation_id: '',
    now,
  })
  await documents.put(key, bytes)
  await wake('Ada')
  expect(await lastOf('Ada')).toMatchObject({ event: { type: 'DocumentRendered' } })
})

test('a template that cannot be rendered is a failure at once', async () => {
  await registerLetter(scribe, documents, 'Dear {{name}}, {{nobody_asked}}.')
  await confirmLetter(scribe, 'Ada')
  await wake('Ada')
  expect(await lastOf('Ada')).toMatchObject({
    event: { type: 'RenderingFailed', data: { reason: 'rendering', message: expect.stringContaining('nobody_asked') } },
  })
})

test('a template that the machine is too busy to compile, or to render, is tried again', async () => {
  await registerLetter(scribe, documents)
  await confirmLetter(scribe, 'Ada')
  const busy = async () => fail('unavailable', 'too busy', { reason: 'busy' })
  const templates = compiledTemplates({
    templateCache: new MemoryTemplateCache(),
    documents,
    compiler: { ...compiler, compile: busy },
  })
  await expect(wake('Ada', depsWith({ templates }))).rejects.toThrow('too busy')
  await expect(wake('Ada', depsWith({ renderer: { ...renderer, render: busy } }))).rejects.toThrow('too busy')
  await wake('Ada')
  expect(await lastOf('Ada')).toMatchObject({ event: { type: 'DocumentRendered' } })
})

test('a store that is away is tried again, and becomes a failure with the last attempt', async () => {
  await registerLetter(scribe, documents)
  await confirmLetter(scribe, 'Ada')
  const away = Object.assign(new MemoryDocuments(), { put: () => Promise.reject(new Error('connection refused')) })
  const deps = depsWith({ sealedDocuments: away })
  for (let attempt = 1; attempt < 5; attempt++)
    await expect(wake('Ada', deps, attempt)).rejects.toThrow('connection refused')
  expect(await phaseOf(deps.aggregates, 'Ada')).toBe('confirmed')
  await wake('Ada', deps, 5)
  expect(await lastOf('Ada')).toMatchObject({
    event: { type: 'RenderingFailed', data: { reason: 'storage', attempts: 5 } },
  })
})

test('a document that takes the service down again and again is given up', async () => {
  await registerLetter(scribe, documents)
  await confirmLetter(scribe, 'Ada')
  await wake('Ada', depsWith(), 13)
  expect(await lastOf('Ada')).toMatchObject({
    event: { type: 'RenderingFailed', data: { reason: 'rendering', attempts: 13 } },
  })
})

test('an open conversation is woken when its time is up, not before, and then expires', async () => {
  await registerLetter(scribe, documents)
  await scribe.generation('Ada', requested('letter', 'name', { idle_days: 2 }))
  await wake('Ada')
  expect(scheduled).toEqual([{ generation: idOf('Ada'), at: '2026-11-23T10:01:00.000Z' }])
  now = '2026-11-23T10:01:00.000Z'
  await wake('Ada')
  await wake('Ada')
  expect((await eventsOf('Ada')).map(({ event }) => event.type)).toEqual(['GenerationRequested', 'GenerationExpired'])
})

test('time in which the service did not run is given back before a conversation expires', async () => {
  await registerLetter(scribe, documents)
  await scribe.generation('Ada', requested('letter', 'name', { idle_days: 2 }))
  now = '2026-11-25T00:00:00.000Z'
  const asked: string[][] = []
  const workingTimes = {
    downtimeBetween: async (from: string, to: string) => (asked.push([from, to]), 2 * 86_400_000),
  }
  await wake('Ada', depsWith({ workingTimes }))
  expect(asked).toEqual([['2026-11-21T10:01:00.000Z', now]])
  expect(await lastOf('Ada')).toMatchObject({ event: { data: { until: '2026-11-26T00:00:00.000Z' } } })
  expect(scheduled).toEqual([{ generation: idOf('Ada'), at: '2026-11-26T00:00:00.000Z' }])
  now = '2026-11-26T00:00:00.000Z'
  await wake('Ada', depsWith({ workingTimes }))
  expect(await lastOf('Ada')).toMatchObject({ event: { type: 'GenerationExpired' } })
})

test('nothing is due for what has ended, or was never begun', async () => {
  await registerLetter(scribe, documents)
  await scribe.generation('Ada', requested('letter', 'name'))
  await scribe.generation('Ada', cancelled)
  await wake('Ada')
  await wake('nobody')
  expect(scheduled).toEqual([])
  expect(await eventsOf('Ada')).toHaveLength(2)
})

test('many documents of one version compile its template once', async () => {
  await registerLetter(scribe, documents)
  let compiled = 0
  const counting = {
    ...compiler,
    compile: (...args: Parameters<typeof compiler.compile>) => (compiled++, compiler.compile(...args)),
  }
  const deps = depsWith({
    templates: compiledTemplates({ templateCache: new MemoryTemplateCache(), documents, compiler: counting }),
  })
  const names = Array.from({ length: 20 }, (_, n) => `person ${n}`)
  for (const name of names) await confirmLetter(scribe, name)
  await Promise.all(names.map((name) => wake(name, deps)))
  expect(sealed.objects.size).toBe(20)
  expect(compiled).toBe(1)
})
