/** Wrapped data keys in memory, for tests. */
import type { DataKeyEntry, DataKeys, Rewrapped, WrappedKey } from '../../src/ports/keys/data-keys.ts'

export class MemoryDataKeys implements DataKeys {
  readonly #entries = new Map<string, DataKeyEntry>()
  #wrapping: string | undefined

  async find(subject: string): Promise<DataKeyEntry | undefined> {
    return this.#entries.get(subject)
  }

  async add(subject: string, key: WrappedKey): Promise<DataKeyEntry | undefined> {
    if (key.master_key === this.#wrapping && !this.#entries.has(subject)) this.#entries.set(subject, key)
    return this.#entries.get(subject)
  }

  async destroy(subject: string): Promise<void> {
    this.#entries.set(subject, 'destroyed')
  }

  async wrappingKey(unlessSet: string): Promise<string> {
    return (this.#wrapping ??= unlessSet)
  }

  async wrapBy(master_key: string): Promise<void> {
    this.#wrapping = master_key
  }

  async count(): Promise<readonly { readonly master_key: string; readonly keys: number }[]> {
    const groups = Map.groupBy(this.#wrapped(), ({ master_key }) => master_key)
    return [...groups.keys()].sort().map((master_key) => ({ master_key, keys: groups.get(master_key)!.length }))
  }

  async masterKeysInUse(): Promise<readonly string[]> {
    return [...new Set(this.#wrapped().map(({ master_key }) => master_key))]
  }

  async wrappedByOthers(
    master_key: string,
    after: string | undefined,
    limit: number,
  ): Promise<readonly (WrappedKey & { readonly subject: string })[]> {
    return this.#wrapped()
      .filter((key) => key.master_key !== master_key && key.subject > (after ?? ''))
      .sort((a, b) => (a.subject < b.subject ? -1 : 1))
      .slice(0, limit)
  }

  async rewrap(master_key: string, keys: readonly Rewrapped[]): Promise<number> {
    const fitting = keys.filter(({ subject, before }) => {
      const entry = this.#entries.get(subject)
      return entry !== undefined && entry !== 'destroyed' && Buffer.compare(entry.wrapped, before) === 0
    })
    for (const { subject, after } of fitting) this.#entries.set(subject, { wrapped: after, master_key })
    return fitting.length
  }

  #wrapped(): (WrappedKey & { readonly subject: string })[] {
    return [...this.#entries].flatMap(([subject, entry]) => (entry === 'destroyed' ? [] : [{ subject, ...entry }]))
  }
}
