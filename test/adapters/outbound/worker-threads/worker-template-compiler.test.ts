/**
 * Compiling in a worker: the same answers, and an end to files that take too much.
 */
import { afterEach, expect, test } from 'vitest'
import { WorkerTemplateCompiler } from '../../../../src/adapters/outbound/worker-threads/worker-template-compiler.ts'
import { p, wordFile } from '../../../rendering/support/word.ts'
import { workerDoing } from './worker-doing.ts'

const compilers: WorkerTemplateCompiler[] = []
const compiler = (...args: ConstructorParameters<typeof WorkerTemplateCompiler>): WorkerTemplateCompiler => {
  const made = new WorkerTemplateCompiler(...args)
  compilers.push(made)
  return made
}
afterEach(async () => {
  for (const each of compilers.splice(0)) await each.close()
})

test('compiles, several files at once, and refuses as the compiler does', async () => {
  const workers = compiler()
  const [one, two, three] = await Promise.all([
    workers.compile(wordFile({ body: p('{{x}}') }), 'docx'),
    workers.compile(Buffer.from('{{x'), 'text'),
    workers.compile(Buffer.from('{{y}}'), 'markdown'),
  ])
  expect(one).toMatchObject({ ok: true, value: { format: 'docx', outline: [{ name: 'x' }] } })
  expect(two).toMatchObject({
    ok: false,
    error: { code: 'invalid_template', details: { mistakes: [{ part: 'text' }] } },
  })
  expect(three).toMatchObject({ ok: true, value: { format: 'markdown' } })
})

const FOR_ONE = "if (request.source.format === 'text')"

test.each([
  ['time', `${FOR_ONE} for (;;);`],
  ['memory', `${FOR_ONE} { const all = []; for (;;) all.push({ all: [all.length] }) }`],
  ['a crash', `${FOR_ONE} process.exit(3)`],
  ['an exception', `${FOR_ONE} throw new Error('x')`],
])('%s ends it with a refusal, and the next file is compiled', async (_what, code) => {
  const answer = "parentPort.postMessage({ ok: false, error: { code: 'invalid_template', message: 'reached' } })"
  const workers = compiler({ time: 3_000, memory: 32, patience: 60_000 }, await workerDoing(`${code}; ${answer}`))
  expect(await workers.compile(Buffer.from('a'), 'text')).toMatchObject({
    ok: false,
    error: { code: 'invalid_template', details: { reason: 'too_expensive' } },
  })
  expect(await workers.compile(Buffer.from('a'), 'markdown')).toMatchObject({
    ok: false,
    error: { message: 'reached' },
  })
})

test('answers unavailable when it is closed', async () => {
  const workers = compiler()
  await workers.close()
  expect(await workers.compile(Buffer.from('a'), 'text')).toMatchObject({ ok: false, error: { code: 'unavailable' } })
})

test('a machine without time for it is said to be busy: nothing is wrong with the file, and it can be tried again', async () => {
  const waits = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)'
  const workers = compiler({ time: 100, memory: 32, patience: 500 }, await workerDoing(waits))
  expect(await workers.compile(Buffer.from('a'), 'text')).toMatchObject({
    ok: false,
    error: { code: 'unavailable', details: { reason: 'busy' }, message: expect.stringContaining('try again') },
  })
})
