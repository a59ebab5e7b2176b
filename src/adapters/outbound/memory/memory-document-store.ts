/** Documents in memory, for tests. */
import { checkDocumentKey } from '../shared/check-document-key.ts'
import type { DocumentStore } from '../../../ports/documents/document-store.ts'

export class MemoryDocumentStore implements DocumentStore {
  readonly #documents = new Map<string, Uint8Array>()

  async put(key: string, bytes: Uint8Array): Promise<'stored' | 'exists'> {
    checkDocumentKey(key)
    if (this.#documents.has(key)) return 'exists'
    this.#documents.set(key, Uint8Array.from(bytes))
    return 'stored'
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    checkDocumentKey(key)
    const bytes = this.#documents.get(key)
    return bytes && Uint8Array.from(bytes)
  }

  async has(key: string): Promise<boolean> {
    checkDocumentKey(key)
    return this.#documents.has(key)
  }

  async delete(key: string): Promise<void> {
    checkDocumentKey(key)
    this.#documents.delete(key)
  }
}
