/** Reads the author's file of a template version and checks it against the recorded hash. */
import { hash } from 'node:crypto'
import type { TemplateFile } from '../domain/template/template-events.ts'
import type { DocumentStore } from '../ports/documents/document-store.ts'

/** The stored bytes differ from those that were recorded. */
export class DamagedDocument extends Error {
  readonly key: string
  constructor(key: string) {
    super(
      `What is stored as ${key} is not what was stored there: somebody changed it, or it was damaged. Bring it ` +
        `back from a backup.`,
    )
    this.name = 'DamagedDocument'
    this.key = key
  }
}

/** The bytes; undefined where there are none. Throws `DamagedDocument` where they do not match the hash. */
export async function readTemplateFile(
  documents: DocumentStore,
  { key, sha256 }: TemplateFile,
): Promise<Uint8Array | undefined> {
  const bytes = await documents.get(key)
  if (bytes !== undefined && hash('sha256', bytes) !== sha256) throw new DamagedDocument(key)
  return bytes
}
