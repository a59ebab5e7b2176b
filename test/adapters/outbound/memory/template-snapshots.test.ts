/** Templates have snapshots: what an instance reads that never saw one does not grow with its changes. */
import { expect, test } from 'vitest'
import { SealedSnapshots } from '../../../../src/adapters/outbound/crypto/sealed-snapshots.ts'
import { AggregateCache } from '../../../../src/adapters/outbound/memory/aggregate-cache.ts'
import { templateDecider } from '../../../../src/domain/template/template.ts'
import { MemoryEventStore } from '../../../doubles/memory-event-store.ts'
import { MemorySnapshots } from '../../../doubles/memory-snapshots.ts'
import { question } from '../../../support/data/questions.ts'
import { registered } from '../../../support/data/histories.ts'
import { commandContext, memoryLog } from '../../../support/event-log.ts'
import { quiet } from '../../../support/subscriptions.ts'
import type { AnyEvent } from '../../../../src/domain/event-catalogue.ts'

const STREAM = 'template-default-long'
const QUESTIONS = Array.from({ length: 100 }, (_, n) => question(`q${n}`, { help: `Help with ${n}. `.repeat(20) }))
/** As earlier versions of the program recorded a refinement: all questions anew. */
const refined = (version: number): AnyEvent => ({
  type: 'QuestionsRefined',
  data: {
    version,
    questions: QUESTIONS.with(version, { ...QUESTIONS[version]!, label: `Label ${version}` }),
    notes: [],
  },
})

async function storeOf(changes: number) {
  const store = new MemoryEventStore()
  const { log, keys } = await memoryLog(store)
  const rows = new MemorySnapshots()
  const snapshots = new SealedSnapshots({ store: rows, keys, logger: quiet })
  const writer = new AggregateCache(log, { snapshots })
  for (const event of [registered('long'), ...Array.from({ length: changes }, (_, n) => refined(n + 2))]) {
    const tip = await writer.load(templateDecider, STREAM)
    const recorded = await log.append(STREAM, tip, [event], commandContext())
    writer.advance(templateDecider, STREAM, tip, recorded)
    await writer.settled()
  }
  /** What a load on a new instance reads: events, and bytes of them and of the snapshot. */
  return async (withSnapshots: boolean) => {
    const work = { events: 0, bytes: 0 }
    const readStream = store.readStream.bind(store)
    store.readStream = async function* (...given) {
      for await (const event of readStream(...given)) {
        work.events++
        work.bytes += event.data.length
        yield event
      }
    }
    const { state } = await new AggregateCache(log, withSnapshots ? { snapshots } : {}).load(templateDecider, STREAM)
    store.readStream = readStream
    return { ...work, state, snapshot: rows.rows.get(STREAM)?.sealed.length ?? 0 }
  }
}

test('after fifty changes of a hundred questions a load reads a snapshot and a few events', async () => {
  const load = await storeOf(50)
  const [without, withThem] = [await load(false), await load(true)]
  expect(withThem.state).toEqual(without.state)
  expect(without.events).toBe(51)
  expect(withThem.events).toBeLessThanOrEqual(8)
  expect(withThem.bytes + withThem.snapshot).toBeLessThan(without.bytes / 10)
})

test('a template with few changes has none', async () => {
  const load = await storeOf(10)
  expect((await load(true)).snapshot).toBe(0)
})
