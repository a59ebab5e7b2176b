/** Stores bytes under a key that must not hold anything else. */
import type { DocumentStore } from '../ports/documents/document-store.ts'
import { DamagedDocument } from './read-template-file.ts'

/** Stores the bytes. Throws `DamagedDocument` where the key holds other bytes, which are kept. */
export async function storeExactly(
  documents: DocumentStore,
  key: string,
  bytes: Uint8Array,
): Promise<'stored' | 'exists'> {
  if ((await documents.put(key, bytes)) === 'stored') return 'stored'
  const there = await documents.get(key)
  if (there === undefined || Buffer.compare(there, bytes) !== 0) throw new DamagedDocument(key)
  return 'exists'
}
