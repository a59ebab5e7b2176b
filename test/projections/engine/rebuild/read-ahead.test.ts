import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { readAhead } from '../../../../src/projections/engine/rebuild/read-ahead.ts'
import { until } from '../../../support/until.ts'

/** Gives 0, 1, 2 … to `end`, and says what it has given and whether it has ended. */
function counting(end = Infinity) {
  const state = { given: 0, ended: false }
  async function* open(signal: AbortSignal): AsyncGenerator<number> {
    try {
      while (state.given < end) {
        signal.throwIfAborted()
        yield state.given++
      }
      // As a subscription does at the end of the log.
      if (!signal.aborted) await once(signal, 'abort')
    } finally {
      state.ended = true
    }
  }
  return { state, open }
}

describe('reading ahead', () => {
  const never = new AbortController().signal

  test('gives everything in order, and has the next at hand while one is worked on', async () => {
    const { state, open } = counting()
    const seen: number[] = []
    for await (const number of readAhead(open, never)) {
      seen.push(number)
      await until('the next one was read', () => state.given === number + 2)
      if (number === 4) break
    }
    expect(seen).toEqual([0, 1, 2, 3, 4])
    expect(state).toEqual({ given: 6, ended: true })
  })

  test('ends a source that waits for more when its reader has enough, or fails', async () => {
    const enough = counting(2)
    for await (const number of readAhead(enough.open, never)) if (number === 1) break
    expect(enough.state.ended).toBe(true)
    const failing = counting(2)
    const read = async () => {
      for await (const number of readAhead(failing.open, never)) if (number === 1) throw new Error('full')
    }
    await expect(read()).rejects.toThrow('full')
    expect(failing.state.ended).toBe(true)
  })

  test('fails as its source does, after what came before was taken', async () => {
    const seen: number[] = []
    const read = async () => {
      const broken = async function* () {
        yield 1
        throw new Error('broken')
      }
      for await (const number of readAhead(broken, never)) seen.push(number)
    }
    await expect(read()).rejects.toThrow('broken')
    expect(seen).toEqual([1])
  })

  test('stops when its signal fires', async () => {
    const stop = new AbortController()
    const { state, open } = counting(1)
    const reader = readAhead(open, stop.signal)
    expect((await reader.next()).value).toBe(0)
    const end = reader.next()
    stop.abort()
    expect((await end).done).toBe(true)
    expect(state.ended).toBe(true)
  })
})
