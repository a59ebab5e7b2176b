/** Templates are compiled when they are published, not when somebody waits for them; what is retired makes room. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { AggregateCache } from '../../src/adapters/outbound/memory/aggregate-cache.ts'
import { MemoryEventStore } from '../doubles/memory-event-store.ts'
import type { TemplateVersion } from '../../src/domain/template/template.ts'
import { ok } from '../../src/domain/kernel/errors.ts'
import type { CompiledTemplates } from '../../src/storage/compiled-templates.ts'
import { warmTemplates } from '../../src/processes/warm-templates.ts'
import { published, registered, Scribe } from '../support/data/histories.ts'
import { PlainLog } from '../doubles/plain-log.ts'
import { quiet } from '../support/subscriptions.ts'
import { until } from '../support/until.ts'

let log: PlainLog
let scribe: Scribe
let told: string[]
let stop: AbortController
let running: Promise<void>

beforeEach(() => {
  log = new PlainLog(new MemoryEventStore())
  scribe = new Scribe(log)
  told = []
  stop = new AbortController()
})
afterEach(async () => {
  stop.abort()
  await running
})

const tell = (what: string, tenant: string, id: string, { version }: TemplateVersion) =>
  void told.push(`${what} ${tenant}/${id}/${version}`)

function start(over: Partial<CompiledTemplates> = {}): void {
  const templates: CompiledTemplates = {
    get: async (...args) => {
      tell('compile', ...args)
      return ok({
        format: 'text',
        compiler: '1',
        outline: [],
        body: { kind: 'text', program: { nodes: [] } as never },
        pool: new Uint8Array(),
      })
    },
    drop: async (...args) => tell('drop', ...args),
    ...over,
  }
  running = warmTemplates({ log, aggregates: new AggregateCache(log), templates, logger: quiet }, stop.signal)
}

const revised = (id: string) => {
  const { data } = registered(id)
  const {
    template_id: _,
    name: __,
    ...content
  } = data as Extract<ReturnType<typeof registered>, { type: 'TemplateRegistered' }>['data']
  return { type: 'TemplateRevised' as const, data: { ...content, version: 2 } }
}

test('published, revised and restored versions are compiled; drafts are not', async () => {
  start()
  await scribe.template('draft', registered('draft'))
  await scribe.template('nda', registered('nda'))
  await scribe.template('nda', published())
  await until('the first version is compiled', () => told.length === 1)
  await scribe.template('nda', revised('nda'))
  await scribe.template('nda', published(2))
  await until('the second version is compiled', () => told.length === 2)
  await scribe.template('nda', { type: 'TemplateRetired', data: {} })
  await until('both are dropped', () => told.length === 4)
  await scribe.template('nda', { type: 'TemplateRestored', data: {} })
  await until('it is compiled again', () => told.length === 5)
  expect(told).toEqual([
    'compile default/nda/1',
    'compile default/nda/2',
    'drop default/nda/1',
    'drop default/nda/2',
    'compile default/nda/2',
  ])
})

test('one that cannot be compiled does not keep the next from being compiled', async () => {
  start({
    get: async (...args) => {
      tell('compile', ...args)
      throw new Error('the store is down')
    },
  })
  for (const id of ['one', 'two']) {
    await scribe.template(id, registered(id))
    await scribe.template(id, published())
  }
  await until('both were tried', () => told.length === 2)
  expect(told).toEqual(['compile default/one/1', 'compile default/two/1'])
})

test('a log that breaks off is taken up again where it was', async () => {
  const subscribe = log.subscribe.bind(log)
  let broken = 0
  log.subscribe = async function* (after, options) {
    for await (const batch of subscribe(after, options)) {
      yield batch
      if (batch.events.length > 0 && broken++ === 0) throw new Error('the connection was lost')
    }
  }
  start()
  await scribe.template('one', registered('one'))
  await scribe.template('one', published())
  await scribe.template('two', registered('two'))
  await scribe.template('two', published())
  await until(
    'both are compiled',
    () => told.includes('compile default/one/1') && told.includes('compile default/two/1'),
  )
  expect(broken).toBeGreaterThan(0)
})
