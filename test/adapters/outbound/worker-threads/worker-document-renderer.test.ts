/**
 * Rendering in a worker: the same documents, and an end to those that take too much.
 */
import { afterEach, describe, expect, test } from 'vitest'
import { WorkerDocumentRenderer } from '../../../../src/adapters/outbound/worker-threads/worker-document-renderer.ts'
import { renderDocument } from '../../../../src/rendering/render.ts'
import { png } from '../../../rendering/support/pictures.ts'
import { compiled, opened, p, wordFile } from '../../../rendering/support/word.ts'
import { workerDoing } from './worker-doing.ts'

const renderers: WorkerDocumentRenderer[] = []
const renderer = (...args: ConstructorParameters<typeof WorkerDocumentRenderer>): WorkerDocumentRenderer => {
  const made = new WorkerDocumentRenderer(...args)
  renderers.push(made)
  return made
}
afterEach(async () => {
  for (const each of renderers.splice(0)) await each.close()
})

const LONG = `${'Some **bold** words and a [link](https://e.org).\n\n'.repeat(1_100)}end`
const template = () =>
  compiled(wordFile({ body: p('{{#notes}}') + p('{{note}}') + p('{{/notes}}') + p('{{photo}} {{plain}}') }))
const data = (note: string) => ({
  notes: [{ note: { markdown: note } }, { note: { markdown: 'x' } }],
  photo: png(2, 1),
  plain: 'P',
})

test('much Markdown is laid out in the worker, into the same bytes and the same hashes', async () => {
  const compiledTemplate = await template()
  const here = renderDocument(compiledTemplate, data(LONG))
  const there = await renderer().render(compiledTemplate, data(LONG))
  if (!here.ok || !there.ok) throw new Error('refused')
  expect(Buffer.compare(Buffer.concat(there.value.pieces), Buffer.from(here.value.bytes))).toBe(0)
  expect(there.value).toMatchObject({ format: here.value.format, parts: here.value.parts })
  expect(opened(there.value).lines.at(-1)).toBe(' P')
})

test('refusals are those of the renderer', async () => {
  const { plain: _, ...without } = data(LONG)
  expect(await renderer().render(await template(), without)).toMatchObject({
    ok: false,
    error: { code: 'unprocessable', details: { variable: 'plain', reason: 'missing' } },
  })
})

describe('a document that', () => {
  const IF_LONG = 'if (request.data.notes[0].note.markdown.length < 70000)'
  test.each([
    ['takes too much time', `${IF_LONG} for (;;);`],
    ['takes too much memory', `${IF_LONG} { const all = []; for (;;) all.push({ all: [all.length] }) }`],
    ['takes its thread down', `${IF_LONG} process.exit(3)`],
    ['throws', `${IF_LONG} throw new Error('x')`],
  ])('%s is refused, and the next one is made', async (_what, code) => {
    const answer = "parentPort.postMessage({ ok: false, error: { code: 'unprocessable', message: 'reached' } })"
    const made = renderer({ time: 3_000, memory: 32, patience: 60_000 }, await workerDoing(`${code}; ${answer}`))
    const compiledTemplate = await template()
    const refused = await made.render(compiledTemplate, data(LONG))
    expect(refused).toMatchObject({
      ok: false,
      error: {
        code: 'unprocessable',
        details: { reason: 'too_expensive' },
        message: expect.stringContaining('Shorten its long answers'),
      },
    })
    expect(await made.render(compiledTemplate, data(LONG + LONG))).toMatchObject({
      ok: false,
      error: { message: 'reached' },
    })
  })
})

test('a machine without time for it is said to be busy', async () => {
  const waits = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)'
  const made = renderer({ time: 100, memory: 32, patience: 500 }, await workerDoing(waits))
  expect(await made.render(await template(), data(LONG))).toMatchObject({
    ok: false,
    error: { code: 'unavailable', details: { reason: 'busy' } },
  })
})

test('what costs little needs no worker, and is made when none is to be had', async () => {
  const made = renderer()
  await made.close()
  expect(await made.render(await template(), data('short'))).toMatchObject({ ok: true })
  expect(await made.render(await template(), data(LONG))).toMatchObject({ ok: false, error: { code: 'unavailable' } })
})
