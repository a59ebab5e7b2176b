/**
 * The service dies at any await of the performer, and its wake-up is handed out again: in the end there is exactly one
 * document and one event that records it. Every port call is a place to die, once before it took effect and once after.
 */
import { expect, test } from 'vitest'
import { fixedInstallationKeys } from '../doubles/fixed-installation-keys.ts'
import { AggregateCache } from '../../src/adapters/outbound/memory/aggregate-cache.ts'
import { MemoryEventStore } from '../doubles/memory-event-store.ts'
import { MemoryTemplateCache } from '../../src/adapters/outbound/memory/memory-template-cache.ts'
import { generationStream } from '../../src/domain/generation/generation-events.ts'
import { compiledTemplates } from '../../src/storage/compiled-templates.ts'
import { runGeneration, type RunGenerationDeps } from '../../src/processes/run-generation.ts'
import { idOf, random, Scribe } from '../support/data/histories.ts'
import { Crash, mortal } from '../support/servers/mortal.ts'
import { PlainLog } from '../doubles/plain-log.ts'
import { compiler } from '../support/compiler.ts'
import { renderer } from '../support/renderer.ts'
import { confirmLetter, MemoryDocuments, registerLetter } from '../support/servers/stores.ts'
import { quiet } from '../support/subscriptions.ts'

/** One life of the service over what earlier ones left. */
async function live(
  log: PlainLog,
  documents: MemoryDocuments,
  sealed: MemoryDocuments,
  name: string,
  attempt: number,
  fatal: number,
): Promise<boolean> {
  const { guard, survived } = mortal(fatal)
  const ownLog = guard<RunGenerationDeps['log']>(log)
  const deps: RunGenerationDeps = {
    log: ownLog,
    aggregates: new AggregateCache(ownLog),
    sealedDocuments: guard<RunGenerationDeps['sealedDocuments']>(sealed),
    templates: compiledTemplates({
      templateCache: guard(new MemoryTemplateCache()),
      documents: guard<MemoryDocuments>(documents),
      compiler: guard(compiler),
    }),
    renderer: guard(renderer),
    keyRing: fixedInstallationKeys,
    generationJobs: guard({
      schedule: async () => {},
      enqueue: async () => {},
      cancelScheduled: async () => {},
      work: async () => {},
    }),
    clock: { now: () => '2026-11-21T12:00:00.000Z' },
    logger: quiet,
  }
  try {
    await runGeneration(deps, { generation: idOf(name), attempt, last: attempt >= 5 })
  } catch (error) {
    if (!(error instanceof Crash)) throw error
  }
  return survived()
}

async function world() {
  const log = new PlainLog(new MemoryEventStore())
  const scribe = new Scribe(log)
  const documents = new MemoryDocuments()
  const sealed = new MemoryDocuments()
  await registerLetter(scribe, documents)
  await confirmLetter(scribe, 'Ada')
  const outcome = async () => {
    const types = (await log.read(generationStream(idOf('Ada')), 3)).map(({ event }) => event.type)
    return { types, documents: [...sealed.objects.values()].map((bytes) => new TextDecoder().decode(bytes)) }
  }
  return { log, documents, sealed, outcome }
}

const DONE = { types: ['DocumentRendered'], documents: ['Dear Ada.'] }

test('a crash at each step, then a life without one', async () => {
  let died = 0
  for (let fatal = 1; ; fatal++) {
    const { log, documents, sealed, outcome } = await world()
    const survived = await live(log, documents, sealed, 'Ada', 1, fatal)
    if (survived) break
    died++
    await live(log, documents, sealed, 'Ada', 2, Infinity)
    expect(await outcome(), `died at step ${fatal}`).toEqual(DONE)
  }
  expect(died).toBeGreaterThan(15)
})

test('several lives one after another or at once, each ended by a random crash, then one without', async () => {
  const chance = random()
  for (let round = 0; round < 200; round++) {
    const { log, documents, sealed, outcome } = await world()
    const lives = 1 + chance.below(4)
    for (let n = 0; n < lives; n++) {
      const together = Array.from({ length: 1 + chance.below(3) }, () =>
        live(log, documents, sealed, 'Ada', 1, 1 + chance.below(40)),
      )
      await Promise.all(together)
    }
    await live(log, documents, sealed, 'Ada', 2, Infinity)
    expect(await outcome(), `seed ${chance.seed}, round ${round}`).toEqual(DONE)
  }
})

test('a document that ends every life that makes it is given up after twelve, and its renderer is not asked again', async () => {
  const { log, documents, sealed, outcome } = await world()
  let asked = 0
  const deps: RunGenerationDeps = {
    log,
    aggregates: new AggregateCache(log),
    sealedDocuments: sealed,
    templates: compiledTemplates({ templateCache: new MemoryTemplateCache(), documents, compiler }),
    keyRing: fixedInstallationKeys,
    renderer: {
      render: () => {
        asked++
        return Promise.reject(new Crash())
      },
      close: async () => {},
    },
    generationJobs: {
      schedule: async () => {},
      enqueue: async () => {},
      cancelScheduled: async () => {},
      work: async () => {},
    },
    clock: { now: () => '2026-11-21T12:00:00.000Z' },
    logger: quiet,
  }
  // A life that ends within the renderer records nothing: only the attempt was counted, when the wake-up was handed
  // out.
  for (let attempt = 1; attempt <= 12; attempt++) {
    await expect(runGeneration(deps, { generation: idOf('Ada'), attempt, last: false })).rejects.toBeInstanceOf(Crash)
    expect((await outcome()).types).toEqual([])
  }
  await runGeneration(deps, { generation: idOf('Ada'), attempt: 13, last: true })
  expect(await outcome()).toEqual({ types: ['RenderingFailed'], documents: [] })
  expect(asked).toBe(12)
})
