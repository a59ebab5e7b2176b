/** What verifying asks of files, for a thread of its own. */
import { type Result, ok } from '../../domain/kernel/errors.ts'
import { type Comparison, compareTexts } from './compare-texts.ts'
import { readDocument, textHash } from './read-document.ts'

/** The content id and the hash of the text. Refuses as `readDocument` does. */
export async function readFacts(
  bytes: Uint8Array,
): Promise<Result<{ readonly content_id?: string | undefined; readonly text_sha256: string }>> {
  const read = await readDocument(bytes)
  if (!read.ok) return read
  return ok({ content_id: read.value.content_id, text_sha256: textHash(read.value) })
}

/** What a copy says differently. Refuses as `readDocument` does. */
export async function compareFiles(delivered: Uint8Array, copy: Uint8Array): Promise<Result<Comparison | undefined>> {
  const [was, is] = [await readDocument(delivered), await readDocument(copy)]
  if (!was.ok) return was
  return is.ok ? ok(compareTexts(was.value.lines, is.value.lines)) : is
}
