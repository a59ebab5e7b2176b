/** Reading documents in a worker: the same answers, and an end to files that take too much. */
import { afterEach, expect, test } from 'vitest'
import { WorkerDocumentReader } from '../../../../src/adapters/outbound/worker-threads/worker-document-reader.ts'
import { p, wordFile } from '../../../rendering/support/word.ts'
import { documentReader } from '../../../doubles/document-reader.ts'
import { workerDoing } from './worker-doing.ts'

const readers: WorkerDocumentReader[] = []
const reader = (...args: ConstructorParameters<typeof WorkerDocumentReader>): WorkerDocumentReader => {
  const made = new WorkerDocumentReader(...args)
  readers.push(made)
  return made
}
afterEach(async () => {
  for (const each of readers.splice(0)) await each.close()
})

test('reads and compares, several files at once, and refuses as the reader does', async () => {
  const workers = reader()
  const [one, other] = [wordFile({ body: p('a') + p('b') }), wordFile({ body: p('a') + p('c') })]
  expect(await Promise.all([workers.read(one), workers.compare(one, other), workers.read(Buffer.of(0))])).toEqual(
    await Promise.all([
      documentReader.read(one),
      documentReader.compare(one, other),
      documentReader.read(Buffer.of(0)),
    ]),
  )
  expect(await workers.compare(one, other)).toMatchObject({ ok: true, value: { count: 1 } })
})

test.each([
  ['time', 'for (;;);'],
  ['memory', 'const all = []; for (;;) all.push({ all: [all.length] })'],
  ['a crash', 'process.exit(3)'],
])('%s ends it with a refusal', async (_what, code) => {
  const workers = reader({ time: 3_000, memory: 32, patience: 60_000 }, await workerDoing(code))
  expect(await workers.read(Buffer.from('a'))).toMatchObject({
    ok: false,
    error: { code: 'unprocessable', details: { reason: 'too_expensive' } },
  })
})

test('answers unavailable when it is closed', async () => {
  const workers = reader()
  await workers.close()
  expect(await workers.read(Buffer.from('a'))).toMatchObject({ ok: false, error: { code: 'unavailable' } })
})
