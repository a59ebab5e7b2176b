/** Reads what a file says that anybody may have made, within limits of time and memory. */
import type { Result } from '../../domain/kernel/errors.ts'
import type { Comparison } from '../../rendering/comparing/compare-texts.ts'

export interface FileFacts {
  /** The id that the file carries. */
  readonly content_id?: string | undefined
  /** SHA-256 (hex) of what it says. */
  readonly text_sha256: string
}

export interface DocumentReader {
  /**
   * The content id and the text of a document. Refuses what is no document, what is damaged, and as `unprocessable`
   * with the reason `too_expensive` where a limit was exceeded; `unavailable` where the machine is too busy, or the
   * reader is closed.
   */
  read(bytes: Uint8Array): Promise<Result<FileFacts>>
  /** What a copy says differently; undefined where almost nothing is the same. Refuses as `read` does. */
  compare(delivered: Uint8Array, copy: Uint8Array): Promise<Result<Comparison | undefined>>
  /** Frees its resources. */
  close(): Promise<void>
}
