/** Reads one batch ahead, so that a rebuild keeps this process and the database busy at the same time. */
import { setImmediate as endOfTurn } from 'node:timers/promises'

/**
 * Yields the items of `open`, one ahead of the consumer. The source must stop on its signal, which fires when the
 * consumer stops or fails.
 */
export async function* readAhead<T>(
  open: (signal: AbortSignal) => AsyncIterable<T>,
  signal: AbortSignal,
): AsyncGenerator<T> {
  const stop = new AbortController()
  const source = open(AbortSignal.any([signal, stop.signal]))[Symbol.asyncIterator]()
  const next = async () => {
    // Lets the consumer of the previous item send its first statement first.
    await endOfTurn()
    return source.next()
  }
  let coming = source.next()
  try {
    for (;;) {
      const { done, value } = await coming
      if (done === true) return
      coming = next()
      // An error is thrown when the item is consumed, not before.
      coming.catch(() => {})
      yield value
    }
  } finally {
    stop.abort()
    await coming.catch(() => {})
    await source.return?.()
  }
}
