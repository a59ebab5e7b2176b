/** Reads documents in this thread, without limits. */
import type { DocumentReader } from '../../src/ports/documents/document-reader.ts'
import { compareFiles, readFacts } from '../../src/rendering/comparing/read-facts.ts'

export const documentReader: DocumentReader = {
  read: readFacts,
  compare: compareFiles,
  close: async () => undefined,
}
