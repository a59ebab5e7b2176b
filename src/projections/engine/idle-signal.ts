/** Yields the items of `source`, and `tick` whenever none came for `idle()` milliseconds. Ends with the source. */
export async function* withIdleSignal<T>(
  source: AsyncIterable<T>,
  idle: () => number,
): AsyncGenerator<T | 'tick', void, undefined> {
  const iterator = source[Symbol.asyncIterator]()
  try {
    let next = iterator.next()
    for (;;) {
      let timer: NodeJS.Timeout | undefined
      const tick = new Promise<'tick'>((resolve) => {
        timer = setTimeout(() => resolve('tick'), idle())
      })
      const first = await Promise.race([next, tick]).finally(() => clearTimeout(timer))
      if (first === 'tick') {
        yield first
        continue
      }
      if (first.done === true) return
      yield first.value
      next = iterator.next()
    }
  } finally {
    // Not awaited: a waiting source returns only when its signal fires, and the owner fires that next.
    void iterator.return?.()
  }
}
