/** Where signed heads are kept beside the database, so that whoever rewrites the one does not rewrite the other. */

/** A signed head to keep. */
export interface SignedHead {
  /** Names the tree. */
  readonly origin: string
  readonly size: number
  /** A signed note. */
  readonly note: string
}

export interface HeadWitness {
  /** For operators and as its name in the database; without secrets. */
  readonly name: string
  /**
   * Keeps the head for good; the same note again is fine. Gives the signature lines that the witness answered with, if
   * any. Throws `HeadRefused` where it has another head of that size, any other error where it cannot be reached.
   */
  keep(head: SignedHead): Promise<string | undefined>
  /** The notes it has of a tree, by size; undefined where it gives none back. */
  list(origin: string): AsyncIterable<string> | undefined
}

/** The witness has another head of that size: the history it saw is another. */
export class HeadRefused extends Error {
  override readonly name = 'HeadRefused'
}
