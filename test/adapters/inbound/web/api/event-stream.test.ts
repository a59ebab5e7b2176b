/** How a stream of server-sent events ends when the instance stops: in order, with a word on when to come back. */
import { expect, test } from 'vitest'
import { openEventStream } from '../../../../../src/adapters/inbound/web/shared/event-stream.ts'

const TURN = { id: '1', event: 'changed', data: '{}' }

async function readAll(stream: ReadableStream<Uint8Array>, atFirst: () => void): Promise<string> {
  let text = ''
  for await (const chunk of stream) {
    text += Buffer.from(chunk).toString()
    if (text.includes('data: ')) atFirst()
  }
  return text
}

function source(stopping: AbortSignal, signal = new AbortController().signal) {
  const live = { stopping, watch: async () => () => undefined }
  return { live, stream: 'generation-1', readCurrent: async () => TURN, signal }
}

test('readers of an instance that stops are told when to come back, each at another time', async () => {
  const stopping = new AbortController()
  const texts = await Promise.all(
    Array.from({ length: 20 }, async () =>
      readAll(await openEventStream(source(stopping.signal)), () => stopping.abort()),
    ),
  )
  const waits = texts.map((text) =>
    Number(/^retry: 2000\n\nid: 1\nevent: changed\ndata: {}\n\nretry: (\d+)\n\n$/.exec(text)?.[1]),
  )
  for (const wait of waits) {
    expect(wait).toBeGreaterThanOrEqual(1000)
    expect(wait).toBeLessThanOrEqual(5000)
  }
  expect(new Set(waits).size).toBeGreaterThan(5)
})

test('a stream that ends because its reader may not see it any more says nothing of the kind', async () => {
  let times = 0
  const stream = await openEventStream({
    ...source(new AbortController().signal),
    heartbeat_ms: 1,
    readCurrent: async () => (times++ === 0 ? TURN : undefined),
  })
  expect(await readAll(stream, () => undefined)).not.toMatch(/data: {}\n\n.*retry/s)
})
