/** First wins, where what is stored is known: whatever lies under the key already must be the very same. */
import type { DocumentStore } from '../ports/documents/document-store.ts'
import { DamagedDocument } from './read-template-file.ts'

/** Stores the bytes. Throws `DamagedDocument` where others lie under the key: they are neither taken nor replaced. */
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
