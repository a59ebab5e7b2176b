/** Wrapped data keys in memory, for tests. */
import type { DataKeyEntry, DataKeys } from '../../src/ports/keys/data-keys.ts'

export class MemoryDataKeys implements DataKeys {
  readonly #entries = new Map<string, DataKeyEntry>()

  async find(subject: string): Promise<DataKeyEntry | undefined> {
    return this.#entries.get(subject)
  }

  async add(subject: string, wrapped: Uint8Array): Promise<DataKeyEntry> {
    const there = this.#entries.get(subject)
    if (there !== undefined) return there
    const entry = { wrapped }
    this.#entries.set(subject, entry)
    return entry
  }

  async destroy(subject: string): Promise<void> {
    this.#entries.set(subject, 'destroyed')
  }
}
