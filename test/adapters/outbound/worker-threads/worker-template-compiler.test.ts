/**
 * Compiling in a worker: the same answers, and an end to files that take too much.
 */
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { WorkerTemplateCompiler } from '../../../../src/adapters/outbound/worker-threads/worker-template-compiler.ts'
import { p, wordFile } from '../../../rendering/support/word.ts'

const compilers: WorkerTemplateCompiler[] = []
const compiler = (...args: ConstructorParameters<typeof WorkerTemplateCompiler>): WorkerTemplateCompiler => {
  const made = new WorkerTemplateCompiler(...args)
  compilers.push(made)
  return made
}
afterEach(async () => {
  for (const each of compilers.splice(0)) await each.close()
})

/** A worker that does what the code says to every file. */
async function workerDoing(code: string): Promise<URL> {
  const path = join(await mkdtemp(join(tmpdir(), 'docgen-worker-')), 'worker.mjs')
  await writeFile(
    path,
    `import { parentPort } from 'node:worker_threads'\nparentPort.on('message', request => { ${code} ` +
      `})\nparentPort.postMessage('ready')\n`,
  )
  return pathToFileURL(path)
}

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
  const workers = compiler({ time: 3_000, memory: 32 }, await workerDoing(`${code}; ${answer}`))
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
