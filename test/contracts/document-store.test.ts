import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FolderDocumentStore } from '../../src/adapters/outbound/filesystem/folder-document-store.ts'
import { MemoryDocumentStore } from '../../src/adapters/outbound/memory/memory-document-store.ts'
import { documentStoreContract } from './document-store.contract.ts'

documentStoreContract('memory', async () => ({ store: new MemoryDocumentStore(), close: async () => {} }))

documentStoreContract('folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'docgen-documents-'))
  return {
    store: await FolderDocumentStore.open(join(folder, 'documents')),
    close: () => rm(folder, { recursive: true }),
  }
})
