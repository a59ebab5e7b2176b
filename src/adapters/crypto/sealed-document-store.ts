/** Documents sealed on their way into any document store; the key they lie under is authenticated with them. */
import type { DocumentStore } from '../../ports/document-store.ts'
import type { KeyRing } from '../../ports/key-ring.ts'
import type { SealedDocuments } from '../../ports/sealed-documents.ts'

export class SealedDocumentStore implements SealedDocuments {
  readonly #documents: DocumentStore
  readonly #keys: KeyRing

  constructor(documents: DocumentStore, keys: KeyRing) {
    this.#documents = documents
    this.#keys = keys
  }

  async put(subject: string, key: string, bytes: Uint8Array): Promise<'stored' | 'exists'> {
    return this.#documents.put(key, await this.#keys.seal(subject, bytes, key))
  }

  async get(subject: string, key: string): Promise<Uint8Array | 'erased' | undefined> {
    const sealed = await this.#documents.get(key)
    if (sealed === undefined) return undefined
    return await this.#keys.open(subject, sealed, key) ?? 'erased'
  }

  has(key: string): Promise<boolean> {
    return this.#documents.has(key)
  }
}
