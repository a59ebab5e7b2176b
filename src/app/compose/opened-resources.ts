/** What a start has opened, to be closed in the reverse order. Node 22 has no AsyncDisposableStack yet. */

type Close = () => unknown

export class OpenedResources {
  readonly #closes: Close[] = []
  #closing: Promise<void> | undefined

  /** Closes this one before all that were given earlier. */
  defer(close: Close): void {
    this.#closes.push(close)
  }

  /** Closes each once, whatever the others do; then rejects with the first failure, if there was one. */
  disposeAsync(): Promise<void> {
    return (this.#closing ??= this.#closeAll())
  }

  async #closeAll(): Promise<void> {
    const failures: unknown[] = []
    for (let close = this.#closes.pop(); close !== undefined; close = this.#closes.pop()) {
      try {
        await close()
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length > 0) throw failures[0]
  }
}
