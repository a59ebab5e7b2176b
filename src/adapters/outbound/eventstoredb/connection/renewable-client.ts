/**
 * A client that can be thrown away. The client's batch appends may hang for ever or end the process once their stream
 * is out of step, and its table of open appends is shared by all clients of the process: so the old client is gone
 * before the new one is made.
 */
import type { EventStoreDBClient } from '@eventstore/db-client'
import { disposeClient, makeClient } from './client.ts'
import type { Timers } from './timers.ts'

export class RenewableClient {
  readonly #url: string
  readonly #timers: Timers
  #client: EventStoreDBClient
  #replacement: Promise<void> | undefined
  #closed = false

  constructor(url: string, timers: Timers) {
    this.#url = url
    this.#timers = timers
    this.#client = makeClient(url)
  }

  /** The client of now; hold on to it for one call only. */
  async current(): Promise<EventStoreDBClient> {
    await this.#replacement
    return this.#client
  }

  /** Replaces the client that failed; for one that has been replaced already, only waits until that is done. */
  async renew(failed: EventStoreDBClient): Promise<void> {
    if (failed === this.#client && !this.#closed) this.#replacement ??= this.#replace()
    await this.#replacement
  }

  async close(): Promise<void> {
    this.#closed = true
    await disposeClient(await this.current(), this.#timers)
  }

  async #replace(): Promise<void> {
    await disposeClient(this.#client, this.#timers)
    this.#client = makeClient(this.#url)
    this.#replacement = undefined
  }
}
