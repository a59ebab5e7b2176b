/**
 * At the start and every hour: indexes the documents that were missed, because an older version made them, or the
 * service was stopped in between. Several instances may do it at once.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { errorMessage } from '../domain/kernel/errors.ts'
import type { DocumentDigests } from '../ports/documents/document-digests.ts'
import type { Logger } from '../ports/logger.ts'
import type { DocumentIndex } from '../storage/document-index.ts'

export interface KeepDocumentsIndexedDeps {
  readonly documentDigests: DocumentDigests
  readonly documentIndex: Pick<DocumentIndex, 'add'>
  readonly logger: Logger
}

const INTERVAL_MS = 3_600_000
const PAGE_SIZE = 100

/** Indexes all that have no digests; gives how many it did. One that fails is logged, and tried at the next pass. */
export async function indexMissedDocuments(
  { documentDigests, documentIndex, logger }: KeepDocumentsIndexedDeps,
  signal: AbortSignal = new AbortController().signal,
): Promise<number> {
  let count = 0
  for (let after = ''; !signal.aborted;) {
    const page = await documentDigests.findMissing(after, PAGE_SIZE)
    for (const generation of page) {
      if (signal.aborted) break
      try {
        await documentIndex.add(generation)
        count += 1
      } catch (error) {
        logger.warn({ generation, error: errorMessage(error) }, 'a document could not be indexed yet')
      }
    }
    after = page.at(-1) ?? ''
    if (page.length < PAGE_SIZE) break
  }
  return count
}

/** Until the signal fires. Never rejects: a failure is logged and tried again an hour later. */
export async function keepDocumentsIndexed(deps: KeepDocumentsIndexedDeps, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const indexed = await indexMissedDocuments(deps, signal)
      if (indexed > 0) deps.logger.info({ indexed }, 'indexed documents that were missed before')
    } catch (error) {
      deps.logger.error({ error: errorMessage(error) }, 'documents could not be indexed')
    }
    await sleep(INTERVAL_MS, undefined, { signal }).catch(() => {})
  }
}
