/**
 * Makes documents findable by what a copy of them still has: their content id, their bytes, their text. All of it
 * follows from the events and the stored file, so it can be made again at any time, and for documents of before.
 */
import { createHmac } from 'node:crypto'
import { generationDecider } from '../domain/generation/generation-decider.ts'
import { generationStream } from '../domain/generation/generation-events.ts'
import { isErased } from '../domain/questions/answer.ts'
import type { DigestKind, DocumentDigest, DocumentDigests } from '../ports/documents/document-digests.ts'
import type { DocumentReader } from '../ports/documents/document-reader.ts'
import type { SealedDocuments } from '../ports/documents/sealed-documents.ts'
import type { AggregateStore } from '../ports/events/aggregate-store.ts'
import type { KeyRing } from '../ports/keys/key-ring.ts'

export interface DocumentIndexDeps {
  readonly aggregates: AggregateStore
  readonly sealedDocuments: SealedDocuments
  readonly documentReader: DocumentReader
  readonly documentDigests: DocumentDigests
  readonly keyRing: Pick<KeyRing, 'installationKey'>
}

/** What a file is recognised by; what it does not have is left out. */
export type Traces = Readonly<Partial<Record<Exclude<DigestKind, 'erased'>, string>>>

export interface FoundTrace {
  readonly kind: DigestKind
  readonly generation: string
}

export class DocumentIndex {
  readonly #deps: DocumentIndexDeps

  constructor(deps: DocumentIndexDeps) {
    this.#deps = deps
  }

  /** Adds the made document of a generation. Throws where a store cannot be reached. */
  async add(generation: string): Promise<void> {
    const stream = generationStream(generation)
    const { state } = await this.#deps.aggregates.load(generationDecider, stream)
    const made = state.document?.made
    if (made === undefined) return
    const { key, sha256 } = made
    const bytes = isErased(sha256) ? 'erased' : await this.#deps.sealedDocuments.get(stream, key, sha256)
    if (isErased(sha256) || bytes === 'erased') {
      await this.#put(state.tenant, generation, { erased: generation })
      return
    }
    const read = bytes === undefined ? undefined : await this.#deps.documentReader.read(bytes)
    if (read?.ok === false && read.error.code === 'unavailable') throw new Error(read.error.message)
    const facts = read?.ok === true ? { content: read.value.content_id, text: read.value.text_sha256 } : {}
    await this.#put(state.tenant, generation, { bytes: sha256, ...facts })
  }

  /** Which generations of a tenant left such traces; those that one of `first` asked for come first. */
  async find(tenant: string, traces: Traces, first: readonly string[]): Promise<readonly FoundTrace[]> {
    const sign = await this.#signer()
    const digests = Object.entries(traces).map(([kind, value]) => digestOf(sign, tenant, kind as DigestKind, value))
    const rows = await this.#deps.documentDigests.find({ digests, first, limit: MAX_FOUND })
    return rows.filter((row) => row.mac === macOf(sign, row))
  }

  async #put(tenant: string, generation: string, traces: Partial<Record<DigestKind, string | undefined>>) {
    const sign = await this.#signer()
    const rows = Object.entries(traces).flatMap(([name, value]): DocumentDigest[] => {
      if (value === undefined) return []
      const kind = name as DigestKind
      const row = { kind, digest: digestOf(sign, tenant, kind, value), generation }
      return [{ ...row, mac: macOf(sign, row) }]
    })
    await this.#deps.documentDigests.add(rows)
  }

  async #signer(): Promise<Sign> {
    const key = await this.#deps.keyRing.installationKey('document-ids')
    return (text) => createHmac('sha256', key).update(text).digest('hex')
  }
}

type Sign = (text: string) => string

/** Equal answers give equal documents: more generations than these are not looked at. */
const MAX_FOUND = 50

const digestOf = (sign: Sign, tenant: string, kind: DigestKind, value: string): string =>
  sign(`docgen digest\0${tenant}\0${kind}\0${value}`)

const macOf = (sign: Sign, { digest, generation }: Pick<DocumentDigest, 'digest' | 'generation'>): string =>
  sign(`docgen digest of\0${generation}\0${digest}`)
