/**
 * An index of keyed digests: which generation made a document with this content id, these bytes, this text. It only
 * finds; what it finds is held against the generation's own events. A generation whose document was erased before it
 * was indexed has one row, so that it is not looked at again.
 */

export const DIGEST_KINDS = ['bytes', 'content', 'text', 'erased'] as const
export type DigestKind = (typeof DIGEST_KINDS)[number]

export interface DocumentDigest {
  readonly kind: DigestKind
  /** HMAC of tenant, kind and value: no hash of a document lies in clear text. */
  readonly digest: string
  readonly generation: string
  /** HMAC of digest and generation: a row that was copied to another generation is none. */
  readonly mac: string
}

export interface FindDigests {
  readonly digests: readonly string[]
  /** Whose generations come first. */
  readonly first: readonly string[]
  readonly limit: number
}

export interface DocumentDigests {
  /** Adds the rows that are not there yet. */
  add(rows: readonly DocumentDigest[]): Promise<void>
  /** The rows of these digests. */
  find(query: FindDigests): Promise<readonly DocumentDigest[]>
  /** Generations with a document that have no row, by id, after this one. */
  findMissing(after: string, limit: number): Promise<readonly string[]>
}
