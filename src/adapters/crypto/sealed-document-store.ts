/**
 * Documents sealed on their way into any document store; the key they lie under is authenticated with them. Where an operator turned sealing off,
 * new ones lie in plain beside, under a name of their own, so that either kind is read whatever the setting is now.
 */
import type { DocumentLinks, LinkRequest } from '../../ports/document-links.ts'
import type { DocumentStore } from '../../ports/document-store.ts'
import type { KeyRing } from '../../ports/key-ring.ts'
import type { SealedDocuments } from '../../ports/sealed-documents.ts'

export interface SealingOptions {
  /** False: new documents are stored as they are. */
  readonly seal: boolean
  /** Addresses of what is not sealed. */
  readonly links?: DocumentLinks | undefined
}

export class SealedDocumentStore implements SealedDocuments {
  readonly #documents: DocumentStore
  readonly #keys: KeyRing
  readonly #options: SealingOptions

  constructor(documents: DocumentStore, keys: KeyRing, options: SealingOptions = { seal: true }) {
    this.#documents = documents
    this.#keys = keys
    this.#options = options
  }

  async put(subject: string, key: string, bytes: Uint8Array): Promise<'stored' | 'exists'> {
    // Sealed in any case: it is refused for a subject that was erased.
    const sealed = await this.#keys.seal(subject, bytes, key)
    if (this.#options.seal) return this.#documents.put(key, sealed)
    return await this.#documents.has(key) ? 'exists' : this.#documents.put(plain(key), bytes)
  }

  async get(subject: string, key: string): Promise<Uint8Array | 'erased' | undefined> {
    const sealed = await this.#documents.get(key)
    if (sealed === undefined) return this.#documents.get(plain(key))
    return await this.#keys.open(subject, sealed, key) ?? 'erased'
  }

  async has(key: string): Promise<boolean> {
    return await this.#documents.has(key) || this.#documents.has(plain(key))
  }

  async link(request: LinkRequest): Promise<string | undefined> {
    const { seal, links } = this.#options
    if (seal || links === undefined || !await this.#documents.has(plain(request.key))) return undefined
    return links.link({ ...request, key: plain(request.key) })
  }
}

const plain = (key: string): string => `${key}.plain`
