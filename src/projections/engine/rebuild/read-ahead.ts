/**
 * The next batch is read and opened while the one before it is written: a rebuild has two machines at work, ours and
 * the database.
 */
import { setImmediate as endOfTurn } from 'node:timers/promises'

/**
 * What `open` gives, in order, one ahead of who takes it. The source is stopped by its signal, which it
 * must obey, when the taker has enough or fails.
 */
export async function* readAhead<T>(
  open: (signal: AbortSignal) => AsyncIterable<T>,
  signal: AbortSignal,
): AsyncGenerator<T> {
  const stop = new AbortController()
  const source = open(AbortSignal.any([signal, stop.signal]))[Symbol.asyncIterator]()
  const next = async () => {
    // First whoever takes the one before sends its first statement.
    await endOfTurn()
    return source.next()
  }
  let coming = source.next()
  try {
    for (;;) {
      const { done, value } = await coming
      if (done === true) return
      coming = next()
      // What it throws is thrown when its turn has come.
      coming.catch(() => {})
      yield value
    }
  } finally {
    stop.abort()
    await coming.catch(() => {})
    await source.return?.()
  }
}
