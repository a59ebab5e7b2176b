/**
 * Seals documents on their way into any document store; their key in the store is authenticated with them. Where an
 * operator turned sealing off, new documents are stored in plain under a name of their own, so that both kinds can be
 * read whatever the setting is. Plain bytes are accepted only when they match the hash sealed in the event.
 */
import { hash } from 'node:crypto'
import type { DocumentLinks } from '../../../ports/documents/document-links.ts'
import type { DocumentStore } from '../../../ports/documents/document-store.ts'
import type { KeyRing } from '../../../ports/keys/key-ring.ts'
import { DamagedDocument } from '../../../storage/read-template-file.ts'
import type { AnnouncedLink, SealedDocuments } from '../../../ports/documents/sealed-documents.ts'
import { storeExactly } from '../../../storage/store-exactly.ts'

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
    return (await this.#documents.has(key)) ? 'exists' : storeExactly(this.#documents, plainKey(key), bytes)
  }

  async get(subject: string, key: string, sha256: string): Promise<Uint8Array | 'erased' | undefined> {
    const sealed = await this.#documents.get(key)
    if (sealed === undefined) return this.#readPlain(key, sha256)
    return (await this.#keys.open(subject, sealed, key)) ?? 'erased'
  }

  async link({ sha256, ...request }: AnnouncedLink): Promise<string | undefined> {
    const { key } = request
    const { seal, links } = this.#options
    if (seal || links === undefined || (await this.#documents.has(key))) return undefined
    return (await this.#readPlain(key, sha256)) === undefined
      ? undefined
      : links.link({ ...request, key: plainKey(key) })
  }

  async #readPlain(key: string, sha256: string): Promise<Uint8Array | undefined> {
    const bytes = await this.#documents.get(plainKey(key))
    if (bytes !== undefined && hash('sha256', bytes) !== sha256) throw new DamagedDocument(plainKey(key))
    return bytes
  }
}

const plainKey = (key: string): string => `${key}.plain`
